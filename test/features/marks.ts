// Cases with marks: `‸` is the cursor, `‹…›` a place that the answer must hold. A line `=== name.cfg` begins another file.
import { Engine, type Position, type Range, type Settings } from '../../server/src/engine/index.ts';
import { URI } from './cursor.ts';

const FOLDER = URI.slice(0, URI.lastIndexOf('/') + 1);

export interface Marked {
  readonly engine: Engine;
  /** The file with the cursor. */
  readonly uri: string;
  readonly position: Position;
  /** Texts without marks, by uri, in order. */
  readonly texts: ReadonlyMap<string, string>;
  /** Marked places, each as `file:line:from-to`, counted from 0. */
  readonly places: readonly string[];
}

export const placeOf = (uri: string, { start, end }: Range): string => `${uri.startsWith(FOLDER) ? uri.slice(FOLDER.length) : uri}:${start.line}:${start.character}-${end.character}`;

export function openMarked(marked: string, settings?: Settings): Marked {
  const texts = new Map<string, string>(), places: string[] = [];
  let cursor: { uri: string; position: Position } | null = null;
  for (const part of marked.startsWith('=== ') ? marked.split(/^=== /m).slice(1) : [`${URI.slice(FOLDER.length)}\n${marked}`]) {
    const name = part.slice(0, part.indexOf('\n')), uri = FOLDER + name, lines = part.slice(part.indexOf('\n') + 1).split('\n');
    texts.set(uri, lines.map((line, n) => {
      let out = '', from = -1;
      for (const c of line) {
        if (c === '‸') cursor = { uri, position: { line: n, character: out.length } };
        else if (c === '‹') from = out.length;
        else if (c === '›') places.push(`${name}:${n}:${from}-${out.length}`);
        else out += c;
      }
      return out;
    }).join('\n'));
  }
  if (!cursor) throw new Error('the case has no cursor mark');
  const engine = new Engine();
  engine.openAll([...texts].map(([uri, text]) => ({ uri, version: 1, text })), settings);
  return { engine, ...cursor as { uri: string; position: Position }, texts, places };
}
