// Which checker reads which directive's arguments. Key: `scope keyword`, with `proxy` for the four proxy sections; `*` for any scope.
import { ACTION_RULES } from './action.ts';
import { BALANCE } from './balance.ts';
import type { Checker } from './context.ts';
import { FILTERS } from './filter.ts';
import { LOGGING } from './logging.ts';
import { REDIRECTS } from './redirect.ts';
import { COOKIES } from './proxy-cookie.ts';
import { ERROR_PAGES } from './proxy-errors.ts';
import { OPTIONS } from './proxy-option.ts';
import { PROXY_VALUES } from './proxy-values.ts';
import { STATS } from './proxy-stats.ts';
import { TIMES } from './proxy-times.ts';
import { SELECTION } from './selection.ts';
import { STICKING } from './stick.ts';
import { CHECK_RULES } from './tcpcheck.ts';
import { SECTION_TOPICS } from './topics-sections.ts';

export const CHECKERS: ReadonlyMap<string, Checker> = new Map<string, Checker>(Object.entries({
  ...SECTION_TOPICS,
  ...ACTION_RULES,
  ...BALANCE,
  ...CHECK_RULES,
  ...FILTERS,
  ...LOGGING,
  ...REDIRECTS,
  ...COOKIES,
  ...ERROR_PAGES,
  ...OPTIONS,
  ...PROXY_VALUES,
  ...STATS,
  ...TIMES,
  ...SELECTION,
  ...STICKING,
}));
