// Inlay hints: what a proxy inherits, behind its header; the unit of a bare number. Only the lines asked for are looked at.
import { formatDuration, parseDuration } from '../language/duration.ts';
import { t } from '../language/text.ts';
import { type KindOf, type WordTable, wordTable } from '../language/typedArguments.ts';
import type { Document } from '../model/document.ts';
import { type Timeout, timeoutOf } from '../model/effective.ts';
import { hasBackend, hasFrontend, headIndex, isProxy } from '../model/keyword.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { HEADER, type Line, type Position } from '../text/lineTree.ts';
import { titleOf } from './hover/place.ts';
import type { Location } from './references.ts';

export interface HintOptions { readonly inheritedTimeouts: boolean; readonly units: boolean }
export interface Hint { readonly position: Position; readonly kind: 'inherited' | 'unit'; readonly parts: readonly string[] }
/** What the editor asks for when the pointer rests on a part. */
export interface HintPart { readonly tooltip: string; readonly location: Location | null }

/** What matters most comes first: editors cut long hints (VS Code after 43 characters). */
const SHOWN: readonly { readonly name: string; readonly reads: (kind: string) => boolean }[] = [
  { name: 'client', reads: hasFrontend }, { name: 'server', reads: hasBackend }, { name: 'tunnel', reads: hasBackend }, { name: 'connect', reads: hasBackend }, { name: 'http-request', reads: hasFrontend },
];

type Unit = 'ms' | 's' | 'B';
const kindOf: KindOf<Unit> = (type) => (type === 'time(s)' ? 's' : type === 'time' ? 'ms' : type === 'size' ? 'B' : null);
/** Sizes that count entries, not bytes. */
const ENTRIES = new Set(['stick-table', 'table', 'wurfl-cache-size']);
const BARE = /[\s"']\d+(?:[\s"']|$)/;
let table: WordTable<Unit> | null = null;

export function hints(project: Project, document: Document, from: number, to: number, want: HintOptions): Hint[] {
  const out: Hint[] = [], first = Math.max(0, from);
  let n = first;
  for (const line of document.tree.slice(first, Math.min(to + 1, document.tree.lineCount))) {
    if (line.flags & HEADER) {
      const section = document.sectionOf(line), shown = want.inheritedTimeouts ? inherited(project, section) : [], { tokens } = project.lex(line.text);
      if (shown.length) out.push({ position: { line: n, character: tokens[tokens.length - 1]!.end }, kind: 'inherited', parts: shown.map(({ name, timeout }) => `${name} ${formatDuration(timeout.ms)}`) });
    } else if (want.units && line.keyword !== '' && BARE.test(line.text)) {
      for (const u of units(project, document, line)) out.push({ position: { line: n, character: u.end }, kind: 'unit', parts: [u.unit] });
    }
    n++;
  }
  return out;
}

/** Explanations of a hint's parts, in their order; null when the line says something else by now. */
export function hintParts(project: Project, document: Document, position: Position, kind: Hint['kind']): HintPart[] | null {
  if (position.line < 0 || position.line >= document.tree.lineCount) return null;
  const line = document.tree.at(position.line);
  if (kind === 'inherited') {
    if (!(line.flags & HEADER)) return null;
    return inherited(project, document.sectionOf(line)).map(({ name, timeout: { section, line: set, value } }) => {
      const n = section.document.tree.numberOf(set), start = value?.start ?? 0, end = value?.end ?? 0;
      return { tooltip: t('timeout {0} of {1}, line {2}', name, titleOf(section), n + 1), location: { uri: section.document.uri, range: { start: { line: n, character: start }, end: { line: n, character: end } } } };
    });
  }
  const found = units(project, document, line).find((u) => u.end === position.character);
  if (!found) return null;
  const parsed = found.unit === 'B' ? null : parseDuration(found.value, found.unit);
  return [{ tooltip: parsed?.kind === 'ok' ? t('{0} without a unit is {1}.', found.value, formatDuration(parsed.ms)) : t('{0} without a unit counts bytes.', found.value), location: null }];
}

function inherited(project: Project, section: Section): { readonly name: string; readonly timeout: Timeout }[] {
  if (!isProxy(section.kind)) return [];
  const out = [];
  for (const { name, reads } of SHOWN) {
    if (!reads(section.kind)) continue;
    const timeout = timeoutOf(project, section, `timeout ${name}`);
    if (timeout && timeout !== 'unknown' && !timeout.own && timeout.ms > 0) out.push({ name, timeout });
  }
  return out;
}

function units(project: Project, document: Document, line: Line): { readonly end: number; readonly value: string; readonly unit: Unit }[] {
  const { tokens } = project.lex(line.text), head = headIndex(tokens), word = tokens[head]?.value ?? '', out = [];
  table ??= wordTable<Unit>(/=time|=size/, kindOf);
  const words = table(document.sectionOf(line).kind, word, tokens[head + 1]?.value, tokens[head + 2]?.value);
  if (!words) return [];
  for (let i = head + words.from; i < tokens.length; i++) {
    const place = words.before.get(tokens[i]!.value), token = place && tokens[i + place.distance];
    if (!token || !/^\d+$/.test(token.value) || /^0+$/.test(token.value) || (place.of === 'B' && ENTRIES.has(word))) continue;
    out.push({ end: token.end, value: token.value, unit: place.of });
    i += place.distance;
  }
  return out;
}
