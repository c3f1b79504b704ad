// Error pages: `errorfile`, `errorloc*`, `errorfiles`, `http-error`.
import { atoi } from '../../language/ints.ts';
import { t } from '../../language/text.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { STOP, since } from './action-context.ts';
import type { Check, Checker } from './context.ts';
import { ANYWHERE } from './place.ts';
import { checkReply, ERROR_CODES } from './reply.ts';
import { need, noMore, refuse } from './values.ts';

function code(c: Check, i: number, keyword: string): boolean {
  if (c.unknown(i) || ERROR_CODES(c).includes(String(atoi(c.value(i))))) return true;
  refuse(c, i, keyword, t('a status code that has an error page: {0}', ERROR_CODES(c).join(', ')));
  return false;
}

/** A code and a file or URL. Words behind them are refused from 2.8 on, except in an http-errors section. */
const page = (what: string): Checker => (c) => {
  const keyword = c.value(0);
  if (need(c, 1, keyword, 'a status code') && need(c, 2, keyword, what) && (!since(c, '2.8') || c.kind === 'http-errors' || noMore(c, 3, keyword))) code(c, 1, keyword);
};

const errorfiles: Checker = (c) => {
  if (!need(c, 1, 'errorfiles', 'the name of an http-errors section')) return;
  for (let i = 2; c.value(i) !== '' && code(c, i, 'errorfiles'); i++);
};

const httpError: Checker = (c) => {
  const { next, status } = checkReply(c, 1, 'http-error', 0, ANYWHERE);
  if (next === STOP) return;
  if (status === 0) { c.report(missingArgument, c.whole(), { keyword: 'http-error', expected: "'status' and a code" }); return; }
  for (let i = 1; i < next; i++) if (c.value(i) === 'status' && !code(c, i + 1, 'http-error status')) return;
  noMore(c, next, 'http-error');
};

export const ERROR_PAGES: Readonly<Record<string, Checker>> = {
  'proxy errorfile': page('a file name'), 'http-errors errorfile': page('a file name'),
  'proxy errorloc': page('a URL'), 'proxy errorloc302': page('a URL'), 'proxy errorloc303': page('a URL'),
  'proxy errorfiles': errorfiles, 'proxy http-error': httpError,
};
