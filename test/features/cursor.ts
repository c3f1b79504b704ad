// Feature cases are texts with a cursor mark `‸`.
import { Engine, type Position, type Settings } from '../../server/src/engine/index.ts';

export const URI = 'file:///etc/haproxy/haproxy.cfg';

/** Opens the text without its mark and says where the mark stood. */
export function open(marked: string, settings?: Settings): { engine: Engine; position: Position; text: string } {
  const at = marked.indexOf('‸');
  if (at < 0) throw new Error('the case has no cursor mark');
  const before = marked.slice(0, at), text = before + marked.slice(at + 1);
  const engine = new Engine();
  engine.open(URI, 1, text, settings);
  return { engine, text, position: { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 } };
}
