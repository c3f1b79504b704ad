// Hover on a `timeout …` keyword: what it governs before and after the 101, and which value rules at this place.
import prose from '../../../../data/prose/timeouts.json';
import { formatDuration, parseDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { rangeMask, type Version, knownIn } from '../../language/version.ts';
import { scopeOf } from '../../language/load.ts';
import type { SectionKind } from '../../language/facts.ts';
import { headIndex, isProxy } from '../../model/keyword.ts';
import { proseOf } from '../prose.ts';
import { code, effectiveText, type Part, type Place, titleOf } from './place.ts';

interface Prose {
  readonly governs: string; readonly after101?: string; readonly whoCloses?: string; readonly clientSees?: string; readonly log?: string;
  readonly unit?: string; readonly sections?: string; readonly wrongBelief?: string; readonly advice?: string;
  readonly versions?: readonly { readonly since?: string; readonly until?: string; readonly note: string }[];
}
const ENTRIES = prose.entries as unknown as Readonly<Record<string, Prose>>;
/** A termination state, with the status in front or without. */
const STATE = /(?:\d{3} )?\b[cCsSPKD][RQCHDT](?:--|\b)/g;

export function hoverTimeout({ project, section, line, tokens, at }: Place): Part | null {
  const head = headIndex(tokens), words = line.keyword.split(' ').length, scope = scopeOf(section.kind as SectionKind);
  const entry = ENTRIES[`${scope}/${line.keyword}`];
  if (!entry || at < head || at > head + words) return null;
  const value = tokens[head + words], out: string[] = [];
  const text = proseOf(`${scope}/${line.keyword}`);
  out.push(`**${line.keyword}**${value ? ` ${code(value.value)}` : ''}`);
  if (text) out.push(t(text));
  if (isProxy(section.kind) && line.keyword.startsWith('timeout ')) {
    out.push(t('In {0} the effective value is {1}.', code(titleOf(section)), effectiveText(project, section, line.keyword) ?? t('unset')) + (entry.sections ? ` ${t(entry.sections)}` : ''));
  } else if (entry.sections) out.push(t(entry.sections));
  const rows: [string, string | undefined][] = [
    [t('Governs'), entry.governs], [t('After the 101'), entry.after101], [t('Who closes'), entry.whoCloses], [t('The client sees'), entry.clientSees],
    [t('The log shows'), entry.log],
  ];
  out.push(rows.filter(([, text]) => text).map(([label, text]) => `- *${label}:* ${text === entry.log ? t(text!).replace(STATE, code) : t(text!)}`).join('\n'));
  if (value && /^\d+$/.test(value.value)) {
    const parsed = parseDuration(value.value, /\bs(?:econds)?\b/.test(entry.unit ?? '') && !/millisecond/i.test(entry.unit ?? '') ? 's' : 'ms');
    if (parsed.kind === 'ok') out.push(t('{0} has no unit: {1}', code(value.value), entry.unit ? `${t(entry.unit)} (${formatDuration(parsed.ms)})` : formatDuration(parsed.ms)));
  } else if (entry.unit) out.push(t(entry.unit));
  for (const v of entry.versions ?? []) {
    if (knownIn(rangeMask(v.since as Version | undefined, v.until as Version | undefined), project.settings.version)) out.push(t('In HAProxy {0}: {1}', project.settings.version, t(v.note)));
  }
  if (entry.wrongBelief) out.push(`*${t('Often believed, and wrong')}:* ${t(entry.wrongBelief)}`);
  if (entry.advice) out.push(t(entry.advice));
  return { markdown: out.join('\n\n'), span: { start: tokens[head]!.start, end: tokens[head + words - 1]!.end } };
}
