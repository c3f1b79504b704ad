// A person at work, for `npm run soak`: types, undoes, pastes, renames, fixes, formats, looks, opens and closes, in the shares that people
// do, by chance that can be had again. All that was written can be taken back.
import { generate } from './gen-config.mjs';
import { sleep } from './bench-measure.mjs';

/** mulberry32 */
export function dice(seed) {
  let s = seed >>> 0;
  const next = () => { s = (s + 0x6d2b79f5) >>> 0; let t = s; t = Math.imul(t ^ (t >>> 15), t | 1); t ^= t + Math.imul(t ^ (t >>> 7), t | 61); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
  const pick = (below) => Math.floor(next() * below);
  return { pick, one: (of) => of[pick(of.length)], chance: (share) => next() < share };
}

const place = (line, character) => ({ line, character }), span = (l1, c1, l2, c2) => ({ start: place(l1, c1), end: place(l2, c2) });
const LINES = [
  '    timeout tunnel 1h', '    timeout client 50s', '    timeout server 30', '    http-request del-header Upgrade', '    acl is_ws hdr(Upgrade) -i websocket', '    use_backend be_chat if is_ws', '    bogus-word 1', '    option httpchk GET /ws',
  '    server sX 192.0.2.9:8080 check inter 2s weight 10', '    http-request set-header X-A "%[src,lower]"', '    bind :8443 ssl crt x.pem alpn h2,http/1.1', '    stick-table type ip size 1m expire 5s store http_req_rate(10s)', '    # a comment', '    mode tcp', '.if defined(X)', '.endif',
];
const LOG = '2026-01-02T03:04:05 lb haproxy[7]: 192.0.2.1:5000 [02/Jan/2026:03:04:05.123] web~ app/s1 0/0/1/2/3600123 101 512 - - CD-- 9/9/9/9/0 0/0 "GET /ws HTTP/1.1"';

/** A document open in the editor. */
function opened(client, uri, text) {
  const rows = text.split('\n'), undo = [];
  let version = 1, result, tokens;
  client.open(uri, text, version);
  const put = (l1, c1, l2, c2, text) => {
    const was = l1 === l2 ? rows[l1].slice(c1, c2) : [rows[l1].slice(c1), ...rows.slice(l1 + 1, l2), rows[l2].slice(0, c2)].join('\n'), parts = text.split('\n');
    const now = [...parts];
    now[0] = rows[l1].slice(0, c1) + now[0];
    now[now.length - 1] += rows[l2].slice(c2);
    rows.splice(l1, l2 - l1 + 1, ...now);
    client.change(uri, ++version, [{ range: span(l1, c1, l2, c2), text }]);
    return { l1, c1, l2: l1 + parts.length - 1, c2: parts.length > 1 ? parts.at(-1).length : c1 + text.length, text: was };
  };
  const doc = {
    uri, rows, document: { textDocument: { uri } },
    get text() { return rows.join('\n'); },
    get changed() { return undo.length; },
    edit(...change) { undo.push(put(...change)); },
    undo() { const u = undo.pop(); if (u) put(u.l1, u.c1, u.l2, u.c2, u.text); },
    at: (line, character) => ({ textDocument: { uri }, position: place(line, character) }),
    async pull() { const answer = await client.pull(uri, result); result = answer.resultId; return answer; },
    async all() { result = undefined; return (await doc.pull()).items; },
    async colours(whole = false) {
      if (whole) tokens = undefined;
      const answer = tokens ? await client.request('textDocument/semanticTokens/full/delta', { ...doc.document, previousResultId: tokens }).catch(() => null) : await client.request('textDocument/semanticTokens/full', doc.document).catch(() => null);
      tokens = answer?.resultId ?? tokens;
    },
    /** Edits as the server wants them; those of other documents are left. */
    apply(workspaceEdit) {
      const list = [...(workspaceEdit?.documentChanges ?? []).filter((d) => d.textDocument?.uri === uri).flatMap((d) => d.edits), ...(workspaceEdit?.changes?.[uri] ?? [])];
      list.sort((a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character);
      for (const { range: { start, end }, newText } of list) if (end.line < rows.length) doc.edit(start.line, start.character, end.line, end.character, newText);
    },
    close() { client.close(uri); },
  };
  return doc;
}

/**
 * @param d dice @param files texts by uri; the first two stay open, the others come and go
 * @param pace `ms`: the rest behind a keystroke
 */
export function person(client, d, files, pace) {
  const uris = [...files.keys()], open = new Map(), counts = new Map();
  let doc, keys = 0, gone = 0;
  const ask = (method, params) => client.request(method, params).catch((e) => { if (![-32800, -32801, -32802, -32803].includes(e.code)) throw e; return null; });
  const spot = () => { const line = d.pick(doc.rows.length), words = [...doc.rows[line].matchAll(/\S+/g)]; return doc.at(line, words.length ? d.one(words).index + 1 : 0); };
  const header = () => { const all = doc.rows.flatMap((r, i) => (/^(?:backend|frontend|listen) \S/.test(r) ? [i] : [])); return all.length ? d.one(all) : null; };
  const rest = () => sleep(pace.ms * (0.5 + d.pick(100) / 100));
  /** One line, key by key, as people do: a completion now and then, findings when the fingers rest. */
  const type = async (text) => {
    const line = d.pick(doc.rows.length);
    doc.edit(line, doc.rows[line].length, line, doc.rows[line].length, '\n');
    for (let i = 0; i < text.length; i++) {
      doc.edit(line + 1, i, line + 1, i, text[i]); keys++;
      if (d.chance(0.03)) { doc.undo(); doc.edit(line + 1, i, line + 1, i, text[i]); }
      if (d.chance(0.1)) { const list = await ask('textDocument/completion', doc.at(line + 1, i + 1)), item = list?.items.length ? d.one(list.items) : null; if (item) await ask('completionItem/resolve', item); }
      if (d.chance(0.08)) await ask('textDocument/signatureHelp', doc.at(line + 1, i + 1));
      if (d.chance(0.2)) { const p = doc.pull(); if (d.chance(0.1)) { client.notify('$/cancelRequest', { id: -1 }); } await p.catch(() => null); }
      await rest();
    }
    await doc.pull().catch(() => null);
    await doc.colours();
  };
  const acts = {
    'typed lines': [30, () => type(d.one(LINES))],
    'new sections': [6, async () => { await type(`backend new_${d.pick(50)}`); await type('    server s1 192.0.2.7:80 check'); }],
    undone: [14, async () => { for (let n = d.pick(30); n > 0; n--) { doc.undo(); if (d.chance(0.2)) { await doc.pull().catch(() => null); await rest(); } } }],
    pasted: [7, async () => { const from = d.pick(doc.rows.length), block = doc.rows.slice(from, from + 1 + d.pick(40)).join('\n'), at = d.pick(doc.rows.length); doc.edit(at, 0, at, 0, `${block}\n`); await doc.pull().catch(() => null); await doc.colours(); }],
    'pasted sections': [2, async () => { const at = d.pick(doc.rows.length); doc.edit(at, 0, at, 0, `${generate({ lines: 100, seed: d.pick(9) }).split('\n').slice(45, 80).join('\n')}\n`); await doc.pull().catch(() => null); }],
    'deleted lines': [6, async () => { const at = d.pick(doc.rows.length - 1), to = Math.min(doc.rows.length - 1, at + 1 + d.pick(8)); doc.edit(at, 0, to, 0, ''); await doc.pull().catch(() => null); }],
    'commented out': [5, async () => { const at = d.pick(doc.rows.length); doc.edit(at, 0, at, 0, '# '); await doc.pull().catch(() => null); }],
    renamed: [4, async () => {
      const line = header(), p = line === null ? null : doc.at(line, doc.rows[line].indexOf(' ') + 1);
      if (!p || !await ask('textDocument/prepareRename', p)) return;
      doc.apply(await ask('textDocument/rename', { ...p, newName: `renamed_${d.pick(1000)}` }));
      await doc.pull().catch(() => null);
    }],
    fixed: [6, async () => {
      const found = await doc.all().catch(() => []);
      if (!found.length) return;
      const f = d.one(found), actions = await ask('textDocument/codeAction', { ...doc.document, range: f.range, context: { diagnostics: [f] } });
      if (actions?.length) doc.apply(d.one(actions).edit);
      await doc.pull().catch(() => null);
    }],
    formatted: [2, async () => { const at = d.pick(doc.rows.length); doc.apply({ changes: { [doc.uri]: await ask('textDocument/rangeFormatting', { ...doc.document, range: span(at, 0, Math.min(doc.rows.length - 1, at + 20), 0), options: { tabSize: 4, insertSpaces: true } }) ?? [] } }); }],
    looked: [20, async () => { for (const method of ['hover', 'definition', 'documentHighlight', 'linkedEditingRange']) { await ask(`textDocument/${method}`, spot()); await rest(); } await ask('textDocument/references', { ...spot(), context: { includeDeclaration: true } }); await ask('textDocument/selectionRange', { ...doc.document, positions: [spot().position] }); }],
    scrolled: [14, async () => {
      const at = d.pick(doc.rows.length), range = span(at, 0, Math.min(doc.rows.length - 1, at + 60), 0);
      await ask('textDocument/semanticTokens/range', { ...doc.document, range });
      const hints = await ask('textDocument/inlayHint', { ...doc.document, range });
      if (hints?.length) await ask('inlayHint/resolve', d.one(hints));
      const lenses = await ask('textDocument/codeLens', doc.document);
      if (lenses?.length) await ask('codeLens/resolve', d.one(lenses.filter((l) => l.data) ?? lenses) ?? lenses[0]);
      await rest();
    }],
    outlined: [4, async () => { await ask('textDocument/documentSymbol', doc.document); await ask('textDocument/foldingRange', doc.document); await ask('textDocument/documentLink', doc.document); await ask('workspace/symbol', { query: d.one(['be', 'api', 'x']) }); }],
    'asked of WebSockets': [2, async () => { await ask('haproxy/status', { uri: doc.uri }); await ask('haproxy/checkup', { uri: doc.uri }); await ask('haproxy/simulate', { uri: doc.uri }); await ask('haproxy/handshakes', { uri: doc.uri }); }],
    'drew the path': [1, async () => { await ask('haproxy/path', { uri: doc.uri }); await ask('haproxy/pathMermaid', { uri: doc.uri }); }],
    'explained logs': [2, async () => { await ask('haproxy/explain', { config: doc.uri, text: d.chance(0.5) ? LOG : `${LOG}\n${LOG}` }); await ask('haproxy/explain', { text: LOG, log: d.pick(1000), more: true }); }],
    'upgrade reports': [1, async () => { if (doc.rows.length < 2000) await ask('haproxy/upgrade', { uri: doc.uri, from: '2.6', to: '3.2' }); }],
    'files opened or closed': [6, async () => {
      const uri = d.one(uris.slice(2)), there = open.get(uri);
      if (there) { there.close(); open.delete(uri); if (doc === there) doc = open.get(uris[0]); return; }
      doc = opened(client, uri, files.get(uri));
      open.set(uri, doc);
      await doc.pull().catch(() => null);
      await doc.colours();
    }],
    'asked and closed at once': [1, async () => { const uri = `file:///gone/${++gone}/haproxy.cfg`, brief = opened(client, uri, files.get(uris[2])), asked = [client.pull(uri), client.request('textDocument/hover', brief.at(1, 3)), client.request('haproxy/checkup', { uri })]; brief.close(); for (const a of asked) await a.catch(() => null); }],
    'other file': [8, async () => { doc = d.one([...open.values()]); await doc.pull().catch(() => null); }],
    'file changed on disk': [1, async () => { client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: d.one(uris), type: 2 }] }); await doc.pull().catch(() => null); }],
    'other version': [1, async () => { for (const version of [d.one(['2.4', '2.8', '3.0']), '3.2']) { client.configure({ haproxy: { version } }); await doc.pull().catch(() => null); await rest(); } }],
  };
  const total = Object.values(acts).reduce((n, [share]) => n + share, 0);
  const begin = () => { for (const uri of uris.slice(0, 2)) open.set(uri, doc = opened(client, uri, files.get(uri))); };
  begin();
  return {
    counts, get keys() { return keys; }, get doc() { return doc; },
    /** Does the next thing. */
    async act() {
      let n = d.pick(total);
      for (const [name, [share, run]] of Object.entries(acts)) { if ((n -= share) >= 0) continue; await run(); counts.set(name, (counts.get(name) ?? 0) + 1); return; }
    },
    /** Everything once. */
    async everything() { for (const [name, [, run]] of Object.entries(acts)) { await run(); counts.set(name, (counts.get(name) ?? 0) + 1); } },
    /** Takes back all that was written, closes what came; what was kept for answers is of an older text then. @returns findings by uri */
    async back() {
      for (const [uri, o] of open) if (uris.indexOf(uri) > 1) { o.close(); open.delete(uri); }
      const found = {};
      for (const [uri, o] of open) {
        doc = o;
        while (o.changed) o.undo();
        await o.colours(true);
        o.edit(0, 0, 0, 0, 'unknown 1\n');
        await o.pull();
        o.undo();
        if (o.text !== files.get(uri)) throw new Error(`${uri} is not what it was`);
        found[uri] = await o.all();
        const line = o.rows.findIndex((r) => /^\s+server /.test(r)); // questions that look at the model: what was kept of older ones goes
        for (const method of ['hover', 'completion', 'signatureHelp']) await ask(`textDocument/${method}`, o.at(line, 4));
      }
      return found;
    },
    /** Closes everything. */
    async leave() { for (const o of open.values()) o.close(); open.clear(); await client.request('workspace/symbol', { query: 'x' }); },
    begin,
  };
}
