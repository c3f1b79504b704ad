// What HAProxy ignores in a proxy that is not in HTTP mode. It names no line, except for the log options.
import { t } from '../../language/text.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf, valueAt, type Value } from '../../model/effective.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Line } from '../../text/lineTree.ts';
import { type Found, sectionRule, type View } from '../rule.ts';
import { headerAnchor, insertAfterLast, nameOf, replace, span, statementSpan } from '../write.ts';

/** `kind`: rules, setting, balance, log, fcgi, server; `inherited` (several settings of a defaults section, joined by commas). */
interface Args extends Record<string, string> { kind: string; what: string; section: string; mode: string; from: string }

type Side = 'frontend' | 'backend' | 'both';

const RULES = ['http-request', 'http-response', 'http-after-response', 'redirect'];
const STATS = ['enable', 'uri', 'realm', 'auth', 'scope', 'refresh', 'hide-version', 'show-legends', 'show-modules', 'show-node', 'show-desc', 'admin', 'http-request'].map((k) => `stats ${k}`);
/** Settings that only HTTP mode has, and the side of a proxy that they belong to. */
const SETTINGS: ReadonlyMap<string, Side> = new Map<string, Side>([
  ['option forwardfor', 'both'], ['option originalto', 'both'], ['option http-buffer-request', 'both'], ['option http-no-delay', 'both'],
  ['option http-ignore-probes', 'frontend'], ['option http-use-proxy-header', 'frontend'], ['option disable-h2-upgrade', 'frontend'], ['option idle-close-on-response', 'frontend'],
  ['option accept-invalid-http-request', 'frontend'], ['option accept-unsafe-violations-in-http-request', 'frontend'], ['option http-drop-response-trailers', 'frontend'],
  ['option forwarded', 'backend'], ['option checkcache', 'backend'], ['option prefer-last-server', 'backend'], ['option http-pretend-keepalive', 'backend'],
  ['option accept-invalid-http-response', 'backend'], ['option accept-unsafe-violations-in-http-response', 'backend'], ['option http-drop-request-trailers', 'backend'],
  ['monitor-uri', 'frontend'], ['cookie', 'backend'], ['capture cookie', 'frontend'],
]);
/** HAProxy of an older version does not know them, and says so. */
const SINCE: Readonly<Record<string, Version>> = {
  'option forwarded': '2.8', 'option http-drop-response-trailers': '3.1', 'option http-drop-request-trailers': '3.1',
  'option accept-unsafe-violations-in-http-request': '3.1', 'option accept-unsafe-violations-in-http-response': '3.1',
};
const OTHER_MODES: ReadonlySet<string> = new Set(['tcp', 'log', 'spop']);
const LOGS = ['option httplog', 'option httpslog', 'option tcplog', 'log-format'];
const HASHES = /^(?:uri|url_param|hdr\(.*)$/;
const FCGI = ['use-fcgi-app', 'filter'];

/** A rule may turn connections of this TCP proxy into HTTP ones: rules and options then have their use, cookies and log formats have not. */
const switches = (section: Section): boolean => section.lines('tcp-request content').some((l) => l.text.includes('switch-mode'));

const fits = (section: Section, side: Side): boolean => side === 'both' || (side === 'frontend' ? hasFrontend(section.kind) : hasBackend(section.kind));

/** The line whose log format is in force: of the options and log-format, the last one that was read. */
function logInForce(project: Project, section: Section): { readonly line: Line; readonly section: Section } | null {
  for (let s: Section | null = section, depth = 0; s && s.opaque === 0 && depth < 64; s = project.parent(s), depth++) {
    const { document } = s, lines = LOGS.flatMap((k) => [...s!.lines(k)]);
    if (lines.some((l) => isConditional(document, l))) return null;
    lines.sort((a, b) => document.tree.numberOf(b) - document.tree.numberOf(a));
    if (lines[0]) return { line: lines[0], section: s };
  }
  return null;
}

function firstOf(section: Section, keywords: readonly string[]): Line | null {
  const { document } = section;
  let found: Line | null = null;
  for (const k of keywords) for (const l of section.lines(k)) if (!isConditional(document, l)) { if (!found || document.tree.numberOf(l) < document.tree.numberOf(found)) found = l; break; }
  return found;
}

function *check(section: Section, view: View): Iterable<Found<Args>> {
  const { project } = view, mode = modeOf(project, section), { document } = section;
  if (mode === null || !OTHER_MODES.has(mode) || section.opaque > 0) return;
  const at = (line: Line): { line: Line; start: number; end: number } => statementSpan(line, project.lex(line.text).tokens);
  const args = (kind: string, what: string, from = ''): Args => ({ kind, what, section: nameOf(section), mode, from });
  const http = switches(section), old = compareVersions(document.target, '3.0') < 0;
  if (!http) for (const k of RULES) { const line = firstOf(section, [k]); if (line) yield { ...at(line), args: args('rules', k) }; }
  const inherited: { readonly what: string; readonly of: Value }[] = [];
  const setting = function *(what: string, v: Value | null, kind: string): Iterable<Found<Args>> {
    if (!v?.certain || v.negated) return;
    if (v.own) yield { ...at(v.line), args: args(kind, what) }; else inherited.push({ what, of: v });
  };
  for (const [k, side] of SETTINGS) if (fits(section, side) && (!http || k === 'cookie' || (k === 'monitor-uri' && old)) && !(SINCE[k] && compareVersions(document.target, SINCE[k]) < 0)) yield* setting(k, valueAt(project, section, k), 'setting');
  const stats = http ? null : firstOf(section, STATS);
  if (stats) yield { ...at(stats), args: args('setting', 'stats') };
  else if (!http) { const v = STATS.map((k) => valueAt(project, section, k)).find((x) => x); if (v) yield* setting('stats', v, 'setting'); }
  if (hasBackend(section.kind)) {
    const balance = valueAt(project, section, 'balance');
    if (HASHES.test(balance?.value?.value ?? '')) yield* setting(`balance ${balance!.value!.value}`, balance, 'balance');
    for (const line of section.lines('server')) {
      if (!line.text.includes('cookie') || isConditional(document, line)) continue;
      const { tokens } = project.lex(line.text), i = tokens.findIndex((x, n) => n > 2 && x.value === 'cookie');
      if (i > 0) yield { line, start: tokens[i]!.start, end: (tokens[i + 1] ?? tokens[i]!).end, args: args('server', 'cookie') };
    }
  }
  for (const k of FCGI) for (const line of section.lines(k)) {
    const { tokens } = project.lex(line.text);
    if (!isConditional(document, line) && (k === 'filter' ? tokens[1]?.value === 'fcgi-app' : hasBackend(section.kind))) yield { ...at(line), args: args('fcgi', k === 'filter' ? 'filter fcgi-app' : k), severity: 'error' };
  }
  const log = hasFrontend(section.kind) ? logInForce(project, section) : null;
  if (log && log.line.keyword !== 'option tcplog' && log.line.keyword !== 'log-format') {
    if (log.section.document === document) yield { ...at(log.line), args: args('log', log.line.keyword, log.section === section ? '' : nameOf(log.section)) };
    else inherited.push({ what: log.line.keyword, of: { section: log.section } as Value });
  }
  if (inherited.length === 0) return;
  const own = section.lines('mode'), modeLine = own[own.length - 1], place = modeLine && project.lex(modeLine.text).tokens[1], anchor = place ? span(modeLine, place) : headerAnchor(section, view);
  if (anchor) yield { ...anchor, args: args('inherited', inherited.map((x) => x.what).join(', '), nameOf(inherited[0]!.of.section)) };
}

export const needsHttpMode = sectionRule<Args>({
  id: 'needs-http-mode',
  title: 'HTTP settings in a proxy that is not in HTTP mode',
  why: 'Without `mode http` a proxy sees bytes, no requests. HAProxy loads HTTP rules, cookies, statistics and options such as forwardfor there, ignores them and warns; HTTP log formats become TCP ones. FastCGI applications it refuses. The mode is TCP when neither the proxy nor its defaults section chooses one.',
  severity: 'warning',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'unsafe',
  sections: ['frontend', 'backend', 'listen'],
  reads: { settings: ['mode', 'balance', ...SETTINGS.keys(), ...STATS.filter((k) => k !== 'stats admin' && k !== 'stats http-request'), ...LOGS], own: [...RULES, ...STATS, ...FCGI, 'server', 'capture cookie', 'tcp-request content'] },
  message(a) {
    switch (a.kind) {
      case 'rules': return t("HAProxy ignores the '{0}' rules of {1}, which is in mode {2}: they need 'mode http'.", a.what, a.section, a.mode);
      case 'balance': return t("'{0}' needs 'mode http', and {1} is in mode {2}: HAProxy balances with roundrobin.", a.what, a.section, a.mode);
      case 'log': return t("'{0}' needs 'mode http', and {1} is in mode {2}: HAProxy logs as with 'option tcplog' there.", a.what, a.section, a.mode);
      case 'fcgi': return t("'{0}' needs 'mode http', and {1} is in mode {2}: HAProxy does not start.", a.what, a.section, a.mode);
      case 'server': return t("HAProxy ignores the cookie of this server: {0} is in mode {1}, and cookies need 'mode http'.", a.section, a.mode);
      case 'inherited': return t("{0} inherits from {1} what needs 'mode http', and HAProxy ignores it in mode {2}: {3}.", a.section, a.from, a.mode, a.what);
      default: return t("HAProxy ignores '{0}' in {1}, which is in mode {2}: it needs 'mode http'.", a.what, a.section, a.mode);
    }
  },
  may(section, { project }) { const mode = modeOf(project, section); return mode !== null && OTHER_MODES.has(mode); },
  check,
  repair(f, { project }) {
    const { kind, what, from } = f.args, section = f.document.sectionOf(f.line);
    if (kind !== 'log') return [];
    if (from) {
      const heir = f.document.sections.find((s) => nameOf(s) === f.args.section), edit = heir ? insertAfterLast(heir, 'mode', ['option tcplog']) : null;
      return edit ? [{ title: t("Add 'option tcplog' to {0}", f.args.section), safe: false, edits: [edit] }] : [];
    }
    const { tokens } = project.lex(f.line.text), at = tokens.findIndex((x) => `option ${x.value}` === what), word = tokens[at];
    return word ? [{ title: t("Change to '{0}'", 'option tcplog'), safe: false, edits: [replace(section, f.line, word.start, tokens[tokens.length - 1]!.end, 'tcplog')] }] : [];
  },
});
