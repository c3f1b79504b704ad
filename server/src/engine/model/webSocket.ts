// Which proxies serve WebSocket: the definition of docs/evidence.md ("What counts as a WebSocket proxy").
// Strong signs come from the handshake's own headers, the `ws` server option or a check that asks for an upgrade;
// weak signs are path segments and names. Maps, variables and Lua say nothing.
import { type AclTest, type Condition, conditionAt, parseAclTest, parseCondition, type Term } from '../syntax/condition.ts';
import { ENV, type Token } from '../syntax/lexer.ts';
import { parseSample } from '../syntax/sample.ts';
import type { Line } from '../text/lineTree.ts';
import { isConditional } from './conditionals.ts';
import { hasBackend, hasFrontend } from './keyword.ts';
import type { Project } from './project.ts';
import { type Route, routesFrom, routesTo } from './routes.ts';
import type { Section } from './section.ts';

export type Sign = 'strong' | 'weak';

export interface WebSocketUse {
  readonly sign: Sign;
  /** The line that shows it. */
  readonly line: Line;
  /** Rules that bring the WebSockets here; empty for a listen that takes them itself. */
  readonly routes: readonly Route[];
}

const HEADER_FETCH = /^(?:req\.f?hdr|hdr)(?:_(?:beg|cnt|dir|dom|end|len|reg|str|sub))?$/;
const PATH_FETCH = /^(?:path|url|pathq|base|capture\.req\.uri)(?:_(?:beg|dir|dom|end|len|reg|str|sub))?$/;
/** Path segments that carry WebSocket by custom, and those of frameworks; a dot may be escaped, and may stand for any character in front of `*` or `+`. */
const PATH_WORD = /(?:^|[/^(|])(?:ws|wss|websockets?|websockify|websocket-tunnel|xmpp-websocket|colibri-ws|(?:socket|engine)\\?\.io|sockjs(?:-node)?|signalr|_blazor|notifications\/hub|mqtt|cable|faye|primus)(?:$|[/?$)|(\\*+]|\.[*+])/i;
/** What comes out of these is no part of the request. */
const LOOKUP = /^(?:map|lua\.)/;
/** `no_ws`, `without-websocket` say the opposite. */
const NAME_WORD = /(?<!(?:^|[_.-])(?:no|non|not|without))(?:^|[_.-])(?:ws|wss|websockets?|socketio|socket\.io|sockjs|signalr|cable)(?:$|[_.-])/i;
/** Actions that keep a request from reaching a server. */
const REFUSING = new Set(['deny', 'reject', 'tarpit', 'silent-drop', 'redirect', 'return', 'auth']);

const stronger = (a: Sign | null, b: Sign | null): Sign | null => a === 'strong' || b === 'strong' ? 'strong' : a ?? b;

/** What an ACL test says when it is true. */
export function signOfTest(project: Project, test: AclTest | null): Sign | null {
  if (!test || test.fromFile || test.expression.flags & ENV || test.patterns.some((p) => p.flags & ENV)) return null;
  const { fetch, converters } = parseSample(test.expression.value);
  if (converters.some((c) => LOOKUP.test(c.name))) return null;
  const method = test.method ?? '';
  if (HEADER_FETCH.test(fetch.name)) {
    const header = fetch.args?.[0]?.text.toLowerCase() ?? '';
    const words = test.patterns.map((p) => p.value.toLowerCase());
    const counts = fetch.name.endsWith('_cnt') || fetch.name.endsWith('_len') || converters.some((c) => c.name === 'length');
    const present = method === 'found' ? !words.includes('0') : counts && !(words.length === 0 || words.every((w) => w === '0' || w === 'eq') || /^l[te]$/.test(words[0]!));
    if (header.startsWith('sec-websocket-')) return present || (method !== 'found' && method !== 'len' && !counts && words.length > 0) ? 'strong' : null;
    if (header === 'upgrade') return present || words.some((w) => w.includes('websocket')) ? 'strong' : null;
    if (header === 'connection') return words.some((w) => w.includes('upgrade')) ? 'strong' : null;
    return null;
  }
  const paths = project.settings.webSocket.paths;
  return pathsOf(test).some((p) => PATH_WORD.test(p) || paths.some((x) => x !== '' && p.startsWith(x))) ? 'weak' : null;
}

/** The patterns of a test that looks at paths. */
export function pathsOf({ expression, method, patterns }: AclTest): string[] {
  const { name } = parseSample(expression.value).fetch;
  return PATH_FETCH.test(name) && method !== 'found' && method !== 'len' && !/_(?:len|dom)$/.test(name) ? patterns.map((p) => p.value) : [];
}

/** In larger sections names are looked at one by one: an edit must not cost what the section holds. */
const SMALL = 256;
const NO_SIGNS: ReadonlyMap<string, Sign> = new Map();

/** The ACLs of a section that say something; null where there are too many to look at all. */
function signsOf(project: Project, section: Section): ReadonlyMap<string, Sign> | null {
  const kept = project.lastingOf('aclSigns'), known = kept.get(section) as ReadonlyMap<string, Sign> | null | undefined;
  if (known !== undefined) return known;
  const signs = section.lines('acl').length > SMALL ? null : findSigns(project, section);
  kept.set(section, signs);
  return signs;
}

function findSigns(project: Project, section: Section): ReadonlyMap<string, Sign> {
  let signs = NO_SIGNS as Map<string, Sign>;
  for (const line of section.lines('acl')) {
    if (!mayShow(project, line.text)) continue;
    const name = project.lex(line.text).tokens[1]?.value ?? '', sign = signs.has(name) ? null : findAclSign(project, section, section.local('acl', name)?.declared ?? []);
    if (!sign) continue;
    if (signs === NO_SIGNS) signs = new Map();
    signs.set(name, sign);
  }
  return signs;
}

/** What a named ACL of the section says: several lines of one name are "or". */
function signOfAcl(project: Project, section: Section, name: string): Sign | null {
  const signs = signsOf(project, section);
  if (signs) return signs.get(name) ?? null;
  const entry = section.local('acl', name);
  return entry ? project.lasting('aclSign', entry, () => findAclSign(project, section, entry.declared)) : null;
}

/** A look at the text: false where no test on the line can be a sign. */
const mayShow = (project: Project, text: string): boolean => HINT.test(text) || project.settings.webSocket.paths.some((p) => p !== '' && text.includes(p));
const HINT = /upgrade|connection|ws|socket|engine|sockjs|signalr|blazor|notifications|mqtt|cable|faye|primus|["'\\]/i;

/** The rule leaves handshakes to those below it: what asks for no upgrade may have gone another way there. */
export function leavesUpgrades(project: Project, section: Section, text: string): boolean {
  for (const [, name] of text.matchAll(/!\s*(?:([\w.:-]+)|\{)/g)) if (name === undefined || signOfAcl(project, section, name) === 'strong') return true;
  return false;
}

function findAclSign(project: Project, section: Section, declared: readonly Line[]): Sign | null {
  let sign: Sign | null = null;
  for (const line of declared) {
    if (isConditional(section.document, line) || !mayShow(project, line.text)) continue;
    sign = stronger(sign, signOfTest(project, parseAclTest(project.lex(line.text).tokens.slice(2))));
  }
  return sign;
}

function signOfTerm(project: Project, section: Section, name: string | null, words: readonly Token[]): Sign | null {
  return name !== null ? signOfAcl(project, section, name) : signOfTest(project, parseAclTest(words));
}

/** What a condition says of the requests it lets through. */
export function signOfCondition(project: Project, section: Section, condition: Condition): Sign | null {
  const of = (t: Term): Sign | null => signOfTerm(project, section, t.name, t.words), { groups, unless } = condition;
  // `unless a b` lets through what fails a or b: only a single term turns into a statement about the request
  if (unless) { const [t] = groups[0] ?? []; return groups.length === 1 && groups[0]!.length === 1 && t!.negated ? of(t!) : null; }
  let sign: Sign | null = null;
  for (const group of groups) {
    if (group.length > 1 && group.some((t) => t.negated && of(t) === 'strong')) continue; // the others by that path
    for (const t of group) if (!t.negated) sign = stronger(sign, of(t));
  }
  return sign;
}

/** True when the condition can only be met by requests that are not WebSocket handshakes, so that they are safe from the rule. */
export function excludesWebSocket(project: Project, section: Section, condition: Condition): boolean {
  const strong = (t: { name: string | null; words: readonly Token[] }): boolean => signOfTerm(project, section, t.name, t.words) === 'strong';
  // if: every way to meet it holds a negated sign. unless: some way out is a sign alone.
  if (!condition.unless) return condition.groups.length > 0 && condition.groups.every((g) => g.some((t) => t.negated && strong(t)));
  return condition.groups.some((g) => g.length > 0 && g.every((t) => !t.negated && strong(t)));
}

/** The sign that a rule of the routes carries. */
export function signOfRoute(project: Project, route: Route): Sign | null {
  if (route.isDefault) return leavesWebSocket(project, route.from) && !isConditional(route.from.document, route.line) ? 'strong' : null;
  const { plain } = route, signs = plain && !plain.unless ? signsOf(project, route.from) : null;
  if (plain && signs && !plain.terms.some((x) => signs.has(x))) return null; // a negated one says nothing of what gets through
  const { condition } = route;
  if (!condition || isConditional(route.from.document, route.line)) return null;
  return project.lasting('routeSign', route.line, () => signOfCondition(project, route.from, condition));
}

/** The line may take or refuse all that is no WebSocket; of other lines `leavesWebSocket` knows nothing. */
export const mayLeave = ({ keyword, text }: Line): boolean => (keyword === 'use_backend' || (keyword === 'http-request' && REFUSES.test(text))) && /\bunless\b|(?:\bif|\bor|\|\|)\s+!/i.test(text);
const REFUSES = new RegExp(`\\b(?:${[...REFUSING].join('|')})\\b`);

/** What gets as far as `default_backend` is WebSocket: another rule takes or refuses the rest, and none takes the WebSockets. */
const leavesWebSocket = (project: Project, from: Section): boolean => project.lasting('leavesWebSocket', from, () => {
  const takes = (line: Line): boolean => {
    if (!mayLeave(line)) return false;
    const { tokens } = project.lex(line.text), at = conditionAt(tokens);
    if (at < 0 || isConditional(from.document, line) || (line.keyword !== 'use_backend' && !REFUSING.has(tokens[1]!.value))) return false;
    const { groups, unless } = parseCondition(tokens, at), strong = (t: Term): boolean => signOfTerm(project, from, t.name, t.words) === 'strong';
    return unless ? groups.every((g) => g.some((t) => !t.negated && strong(t))) : groups.some((g) => g.length === 1 && g[0]!.negated && strong(g[0]!));
  };
  const routes = from.lines('use_backend');
  return (routes.some(takes) || from.lines('http-request').some(takes)) && !routesFrom(project, from).some((r) => !r.isDefault && (r.backend === null || signOfRoute(project, r) === 'strong'));
});

const asksUpgrade = (tokens: readonly Token[]): boolean =>
  tokens.some((t, i) => t.value === 'hdr' && tokens[i + 1]?.value.toLowerCase() === 'upgrade' && /websocket/i.test(tokens[i + 2]?.value ?? ''))
  || tokens.some((t) => /(?:^|[\r\n])upgrade:\s*websocket/i.test(t.value));

/** Signs that the section's own lines give: `ws` on a server, a check that asks for the upgrade, an ACL of its own that lets requests through. */
function ownSign(project: Project, section: Section): { readonly sign: Sign; readonly line: Line } | null {
  if (!hasBackend(section.kind)) return null;
  for (const kw of ['server', 'default-server', 'server-template']) for (const line of section.lines(kw)) {
    if (!line.text.includes('ws') || isConditional(section.document, line)) continue;
    const tokens = project.lex(line.text).tokens, at = tokens.findIndex((t, i) => i > (kw === 'default-server' ? 0 : 2) && t.value === 'ws');
    if (at > 0 && /^(?:auto|h1|h2)$/.test(tokens[at + 1]?.value ?? '')) return { sign: 'strong', line };
  }
  return project.lasting('ownSign', section, () => signBesideServers(project, section));
}

function signBesideServers(project: Project, section: Section): { readonly sign: Sign; readonly line: Line } | null {
  for (const kw of ['http-check send', 'option httpchk']) for (const line of section.lines(kw)) {
    if (/upgrade|["'\\]/i.test(line.text) && !isConditional(section.document, line) && asksUpgrade(project.lex(line.text).tokens)) return { sign: 'strong', line };
  }
  // a listen that routes its upgrades to another backend does not serve them itself
  if (routesFrom(project, section).some((r) => signOfRoute(project, r) === 'strong')) return null;
  for (const kw of section.byKeyword.keys()) {
    if (kw === 'acl' || kw === 'use_backend' || kw === 'server') continue;
    for (const line of section.lines(kw)) {
      if (!/\b(?:if|unless)\b/.test(line.text) || (!mayShow(project, line.text) && signsOf(project, section)?.size === 0)) continue;
      const tokens = project.lex(line.text).tokens, at = conditionAt(tokens);
      if (at < 0 || isConditional(section.document, line)) continue;
      const word = tokens[0]!.value, action = word.startsWith('tcp-') ? tokens[2]?.value : tokens[1]?.value;
      if (word === 'redirect' || word === 'block' || (action !== undefined && REFUSING.has(action))) continue;
      if (signOfCondition(project, section, parseCondition(tokens, at)) === 'strong') return { sign: 'strong', line };
    }
  }
  return null;
}

/** How a section with servers serves WebSocket; null without a sign. */
export const webSocketOf = (project: Project, section: Section): WebSocketUse | null => project.memo('webSocket', section, () => findUse(project, section));

const signedRoutes = (project: Project, section: Section): { readonly routes: readonly Route[]; readonly strong: readonly Route[]; readonly weak: readonly Route[] } => project.lasting('signedRoutes', section, () => {
  const routes = routesTo(project, section).filter((r) => !isConditional(r.from.document, r.line)), strong: Route[] = [], weak: Route[] = [];
  for (const r of routes) { const sign = signOfRoute(project, r); if (sign) (sign === 'strong' ? strong : weak).push(r); }
  return { routes, strong, weak };
});

function findUse(project: Project, section: Section): WebSocketUse | null {
  if (!hasBackend(section.kind)) return null;
  const { routes, strong, weak } = signedRoutes(project, section);
  if (strong.length) return { sign: 'strong', line: strong[0]!.line, routes: strong };
  const own = ownSign(project, section);
  if (own) return { ...own, routes };
  if (weak.length) return { sign: 'weak', line: weak[0]!.line, routes: weak };
  const named = routes.find((r) => r.isDefault && r.from.name !== null && NAME_WORD.test(r.from.name) && !r.from.byKeyword.has('use_backend'));
  if (named?.from.header) return { sign: 'weak', line: named.from.header, routes: [named] };
  if (section.header && section.name !== null && NAME_WORD.test(section.name) && (routes.length || hasFrontend(section.kind))) return { sign: 'weak', line: section.header, routes };
  return null;
}

/** The strongest sign of any backend behind this frontend, or of the section itself. */
export const frontendSign = (project: Project, section: Section): Sign | null => project.memo('frontendSign', section, () => findFrontendSign(project, section));

function findFrontendSign(project: Project, section: Section): Sign | null {
  let sign: Sign | null = webSocketOf(project, section)?.sign ?? null;
  for (const route of routesFrom(project, section)) {
    if (sign === 'strong') return sign;
    sign = stronger(sign, signOfRoute(project, route));
    if (route.backend !== null) for (const b of project.declared('backend', route.backend)) {
      const use = webSocketOf(project, b);
      if (use?.routes.some((r) => r.from === section)) sign = stronger(sign, use.sign);
    }
  }
  return sign;
}
