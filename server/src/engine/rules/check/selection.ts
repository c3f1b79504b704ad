// Which backend, server and table: use_backend, use-server, persistence, stick rules, monitor (manual 4.2).
import type { Check, Checker } from './context.ts';
import { checkAclStatement } from './acl.ts';
import { checkCondition, isCondition, needCondition, refusedSince } from './condition.ts';
import { checkSampleWords } from './expression.ts';
import { checkLogFormat } from './logFormat.ts';
import { type Point, placeOf } from './place.ts';
import { need, noMore, refuse } from './values.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';

const DYNAMIC = '%[';

/** A name, or a log-format string that gives one. */
function target(c: Check, keyword: string, expected: string, at: 'http-req'): boolean {
  if (!need(c, 1, keyword, expected)) return false;
  if (c.unknown(1)) return true;
  return c.value(1).includes('%') ? checkLogFormat(c, c.words[1]!, placeOf(keyword === 'use-server' ? 'backend' : 'frontend', at), { keyword }) : true;
}

function useBackend(c: Check): void {
  if (target(c, 'use_backend', 'the name of a backend', 'http-req')) checkCondition(c, 2, placeOf(c.kind, 'use-backend'));
}

function useServer(c: Check): void {
  // HAProxy reads the condition first, the name after parsing
  if (!need(c, 1, 'use-server', 'the name of a server')) return;
  const before = c.found.length;
  needCondition(c, 2, placeOf(c.kind, 'set-server'), 'use-server');
  if (!refusedSince(c, before) && !c.unknown(1) && c.value(1).includes(DYNAMIC)) target(c, 'use-server', '', 'http-req');
}

function defaultBackend(c: Check): void {
  if (!need(c, 1, 'default_backend', 'the name of a backend')) return;
  noMore(c, 2, 'default_backend', isCondition(c.value(2)) ? 'no condition: write use_backend for that' : '');
}

/** Only a condition. `word`: index of the last word of the keyword. */
const conditional = (keyword: string, word: number, point: Point): Checker => (c) => needCondition(c, word + 1, placeOf(c.kind, point), keyword);

/** HAProxy does not say whether the condition of `monitor fail` can be true. */
const monitorFail: Checker = (c) => needCondition(c, 2, -1, 'monitor fail');

function persist(c: Check): void {
  const word = c.value(1);
  if (!need(c, 1, 'persist', "'rdp-cookie'") || c.unknown(1) || word === 'rdp-cookie') return;
  if (word.startsWith('rdp-cookie')) { if (!/^rdp-cookie\([^)]+\)/.test(word)) refuse(c, 1, 'persist', 'the name of a cookie in parentheses: rdp-cookie(name)'); } else refuse(c, 1, 'persist', "'rdp-cookie'", 'rdp-cookie');
}

/** `stick on|match|store-request|store-response EXPRESSION [table NAME] [condition]` */
const stick = (kind: string, point: Point): Checker => (c) => {
  const keyword = `stick ${kind}`;
  if (c.kind === 'frontend') return; // HAProxy warns and reads no further
  if (!need(c, 2, keyword, 'a sample expression')) return;
  const place = placeOf('backend', point), read = checkSampleWords(c, 2, place, { keyword });
  if (!read.known) return;
  let i = read.next;
  if (c.value(i) === 'table') i += 2;
  if (!c.has(i) || c.unknown(i)) return;
  if (isCondition(c.value(i))) checkCondition(c, i, place);
  else c.report(unexpectedArgument, c.span(i), { keyword, word: c.value(i), expected: "a converter, 'table' and a name, or a condition" });
};

export const SELECTION: Readonly<Record<string, Checker>> = {
  'proxy acl': checkAclStatement,
  'fcgi-app acl': checkAclStatement,
  'proxy use_backend': useBackend,
  'proxy use-server': useServer,
  'proxy default_backend': defaultBackend,
  'proxy monitor fail': monitorFail,
  'proxy force-persist': conditional('force-persist', 0, 'tcp-content'),
  'proxy ignore-persist': conditional('ignore-persist', 0, 'tcp-content'),
  'proxy persist': persist,
  'proxy persist rdp-cookie': persist,
  'proxy stick on': stick('on', 'set-server'),
  'proxy stick match': stick('match', 'set-server'),
  'proxy stick store-request': stick('store-request', 'set-server'),
  'proxy stick store-response': stick('store-response', 'stick-store'),
};
