// Placeholders for what a statement still needs: by type, a value that HAProxy takes.
import type { GrammarNode } from '../../language/grammar.ts';
import { enumValues, enumWords } from '../../language/load.ts';
import { knownIn } from '../../language/version.ts';
import type { Cursor } from './cursor.ts';
import { choice, hole, literal } from './item.ts';
import { someNames } from './names.ts';

const BY_TYPE: Readonly<Record<string, string>> = {
  time: '5s', 'time(s)': '60', size: '16k', integer: '1', number: '1', 'address(server)': '127.0.0.1:8080', 'address(bind)': ':8080', 'address(dgram-bind)': ':514', 'address(log)': '127.0.0.1:514', 'address(mailer)': '127.0.0.1:25',
  'address(nameserver)': '127.0.0.1:53', 'address(source)': '0.0.0.0', 'address(server-source)': '0.0.0.0', 'address(http-proxy)': '127.0.0.1:3128', 'address(socks4)': '127.0.0.1:1080', 'address(check-addr)': '127.0.0.1', 'address(peer)': '127.0.0.1:10000', 'address(ring-server)': '127.0.0.1:514', address: '127.0.0.1:8080', ip: '127.0.0.1', 'ip-or-name': '127.0.0.1', cidr: '10.0.0.0/8', port: '8080',
  path: '/etc/haproxy/file', dir: '/etc/haproxy', 'log-format': '%ci', 'sample-expr': 'src', 'acl-cond': 'TRUE', regex: '^/', string: 'text', 'header-name': 'X-Header', variable: 'txn.name', 'variable(proc.)': 'proc.name',
  'http-status': '200', 'mux-proto': 'h1', 'cookie-name': 'SRV', 'alpn-list': 'h2,http/1.1', 'acl-file': '/etc/haproxy/acl.lst', 'map-file': '/etc/haproxy/map.lst', 'mime-type': 'text/plain', hex: '00', octal: '660', char: ',', email: 'ops@example.com',
  hostname: 'example.com', service: 'prometheus-exporter', 'integer-or-range': '3', 'process-set': '1', 'thread-set': '1', 'cpu-set': '0', 'server-name': 's1', 'peer-name': 'peer1', 'table-name': 'visits', 'acl-name': 'name', 'fetch-or-acl-keyword': 'path_beg', 'acl-value': '/',
  'openssl-cipher-list': 'ECDHE-ECDSA-AES128-GCM-SHA256', 'openssl-ciphersuites': 'TLS_AES_128_GCM_SHA256', 'openssl-curves': 'X25519:P-256', 'openssl-sigalgs': 'ECDSA+SHA256', 'status-code-set': '500-599', 'filter-name': 'compression', 'integer-ranges': '1', any: 'value', constant: 'int(1)', 'own-header': 'X-Server', 'header-case': 'content-length Content-Length', 'trace-source': 'h1', digit: '0', 'env-name': 'NAME', 'jwt-algorithms': 'RSA-OAEP-256', 'jwt-encodings': 'A256GCM', 'cookie-attr': 'SameSite=Lax', name: 'name', user: 'haproxy', group: 'haproxy',
};
/** By the value's own name, where the type says little. */
const BY_NAME: Readonly<Record<string, string>> = {
  user: 'haproxy', group: 'haproxy', length: '128',
  uri: '/', url: 'https://example.com/', version: 'HTTP/1.1', 'threadgroup': '1', realm: 'Restricted', passwd: 'secret', password: 'secret', hostname: 'example.com', host: 'example.com', domain: 'example.com', username: 'name', prefix: '/', 'jail dir': '/var/empty', 'group name': 'haproxy', 'user name': 'haproxy',
};

/** Placeholder for a value of this type; enumerations and names become a choice. */
export function holeFor(c: Cursor, type: string | null, name: string): string {
  const first = (type ?? 'string').split('|')[0]!, { version } = c.project.settings;
  if (first.startsWith('enum:') || first.startsWith('enum-list:')) {
    const id = first.slice(first.indexOf(':') + 1), words = enumWords(id, version).filter((w) => /^[\w.-]+$/.test(w) && !hasForm(id, w)).slice(0, 12);
    if (words.length) return choice(words);
    const only = enumWords(id, version)[0];
    if (only) return formOf(id, only, c);
  }
  if (first === 'mux-proto' && c.words[0] === 'tcp-check') return hole('none');
  if (first === 'list(,):stick-table-data-type') return hole('conn_cur');
  if (first.startsWith('list(,):')) return holeFor(c, first.slice(8), name);
  if (first.startsWith('ref:')) { const names = someNames(c, first.slice(4)); return names.length ? choice(names) : hole(name || 'name'); }
  if (first === 'acl-cond') { const names = someNames(c, 'acl'); return names.length ? choice(names) : hole('TRUE'); }
  const range = /^integer\((\d+)\.\./.exec(first);
  if (range) return hole(String(Math.max(1, Number(range[1]))));
  return hole(((first === 'string' || first === 'integer') && BY_NAME[name]) || BY_TYPE[first] || BY_TYPE[first.replace(/\(.*$/, '')] || name || 'value');
}

/** The enumeration knows the word only with arguments behind it. */
export const hasForm = (id: string, word: string): boolean => { const v = enumValues(id).filter((x) => x.value === word); return v.length > 0 && v.every((x) => x.form !== null && x.form !== word); };

/** An enumeration's word as a snippet: with an example of its arguments where it needs some. */
export function formOf(id: string, word: string, c: Cursor): string {
  const form = enumValues(id).find((v) => v.value === word && v.form !== null && knownIn(v.known, c.project.settings.version))?.form?.replace(/<dir>/g, '/etc/haproxy');
  if (!form?.startsWith(word) || !hasForm(id, word)) return literal(word);
  const rest = form.slice(word.length).trim();
  return rest === '' ? literal(form) : `${literal(form.slice(0, form.length - rest.length))}${hole(rest)}`;
}

/** Nodes as snippet text. The first one stands apart from what is in front of it unless it is glued. */
export function written(c: Cursor, nodes: readonly GrammarNode[], first = '', number: string | null = null): string {
  let out = first;
  for (const n of nodes) out += (out === '' || n.glued ? '' : ' ') + (number !== null && n.kind === 'value' && /^(?:integer|number|size|time)/.test(n.type ?? '') ? hole(number) : one(c, n));
  return out;
}

function one(c: Cursor, n: GrammarNode): string {
  switch (n.kind) {
    case 'word': case 'separator': return literal(n.text);
    case 'value': return holeFor(c, n.type, n.name);
    case 'parens': return `(${n.of.filter((x) => x.kind !== 'optional').map((x) => one(c, x)).join('')})`;
    case 'optional': return '';
    case 'oneOf': return (n.of[0] ?? []).map((x) => one(c, x)).join('');
    case 'repeat': return n.of.map((x) => one(c, x)).join('');
  }
}
