// The value of a setting that rules in a section, with its origin (manual 4): the section's own last line, else the
// `defaults` it inherits, following `from` upwards.
import type { Line } from '../text/lineTree.ts';
import { headIndex } from './keyword.ts';
import { type DurationResult, parseDuration, type TimeUnit } from '../language/duration.ts';
import { ENV, type Statement, type Token } from '../syntax/lexer.ts';
import { isConditional, isDead } from './conditionals.ts';
import type { Project } from './project.ts';
import type { Section } from './section.ts';

export interface Effective {
  readonly line: Line;
  /** Section the line stands in. */
  readonly section: Section;
  readonly own: boolean;
  /** False when a conditional block, a template or the like decides whether the line counts. */
  readonly certain: boolean;
}

const DEEPEST = 64;

export function effective(project: Project, section: Section, key: string): Effective | null {
  let s: Section | null = section, certain = true;
  for (let depth = 0; s && depth < DEEPEST; depth++) {
    const lines = s.lines(key);
    let line = lines[lines.length - 1];
    for (let i = lines.length - 1; line && isDead(s.document, line);) line = lines[--i];
    if (s.opaque > 0) certain = false;
    if (line) return { line, section: s, own: s === section, certain: certain && !isConditional(s.document, line) };
    // a template may write the setting here
    if (s.opaque > 0 && s.header) return { line: s.header, section: s, own: s === section, certain: false };
    s = project.parent(s);
    if (s?.header && isConditional(s.document, s.header)) certain = false;
  }
  return null;
}

/** The statement of an effective line and its first argument behind the keyword's words. */
export interface Value extends Effective { readonly statement: Statement; readonly value: Token | null; readonly negated: boolean }

/** @param key a keyword other than `server`, of which there are many */
export const valueAt = (project: Project, section: Section, key: string): Value | null => project.lasting(key, section, () => findValue(project, section, key));

function findValue(project: Project, section: Section, key: string): Value | null {
  if (section.opaque === 0 && !section.byKeyword.has(key)) { // what holds there is read once for all heirs
    const parent = project.parent(section);
    if (!parent) return null;
    const v = parent.byKeyword.has(key) ? valueAt(project, parent, key) : null;
    if (v) return { line: v.line, section: v.section, own: false, certain: v.certain && !(parent.header && isConditional(parent.document, parent.header)), statement: v.statement, value: v.value, negated: v.negated };
  }
  const e = effective(project, section, key);
  if (!e) return null;
  const statement = project.lex(e.line.text), head = headIndex(statement.tokens);
  const value = statement.tokens[head + (key.includes(' ') ? 2 : 1)] ?? null;
  return { line: e.line, section: e.section, own: e.own, certain: e.certain && ((value?.flags ?? 0) & ENV) === 0, statement, value, negated: statement.tokens[0]?.value === 'no' };
}

/** Mode of a proxy: 'tcp' when nothing says otherwise; null when not known. */
export function modeOf(project: Project, section: Section): string | null {
  if (section.modeFrame !== project.frame) { section.mode = findMode(project, section); section.modeFrame = project.frame; }
  return section.mode;
}

function findMode(project: Project, section: Section): string | null {
  if (!section.byKeyword.has('mode') && section.opaque === 0) { // most proxies have the mode of their defaults
    const parent = project.parent(section);
    if (!parent) return 'tcp';
    if (parent.byKeyword.has('mode') && (!parent.header || !isConditional(parent.document, parent.header))) return modeOf(project, parent);
  }
  const v = valueAt(project, section, 'mode');
  return v ? (v.certain ? v.value?.value ?? null : null) : 'tcp';
}

export interface Timeout extends Value { readonly ms: number; readonly text: string; readonly parsed: DurationResult }

/** An effective timeout. Null when unset; 'unknown' when its value cannot be told from the file. Zero counts as unset for HAProxy but is returned. */
export function timeoutOf(project: Project, section: Section, key: string, unit: TimeUnit = 'ms'): Timeout | null | 'unknown' {
  const v = valueAt(project, section, key);
  return v && project.lasting(unit, v, () => readTimeout(v, unit));
}

function readTimeout(v: Value, unit: TimeUnit): Timeout | 'unknown' {
  if (!v.certain || !v.value) return 'unknown';
  const parsed = parseDuration(v.value.value, unit), { line, section, own, certain, statement, value, negated } = v;
  return parsed.kind === 'ok' ? { line, section, own, certain, statement, value, negated, ms: parsed.ms, text: value.value, parsed } : 'unknown';
}
