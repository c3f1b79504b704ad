// Which checker reads which directive's arguments. Key: `scope keyword`, with `proxy` for the four proxy sections; `*` for any scope.
import type { Checker } from './context.ts';

export const CHECKERS: ReadonlyMap<string, Checker> = new Map<string, Checker>([]);
