// Features of the editor over stdio, as any client has them: what the engine's own tests do not see is how it is put into LSP.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import type { CodeAction, CompletionItem, CompletionList, SemanticTokens, SemanticTokensDelta, SignatureHelp, TextEdit } from 'vscode-languageserver';
import type { Client } from './client.mjs';
import { type Options, withServer } from './withServer.ts';

const URI = 'file:///etc/haproxy/haproxy.cfg';
const at = (line: number, character: number): { textDocument: { uri: string }; position: { line: number; character: number } } => ({ textDocument: { uri: URI }, position: { line, character } });
const span = (l1: number, c1: number, l2: number, c2: number): { start: { line: number; character: number }; end: { line: number; character: number } } => ({ start: { line: l1, character: c1 }, end: { line: l2, character: c2 } });

const session = (what: string, run: (c: Client) => Promise<void>, options: Options = {}): void => { test(what, { timeout: 60_000 }, () => withServer(options, run)); };

session('completion: snippets that replace the word, documentation when asked, deprecated words tagged', async (c) => {
  c.open(URI, 'backend b\n    timeout tun\n    o\n');
  const list = await c.request('textDocument/completion', at(1, 15)) as CompletionList;
  const tunnel = list.items.find((i) => i.label === 'tunnel')!;
  assert.deepEqual(tunnel.textEdit, { range: span(1, 12, 1, 15), newText: 'tunnel ${1:1h}' });
  assert.equal(tunnel.insertTextFormat, 2);
  const resolved = await c.request('completionItem/resolve', tunnel) as CompletionItem;
  assert.match((resolved.documentation as { value: string }).value, /tunnel/);
  const words = await c.request('textDocument/completion', at(2, 5)) as CompletionList;
  assert.deepEqual(words.items.find((i) => i.label === 'option accept-invalid-http-response')?.tags, [1]);
});

session('completion of many names is not complete', async (c) => {
  c.open(URI, `${Array.from({ length: 1000 }, (_, i) => `backend be_${i}\n`).join('')}frontend f\n    default_backend \n`);
  const list = await c.request('textDocument/completion', at(1001, 20)) as CompletionList;
  assert.equal(list.isIncomplete, true);
  assert.ok(list.items.length < 500, String(list.items.length));
});

session('signature help marks the argument', async (c) => {
  c.open(URI, 'frontend f\n    http-request set-header X-A \n');
  const help = await c.request('textDocument/signatureHelp', at(1, 32)) as SignatureHelp, s = help.signatures[help.activeSignature ?? 0]!;
  const [a, b] = s.parameters![s.activeParameter ?? help.activeParameter ?? 0]!.label as [number, number];
  assert.equal(s.label.slice(a, b), '<fmt>');
});

session('semantic tokens: all, what changed, a range', async (c) => {
  const provider = c.init.capabilities.semanticTokensProvider;
  assert.ok(provider && 'full' in provider && provider.range === true);
  assert.deepEqual(provider.full, { delta: true });
  const text = `defaults\n    mode http\nfrontend f\n${'    acl a src 10.0.0.1\n'.repeat(500)}`;
  c.open(URI, text);
  const all = await c.request('textDocument/semanticTokens/full', { textDocument: { uri: URI } }) as SemanticTokens;
  c.change(URI, 2, [{ range: span(4, 0, 4, 0), text: '    maxconn 5\n' }]);
  const d = await c.request('textDocument/semanticTokens/full/delta', { textDocument: { uri: URI }, previousResultId: all.resultId }) as SemanticTokensDelta;
  assert.equal(d.edits.length, 1);
  assert.ok(d.edits[0]!.data!.length <= 50, 'the new line and the one behind it');
  const data = [...all.data];
  for (const e of d.edits) data.splice(e.start, e.deleteCount, ...(e.data ?? []));
  const again = await c.request('textDocument/semanticTokens/full', { textDocument: { uri: URI } }) as SemanticTokens;
  assert.deepEqual(data, again.data);
  const late = await c.request('textDocument/semanticTokens/full/delta', { textDocument: { uri: URI }, previousResultId: d.resultId }) as SemanticTokens;
  assert.deepEqual(late.data, again.data, 'an id that was replaced: all of it');
  const range = await c.request('textDocument/semanticTokens/range', { textDocument: { uri: URI }, range: span(2, 0, 4, 0) }) as SemanticTokens;
  assert.equal(range.data[0], 2);
});

session('range formatting touches nothing outside', async (c) => {
  c.open(URI, 'global\nmaxconn 1\nnbthread 2\n');
  const edits = await c.request('textDocument/rangeFormatting', { textDocument: { uri: URI }, range: span(2, 0, 2, 10), options: { tabSize: 4, insertSpaces: true } }) as TextEdit[];
  assert.deepEqual(edits, [{ range: span(2, 0, 2, 0), newText: '    ' }]);
});

const PROXIES = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 1m\n    timeout server 1m\nfrontend web\n    bind :8080\n    timeout server 30s\n    http-request deny if { path_beg /x }\n    default_backend app\nbackend app\n    server a 127.0.0.1:8000\n';
const actions = (c: Client, line: number, character: number, ...only: string[]): Promise<CodeAction[]> =>
  c.request('textDocument/codeAction', { textDocument: { uri: URI }, range: span(line, character, line, character), context: { diagnostics: [], ...(only.length ? { only } : {}) } }) as Promise<CodeAction[]>;

session('code actions: repairs, then what silences; the command only where the client has it', async (c) => {
  c.open(URI, PROXIES);
  const all = await actions(c, 7, 6), quick = all.filter((a) => a.kind === 'quickfix');
  assert.ok(quick[0]!.isPreferred && quick[0]!.edit);
  assert.deepEqual(quick.slice(-2).map((a) => a.title), ["Ignore 'timeout-in-wrong-section' on this line", "Ignore 'timeout-in-wrong-section' in frontend web"]);
  assert.ok(all.every((a) => a.command === undefined));
});
session('code actions of a client that can switch rules off', async (c) => {
  c.open(URI, PROXIES);
  assert.deepEqual((await actions(c, 7, 6, 'quickfix')).at(-1)!.command, { title: "Switch 'timeout-in-wrong-section' off in the settings", command: 'haproxy.disableRule', arguments: ['timeout-in-wrong-section', URI] });
}, { initializationOptions: { disablesRules: true } });
session('refactorings by kind', async (c) => {
  c.open(URI, PROXIES);
  assert.deepEqual((await actions(c, 8, 32, 'refactor.extract')).map((a) => [a.kind, a.title]), [['refactor.extract', "Make this test an ACL 'is_x'"]]);
  assert.ok((await actions(c, 8, 32, 'refactor')).length > 1);
  assert.deepEqual((await actions(c, 8, 32, 'refactor.inline')), []);
});

for (const trusted of [true, false]) session(`completion of files, in a workspace that is ${trusted ? '' : 'not '}trusted`, async (c) => {
  const dir = mkdtempSync(join(tmpdir(), 'haproxy-ws-files-'));
  try {
    mkdirSync(join(dir, 'errors'));
    writeFileSync(join(dir, 'errors', '503 busy.http'), '');
    const uri = pathToFileURL(join(dir, 'haproxy.cfg')).href, labels = async (line: number, character: number): Promise<readonly [string, string | undefined][]> => {
      const list = await c.request('textDocument/completion', { textDocument: { uri }, position: { line, character } }) as CompletionList;
      return list.items.map((i) => [i.label, i.textEdit?.newText]);
    };
    c.open(uri, 'defaults\n    errorfile 503 \n    errorfile 502 errors/\n');
    assert.deepEqual((await labels(1, 18)).filter(([l]) => l === 'errors/'), trusted ? [['errors/', 'errors/']] : []);
    assert.deepEqual(await labels(2, 25), trusted ? [['503 busy.http', 'errors/503\\ busy.http']] : []);
  } finally { rmSync(dir, { recursive: true, force: true }); }
}, { initializationOptions: { trusted } });

session('sentences in the language of the client', async (c) => {
  c.open(URI, 'backend app\n    timeout tunnel 1h\n');
  const hover = await c.request('textDocument/hover', at(1, 7)) as { contents: { value: string } };
  assert.match(hover.contents.value, /\*Regelt:\*/);
  assert.match(hover.contents.value, /After the 101/, 'what is not translated is English');
}, { initializationOptions: { translations: { Governs: 'Regelt' } } });

session('the checkup: data and Markdown; nothing for a document that is not open', async (c) => {
  c.open(URI, 'frontend f\n    mode http\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\nbackend be_ws\n    mode http\n    server s1 127.0.0.1:1\n');
  const answer = await c.request('haproxy/checkup', { uri: URI }) as { version: string; paths: { binds: { at: { line: number } }[] }[]; questions: unknown[]; markdown: string };
  assert.equal(answer.paths[0]!.binds[0]!.at.line, 2);
  assert.equal(answer.questions.length, 8);
  assert.ok(answer.markdown.includes(`[line 3](${URI}#L3)`), answer.markdown);
  assert.equal(await c.request('haproxy/checkup', { uri: 'file:///not-open.cfg' }), null);
});

session('the menu holds nothing twice: what a fix offers is no refactoring as well', async (c) => {
  c.open(URI, 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\nfrontend f\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\nbackend be_ws\n    server s1 127.0.0.1:1\n');
  const actions = async (only?: string[]): Promise<CodeAction[]> => await c.request('textDocument/codeAction', { textDocument: { uri: URI }, range: span(8, 9, 8, 9), context: { diagnostics: [], ...(only ? { only } : {}) } }) as CodeAction[];
  const titles = (await actions()).map((a) => a.title);
  assert.ok(titles.includes("Add 'timeout tunnel 1h' to backend be_ws"), titles.join(' | '));
  assert.deepEqual(titles.filter((x, i) => titles.indexOf(x) !== i), []);
  assert.ok((await actions(['refactor'])).some((a) => a.title === "Add 'timeout tunnel 1h' to backend be_ws"), 'asked for refactorings alone, it is one');
});
