// What stands in a proposal's placeholders, by type: a value that HAProxy takes.
import type { GrammarNode, Sequence } from '../../language/grammar.ts';
import { enumWords } from '../../language/load.ts';
import type { Version } from '../../language/version.ts';
import { literal } from './item.ts';

const BY_TYPE: Readonly<Record<string, string>> = {
  time: '5s', 'time(s)': '60', size: '16k', integer: '1', number: '1', address: '127.0.0.1:8080', 'server-address': '127.0.0.1:8080', ip: '127.0.0.1', cidr: '10.0.0.0/8', port: '8080',
  path: '/etc/haproxy/file', dir: '/etc/haproxy', 'log-format': '%ci', 'sample-expr': 'src', 'acl-cond': 'TRUE', regex: '^/', string: 'text', 'header-name': 'X-Header', variable: 'txn.name',
  'http-status': '200', 'mux-proto': 'h1', 'cookie-name': 'SRV', 'alpn-list': 'h2,http/1.1', 'acl-file': '/etc/haproxy/acl.lst', 'map-file': '/etc/haproxy/map.lst', any: 'value', name: 'name', user: 'haproxy', group: 'haproxy',
};

/** Placeholder text for a type; enumerations become a choice. */
export function defaultFor(type: string | null, name: string, version: Version, stop: number): string {
  const first = (type ?? 'string').split('|')[0]!;
  if (first.startsWith('enum:')) {
    const words = enumWords(first.slice(5), version).filter((w) => !/[,|()\s]/.test(w)).slice(0, 12);
    if (words.length) return `\${${stop}|${words.join(',')}|}`;
  }
  const range = /^integer\((\d+)/.exec(first);
  return `\${${stop}:${literal(range ? String(Math.max(1, Number(range[1]))) : BY_TYPE[first] ?? BY_TYPE[first.replace(/\(.*$/, '')] ?? (first.startsWith('ref:') ? name : name || 'value'))}}`;
}

/** A statement's required words as a snippet, the first `skip` words left out; options are left for later. */
export function snippetOf(of: Sequence, skip: number, version: Version): string {
  let out = '', stop = 1, at = 0;
  const walk = (nodes: Sequence): void => { for (const n of nodes) node(n); };
  const node = (n: GrammarNode): void => {
    if (n.kind === 'optional') return;
    if (n.kind === 'oneOf') { if (n.of[0]) walk(n.of[0]); return; }
    if (n.kind === 'repeat') { walk(n.of); return; }
    if (!n.glued) at++;
    if (at <= skip) return;
    const lead = n.glued || out === '' ? '' : ' ';
    if (n.kind === 'word') out += lead + literal(n.text);
    else if (n.kind === 'separator') out += literal(n.text);
    else if (n.kind === 'value') out += lead + defaultFor(n.type, n.name, version, stop++);
    else { out += `${lead}(`; const inner = snippetInside(n.of, version, stop); out += inner.text; stop = inner.stop; out += ')'; }
  };
  walk(of);
  return out;
}
function snippetInside(of: Sequence, version: Version, from: number): { text: string; stop: number } {
  let text = '', stop = from;
  for (const n of of) {
    if (n.kind === 'word' || n.kind === 'separator') text += literal(n.text);
    else if (n.kind === 'value') text += defaultFor(n.type, n.name, version, stop++);
    else if (n.kind === 'oneOf' && n.of[0]) { const i = snippetInside(n.of[0], version, stop); text += i.text; stop = i.stop; }
  }
  return { text, stop };
}
