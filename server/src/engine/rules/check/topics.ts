// Which checker reads which directive's arguments. Key: `scope keyword`, with `proxy` for the four proxy sections; `*` for any scope.
import { ACTION_RULES } from './action.ts';
import { BALANCE } from './balance.ts';
import type { Checker } from './context.ts';
import { FILTERS } from './filter.ts';
import { LOGGING } from './logging.ts';
import { REDIRECTS } from './redirect.ts';
import { SELECTION } from './selection.ts';
import { STICKING } from './stick.ts';
import { CHECK_RULES } from './tcpcheck.ts';

export const CHECKERS: ReadonlyMap<string, Checker> = new Map<string, Checker>(Object.entries({
  ...ACTION_RULES,
  ...BALANCE,
  ...CHECK_RULES,
  ...FILTERS,
  ...LOGGING,
  ...REDIRECTS,
  ...SELECTION,
  ...STICKING,
}));
