// What happens in time on one way: the phases of the handshake with the timeouts that end them, and the tunnel behind the 101.
// What is said of clients and logs stands on docs/evidence.md (termination states; a02-a17, h31-h39, j02-j09, s01, s02, x01).
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { effective, modeOf, timeoutOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { bindLineOptions, serverLineOptions } from '../../rules/effectiveOptions.ts';
import { nameOf } from '../../rules/write.ts';
import { pathOf, spotOf } from '../checkup/paths.ts';
import type { NodeFinding, Phase, Timeline, Way } from './model.ts';
import { type Pair, SAFE, toneOf, USUAL_PING } from './survey.ts';

type Limit = Phase['limit'];
/** The first of the timeouts that is set. */
function limitOf(project: Project, reads: readonly (readonly [Section, string])[]): Limit {
  for (const [section, key] of reads) {
    const found = timeoutOf(project, section, key);
    if (found === 'unknown') { const e = effective(project, section, key)!; return { key, ms: null, text: t('not known'), from: nameOf(e.section), at: spotOf(project, e.line) }; }
    if (found && found.ms > 0) return { key, ms: found.ms, text: formatDuration(found.ms), from: nameOf(found.section), at: spotOf(project, found.line) };
  }
  return null;
}

function phasesOf(project: Project, { from, to }: Pair, tcp: boolean): Phase[] {
  const out: Phase[] = [], limit = (...reads: (readonly [Section, string])[]): Limit => limitOf(project, reads), { version } = project.settings;
  const put = (id: Phase['id'], title: string, waits: string, rules: Limit, status: string, state: string): void => {
    out.push({ id, title, waits, limit: rules, client: tcp ? t('the connection closes') : status === '' ? t('the connection closes, before any HTTP') : t('status {0}', status), log: tcp ? state : `${status} ${state}--`.trim() });
  };
  const tls = from.lines('bind').some((l) => bindLineOptions(project, project.lex(l.text).tokens).uses.some((u) => u.name === 'ssl'));
  if (tls) {
    const rules = limit(...(compareVersions(version, '2.9') >= 0 ? [[from, 'timeout client-hs'] as const] : []), [from, 'timeout client']);
    out.push({ id: 'tls', title: 'TLS', waits: t('the TLS handshake of the client'), limit: rules, client: t('the connection closes, before any HTTP'), log: '' });
  }
  if (!tcp) put('request', t('Request'), t('the whole request head from the client'), limit([from, 'timeout http-request'], [from, 'timeout client']), '408', 'cR');
  const full = ['server', 'server-template'].some((k) => to.lines(k).some((l) => serverLineOptions(project, to, l, project.lex(l.text).tokens).get('maxconn')));
  if (full) put('queue', t('Queue'), t('a free place: servers have maxconn, and each open WebSocket holds one'), limit([to, 'timeout queue'], [to, 'timeout connect']), '503', 'sQ');
  put('connect', t('Connect'), t('a connection to the server'), limit([to, 'timeout connect']), '503', 'sC');
  if (tcp) return out;
  const answer = limit([to, 'timeout server']), waits = limit([from, 'timeout client']), abort = effective(project, to, 'option abortonclose') ?? effective(project, from, 'option abortonclose');
  const runs = abort ? !/^\s*no\s/.test(abort.line.text) : compareVersions(version, '3.3') >= 0;
  // with abortonclose the client's clock runs as well
  if (runs && waits?.ms && (answer === null || (answer.ms !== null && waits.ms < answer.ms))) put('answer', t('Wait for 101'), t("the server's 101; abortonclose lets the client's clock run"), waits, '400', 'cD');
  else put('answer', t('Wait for 101'), t("the server's 101"), answer, '504', 'sH');
  return out;
}

/** What silence does, in one sentence, and what that means. */
function verdictOf(project: Project, { idle, sign }: Pair, tcp: boolean, outerIdle: number): Timeline['verdict'] {
  const { ping } = project.settings.webSocket, tone = toneOf(project, idle), say = (text: string, more: string, how = tone): Timeline['verdict'] => ({ tone: how, text, more: sign === null ? `${t('Nothing says that WebSockets come this way; if they do, this holds.')} ${more}` : more });
  if (!idle) return say(t('How long a silent WebSocket lives is not known from the files.'), '');
  const limit = formatDuration(idle.ms), every = formatDuration(ping), endless = !Number.isFinite(idle.ms);
  if (outerIdle > 0 && outerIdle < idle.ms && (ping === 0 || ping >= outerIdle)) return say(t('The balancer in front closes first, after {0} of silence.', formatDuration(outerIdle)), t('HAProxy sees a clean close by the client. Its own limit is never reached.'), ping > 0 ? 'bad' : 'open');
  if (endless) return say(t('No limit on silence.'), t('Neither timeout tunnel nor a client or server timeout is set: dead peers stay until TCP notices.'), 'open');
  const rule = idle.key === 'timeout tunnel' ? t('timeout tunnel rules.') : tcp ? t('No timeout tunnel, so {0} rules.', idle.key!) : t('No timeout tunnel, so {0} stays in force after the 101.', idle.key!);
  if (ping > 0 && idle.ms <= ping) return say(t('Every quiet WebSocket is cut after {0}, before its first ping.', limit), `${t('The application pings every {0}.', every)} ${rule}`);
  if (ping > 0 && idle.ms < 2 * ping) return say(t('Open as long as no ping is late: one every {0}, cut after {1}.', every, limit), rule);
  if (ping > 0) return say(t('Stays open: a ping every {0}, and only {1} of silence cut it.', every, limit), rule);
  return say(t('A silent WebSocket is cut after {0}.', limit), `${rule} ${idle.ms < USUAL_PING ? t('Most applications ping every 25s to 60s: too late.') : idle.ms < SAFE ? t('Applications ping every 25s to 60s: some of them too late.') : t('Applications that ping keep it open.')}`);
}

export function timelineOf(project: Project, pair: Pair, way: Way, findings: readonly NodeFinding[], nodes: readonly string[]): Timeline {
  const { from, to, idle } = pair, tcp = modeOf(project, to) === 'tcp', { ping, outerIdle } = project.settings.webSocket, path = pathOf(project, from, to, pair.branches.flatMap((b) => b.route ?? []), pair.sign);
  const notes: { text: string; at: Timeline['notes'][number]['at'] }[] = path.idle.set.map((at) => ({ text: t('A set-timeout rule gives some requests another limit.'), at }));
  for (const [section, key] of [[from, 'timeout client-fin'], [to, 'timeout server-fin']] as const) {
    const fin = timeoutOf(project, section, key);
    if (!fin || fin === 'unknown' || fin.ms === 0) continue;
    const older = compareVersions(project.settings.version, '2.8') <= 0, at = spotOf(project, fin.line);
    if (tcp) notes.push({ text: t('{0} {1}: counts once one side has closed its direction.', key, formatDuration(fin.ms)), at });
    else if (older && key === 'timeout server-fin') notes.push({ text: t('timeout server-fin {0}: up to 2.8 it may end a WebSocket whose client has closed its direction.', formatDuration(fin.ms)), at });
    else if (!older) notes.push({ text: t('{0} {1}: no effect on an open WebSocket in http mode from 2.9 on.', key, formatDuration(fin.ms)), at });
  }
  if (path.idle.key !== 'timeout tunnel') { const e = effective(project, from, 'timeout tunnel'); if (e?.own && from !== to) notes.push({ text: t('timeout tunnel of {0} counts for nothing here: HAProxy takes that of the backend.', nameOf(from)), at: spotOf(project, e.line) }); }
  const cut = idle?.timeout && (outerIdle === 0 || idle.ms <= outerIdle) ? `${tcp ? '' : '101 '}${idle.key === 'timeout server' ? 'sD' : 'cD'}${tcp ? '' : '--'}` : null;
  return {
    way, tcp, phases: phasesOf(project, pair, tcp), idle: path.idle, ping, outerIdle, verdict: verdictOf(project, pair, tcp, outerIdle),
    cut: cut === null ? null : { log: cut, client: t('the connection ends, without a close frame') }, ends: path.log, notes, findings, nodes,
  };
}
