// Encodes the source tables into the short form of facts.json. The schema is described in server/src/engine/language/facts.ts,
// the inverse is server/src/engine/language/decode.ts.
import { expand, VERSIONS } from './gen-overlay.mjs';

const RULESETS = { 'quic-initial': 'q', 'tcp-request connection': 'c', 'tcp-request session': 's', 'tcp-request content': 't', 'tcp-response content': 'u',
  'http-request': 'h', 'http-response': 'r', 'http-after-response': 'a' };
const MODES = { tcp: 't', http: 'h', log: 'l', peers: 'p', ring: 'r' };
const PLACES = { defaults: 'd', 'defaults-named': 'n', frontend: 'f', listen: 'l', backend: 'b' };
const REACTIONS = { error: 'e', warning: 'w', silent: 's' };
const LAYERS = { '7.3.2': 'internal', '7.3.3': 'L4', '7.3.4': 'L5', '7.3.5': 'L6', '7.3.6': 'L7', '7.3.7': 'dev' };
// Where a value comes from, not what HAProxy does with it.
const DROPPED = new Set(['name', 'id', 'scope', 'sections', 'defaults', 'outside', 'modes', 'grammar', 'sigs', 'sig', 'anchor', 'sectionsFrom', 'docRulesets', 'docOut', 'argNamesCount',
  'rulesets', 'layer', 'avail', 'use', 'args', 'probe', 'rejectedEverywhere', 'versions', 'since', 'until', 'history', 'gaps']);

export function encodeTables(tables, grammar) {
  const common = (e) => ({ a: e.anchor, ...Object.fromEntries(Object.entries(e).filter(([k]) => !DROPPED.has(k)).map(([k, v]) => [k, v === true ? 1 : v])) });
  const spelled = (e, name) => encodeGrammar(e, name, grammar);
  const modes = (e) => e.modes && codes(e.modes, MODES);

  const kinds = new Map();
  const kindOf = (e) => {
    if (!e.avail) return undefined;
    const key = JSON.stringify([e.avail, (e.use ?? []).join(' ')]);
    if (!kinds.has(key)) kinds.set(key, kinds.size);
    return kinds.get(key);
  };
  const needs = new Map();
  for (const need of tables['stick-table'].needs) {
    const { keyword, ...rest } = need;
    needs.set(keyword, expand(rest));
  }
  const storeNeeds = (name, v) => needs.get(name)?.[v]?.anyOf.join(' ');

  const directives = {};
  for (const e of tables.directives.entries) {
    directives[e.scope] ??= [];
    directives[e.scope].push(encode(e, (x) => ({ ...common(x), ...spelled(x, e.name), ...place(x, e), m: modes(x), repeat: x.repeat && 1 })));
  }
  const list = (name, fields) => tables[name].entries.map((e) => encode(e, (x, v) => ({ ...common(x), ...fields(x, e.name, v) })));
  const plain = (entries) => entries.map((e) => encode(e, common));

  const all = {
    schema: 1,
    generated: 'by scripts/gen.mjs; correct it in overlay.json',
    versions: VERSIONS,
    sections: list('sections', () => ({})),
    directives,
    bindOptions: list('bind-options', (x, name) => ({ ...spelled(x, name), m: modes(x) })),
    serverOptions: list('server-options', (x, name) => ({ ...spelled(x, name), m: modes(x) })),
    crtStoreOptions: list('crt-store-load-options', () => ({})),
    actions: list('actions', (x, name) => ({ ...spelled(x, name), r: codes(x.rulesets, RULESETS) })),
    fetches: list('fetches', (x, name, v) => ({ ...encodeArgs(x, name), k: kindOf(x), t: storeNeeds(name, v) })),
    converters: list('converters', (x, name, v) => ({ ...encodeArgs(x, name), t: storeNeeds(name, v) })),
    fetchKinds: [],
    availability: tables.fetches.availColumns,
    logAliases: list('log-aliases', () => ({})),
    logFlags: plain(tables['log-aliases'].flags),
    logFormats: plain(tables['log-aliases'].builtinFormats),
    stickTypes: list('stick-table', (x) => ({ args: x.args?.map(writeArg) })),
    stickKeys: plain(tables['stick-table'].keyTypes),
    predicates: list('predicates', (x) => ({ args: x.args?.map(writeArg) })),
    conditionDirectives: plain(tables.predicates.directives),
    filters: list('filters', () => ({})),
    services: plain(tables.filters.services),
    enums: tables.enums.entries.map(encodeEnum),
    late: (tables.late ?? []).map((x) => x.join(' ')),
  };
  all.fetchKinds = [...kinds.keys()].map((k) => JSON.parse(k));
  for (const e of tables.fetches.entries) {
    for (const x of Object.values(e.versions ?? expand(e))) if ((LAYERS[x.anchor] ?? undefined) !== x.layer) throw new Error(`layer of ${e.name} does not follow from section ${x.anchor}`);
  }
  unique(all);
  return all;
}

function codes(words, table) {
  return words.map((w) => { if (!table[w]) throw new Error(`no code for ${w}`); return table[w]; }).join('');
}

/** Encodes every version, then keeps the newest and, by range, what differs from it. */
function encode(entry, fields) {
  const byVersion = entry.versions ?? expand(entry);
  const known = VERSIONS.filter((v) => byVersion[v]);
  const encoded = known.map((v) => prune(fields(byVersion[v], v)));
  const base = encoded.at(-1);
  const history = {};
  let run = null;
  const close = () => { if (run && run.text !== '{}') history[writeRange(run.versions)] = JSON.parse(run.text); };
  known.forEach((v, i) => {
    const text = JSON.stringify(difference(base, encoded[i]));
    if (run?.text === text) { run.versions.push(v); return; }
    close();
    run = { text, versions: [v] };
  });
  close();
  const { g, ...rest } = base;
  const range = writeRange(known);
  return { n: entry.name, ...(range && { v: range }), ...(g !== '' && g !== undefined && { g }), ...rest, ...(Object.keys(history).length && { h: history }) };
}

/** Absent fields are left out; only a grammar that nobody knows is spelled out, as null. */
function prune(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([k, v]) => v !== undefined && v !== false && (v !== null || k === 'g')));
}

function difference(base, other) {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(other)])];
  return Object.fromEntries(keys.filter((k) => JSON.stringify(base[k]) !== JSON.stringify(other[k])).map((k) => [k, other[k] ?? null]));
}

/** "" = all versions, "-2.8", "3.0-", "2.6-3.1", "3.2", or several of these joined by commas. */
function writeRange(versions) {
  const parts = [];
  for (let i = 0; i < versions.length; i++) {
    const from = VERSIONS.indexOf(versions[i]);
    let to = from;
    while (versions[i + 1] === VERSIONS[to + 1] && to + 1 < VERSIONS.length) { to++; i++; }
    const low = from === 0 ? '' : VERSIONS[from];
    const high = to === VERSIONS.length - 1 ? '' : VERSIONS[to];
    parts.push(from === to ? VERSIONS[from] : low || high ? `${low}-${high}` : '');
  }
  return parts.join(',');
}

function encodeGrammar(e, name, grammar) {
  if (!e.grammar) return { g: null };
  const nodes = e.grammar.map((g) => (typeof g === 'string' ? grammar.parseGrammar(g) : g.map(fromSource)));
  const written = nodes.map((sequence) => {
    const notation = grammar.writeGrammar(sequence);
    if (JSON.stringify(grammar.parseGrammar(notation)) !== JSON.stringify(sequence)) throw new Error(`the notation loses something: ${notation}`);
    if (notation === name) return '';
    return notation.startsWith(name) && ' (['.includes(notation[name.length]) ? notation.slice(name.length) : `=${notation}`;
  });
  const corrected = e.grammar.some((g) => typeof g === 'string');
  const same = corrected || nodes.every((sequence, i) => bare(grammar.showGrammar(sequence)) === bare(e.sigs?.[i] ?? ''));
  return { g: written.length === 1 ? written[0] : written, ...(!same && { sig: e.sigs.length === 1 ? e.sigs[0] : e.sigs }) };
}

/** Two spellings of one signature: the manual's brackets, stars and dots vary. */
function bare(signature) {
  return signature.replace(/[\s{}[\]<>*]|\.\.\./g, '').replace(/,(?=[,)])/g, '');
}

function fromSource(n) {
  const node = typeof n === 'string' ? { lit: n } : n;
  const glued = !!node.glue;
  const all = (list) => list.map(fromSource);
  if ('lit' in node) return { kind: 'word', text: node.lit, glued };
  if ('arg' in node) return { kind: 'value', name: node.arg, type: node.type ?? null, glued };
  if (node.opt) return { kind: 'optional', of: all(node.opt), glued };
  if (node.alt) return { kind: 'oneOf', of: node.alt.map((a) => all(Array.isArray(a) ? a : [a])), glued };
  if (node.paren) return { kind: 'parens', of: all(node.paren), glued };
  if (node.rep) return { kind: 'repeat', of: all(node.rep), separator: node.sep ?? null, glued };
  if (node.sep) return { kind: 'separator', text: node.sep, glued };
  throw new Error(`unknown grammar node ${JSON.stringify(n)}`);
}

/** Where a directive of a proxy belongs: `s` = sections (d any defaults, n only named ones, f, l, b), `o` = what HAProxy does elsewhere. */
function place(x, entry) {
  if (entry.scope !== 'proxy') {
    if (x.sections && x.sections.join() !== entry.scope) throw new Error(`sections of ${entry.name}`);
    return {};
  }
  const named = x.defaults === 'named';
  const s = (x.sections ?? []).map((k) => (k === 'defaults' && named ? 'n' : PLACES[k])).join('');
  if (/[dn]/.test(s) !== (x.defaults === 'any' || named)) throw new Error(`defaults of ${entry.name}`);
  const o = Object.entries(x.outside ?? {}).map(([reaction, places]) => `${REACTIONS[reaction]}:${codes(places, PLACES)}`).join(' ');
  return { s, ...(o && { o }) };
}

function encodeArgs(e, name) {
  const args = e.args?.length ? e.args.map(writeArg) : undefined;
  const shown = `${name}${showArgs(e.args ?? [])}`;
  return { args, ...(e.sig !== undefined && bare(e.sig) !== bare(shown) && { sig: e.sig }) };
}

/** `name=type`, then flags: `?` optional, `.` empty means the current proxy, `(` only without parentheses, `!` required although the manual brackets it. */
function writeArg(arg) {
  const { type, name = '', optional, implicit, omitParens, docSaysOptional, enum: values, format, ...rest } = arg;
  if (Object.keys(rest).length || /[=?.(!]$/.test(type) || name.includes('=')) throw new Error(`argument ${JSON.stringify(arg)}`);
  const text = `${name}=${type}${optional ? '?' : ''}${implicit ? '.' : ''}${omitParens ? '(' : ''}${docSaysOptional ? '!' : ''}`;
  return values || format ? [text, values ?? null, format ?? null] : text;
}

function showArgs(args) {
  let text = '';
  args.forEach((arg, i) => { text += arg.optional ? `[${i ? ',' : ''}<${arg.name}>` : `${i ? ',' : ''}<${arg.name}>`; });
  return args.length ? `(${text}${']'.repeat(args.filter((arg) => arg.optional).length)})` : '';
}

/** Values: the word alone, or [word, range, form when it takes arguments, deprecated since]. */
function encodeEnum(e) {
  if (e.versions) throw new Error(`enum ${e.id}: correct it by listing the values under "set" of all versions`);
  const values = e.values.map((v) => {
    const range = writeRange(Object.keys(expand(v)));
    const row = [v.value, range, v.tried && v.tried !== v.value ? v.tried : '', v.deprecatedSince ?? ''];
    while (row.length > 1 && row.at(-1) === '') row.pop();
    return row.length === 1 ? row[0] : row;
  });
  return { n: e.id, values };
}

function unique(all) {
  const groups = [...Object.entries(all.directives), ...Object.entries(all).filter(([k, v]) => k !== 'directives' && Array.isArray(v) && v[0]?.n !== undefined)];
  for (const [table, entries] of groups) {
    const seen = new Set();
    for (const e of entries) { if (seen.has(e.n)) throw new Error(`${table}: ${e.n} twice`); seen.add(e.n); }
  }
}
