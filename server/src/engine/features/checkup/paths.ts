// The ways that WebSockets take through the configuration: bind, frontend, condition, backend, servers; how long they may be silent,
// and what the log will say. Plain data for reports.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isConditional, isDead } from '../../model/conditionals.ts';
import { effective, modeOf, timeoutOf } from '../../model/effective.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import { type Route, routesFrom, routesTo } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { type Sign, webSocketOf } from '../../model/webSocket.ts';
import { serverLineOptions } from '../../rules/effectiveOptions.ts';
import { nameOf } from '../../rules/write.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { code } from '../hover/place.ts';
import { idleOf } from '../idle.ts';
import { type ClientLeg, clientLeg, serverLeg } from './legs.ts';

/** A line of the configuration; counted from 0. */
export interface Spot { readonly uri: string; readonly line: number }
export interface SocketPath {
  /** Null: nothing says that WebSockets come this way; they would as any request does. */
  readonly sign: Sign | null;
  readonly frontend: { readonly name: string; readonly at: Spot };
  readonly backend: { readonly name: string; readonly at: Spot };
  readonly binds: readonly ({ readonly address: string; readonly at: Spot } & ClientLeg)[];
  /** Conditions as written, in the order in which HAProxy tries them; none for a listen that serves its own requests. */
  readonly routes: readonly { readonly text: string; readonly at: Spot }[];
  readonly servers: readonly { readonly name: string; readonly address: string; readonly says: string; readonly at: Spot }[];
  /** `ms` null: not known, or no limit; `key` says which timeout rules, `at` where it stands. */
  readonly idle: { readonly known: boolean; readonly ms: number | null; readonly key: string | null; readonly from: string | null; readonly at: Spot | null; /** Rules that set another one for some requests. */ readonly set: readonly Spot[] };
  /** What the log may show, and when. */
  readonly log: readonly { readonly shows: string; readonly when: string }[];
}
export interface FoundPath { readonly path: SocketPath; readonly from: Section; readonly to: Section }

export const spotOf = (project: Project, line: Line): Spot => {
  const document = project.documentOf(line);
  return document ? { uri: document.uri, line: document.tree.numberOf(line) } : { uri: '', line: 0 };
};

/** Every pair of proxies that WebSockets go through, in the order of the file; without a sign of any, those that requests go through. */
export function findPaths(project: Project): FoundPath[] {
  const found = pairs(project, (to) => webSocketOf(project, to));
  return found.length ? found : pairs(project, (to) => (modeOf(project, to) === 'http' ? { sign: null, routes: routesTo(project, to) } : null));
}

function pairs(project: Project, useOf: (to: Section) => { readonly sign: Sign | null; readonly routes: readonly Route[] } | null): FoundPath[] {
  const out: FoundPath[] = [];
  for (const document of project.documents) for (const to of document.sections) {
    if (!to.header || !hasBackend(to.kind) || isDead(document, to.header)) continue;
    const use = useOf(to);
    if (!use) continue;
    const fronts = new Map<Section, Route[]>();
    for (const r of use.routes) if (r.from.header) fronts.set(r.from, [...(fronts.get(r.from) ?? []), r]);
    if (hasFrontend(to.kind) && !fronts.has(to) && to.lines('bind').length) fronts.set(to, []);
    for (const [from, routes] of fronts) out.push({ from, to, path: pathOf(project, from, to, routes, use.sign) });
  }
  return out.sort((a, b) => project.compare(a.from, b.from) || project.compare(a.to, b.to));
}

/** Where the file does not tell: rules whose target only the running HAProxy knows, and frontends in mode tcp outside the paths. */
export function openEnds(project: Project, found: readonly FoundPath[]): { readonly text: string; readonly at: Spot }[] {
  const followed = new Set(found.map((p) => p.from));
  return project.documents.flatMap((d) => d.sections.filter((s) => s.header && hasFrontend(s.kind)).flatMap((s) => [
    ...(modeOf(project, s) === 'tcp' && !followed.has(s) ? [{ text: t('{0} is in mode tcp: whether WebSockets pass through it cannot be told', code(nameOf(s))), at: spotOf(project, s.header!) }] : []),
    ...routesFrom(project, s).filter((r) => r.backend === null).map((r) => ({ text: t('{0}: only the running HAProxy knows where it leads', code(r.line.text.trim())), at: spotOf(project, r.line) })),
  ]));
}

export const wordsOf = (line: Line, tokens: readonly Token[], from: number): string => line.text.slice(tokens[from]?.start ?? 0, tokens[tokens.length - 1]?.end ?? 0);
export const addressOf = (line: Line, token: Token | undefined): string => (token ? line.text.slice(token.start, token.end) : '?');

export function pathOf(project: Project, from: Section, to: Section, routes: readonly Route[], sign: Sign | null): SocketPath {
  const headed = (s: Section): SocketPath['frontend'] => ({ name: nameOf(s), at: spotOf(project, s.header!) });
  const perhaps = (s: Section, line: Line): string => (isConditional(s.document, line) ? ` ${t('(in a conditional block)')}` : '');
  const servers = ['server', 'server-template'].flatMap((k) => to.lines(k)).map((line) => ({ line, tokens: project.lex(line.text).tokens, at: spotOf(project, line) })).sort((a, b) => a.at.line - b.at.line);
  const idle = idleOf(project, from, to);
  return {
    sign, frontend: headed(from), backend: headed(to),
    binds: from.lines('bind').map((line) => { const { tokens } = project.lex(line.text), leg = clientLeg(project, from, tokens); return { address: addressOf(line, tokens[1]), at: spotOf(project, line), ...leg, says: leg.says + perhaps(from, line) }; }),
    routes: routes.map((r) => ({ text: r.isDefault ? t('everything else') : r.condition ? wordsOf(r.line, r.statement.tokens, 2) : t('every request'), at: spotOf(project, r.line) })),
    servers: servers.map(({ line, tokens, at }) => ({ name: tokens[1]?.value ?? '?', address: addressOf(line, tokens[line.keyword === 'server' ? 2 : 3]), says: serverLeg(project, to, line, tokens).says + perhaps(to, line), at })),
    idle: { known: idle !== null, ms: idle && Number.isFinite(idle.ms) ? idle.ms : null, key: idle?.key ?? null, from: idle?.timeout ? nameOf(idle.timeout.section) : null, at: idle?.timeout ? spotOf(project, idle.timeout.line) : null, set: ['http-request', 'http-response'].flatMap((k) => to.lines(k).filter((l) => /\bset-timeout\s+tunnel\b/.test(l.text)).map((l) => spotOf(project, l))) },
    log: logStates(project, from, to),
  };
}

/** Termination states that this path can show (evidence h20-h41, m02-m07, x01). */
function logStates(project: Project, from: Section, to: Section): SocketPath['log'] {
  const { version } = project.settings, idle = idleOf(project, from, to), tcp = modeOf(project, to) === 'tcp', out: { shows: string; when: string }[] = [];
  const put = (shows: string, when: string): void => { out.push({ shows: tcp ? shows.replace(/^101 /, '').replace(/--$/, '') : shows, when }); };
  const limit = (s: Section, key: string): string | null => { const v = timeoutOf(project, s, key); return v === 'unknown' ? t('{0} (not known)', key) : v && v.ms > 0 ? `${key} (${formatDuration(v.ms)})` : null; };
  put('101 ----', t('one side closed it'));
  if (idle?.timeout) put(idle.key === 'timeout server' ? '101 sD--' : '101 cD--', t('silent for {0} ({1})', formatDuration(idle.ms), idle.key!));
  else if (!idle) put('101 cD-- / 101 sD--', t('silent for longer than a timeout that is not known'));
  put('101 CD-- / 101 SD--', t('the client or the server reset the connection'));
  if (tcp) return out;
  const answer = limit(to, 'timeout server'), waits = limit(from, 'timeout client'), abort = effective(project, to, 'option abortonclose') ?? effective(project, from, 'option abortonclose'), newer = compareVersions(version, '3.3') >= 0;
  if (answer) put('504 sH--', t('no 101 within {0}', answer));
  if (waits && compareVersions(version, '2.8') >= 0 && (abort ? !/^\s*no\s/.test(abort.line.text) : newer)) put('400 cD--', t('no 101 within {0}: abortonclose lets it run', waits));
  put('503 SC--', t('no server is up, or it refuses the connection'));
  const has = (word: string): boolean => ['server', 'server-template'].some((k) => to.lines(k).some((l) => serverLineOptions(project, to, l, project.lex(l.text).tokens).get(word)));
  if (has('maxconn')) put('503 sQ--', t('all places of the servers are taken for longer than {0}', limit(to, 'timeout queue') ?? limit(to, 'timeout connect') ?? 'timeout queue'));
  const killed = (letter: string): string => compareVersions(version, '3.2') >= 0 ? `500 ${letter}C--` : compareVersions(version, '3.0') >= 0 ? `101 ${letter}--- / 500 ${letter}C--` : `101 ${letter}---`;
  if (has('on-marked-down')) put(killed('D'), t('its server went down (on-marked-down)'));
  if (project.globalLines('hard-stop-after').length) put(killed('K'), t('hard-stop-after ended the old process after a reload'));
  return out;
}
