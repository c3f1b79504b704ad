import type { Engine, Meter } from '../server/src/engine/index.ts';

export const WORK_EDITS: readonly { readonly name: string; readonly find: RegExp; to(text: string): string }[];
/** For each edit the work of it and of its way back, behind an opened and checked file. */
export function countEdits(engine: Engine, text: string): Meter[];
