// First words: sections and directives of the section the cursor is in, of the selected version.
import { at, directivesOf, matchDirective, reaction, scopeOf, sections, usable } from '../../language/load.ts';
import type { SectionKind } from '../../language/facts.ts';
import { compareVersions } from '../../language/version.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { wsNoTimeoutTunnel } from '../../rules/websocket/ws-no-timeout-tunnel.ts';
import type { Cursor } from './cursor.ts';
import { fittingHere, hidden } from './fitting.ts';
import { formFor, formKey, grammarOf, ORDER } from './forms.ts';
import { choice, hole, type Item, item, literal } from './item.ts';
import { namesFor, newServer, someNames } from './names.ts';
import { numberFor, whole } from './options.ts';

export function sectionItems(c: Cursor): Item[] {
  const { version } = c.project.settings;
  return sections().entries.filter((e) => usable(e, version) && at(e, version).file === 'main' && !hidden(c, { experimental: at(e, version).experimental, addon: null }) && e.name !== 'namespace_list' && !(e.name === 'program' && withdrawn(c))).map((e) => {
    const facts = at(e, version);
    return item(c, e.name, 'section', facts.nameMin > 0 ? `${e.name} ${hole(`new_${e.name.replace(/\W/g, '_')}`)}${needs(e.name)}` : e.name, { rank: facts.deprecated ? 950 : c.section.kind === 'none' || c.start === 0 ? 10 : 900, prose: `section/${e.name}`, deprecated: facts.deprecated });
  });
}

/** In its last versions HAProxy takes a program section only where global asks for what is deprecated. */
const withdrawn = (c: Cursor): boolean => compareVersions(c.project.settings.version, '3.1') >= 0 && c.project.globalLines('expose-deprecated-directives').length === 0;

/** What a section cannot do without. */
const NEEDS: Readonly<Record<string, string>> = { cache: `total-max-size ${hole('64')}`, 'fcgi-app': `docroot ${hole('/var/www')}`, mailers: `mailer ${hole('mail1')} ${hole('127.0.0.1:25')}`, resolvers: `nameserver ${hole('dns1')} ${hole('127.0.0.1:53')}`, program: `command ${hole('/usr/bin/true')}`, acme: `directory ${hole('https://acme-v02.api.letsencrypt.org/directory')}` };
const needs = (kind: string): string => (NEEDS[kind] ? `\n    ${NEEDS[kind]}` : '');

/** `{name:backend}` in a form: a name that is declared, else the word given. */
const withNames = (c: Cursor, form: string): string => form.replace(/(?<!\$)\{(\w+):([\w-]+)\}/g, (_all, other: string, kind: string) => {
  if (kind === 'new-server') return hole(newServer(c));
  const names = someNames(c, kind);
  return names.length ? choice(names) : hole(other);
});


export function directiveItems(c: Cursor): Item[] {
  if (c.section.kind === 'none') return [];
  const { version } = c.project.settings, kind = c.section.kind as SectionKind, typed = [...c.words], out: Item[] = [], scope = scopeOf(kind), prefix = typed.join(' ');
  const tunnel = missesTunnel(c);
  for (const e of directivesOf(kind)) {
    if (!usable(e, version) || !(prefix === '' || e.name.startsWith(`${prefix} `))) continue;
    const facts = at(e, version);
    if (reaction(facts, kind, c.section.name !== null) !== 'yes' || hidden(c, facts) || (c.negated && (!facts.negatable || facts.deprecated || WITH_WORDS.has(e.name)))) continue;
    if (e.name === 'stick-table' && c.section.lines(e.name).some((l) => l !== c.line)) continue; // one is all that HAProxy takes
    // a word that says nothing alone: `compression` before `compression algo`
    if (facts.grammar.length === 0 && facts.undocumented && directivesOf(kind).some((x) => x.name.startsWith(`${e.name} `))) continue;
    const form = c.negated ? undefined : formFor(scope, e.name), all = form ? withNames(c, form) : c.negated ? literal(e.name) : whole(c, grammarOf(formKey(c.section, `${scope}/${e.name}`), facts.grammar), e.name, numberFor(facts), facts.words?.min ?? 0);
    const insert = typed.length ? all.split(' ').slice(typed.length).join(' ') : all, common = ORDER.get(e.name);
    const label = typed.length ? e.name.slice(prefix.length + 1) : e.name;
    out.push(item(c, label, 'keyword', insert, { rank: facts.deprecated ? 800 : tunnel && e.name === 'timeout tunnel' ? 0 : common !== undefined ? 20 + common : 300, prose: `${scope}/${e.name}`, deprecated: facts.deprecated, detail: facts.signatures[0] ?? e.name }));
  }
  if (!c.negated && typed.length === 0) out.push(...negation(c), ...blocks(c));
  return fittingHere(c, out);
}

/** What wants its words behind a `no` as well. */
const WITH_WORDS: ReadonlySet<string> = new Set(['option host']);

/** `no`, where something can be negated. */
function negation(c: Cursor): Item[] {
  const { version } = c.project.settings, kind = c.section.kind as SectionKind;
  const can = directivesOf(kind).filter((e) => usable(e, version) && at(e, version).negatable && !at(e, version).deprecated && !WITH_WORDS.has(e.name) && reaction(at(e, version), kind, c.section.name !== null) === 'yes').map((e) => e.name);
  return can.length ? [item(c, 'no', 'keyword', `no ${choice(can.slice(0, 12))}`, { rank: 700 })] : [];
}

/** The WebSocket model says that idle sockets die here for want of `timeout tunnel`. */
function missesTunnel(c: Cursor): boolean {
  for (const _ of wsNoTimeoutTunnel.check(c.section, { project: c.project })) return true;
  return false;
}

/** Several lines at once: the route of WebSockets to a backend of their own. First where a backend waits for them. */
function blocks(c: Cursor): Item[] {
  if (c.section.kind !== 'frontend' && c.section.kind !== 'listen') return [];
  const indent = /^[ \t]*/.exec(c.line.text)![0], lonely = namesFor(c, 'backend', 50).find((n) => c.project.declared('backend', n).some((b) => b !== c.section && /(?:^|[_.-])(?:ws|wss|websockets?)(?:$|[_.-])/i.test(n) && !webSocketOf(c.project, b)));
  const names = lonely ? [lonely] : someNames(c, 'backend');
  const text = `acl is_websocket hdr(Upgrade) -i websocket\n${indent}use_backend ${names.length ? choice(names) : hole('ws_servers')} if is_websocket`;
  return [item(c, 'WebSocket route', 'snippet', text, { rank: lonely ? 1 : 350, detail: 'acl … use_backend' })];
}

/** The directive that the words begin with, in this section's scope. */
export const directiveOf = (c: Cursor, words: readonly string[]): ReturnType<typeof matchDirective> => c.section.kind === 'none' ? undefined : matchDirective(scopeOf(c.section.kind as SectionKind), words);
