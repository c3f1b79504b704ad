// What a value of some type may be.
import { table } from '../../language/table.ts';
import { at, enumWords, stickTypes, usable } from '../../language/load.ts';
import type { GrammarNode, Sequence } from '../../language/grammar.ts';
import { type Next, nextAfter, shortest } from '../../language/expect.ts';
import { compareVersions } from '../../language/version.ts';
import { modeOf } from '../../model/effective.ts';
import type { Cursor } from './cursor.ts';
import { conditionItems } from './conditions.ts';
import { expressionItems, logFormatItems } from './expressions.ts';
import { hole, type Item, item, literal } from './item.ts';
import { nameItems, namesFor, newServer } from './names.ts';
import { formOf, hasForm, holeFor, written } from './snippet.ts';

const HEADERS = ['Host', 'Upgrade', 'Connection', 'Origin', 'User-Agent', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'X-Real-IP', 'Authorization', 'Cookie', 'Content-Type', 'Accept', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version', 'Sec-WebSocket-Protocol', 'Sec-WebSocket-Extensions', 'Strict-Transport-Security', 'Server', 'Location', 'Set-Cookie', 'Cache-Control', 'Access-Control-Allow-Origin', 'X-Request-ID'];
const TIMES = ['1s', '5s', '10s', '30s', '1m', '5m', '1h'];
/** Examples of values that people write, as snippet text. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'address(bind)': [hole(':80'), `:443 ssl crt ${hole('/etc/haproxy/cert.pem')} alpn h2,http/1.1`, hole('127.0.0.1:8080'), hole('unix@/run/haproxy.sock')],
  'address(server)': [hole('127.0.0.1:8080'), hole('unix@/run/app.sock')], 'address(log)': ['stdout', '/dev/log', hole('127.0.0.1:514')], 'address(nameserver)': [hole('127.0.0.1:53')],
  size: ['1m', '100k', '16k'], 'http-status': ['200', '204', '301', '400', '401', '403', '404', '429', '500', '503'], 'mime-type': ['text/plain', 'text/html', 'application/json', 'text/event-stream'],
  cidr: ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], 'alpn-list': ['h2,http/1.1', 'http/1.1', 'h2'], regex: [hole('^/')], service: ['prometheus-exporter'], 'cookie-name': [hole('SRV')], 'header-case': [`content-length ${hole('Content-Length')}`, 'host Host', 'upgrade Upgrade', 'sec-websocket-key Sec-WebSocket-Key'], 'trace-source': ['h1', 'h2', 'stream', 'session', 'check', 'ssl'], digit: ['0'], 'thread-set': ['1', '1-4', 'all', 'odd', 'even'], 'cpu-set': ['0', '0-3', 'all'], 'jwt-algorithms': [hole('RSA-OAEP-256')], 'jwt-encodings': [hole('A256GCM')], constant: [`int(${hole('1')})`, `str(${hole('text')})`], 'own-header': ['X-Server', 'X-Backend-Server'], 'cookie-attr': ['SameSite=Lax', 'SameSite=Strict', 'SameSite=None'],
};
const MUXES = table<string>({ bind: 'mux-proto-bind', 'default-bind': 'mux-proto-bind', 'http-check': 'mux-proto-check', 'tcp-check': 'mux-proto-check', 'http-request': 'mux-proto-bind', 'tcp-request': 'mux-proto-bind' });

/** What may stand behind `words`. `tail`: what the statement needs behind that again. */
export function followItems(c: Cursor, grammar: readonly Sequence[], words: readonly string[], tail = ''): Item[] {
  const out: Item[] = [], seen = new Set<string>(), finish = c.rest.length === 0;
  for (const n of nextAfter(grammar, words).next) {
    const needs = shortest(n.rest), glued = needs.findIndex((x) => !x.glued), rest = finish ? needs : needs.slice(0, glued < 0 ? needs.length : glued);
    const more = (written(c, rest, '\0').slice(1)) + (finish ? tail : '');
    if (n.node.kind === 'word') { if (!seen.has(n.node.text)) out.push(word(c, n, more)); seen.add(n.node.text); } else if (n.node.kind === 'value') out.push(...valueItems(c, n.node, words, more));
  }
  return out;
}

function word(c: Cursor, n: Next, more: string): Item {
  const { text } = n.node as Extract<GrammarNode, { kind: 'word' }>, condition = text === 'if' || text === 'unless';
  return item(c, text, condition ? 'operator' : 'value', `${literal(text)}${more}`, { rank: condition ? (text === 'if' ? 90 : 95) : 40 });
}

function valueItems(c: Cursor, n: Extract<GrammarNode, { kind: 'value' }>, words: readonly string[], tail: string): Item[] {
  const out: Item[] = [];
  const types = (n.type ?? '').split('|');
  for (const type of types) out.push(...ofType(c, type, words, tail));
  // where a name may stand, text of a log-format would be one
  return types.length > 1 && types[0]!.startsWith('ref:') ? out.filter((i) => i.label !== 'text') : out;
}

function ofType(c: Cursor, type: string, words: readonly string[], tail: string): Item[] {
  const text = c.line.text.slice(c.start, c.column);
  if (type.startsWith('enum:') && text.includes(',')) return listItems(c, type, tail);
  if (type.startsWith('enum:')) return enumItems(c, type.slice(5), tail, words);
  if (type.startsWith('list(,):')) return listItems(c, type.slice(8), tail);
  if (type === 'enum' || type === 'options' || type === 'any') return [];
  if (type.startsWith('ref:')) return nameItems(c, c, type.slice(4), tail);
  switch (type) {
    case 'sample-expr': return expressionItems(c, text, c.start, tail);
    case 'fetch-or-acl-keyword': return expressionItems(c, text, c.start, tail, 'acl');
    case 'log-format': return logFormatItems(c, tail);
    case 'acl-cond': return conditionItems(c, []);
    case 'path': case 'dir': case 'acl-file': case 'map-file': return [item(c, c.partial, 'path', literal(c.partial))];
    case 'address(log)': return [...logTargets(c, tail), ...(EXAMPLES[type] ?? []).map((w, i) => item(c, holeLabel(w), 'value', w + tail, { rank: 60 + i }))];
    case 'header-name': return HEADERS.map((h, i) => item(c, h, 'header', h + tail, { rank: 50 + i }));
    case 'variable': case 'variable(proc.)': return nameItems(c, c, 'variable', tail);
    case 'mux-proto': return c.words[0] === 'tcp-check' ? [item(c, 'none', 'value', 'none' + tail)] : enumItems(c, MUXES[words[0]!] ?? MUXES[c.words[0]!] ?? 'mux-proto-server', tail, words);
    case 'time': case 'time(s)': return c.partial === '' ? TIMES.map((w, i) => item(c, w, 'value', w + tail, { rank: (w === '1h' && c.words.join(' ') === 'timeout tunnel' ? 0 : 60) + i })) : [];
    case 'server-name': return [item(c, newServer(c), 'value', hole(newServer(c)) + tail, { rank: 60 })];
    case 'port': case 'octal': case 'char': case 'hex': case 'peer-name': case 'table-name': case 'integer-or-range': return [item(c, holeLabel(holeFor(c, type, '')), 'value', holeFor(c, type, '') + tail, { rank: 70 })];
    default: return (EXAMPLES[type] ?? (type.startsWith('address') ? [holeFor(c, type, '')] : [])).map((w, i) => item(c, holeLabel(w), 'value', w + tail, { rank: 60 + i }));
  }
}
/** Rings and, since 2.9, log backends. */
function logTargets(c: Cursor, tail: string): Item[] {
  const since = compareVersions(c.project.settings.version, '2.9') >= 0, logs = since ? namesFor(c, 'backend', 300).filter((n) => c.project.declared('backend', n).some((b) => modeOf(c.project, b) === 'log')) : [];
  return [...namesFor(c, 'ring', 300).map((n) => `ring@${n}`), ...logs.map((n) => `backend@${n}`)].map((n) => item(c, n, 'name', literal(n) + tail, { rank: 5 }));
}

const holeLabel = (text: string): string => text.replace(/\$\{:((?:[^}\\]|\\.)*)\}/g, '$1').replace(/\\(.)/g, '$1');

function enumItems(c: Cursor, id: string, tail: string, words: readonly string[] = []): Item[] {
  const { version } = c.project.settings, typed = new Set(words.slice(1));
  const out: Item[] = [], seen = new Set<string>();
  enumWords(id, version).forEach((w, i) => {
    const label = w.replace(/\+@$/, '').replace(/\(.*$/, '');
    if (seen.has(label) || typed.has(label) || /[<\s]/.test(label) || /^[\d.]+$/.test(w) !== /^[\d.]+$/.test(label)) return;
    seen.add(label);
    const example = w === label ? null : /\((.*)\)$/.exec(w);
    const plain = enumWords(id, version).includes(label);
    out.push(item(c, label, 'value', (example && !plain ? `${literal(label)}(${hole(example[1]!)})` : formOf(id, label, c)) + (hasForm(id, label) && tail === '' ? '' : tail), { rank: 20 + i }));
  });
  return out;
}

/** A list joined by commas in one word: what is not in it yet. */
function listItems(c: Cursor, type: string, tail: string): Item[] {
  const raw = c.line.text.slice(c.start, c.column), comma = raw.lastIndexOf(',') + 1, span = { start: c.start + comma, end: c.end };
  const given = new Set(raw.slice(0, comma).split(',').map((w) => w.replace(/\(.*/, ''))), { version } = c.project.settings;
  if (type === 'stick-table-data-type') return stickTypes().entries.filter((e) => usable(e, version) && !given.has(e.name)).map((e) => {
    const args = at(e, version).args.map((a) => hole(a.type === 'time' ? '10s' : '1'));
    return item(span, e.name, 'value', e.name + (args.length ? `(${args.join(',')})` : '') + tail, { rank: 20, prose: `stick-table/${e.name}` });
  });
  if (type.startsWith('ref:')) return namesFor(c, type.slice(4), 100).filter((n) => !given.has(n)).map((n) => item(span, n, 'name', literal(n) + tail, { rank: 5 }));
  return type.startsWith('enum:') ? enumWords(type.slice(5), version).filter((w) => !given.has(w) && !/[,<]/.test(w)).map((w, i) => item(span, w, 'value', literal(w) + tail, { rank: 20 + i })) : [];
}

