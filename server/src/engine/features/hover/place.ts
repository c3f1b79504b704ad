// Where a hover was asked for, and what its parts share.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import type { Document } from '../../model/document.ts';
import { type Timeout, timeoutOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';

export interface Place {
  readonly project: Project;
  readonly document: Document;
  readonly section: Section;
  readonly line: Line;
  readonly tokens: readonly Token[];
  /** Index of the word under the cursor. */
  readonly at: number;
  readonly column: number;
}
export interface Part { readonly markdown: string; readonly span: { readonly start: number; readonly end: number } }

/** What `t` would cut off might be the end of the code. */
const LONGEST = 140;

/** Text of the file inside markdown: as code, whatever it holds. */
export const code = (whole: string): string => {
  const text = whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
  const ticks = '`'.repeat((text.match(/`+/g) ?? []).reduce((n, x) => Math.max(n, x.length), 0) + 1);
  return `${ticks}${text.startsWith('`') || text.endsWith('`') ? ` ${text} ` : text}${ticks}`;
};

export const titleOf = (section: Section): string => section.name === null ? section.kind : `${section.kind} ${section.name}`;

/** "line 12 of defaults base", linked nowhere: hovers of any editor show it. */
function originOf(timeout: Timeout): string {
  const number = timeout.section.document.tree.numberOf(timeout.line) + 1;
  return timeout.own ? t('line {0}', number) : t('{0}, line {1}', titleOf(timeout.section), number);
}

/** Effective value in words: `50s (defaults base, line 12)`; null when unset. */
export function effectiveText(project: Project, section: Section, key: string): string | null {
  const v = timeoutOf(project, section, key);
  if (v === null) return null;
  if (v === 'unknown') return t('not known: an environment variable, a conditional block or the value itself');
  return v.ms === 0 ? t('0, which means unset ({0})', originOf(v)) : `**${formatDuration(v.ms)}** (${originOf(v)})`;
}
