// Writes messages as JSON. A diagnostic report repeats what it said before but for a few items: the text of each block of
// diagnostics is kept, so that a report costs what changed and a copy.
import type { Diagnostic, Message } from 'vscode-languageserver';
import type { Block } from '../engine/index.ts';
import { toDiagnostic } from './convert.ts';

const BLOCKS = Symbol('blocks'), MORE = Symbol('more');
const texts = new WeakMap<Block, Buffer>();

/** A full report whose items are made only when somebody reads them; `more` stand behind those of the blocks. */
export function fullReport(resultId: string, blocks: readonly Block[], more: readonly Diagnostic[] = []): { kind: 'full'; resultId: string; items: Diagnostic[] } {
  const now = [...blocks]; // the report is written later
  const report = { kind: 'full' as const, resultId, get items() { return [...now.flatMap((b) => b.map(toDiagnostic)), ...more]; } };
  Object.defineProperty(report, BLOCKS, { value: now });
  Object.defineProperty(report, MORE, { value: more });
  return report;
}

function textOf(block: Block): Buffer {
  let text = texts.get(block);
  if (!text) { text = Buffer.from(block.map((r) => JSON.stringify(toDiagnostic(r))).join(','), 'utf8'); texts.set(block, text); }
  return text;
}

export const encoder = {
  name: 'application/json',
  encode(message: Message): Promise<Uint8Array> {
    const { result } = message as { result?: { resultId?: string; [BLOCKS]?: readonly Block[]; [MORE]?: readonly Diagnostic[] } | null };
    const blocks = result?.[BLOCKS];
    if (!blocks) return Promise.resolve(Buffer.from(JSON.stringify(message), 'utf8'));
    const { result: _, ...head } = message as unknown as Record<string, unknown>, parts: Uint8Array[] = [];
    const open = JSON.stringify({ ...head, result: { kind: 'full', resultId: result.resultId, items: [] } });
    parts.push(Buffer.from(open.slice(0, -3), 'utf8')); // up to `"items":[`
    const comma = Buffer.from(',');
    blocks.forEach((b, i) => { if (i) parts.push(comma); parts.push(textOf(b)); });
    const more = result[MORE] ?? [];
    if (more.length) parts.push(Buffer.from(`${blocks.length ? ',' : ''}${JSON.stringify(more).slice(1, -1)}`, 'utf8'));
    parts.push(Buffer.from(']}}'));
    return Promise.resolve(Buffer.concat(parts));
  },
};
