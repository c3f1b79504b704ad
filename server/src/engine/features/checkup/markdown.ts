// The checkup as Markdown. Words of the file stand in code spans: nothing in them can break out of the text.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { code } from '../hover/place.ts';
import type { CheckedPath, Checkup, CheckupFinding } from './checkup.ts';
import type { Spot } from './paths.ts';
import type { Verdict } from './questions.ts';

const VERDICT: Readonly<Record<Verdict, () => string>> = { yes: () => t('Yes.'), no: () => t('No.'), partly: () => t('Partly.'), unknown: () => t('Not known.'), none: () => t('Nothing to ask.') };
const MOST_FINDINGS = 12;

/** Text inside a table cell. */
const cell = (text: string): string => text.replace(/\|/g, '\\|');
/** Messages quote words of the file; what stands in backticks is code. */
export const plain = (text: string): string => text.split(/`([^`]*)`/).map((part, i) => (i % 2 ? code(part) : part.replace(/[\\`*_[\]<>]/g, '\\$&'))).join('').replace(/\s+/g, ' ');

/** The last part of the address. */
export const fileOf = (uri: string): string => { const name = uri.slice(uri.lastIndexOf('/') + 1); try { return decodeURIComponent(name); } catch { return name; } };
/** Links to lines; the file is named where there are several. */
export const linkTo = (files: readonly string[]) => ({ uri, line }: Spot): string => {
  const where = files.length > 1 ? t('{0}, line {1}', plain(fileOf(uri)), line + 1) : t('line {0}', line + 1);
  return `[${where}](${uri.replace(/[\s()<>\\]/g, encodeURIComponent).replace(/[()]/g, (x) => (x === '(' ? '%28' : '%29'))}#L${line + 1})`;
};

export function inMarkdown(c: Omit<Checkup, 'markdown'>): string {
  const link = linkTo(c.files);
  const out: string[] = [`# ${t('WebSocket checkup of {0}', code(c.files.map(fileOf).join(', ')))}`];
  const findings = c.paths.reduce((n, p) => n + p.findings.length, 0);
  out.push([t('For HAProxy {0}.', c.version), !c.paths[0]?.sign ? t('No path for WebSockets is known.') : c.paths.length === 1 ? t('One path for WebSockets.') : t('{0} paths for WebSockets.', c.paths.length),
    ...(c.paths.length ? [findings ? t('Findings on them: {0}.', findings) : t('No findings on them.')] : []), ...(c.others ? [t('Findings elsewhere: {0}.', c.others)] : [])].join(' '));
  out.push(`## ${t('Paths')}`);
  if (!c.paths[0]?.sign) out.push(`${t('No sign of WebSocket: no condition on Upgrade or Connection, no ws on a server, no check that asks for an upgrade, no path or name that looks like it. Paths of your own can be named in the setting haproxy.websocket.paths.')}${c.paths.length ? ` ${t('If WebSockets come at all, they go the way of all requests:')}` : ''}`);
  for (const p of c.paths) out.push(...pathLines(p, link));
  out.push(`## ${t('Questions')}`);
  c.questions.forEach((q, i) => {
    out.push(`### ${i + 1}. ${q.question}`, `**${VERDICT[q.verdict]()}**`);
    if (q.facts.length) out.push(q.facts.map((f) => `- ${f.text}${f.at ? ` (${link(f.at)})` : ''}`).join('\n'));
    out.push(`*${t('Measured')}:* ${q.measured} (${t('evidence {0}', q.evidence)})`);
  });
  if (c.unknown.length) out.push(`## ${t('Not known')}`, c.unknown.map((u) => `- ${u.text} (${link(u.at)})`).join('\n'));
  return `${out.join('\n\n')}\n`;
}

function pathLines(p: CheckedPath, link: (at: Spot) => string): string[] {
  const rows: [string, string][] = [], same = p.frontend.name === p.backend.name, or = (items: readonly string[]): string => items.join('<br>');
  rows.push([t('Clients'), p.binds.length ? or(p.binds.map((b) => `${code(b.address)} (${link(b.at)}): ${b.says}`)) : t('not known: no bind in this file')]);
  if (p.routes.length) rows.push([t('Condition'), or(p.routes.map((r) => `${code(r.text)} (${link(r.at)})`))]);
  rows.push([t('Servers'), p.servers.length ? or(p.servers.map((s) => `${code(`${s.name} ${s.address}`)} (${link(s.at)}): ${s.says}`)) : t('none')]);
  const { idle } = p;
  rows.push([t('May be silent'), (!idle.known ? t('not known: a value that the file does not tell') : idle.ms === null ? t('without limit: no timeout tunnel, client or server') : `**${formatDuration(idle.ms)}**: ${idle.key === 'timeout tunnel' ? '' : `${t('no timeout tunnel, so')} `}${idle.key} ${t('of {0}', code(idle.from ?? ''))}${idle.at ? ` (${link(idle.at)})` : ''}`) + idle.set.map((at) => `; ${t('a set-timeout rule may change it')} (${link(at)})`).join('')]);
  rows.push([t('The log may show'), or(p.log.map((l) => `${code(l.shows)} ${l.when}`))]);
  const shown = p.findings.slice(0, MOST_FINDINGS), more = p.findings.length - shown.length;
  rows.push([t('Findings'), p.findings.length ? or([...shown.map((f) => findingText(f, link)), ...(more ? [t('and {0} more', more)] : [])]) : t('none')]);
  const title = same ? `${code(p.frontend.name)} (${link(p.frontend.at)})` : `${code(p.frontend.name)} (${link(p.frontend.at)}) → ${code(p.backend.name)} (${link(p.backend.at)})`;
  return [`### ${title}`, ...(p.sign === 'weak' ? [t('Only a name or a path looks like WebSocket here.')] : []), `| | |\n|---|---|\n${rows.map(([k, v]) => `| ${k} | ${cell(v)} |`).join('\n')}`];
}

const findingText = (f: CheckupFinding, link: (at: Spot) => string): string => `**${f.severity}** ${code(f.rule)} (${link(f.at)}): ${plain(f.message)}`;
