// The eight questions of the checkup, answered from the file, each with what was measured (docs/evidence.md).
import { formatDuration } from '../../language/duration.ts';
import { parseSize } from '../../language/size.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { effective, modeOf, valueAt } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { serversOf } from '../../rules/options.ts';
import { checkOf, expectsStatus, isChecked } from '../../rules/websocket/check.ts';
import { nameOf } from '../../rules/write.ts';
import { ENV } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { code } from '../hover/place.ts';
import { logShows } from './logged.ts';
import { type FoundPath, type Spot, spotOf } from './paths.ts';

export type Verdict = 'yes' | 'no' | 'partly' | 'unknown' | 'none';
export interface Answer {
  readonly question: string;
  readonly verdict: Verdict;
  /** What the file says, each with its line; null where no line says it. */
  readonly facts: readonly { readonly text: string; readonly at: Spot | null }[];
  readonly measured: string;
  /** Rows of docs/evidence.md. */
  readonly evidence: string;
}
type Fact = Answer['facts'][number];
/** Null: not known. */
type Judged = Fact & { readonly ok: boolean | null };

/** `none`: there was nothing to judge. */
function verdictOf(all: readonly { readonly ok: boolean | null }[]): Verdict {
  if (all.length === 0) return 'none';
  const yes = all.filter((x) => x.ok === true).length, no = all.filter((x) => x.ok === false).length;
  return yes === all.length ? 'yes' : no === all.length ? 'no' : no > 0 ? 'partly' : 'unknown';
}

export function answers(project: Project, paths: readonly FoundPath[], fronts: readonly Section[], backs: readonly Section[], finding: FindingIn): Answer[] {
  const at = (line: Line): Spot => spotOf(project, line), head = (s: Section): Spot => at(s.header!);
  const ask = (question: string, facts: readonly Judged[], measured: string, evidence: string, verdict = verdictOf(facts)): Answer => ({ question, verdict, facts: facts.map(({ text, at }) => ({ text, at })), measured, evidence });
  return [
    ask(t('Can every bind carry the WebSocket its clients speak?'),
      [...new Map(paths.flatMap((p) => p.path.binds.map((b) => [`${b.at.uri} ${b.at.line}`, b] as const))).values()].map((b) => ({ ok: b.h1, at: b.at, text: `${code(b.address)}: ${b.says}` })),
      t('From 2.4 on HAProxy announces RFC 8441 on h2, and the request reaches the server as an ordinary upgrade. h2 on a bind breaks no WebSocket; clients that do not know RFC 8441 open an HTTP/1.1 connection to the same bind.'), 'c01-c17'),
    ask(t('Do the logs show Upgrade and Connection?'), fronts.map((f) => logShows(project, f)),
      t('Request headers are gone when the log line is written: they have to be captured or kept in a variable. The line appears when the WebSocket closes, with status 101.'), 'h01-h13, h50'),
    ask(t('Is the idle limit longer than the ping?'), paths.map(({ path }) => pinged(project, path)),
      t('After the 101 timeout tunnel replaces timeout client and timeout server, longer or shorter. Traffic in either direction restarts the clock. The end is a close without a close frame, never a 502.'), 'a01-a12, b02-b13, h20-h22'),
    ask(t('Do checks go to a plain HTTP endpoint, or to a full handshake that expects 101?'), backs.map((b) => checked(project, b, head(b), at, finding(b, /^(?:ws-httpchk|http-check-ignored|httpchk-)/))),
      t('A plain check of a WebSocket path gets 400 or 426: the server goes down, and clients get 503. By default only 2xx and 3xx count as up, so a check that sends the upgrade has to expect 101.'), 'f01-f22'),
    closing(project, [...fronts, ...backs], at, ask),
    buffers(project, at, ask),
    keepalive(project, paths, at, ask),
    ask(t('Do stateful applications get a sticky backend?'), backs.flatMap((b) => sticky(project, b, head(b), at) ?? []),
      t('balance source, stick on src or a cookie each keep a client on its server when it connects again; a cookie only clients that keep cookies. Another server is no 502 by itself: it matters to polling transports and to sessions in memory.'), 'i30-i38, o01'),
  ];
}
/** The rule of a finding on a line of the section, of those that the pattern names. */
type FindingIn = (section: Section, rules: RegExp) => string | null;
type Ask = (question: string, facts: readonly Judged[], measured: string, evidence: string, verdict?: Verdict) => Answer;

/** What applications ping with by default: shorter cuts most of them, longer hardly any. */
const USUAL_PING = 25_000, SAFE = 60_000;

function pinged(project: Project, path: FoundPath['path']): Judged {
  const { idle } = path, { ping, outerIdle } = project.settings.webSocket, name = `${code(path.frontend.name)} → ${code(path.backend.name)}`;
  if (!idle.known) return { ok: null, at: path.backend.at, text: t('{0}: the limit is not known', name) };
  if (idle.ms === null) return { ok: true, at: path.backend.at, text: t('{0}: no limit is set', name) };
  const limit = formatDuration(idle.ms), rule = t('{0}: {1} ({2} of {3})', name, limit, idle.key!, code(idle.from!));
  const front = outerIdle > 0 ? `; ${t('the balancer in front closes after {0}', formatDuration(outerIdle))}` : '', least = outerIdle > 0 ? Math.min(outerIdle, idle.ms) : idle.ms;
  if (ping > 0) return { ok: least > ping, at: idle.at, text: `${rule}; ${t('the ping comes every {0}', formatDuration(ping))}${front}` };
  return { ok: least >= SAFE ? true : least < USUAL_PING ? false : null, at: idle.at, text: `${rule}; ${t('the ping interval is not known, 25s to 60s are usual')}${front}` };
}

function checked(project: Project, section: Section, header: Spot, at: (line: Line) => Spot, finding: string | null): Judged {
  const name = code(nameOf(section)), found = checkOf(project, section), on = isChecked(project, section);
  const say = (ok: boolean | null, text: string, line?: Line): Judged => ({ ok: finding ? false : ok, at: line ? at(line) : header, text: `${name}: ${text}${finding ? `, ${t('see {0}', code(finding))}` : ''}` });
  if (on === null) return say(null, t('not known whether servers are checked'));
  if (!on) return say(false, t('no server is checked, so none goes down'));
  const httpchk = effective(project, section, 'option httpchk');
  if (!httpchk) return say(false, t('a TCP check: no harm to WebSocket, but it tells only that the port answers'));
  if (!found) return say(null, t('a check of several steps, or one that is inherited'), httpchk.line);
  const line = (found.uri ?? found.option).line, uri = code(found.uri?.token.value ?? '/'), expects = found.expects[0] ? expectsStatus(found.expects[0].tokens, 101) : false;
  if (found.asksUpgrade) return say(expects, expects === false ? t('a handshake to {0} that does not expect 101', uri) : t('a full handshake to {0}', uri), line);
  if (expects && found.expects.length) return say(false, t('a plain request to {0} that expects 101, which nothing asks for', uri), line);
  return say(true, t('a plain request to {0}', uri), line);
}

function closing(project: Project, sections: readonly Section[], at: (line: Line) => Spot, ask: Ask): Answer {
  const lines = new Set<Line>();
  for (const s of sections) for (const k of ['option httpclose', 'option http-server-close', 'option forceclose', 'option http-tunnel']) { const e = effective(project, s, k); if (e && !/^\s*no\s/.test(e.line.text)) lines.add(e.line); }
  return ask(t('Are closing options present?'), [...lines].map((l) => ({ ok: true, at: at(l), text: code(l.text.trim()) })),
    t('option httpclose and option http-server-close do no harm, wherever they stand: the tunnel lives for the full timeout tunnel, over HTTP/1 and h2. option http-keep-alive does not help either. forceclose and http-tunnel are refused from 2.5 on.'), 'd01-d07, b01', lines.size ? 'yes' : 'no');
}

function buffers(project: Project, at: (line: Line) => Spot, ask: Ask): Answer {
  const facts: Judged[] = [];
  const size = (key: string, usual: number): number | null => {
    const lines = project.globalLines(key), line = lines[lines.length - 1];
    if (!line) return usual;
    const value = project.lex(line.text).tokens[1], parsed = parseSize(value?.value ?? ''), document = project.documentOf(line), known = value && !(value.flags & ENV) && parsed.kind === 'ok' && document && !isConditional(document, line);
    facts.push({ ok: null, at: at(line), text: code(line.text.trim()) });
    return known ? parsed.bytes : null;
  };
  const bufsize = size('tune.bufsize', 16384), maxrewrite = size('tune.maxrewrite', 1024), known = bufsize !== null && maxrewrite !== null && project.complete;
  const room = known ? Math.max(0, bufsize - maxrewrite) : null, newer = compareVersions(project.settings.version, '3.1') >= 0;
  facts.push({ ok: null, at: null, text: room === null ? t('the room for request headers is not known') : t('request headers may have {0} bytes: tune.bufsize {1} less tune.maxrewrite {2}', room, bufsize!, maxrewrite!) });
  return ask(t('Do the buffers hold the request headers?'), facts,
    t('A handshake with larger headers gets {0}. Only a larger tune.bufsize helps: a larger tune.maxrewrite takes room away.', newer ? t('400, 414 or 431') : '400'), 'k01-k10', room === null ? 'unknown' : room >= 15_360 ? 'yes' : room >= 8192 ? 'partly' : 'no');
}

function keepalive(project: Project, paths: readonly FoundPath[], at: (line: Line) => Spot, ask: Ask): Answer {
  const facts: Judged[] = [], seen = new Set<Section>();
  const side = (s: Section, option: string, whom: string): void => {
    const e = ['option tcpka', option].map((k) => effective(project, s, k)).find((x) => x && !/^\s*no\s/.test(x.line.text));
    facts.push({ ok: e ? (e.certain ? true : null) : false, at: e ? at(e.line) : at(s.header!), text: e ? t('{0}: probes to {1} by {2}', code(nameOf(s)), whom, code(e.line.text.trim())) : t('{0}: no probes to {1}', code(nameOf(s)), whom) });
  };
  for (const { from, to } of paths) {
    if (!seen.has(from)) side(from, 'option clitcpka', t('clients'));
    if (!seen.has(to) || from === to) side(to, 'option srvtcpka', t('servers'));
    seen.add(from).add(to);
  }
  return ask(t('Is TCP keepalive on, for NAT and firewalls?'), facts, t('It finds peers that have vanished and keeps the entries of NAT and firewalls fresh. It extends no timeout of HAProxy: with probes every second a timeout tunnel of 3s still closed a silent WebSocket after 3s.'), 'j40');
}

function sticky(project: Project, section: Section, header: Spot, at: (line: Line) => Spot): Judged | null {
  const found = persistence(project, section);
  return found && { ok: found.ok, at: found.line ? at(found.line) : header, text: `${code(nameOf(section))}: ${found.text}` };
}

/** What brings a client back to its server. `ok` null: not known. Null where there is no server. */
export interface Persistence { readonly ok: boolean | null; /** With code in backticks. */ readonly text: string; readonly line: Line | null; /** A word or two: `cookie SRV`, `balance source`; null: nothing does. */ readonly by: string | null }

export function persistence(project: Project, section: Section): Persistence | null {
  const servers = serversOf(project, section), say = (ok: boolean | null, text: string, line: Line | null = null, by: string | null = null): Persistence => ({ ok, text, line, by });
  if (!servers) return say(null, t('its servers are not known'));
  if (servers.length < 2 && !section.lines('server-template').length) return servers.length ? say(true, t('one server, nothing to choose')) : null;
  const cookie = effective(project, section, 'cookie'), stick = ['stick on', 'stick match'].flatMap((k) => section.lines(k))[0], balance = valueAt(project, section, 'balance'), way = balance?.value?.value ?? 'roundrobin';
  if (cookie && modeOf(project, section) === 'http') {
    const without = servers.filter((s) => s.tokens[0]!.value === 'server' && !s.option('cookie'));
    return /\b(?:rewrite|insert|prefix)\b/.test(cookie.line.text) && without.length === servers.length && !/\bdynamic\b/.test(cookie.line.text) ? say(false, t('a cookie, but no server has a value for it'), cookie.line)
      : say(without.length === 0 || /\bdynamic\b/.test(cookie.line.text), without.length && !/\bdynamic\b/.test(cookie.line.text) ? t('a cookie, without a value on {0}', without.slice(0, 4).map((s) => code(s.name)).join(', ') + (without.length > 4 ? ', …' : '')) : t('by cookie, for clients that keep it'), cookie.line, 'cookie');
  }
  if (stick) return say(true, t('by {0}', code(stick.text.trim())), stick, stick.text.trim());
  if (balance && !balance.certain) return say(null, t('its balance is not known'), balance.line);
  if (/^(?:source|uri|url_param|hdr|hash|rdp-cookie)/.test(way)) return say(true, t('by {0}', code(`balance ${way}`)), balance?.line ?? null, `balance ${way}`);
  return say(false, t('{0}: a client that connects again may land on another server', code(`balance ${way}`)), balance?.line ?? null);
}
