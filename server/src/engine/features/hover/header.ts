// Hover on a section header: its effective timeouts with their origin, and how long a WebSocket through it may be silent.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { modeOf } from '../../model/effective.ts';
import { hasBackend, hasFrontend, isProxy } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { idleOf } from '../idle.ts';
import { hoverSection } from './keyword.ts';
import { code, effectiveText, type Part, type Place, titleOf } from './place.ts';

const FRONTEND = ['client', 'http-request', 'http-keep-alive', 'client-fin', 'client-hs'];
const BACKEND = ['connect', 'queue', 'server', 'tunnel', 'check', 'server-fin'];

export function hoverHeader({ project, section, tokens, at }: Place): Part | null {
  const about = at <= 0 ? hoverSection(section.kind, project.settings.version) : null;
  if (!isProxy(section.kind) && section.kind !== 'defaults') return about === null ? null : { markdown: about, span: tokens[0]! };
  const out = [`**${titleOf(section)}**`], parent = project.parent(section), mode = modeOf(project, section);
  const facts = [mode === null ? t('mode not known') : t('mode {0}', mode)];
  if (parent) facts.push(t('inherits from {0}, line {1}', titleOf(parent), parent.document.tree.numberOf(parent.header!) + 1));
  out.push(facts.join(', '));
  const all = section.kind === 'defaults', names = [...(all || hasFrontend(section.kind) ? FRONTEND : []), ...(all || hasBackend(section.kind) ? BACKEND : [])];
  const rows = names.map((n) => [n, effectiveText(project, section, `timeout ${n}`)] as const).filter(([, v]) => v !== null);
  if (rows.length) out.push([`| ${t('timeout')} | ${t('effective value')} |`, '|---|---|', ...rows.map(([n, v]) => `| ${n} | ${v} |`)].join('\n'));
  else out.push(t('No timeout is set.'));
  out.push(...idleLines(project, section));
  if (about) out.push('---', about);
  return { markdown: out.join('\n\n'), span: { start: tokens[0]!.start, end: tokens[Math.min(1, tokens.length - 1)]!.end } };
}

/** What ends a silent WebSocket that comes in by `frontend` and is served by `backend`, in words; null when not known. */
function idleText(project: Project, frontend: Section, backend: Section): string | null {
  const idle = idleOf(project, frontend, backend);
  if (!idle) return null;
  const limit = formatDuration(idle.ms);
  switch (idle.key) {
    case null: return t('**no limit** (no timeout tunnel, client or server)');
    case 'timeout tunnel': return t('**{0}** (timeout tunnel)', limit);
    case 'timeout client': return t('**{0}** (timeout client of {1}; no timeout tunnel)', limit, titleOf(frontend));
    default: return t('**{0}** (timeout server of {1}; no timeout tunnel)', limit, titleOf(backend));
  }
}

function idleLines(project: Project, section: Section): string[] {
  const pairs: [string, Section, Section][] = [];
  if (hasBackend(section.kind)) {
    const from = new Set(project.sources(section));
    if (hasFrontend(section.kind)) from.add(section);
    for (const f of from) pairs.push([t('from {0}', code(titleOf(f))), f, section]);
  }
  if (hasFrontend(section.kind)) for (const b of project.targets(section)) if (b !== section) pairs.push([t('to {0}', code(titleOf(b))), section, b]);
  const rows: string[] = [], shown = pairs.slice(0, 12);
  for (const [label, f, b] of shown) {
    if (modeOf(project, b) !== 'http') continue;
    const text = idleText(project, f, b);
    if (text) rows.push(`- ${label}: ${text}${webSocketOf(project, b)?.sign === 'strong' ? ` ${t('(serves WebSocket)')}` : ''}`);
  }
  if (rows.length === 0) return [];
  if (pairs.length > shown.length) rows.push(`- ${t('and {0} more', pairs.length - shown.length)}`);
  return [`${t('A WebSocket may be silent for:')}\n${rows.join('\n')}`];
}
