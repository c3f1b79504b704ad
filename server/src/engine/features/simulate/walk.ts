// The walk itself. Where a condition is not known, the walk goes on as if the rule had not ended the request, keeps that ending as
// possible, and takes what the rule would have changed for not known.
import { t } from '../../language/text.ts';
import { isDead, isConditional } from '../../model/conditionals.ts';
import { effective, modeOf, timeoutOf } from '../../model/effective.ts';
import { hasBackend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { nameOf } from '../../rules/write.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { type Spot, spotOf } from '../checkup/paths.ts';
import { code } from '../hover/place.ts';
import { judge, type Judged } from './acl.ts';
import { type Effect, effectOf } from './actions.ts';
import type { Context, Stage, Wire } from './context.ts';
import { format } from './expression.ts';
import { ended, type Outcome, reached, undecided } from './outcome.ts';
import { redirect } from './redirect.ts';
import { candidates, chooseServer } from './server.ts';
import { copyOf, linesOf, pathAndQuery, splitValues, type State } from './state.ts';
import { type Answer, isUnknown } from './value.ts';

export interface Step {
  readonly at: Spot;
  /** The line without its indentation. */
  readonly text: string;
  readonly section: string;
  readonly stage: Stage;
  /** Whether the rule applies. */
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** What it does when it applies; '' for nothing worth telling. */
  readonly does: string;
  readonly terms: readonly Judged[];
}

interface Walk { readonly project: Project; readonly frontend: Section; readonly wire: Wire; readonly http: boolean | null; readonly steps: Step[]; readonly outcomes: Outcome[]; readonly asked: boolean }
/** `open`: the request goes on, or may. */
interface Rule { readonly line: Line; readonly section: Section; readonly perhaps: boolean }
const MOST_BACKENDS = 8;

export function walk(project: Project, frontend: Section, state: State, wire: Wire, http: boolean | null, lacksKey: boolean): { readonly steps: Step[]; readonly outcomes: Outcome[] } {
  const w: Walk = { project, frontend, wire: { ...wire, waits: waits(project, frontend) }, http, steps: [], outcomes: [], asked: socketIn(state) === true };
  if (ruleSet(w, state, frontend, null, 'tcp-request connection', 'connection') && ruleSet(w, state, frontend, null, 'tcp-request session', 'session')) {
    if (lacksKey && http) put(w, { ...ended({ kind: 'status', status: 400 }, null), says: t('HAProxy answers 400: a WebSocket handshake needs {0}.', code('Sec-WebSocket-Key')) });
    else if (!monitored(w, state) && ruleSet(w, state, frontend, null, 'tcp-request content', 'content') && (http === false || requestRules(w, state, frontend, null))) route(w, state);
  }
  return { steps: w.steps, outcomes: w.outcomes };
}

const put = (w: Walk, o: Outcome): void => { if (!w.outcomes.some((x) => x.says === o.says)) w.outcomes.push(o); };
const contextOf = (w: Walk, state: State, section: Section, backend: Section | null, stage: Stage): Context => ({ project: w.project, section, frontend: w.frontend, backend, stage, http: backend ? ((m) => (m === null ? null : m === 'http'))(modeOf(w.project, backend)) : w.http, state, wire: w.wire });

/** Lines of the section, those of its `defaults` first. */
function rulesOf(project: Project, section: Section, keyword: string): Rule[] {
  const parent = project.parent(section);
  return [...(parent ? [parent] : []), section].flatMap((s) => s.lines(keyword).filter((l) => !isDead(s.document, l)).map((line) => ({ line, section: s, perhaps: isConditional(s.document, line) })));
}

/** A TCP frontend holds the first bytes until a rule has seen them. */
function waits(project: Project, section: Section): boolean {
  const delay = timeoutOf(project, section, 'tcp-request inspect-delay') ?? null;
  return delay !== null && delay !== 'unknown' && delay.ms > 0 && rulesOf(project, section, 'tcp-request content').some((r) => /req[._]ssl_|req[._]len|req[._]payload|REQ_CONTENT|WAIT_END|rep?q?_ssl/.test(r.line.text));
}

interface Verdict { readonly answer: Answer; readonly terms: readonly Judged[]; readonly tokens: readonly Token[]; readonly end: number }

function verdict(c: Context, rule: Rule, from: number): Verdict {
  const { tokens } = c.project.lex(rule.line.text), at = conditionAt(tokens, from), end = at < 0 ? tokens.length : at;
  const judged = at < 0 ? { answer: true, terms: [] } : judge({ ...c, section: rule.section }, parseCondition(tokens, at), rule.line.text, tokens);
  return { ...judged, answer: rule.perhaps && judged.answer ? null : judged.answer, tokens, end };
}

function step(w: Walk, rule: Rule, stage: Stage, answer: Answer, terms: readonly Judged[], does: string): Spot {
  const at = spotOf(w.project, rule.line);
  w.steps.push({ at, text: rule.line.text.trim(), section: nameOf(rule.section), stage, verdict: answer === null ? 'unknown' : answer ? 'yes' : 'no', does: answer === false ? '' : does, terms });
  return at;
}

/** False: the request certainly ended here. */
function ruleSet(w: Walk, state: State, section: Section, backend: Section | null, keyword: string, stage: Stage): boolean {
  let passed: string | null = null;
  for (const rule of rulesOf(w.project, section, keyword)) {
    const c = contextOf(w, state, rule.section, backend, stage), from = keyword === 'http-request' ? 1 : 2, v = verdict(c, rule, from);
    const answer = passed !== null && v.answer ? null : v.answer;
    const effect: Effect | null = answer === false ? null : effectOf(c, keyword, v.tokens, from, v.end);
    const at = step(w, rule, stage, answer, v.terms, effect ? doing(effect) : '');
    if (!effect) continue;
    const why = t('line {0} may have changed it', at.line + 1);
    if (effect.kind === 'end') { put(w, ended(effect.ending, at)); if (answer) return false; }
    else if (effect.kind === 'stop') { if (answer) return true; passed = why; }
    else if (effect.kind === 'change') { if (answer) effect.change(state); else effect.doubt(state, why); }
    else if (effect.kind === 'unknown') { put(w, undecided(t('{0} decides: {1}.', code(rule.line.text.trim()), effect.why), at)); state.allDoubtful = why; state.variablesFrom = why; state.uri = { unknown: why }; }
  }
  if (section.opaque > 0) put(w, undecided(t('Lines of the template in {0} decide.', code(nameOf(section))), spotOf(w.project, section.header!)));
  return true;
}

const doing = (e: Effect): string => (e.kind === 'end' ? ended(e.ending, null).says : e.kind === 'unknown' ? e.why : e.does);

/** Rules on the request in one proxy, then its statistics page and its redirects. False: it ended. */
function requestRules(w: Walk, state: State, section: Section, backend: Section | null): boolean {
  for (const s of [w.project.parent(section), section]) for (const line of s?.lines('filter') ?? []) if (/\bfilter\s+(?:spoe|lua)/.test(line.text)) state.variablesFrom = t('a filter sets variables');
  if (!ruleSet(w, state, section, backend, 'http-request', 'request') || statistics(w, state, section)) return false;
  for (const rule of section.lines('redirect').filter((l) => !isDead(section.document, l)).map((line) => ({ line, section, perhaps: isConditional(section.document, line) }))) {
    const c = contextOf(w, state, section, backend, 'request'), v = verdict(c, rule, 1), ending = v.answer === false ? null : redirect(c, v.tokens.slice(1, v.end));
    const at = step(w, rule, 'request', v.answer, v.terms, ending ? ended(ending, null).says : '');
    if (!ending) continue;
    put(w, ended(ending, at));
    if (v.answer) return false;
  }
  return true;
}

/** Paths that HAProxy answers itself before any rule on the request. */
function monitored(w: Walk, state: State): boolean {
  const e = w.http ? effective(w.project, w.frontend, 'monitor-uri') : null, path = e && w.project.lex(e.line.text).tokens[1]?.value;
  if (!e?.certain || path === undefined || isUnknown(state.uri) || pathAndQuery(state.uri.known) !== path) return false;
  let certain = true;
  for (const line of w.frontend.lines('monitor')) {
    const rule = { line, section: w.frontend, perhaps: isConditional(w.frontend.document, line) }, v = verdict(contextOf(w, state, w.frontend, null, 'request'), rule, 1);
    const at = step(w, rule, 'request', v.answer, v.terms, t('HAProxy answers {0}.', 503));
    if (v.answer === false) continue;
    put(w, ended({ kind: 'status', status: 503 }, at));
    if (v.answer) { certain = false; break; }
  }
  if (certain) put(w, ended({ kind: 'status', status: 200 }, step(w, { line: e.line, section: e.section, perhaps: false }, 'request', true, [], t('HAProxy answers {0}.', 200))));
  return true;
}

function statistics(w: Walk, state: State, section: Section): boolean {
  const e = effective(w.project, section, 'stats uri') ?? ['stats enable', 'stats auth', 'stats realm', 'stats hide-version'].map((k) => effective(w.project, section, k)).find((x) => x) ?? null;
  if (!e) return false;
  const uri = e.line.keyword === 'stats uri' ? w.project.lex(e.line.text).tokens[2]?.value ?? '' : '/haproxy?stats';
  if (isUnknown(state.uri)) { put(w, undecided(t('If the path begins with {0}, the statistics page answers.', code(uri)), spotOf(w.project, e.line))); return false; }
  if (!pathAndQuery(state.uri.known).startsWith(uri)) return false;
  const at = step(w, { line: e.line, section: e.section, perhaps: !e.certain }, 'request', e.certain ? true : null, [], t('the statistics page answers'));
  put(w, ended({ kind: 'service', name: t('The statistics page') }, at));
  return e.certain;
}

/** use_backend in order, then default_backend, then the proxy itself. */
function route(w: Walk, state: State): void {
  const c = contextOf(w, state, w.frontend, null, 'route'), { project, frontend } = w, ways: { readonly to: Section; readonly at: Spot }[] = [];
  let open = true;
  for (const line of frontend.lines('use_backend')) {
    if (isDead(frontend.document, line)) continue;
    const rule = { line, section: frontend, perhaps: isConditional(frontend.document, line) }, v = verdict(c, rule, 2), name = v.tokens[1], to = name && v.answer !== false ? format(c, name) : null;
    const at = step(w, rule, 'route', v.answer, v.terms, to && !isUnknown(to) ? t('the backend is {0}', code(to.known)) : to ? t('the backend is not known: {0}', to.unknown) : '');
    if (!to) continue;
    if (isUnknown(to)) { put(w, undecided(t('The backend is not known: {0}.', to.unknown), at)); if (v.answer) { open = false; break; } continue; }
    const target = project.declared('backend', to.known)[0];
    // a name made of the request that is none: HAProxy looks at no other rule and takes the default
    if (target) ways.push({ to: target, at }); else if (!name!.value.includes('%[')) put(w, undecided(t('There is no backend {0}.', code(to.known)), at));
    if (v.answer) { open = target === undefined; break; }
  }
  if (open) {
    const e = effective(project, frontend, 'default_backend'), word = e ? project.lex(e.line.text).tokens[1] : undefined, target = word ? project.declared('backend', word.value)[0] : undefined;
    if (e && word) {
      const at = step(w, { line: e.line, section: e.section, perhaps: !e.certain }, 'route', e.certain ? true : null, [], t('the backend is {0}', code(word.value)));
      if (target && (word.flags & 1) === 0) ways.push({ to: target, at }); else put(w, undecided(t('There is no backend {0}.', code(word.value)), at));
    } else ways.push({ to: frontend, at: spotOf(project, frontend.header!) });
  }
  finish(w, state, ways);
}

function finish(w: Walk, state: State, ways: readonly { readonly to: Section; readonly at: Spot }[]): void {
  const seen = new Set<Section>();
  for (const { to, at } of ways) {
    if (seen.has(to)) continue;
    seen.add(to);
    if (seen.size > MOST_BACKENDS) { put(w, undecided(t('More backends are possible.'), at)); return; }
    serve(w, copyOf(state), to, at);
  }
}

function serve(w: Walk, state: State, backend: Section, decided: Spot): void {
  const http = contextOf(w, state, backend, backend, 'server').http;
  // a listen that serves its own requests has had its rules already
  if (backend !== w.frontend && !(ruleSet(w, state, backend, backend, 'tcp-request content', 'content') && (http === false || requestRules(w, state, backend, backend)))) return;
  const c = contextOf(w, state, backend, backend, 'server'), servers = hasBackend(backend.kind) ? candidates(c) : [], perhaps: string[] = [];
  let forced: string | null = null;
  for (const line of hasBackend(backend.kind) ? backend.lines('use-server') : []) {
    if (isDead(backend.document, line)) continue;
    const rule = { line, section: backend, perhaps: isConditional(backend.document, line) }, v = verdict(c, rule, 2), name = v.tokens[1], to = name && v.answer !== false ? format(c, name) : null;
    const server = to && !isUnknown(to) ? servers.find((s) => s.name === to.known) : undefined, off = server?.disabled === true;
    step(w, rule, 'server', v.answer, v.terms, to ? (isUnknown(to) ? t('the server is not known: {0}', to.unknown) : off ? t('server {0} is disabled: the next rule is tried', code(to.known)) : t('the server is {0}', code(to.known))) : '');
    if (!to || off) continue;
    if (isUnknown(to)) { perhaps.push('?'); continue; }
    if (v.answer && server) { forced = to.known; break; }
    if (server) perhaps.push(to.known);
  }
  const socket = http === false ? null : w.asked ? socketIn(state) : null;
  put(w, reached(w.project, w.frontend, backend, chooseServer(c, servers, forced, perhaps), http, socket, decided));
}

/** The request asks for a WebSocket; null: not known. */
function socketIn(state: State): Answer {
  const has = (name: string, word: string): Answer => { const lines = linesOf(state, name); return isUnknown(lines) ? null : lines.some((l) => splitValues(l, ',').some((v) => v.toLowerCase() === word)); };
  const a = has('connection', 'upgrade'), b = has('upgrade', 'websocket');
  return a === false || b === false ? false : a === null || b === null ? null : true;
}
