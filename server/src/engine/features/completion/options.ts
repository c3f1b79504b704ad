// Options of `bind`, `server` and their kin, and actions of rule sets.
import { actionsOf, at, bindOptions, enumWords, serverOptions, usable } from '../../language/load.ts';
import type { Action, BindOption, Entry, Limits, Ruleset, ServerOption } from '../../language/facts.ts';
import { shortest } from '../../language/expect.ts';
import type { GrammarNode, Sequence } from '../../language/grammar.ts';
import type { Cursor } from './cursor.ts';
import { compareVersions } from '../../language/version.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import { anyAcl } from './conditions.ts';
import { fitting, hidden } from './fitting.ts';
import { grammarOf } from './forms.ts';
import { choice, hole, type Item, item, literal } from './item.ts';
import { someNames } from './names.ts';
import { written } from './snippet.ts';
import { followItems } from './values.ts';

const COMMON = /^(?:check|ssl|crt|alpn|maxconn|weight|backup|inter|sni|verify|ws|cookie|accept-proxy|ca-file|on-marked-down|track|slowstart)$/;
/** Where the facts' notation says too little to write something that HAProxy takes. */
const WRITTEN: Readonly<Record<string, string>> = {
  thread: 'thread ${:1}', process: 'process ${:1}', 'server/source': 'source ${:0.0.0.0}', verifyhost: 'verifyhost ${:example.com}', 'ca-ignore-err': 'ca-ignore-err all', 'crt-ignore-err': 'crt-ignore-err all', 'tcp-ss': 'tcp-ss ${|1,2,0|}',
  'set-proxy-v2-tlv-fmt': 'set-proxy-v2-tlv-fmt(${:0xE0}) ${:%ci}', sni: 'sni ${:req.hdr(Host)}', 'server/redir': 'redir ${:https://example.com}', 'server/alpn': 'alpn ${:h2,http/1.1}', ecdhe: 'ecdhe ${:prime256v1}',
};
/** Options that HAProxy takes only together with another one, which is written with them unless it is there. */
function withCompanions(c: Cursor, given: ReadonlySet<string>, kind: 'bind' | 'server', name: string): string | null {
  const isDefault = c.words[0]!.startsWith('default-'), authorities = compareVersions(c.project.settings.version, '2.6') >= 0 ? '@system-ca' : '/etc/ssl/certs/ca-certificates.crt';
  const unless = (other: string, text: string): string => given.has(other) ? '' : ` ${text}`;
  switch (`${kind}/${name}`) {
    case 'bind/ssl': return `ssl${unless('crt', 'crt ${:/etc/haproxy/cert.pem}')}`;
    case 'bind/verify': return `verify required${unless('ca-file', 'ca-file ${:/etc/haproxy/ca.pem}')}`;
    case 'bind/generate-certificates': return `generate-certificates${unless('ca-sign-file', 'ca-sign-file ${:/etc/haproxy/ca.pem}')}`;
    case 'server/ssl': case 'server/check-ssl': return given.has('verify') || given.has('ca-file') || isDefault ? null : `${name} verify required ca-file ${hole(authorities)}`;
    case 'server/verify': return `verify required${unless('ca-file', `ca-file ${hole(authorities)}`)}`;
    case 'server/agent-check': return isDefault ? null : `agent-check${unless('agent-port', 'agent-port ${:9999}')}`;
    default: return null;
  }
}
/** Words of the facts that are no options of their own. */
const NOT_ALONE: ReadonlySet<string> = new Set(['usesrc']);

export function optionItems(c: Cursor, kind: 'bind' | 'server', from: number): Item[] {
  const { version } = c.project.settings, table = kind === 'bind' ? bindOptions() : serverOptions(), given = new Set([...c.words.slice(from), ...c.rest.map((t) => t.value)]);
  // the value of the option before the cursor
  const before = c.words[c.words.length - 1]!, owner = c.words.length > from ? table.get(before.replace(/\(.*/, '')) : undefined;
  if (owner) {
    const facts = at(owner as Entry<BindOption | ServerOption>, version);
    if (facts.arity !== 0) { const v = followItems(c, grammarOf(`${kind}/${owner.name}`, facts.grammar), [before]); if (v.length || facts.arity) return v; }
  }
  const out: Item[] = [];
  for (const e of table.entries as readonly Entry<BindOption | ServerOption>[]) {
    if (!usable(e, version) || given.has(e.name) || NOT_ALONE.has(e.name) || (e.name === 'track' && given.has('check')) || (e.name === 'check' && given.has('track'))) continue;
    const facts = at(e, version);
    if (hidden(c, facts) || (e.name === 'nbconn' && !c.words.some((w) => w.startsWith('rhttp@'))) || (e.name === 'quic-cc-algo' && enumWords(e.name, version).length === 0) || ('crtListOnly' in facts && facts.crtListOnly) || (c.words[0] === 'default-server' && 'defaultServer' in facts && !facts.defaultServer)) continue;
    out.push(item(c, e.name, 'option', withCompanions(c, given, kind, e.name) ?? WRITTEN[`${kind}/${e.name}`] ?? WRITTEN[e.name] ?? whole(c, grammarOf(`${kind}/${e.name}`, facts.grammar), e.name, numberFor(facts)), { rank: facts.deprecated ? 800 : COMMON.test(e.name) ? 20 : 100, prose: `${kind}/${e.name}`, deprecated: facts.deprecated, detail: facts.signatures[0] ?? '' }));
  }
  return fitting(c, out);
}

/** The words of a grammar's first signature, with placeholders. `number`: what stands for its number, size or time;
 *  `least`: how many words HAProxy wants where the grammar does not say. */
export function whole(c: Cursor, grammar: readonly Sequence[], name: string, number: string | null = null, least = 0): string {
  const first = grammar[0];
  if (first && (first.length > name.split(' ').length || least === 0)) return written(c, shortest(list(first)), '', number);
  return literal(name) + ` ${hole(number ?? '1')}`.repeat(least);
}

/** A number that HAProxy takes: its own default, else the smallest one it was seen to accept. */
export function numberFor(facts: { readonly default: string | null; readonly limits: Limits | null }): string | null {
  const min = facts.limits?.min ?? null;
  if (facts.default !== null && /^\d+[a-z]{0,2}$/.test(facts.default) && (min === null || Number.parseInt(facts.default, 10) >= min || /[a-z]/.test(facts.default))) return facts.default;
  return min !== null && min > 1 ? String(min) : null;
}
const list = (of: Sequence): Parameters<typeof shortest>[0] => { let rest: Parameters<typeof shortest>[0] = null; for (let i = of.length - 1; i >= 0; i--) rest = { node: of[i] as GrammarNode, next: rest }; return rest; };

/** A stick-table of another section. */
function tableHole(c: Cursor): string { const names = someNames(c, 'table'); return names.length ? choice(names) : hole('table'); }

const ACTIONS: Readonly<Record<string, (c: Cursor) => string>> = {
  'expect-proxy': () => 'expect-proxy layer4', 'expect-netscaler-cip': () => 'expect-netscaler-cip layer4',
  redirect: (c) => c.words[0] === 'http-response' ? 'redirect location ${:/}' : `redirect scheme https code 301 if ${anyAcl(c)}`, 'track-sc': (c) => c.section.lines('stick-table').length ? 'track-sc0 ${:src}' : `track-sc0 ${hole('src')} table ${tableHole(c)}`, capture: (c) => c.words[0] === 'http-response' || c.words[0] === 'http-after-response' ? 'capture ${:res.hdr(Server)} id ${:0}' : c.words[0] === 'http-request' ? 'capture ${:req.hdr(Host)} len ${:32}' : 'capture ${:src} len ${:32}', 'switch-mode': () => 'switch-mode http', 'set-bandwidth-limit': () => 'set-bandwidth-limit ${:limit}',
  'use-service': (c) => c.words[0] === 'http-request' && c.project.settings.version !== '2.4' ? 'use-service prometheus-exporter if { path ${:/metrics} }' : 'use-service lua.${:name}', 'set-timeout': (c) => hasBackend(c.section.kind) ? 'set-timeout tunnel ${:1h}' : 'set-timeout client ${:5s}',
};

export function actionItems(c: Cursor, ruleset: Ruleset): Item[] {
  const { version } = c.project.settings;
  const { kind } = c.section, misplaced = (name: string): boolean => (name === 'switch-mode' && !hasFrontend(kind) && kind !== 'defaults') || (name === 'set-retries' && kind === 'defaults');
  return fitting(c, actionsOf(ruleset, version).filter((e) => { const f = at(e, version); return !hidden(c, f) && !misplaced(e.name); }).map((e) => {
    const facts = at(e, version);
    return item(c, e.name, 'action', ACTIONS[e.name]?.(c) ?? whole(c, grammarOf(`action/${e.name}`, facts.grammar), e.name), { rank: facts.deprecated ? 800 : 30, prose: `action/${e.name}`, deprecated: facts.deprecated, detail: facts.signatures[0] ?? '' });
  }));
}

/** Grammar of the rule's action, its name first. Empty when the word is no action. */
export function actionGrammar(c: Cursor, ruleset: Ruleset, word: string): readonly Sequence[] {
  const { version } = c.project.settings;
  const e: Entry<Action> | undefined = actionsOf(ruleset, version).find((a) => a.name === word || (at(a, version).prefixMatch && word.startsWith(a.name)));
  if (e?.name === 'track-sc' && c.section.lines('stick-table').length === 0) return [0, 1, 2].flatMap((n) => grammarOf(`tableless/track-sc${n}`, []));
  return e ? grammarOf((ruleset === 'http-response' || ruleset === 'http-after-response') && e.name === 'capture' ? 'http-response/capture' : `action/${e.name}`, at(e, version).grammar) : [];
}
