// First words: sections and directives of the section the cursor is in, of the selected version.
import { at, directivesOf, matchDirective, reaction, scopeOf, sections, usable } from '../../language/load.ts';
import type { SectionKind } from '../../language/facts.ts';
import type { Cursor } from './cursor.ts';
import { snippetOf } from './defaults.ts';
import { type Item, literal } from './item.ts';

/** Common statements, in the order in which people write them, with placeholders that say what belongs there. */
const COMMON: Readonly<Record<string, string>> = {
  bind: 'bind ${1::80}', server: 'server ${1:s1} ${2:127.0.0.1:8080} check', acl: 'acl ${1:name} ${2:path_beg} ${3:/}', use_backend: 'use_backend ${1:name} if ${2:TRUE}', default_backend: 'default_backend ${1:name}',
  mode: 'mode ${1|http,tcp|}', balance: 'balance ${1|roundrobin,leastconn,source,random|}', 'timeout client': 'timeout client ${1:50s}', 'timeout server': 'timeout server ${1:50s}', 'timeout connect': 'timeout connect ${1:5s}',
  'timeout tunnel': 'timeout tunnel ${1:1h}', 'timeout http-request': 'timeout http-request ${1:10s}', 'option httplog': 'option httplog', 'option httpchk': 'option httpchk', 'option forwardfor': 'option forwardfor',
  'http-request': 'http-request ${1:deny} if ${2:TRUE}', 'http-response': 'http-response ${1:del-header} ${2:Server}', 'default-server': 'default-server ${1:check}', cookie: 'cookie ${1:SRV} insert indirect nocache',
  'stick-table': 'stick-table type ${1|ip,ipv6,integer,string|} size ${2:100k} expire ${3:30m}', 'stick on': 'stick on ${1:src}', log: 'log ${1:global}', 'http-check expect': 'http-check expect status ${1:200}', 'http-check send': 'http-check send meth ${1:GET} uri ${2:/health}',
  maxconn: 'maxconn ${1:2000}', redirect: 'redirect scheme https code 301 if ${1:TRUE}', 'option redispatch': 'option redispatch', retries: 'retries ${1:3}', 'tcp-request content': 'tcp-request content ${1:accept}', 'tcp-request inspect-delay': 'tcp-request inspect-delay ${1:5s}',
};
const ORDER = Object.keys(COMMON);

export function sectionItems(c: Cursor): Item[] {
  return sections().entries.filter((e) => usable(e, c.project.settings.version) && at(e, c.project.settings.version).file === 'main' && e.name !== 'namespace_list').map((e) => {
    const needs = at(e, c.project.settings.version).nameMin > 0;
    return item(c, e.name, 'section', needs ? `${e.name} \${1:name}` : e.name, needs, c.section.kind === 'none' || c.start === 0 ? 10 : 900, `section/${e.name}`);
  });
}

export function directiveItems(c: Cursor): Item[] {
  if (c.section.kind === 'none') return [];
  const { version } = c.project.settings, kind = c.section.kind as SectionKind, typed = [...c.words], out: Item[] = [], scope = scopeOf(kind);
  const prefix = typed.join(' ');
  for (const e of directivesOf(kind)) {
    if (!usable(e, version) || !(prefix === '' || e.name.startsWith(`${prefix} `))) continue;
    const facts = at(e, version);
    if (reaction(facts, kind, c.section.name !== null) !== 'yes' || facts.experimental) continue;
    if (c.negated && !facts.negatable) continue;
    const words = e.name.split(' ').length, own = COMMON[e.name], grammar = facts.grammar[0];
    const whole = own ?? (c.negated || !grammar ? literal(e.name) : `${literal(e.name)}${tail(grammar, words, version)}`);
    const insert = typed.length ? whole.split(' ').slice(typed.length).join(' ') : whole;
    const common = ORDER.indexOf(e.name);
    out.push({ ...item(c, typed.length ? e.name.slice(prefix.length + 1) : e.name, 'keyword', insert, /\$\{/.test(insert), facts.deprecated ? 800 : common >= 0 ? 20 + common : 300, `${scope}/${e.name}`), deprecated: facts.deprecated, detail: facts.signatures[0] ?? e.name });
  }
  if (!c.negated && typed.length === 0) out.push(item(c, 'no', 'keyword', 'no ', false, 700, ''));
  return out;
}

const tail = (grammar: Parameters<typeof snippetOf>[0], words: number, version: Parameters<typeof snippetOf>[2]): string => { const s = snippetOf(grammar, words, version); return s === '' ? '' : ` ${s}`; };

/** The directive that the words begin with, in this section's scope. */
export const directiveOf = (c: Cursor, words: readonly string[]): ReturnType<typeof matchDirective> => c.section.kind === 'none' ? undefined : matchDirective(scopeOf(c.section.kind as SectionKind), words);

export function item(c: { start: number; end: number }, label: string, kind: Item['kind'], insert: string, snippet: boolean, rank: number, prose: string): Item {
  return { label, kind, detail: '', insert: snippet ? insert : insert.replace(/\\([\\$}])/g, '$1'), snippet, start: c.start, end: c.end, rank, deprecated: false, prose };
}
