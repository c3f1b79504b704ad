// `balance ALGORITHM …` (manual 4.2), as backend_parse_balance() reads it.
import { table } from '../../language/table.ts';
import { leadingInteger } from '../../language/ints.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { badValue } from '../language/bad-value.ts';
import { keywordVersion } from '../language/keyword-version.ts';
import type { Check, Checker } from './context.ts';
import { checkSampleWords } from './expression.ts';
import { placeOf } from './place.ts';
import { need, noMore, refuse } from './values.ts';

/** Algorithms, and the version that brought them. */
const ALGORITHMS: ReadonlyMap<string, Version> = new Map<string, Version>([
  ['roundrobin', '2.4'], ['static-rr', '2.4'], ['first', '2.4'], ['leastconn', '2.4'], ['source', '2.4'], ['uri', '2.4'], ['url_param', '2.4'], ['hash', '2.6'], ['sticky', '2.9'], ['log-hash', '2.9'],
]);

function balance(c: Check): void {
  if (!c.has(1) || c.unknown(1)) return; // alone it means roundrobin
  const word = c.value(1), since = ALGORITHMS.get(word);
  if (since !== undefined) {
    if (compareVersions(c.version, since) < 0) { c.report(keywordVersion, c.span(1), { word: `balance ${word}`, version: c.version, since, until: '', replacement: '' }); return; }
    OPTIONS[word]?.(c);
    return;
  }
  if (word.startsWith('hdr(')) { header(c, word); return; }
  if (word.startsWith('random')) { random(c, word); return; }
  if (word.startsWith('rdp-cookie')) { if (word !== 'rdp-cookie' && !/^rdp-cookie\([^)]+\)/.test(word)) refuse(c, 1, 'balance', 'the name of a cookie in parentheses: rdp-cookie(name)'); return; }
  const known = [...[...ALGORITHMS.keys()].filter((a) => compareVersions(c.version, ALGORITHMS.get(a)!) >= 0), 'hdr(name)', 'random', 'rdp-cookie'];
  c.report(badValue, c.span(1), { keyword: 'balance', value: word, expected: t('one of {0}', known.join(', ')), better: suggest(word, known).filter((s) => !s.includes('('))[0] ?? '' });
}

const OPTIONS = table<Checker>({
  uri: (c) => {
    for (let i = 2; i < c.words.length && !c.unknown(i); i++) {
      const word = c.value(i);
      if (word === 'whole' || word === 'path-only') continue;
      if (word !== 'len' && word !== 'depth') { refuse(c, i, 'balance uri', 'len, depth, whole or path-only', suggest(word, ['len', 'depth', 'whole', 'path-only'])[0] ?? ''); return; }
      if (!need(c, ++i, `balance uri ${word}`, 'a number') || c.unknown(i)) return;
      if (leadingInteger(c.value(i)).value <= 0) { refuse(c, i, `balance uri ${word}`, 'a whole number of at least 1'); return; }
    }
  },
  url_param: (c) => {
    if (need(c, 2, 'balance url_param', 'the name of a parameter') && c.has(3) && !c.unknown(3) && c.value(3) !== 'check_post') refuse(c, 3, 'balance url_param', "'check_post'", 'check_post');
  },
  hash: (c) => {
    if (!need(c, 2, 'balance hash', 'a sample expression') || c.unknown(2)) return;
    if (!noMore(c, 3, 'balance hash')) return;
    checkSampleWords(c, 2, placeOf('backend', 'set-server'), { keyword: 'balance hash' });
  },
  'log-hash': (c) => { need(c, 2, 'balance log-hash', 'a list of converters'); },
});

function header(c: Check, word: string): void {
  if (!/^hdr\([^)]+\)/.test(word)) refuse(c, 1, 'balance', 'the name of a header in parentheses: hdr(name)');
  else if (c.has(2) && !c.unknown(2) && c.value(2) !== 'use_domain_only') refuse(c, 2, `balance ${word}`, "'use_domain_only'", 'use_domain_only');
}

function random(c: Check, word: string): void {
  if (word.charAt(6) !== '(') return;
  const inside = word.slice(7), { value, end } = leadingInteger(inside);
  if (inside.startsWith(')')) return;
  if (!inside.includes(')') && end === inside.length) refuse(c, 1, 'balance', 'a number of draws in parentheses: random(2)');
  else if (inside[end] !== ')' || value < 1) refuse(c, 1, 'balance', 'a number of draws of at least 1 in parentheses: random(2)');
}

export const BALANCE: Readonly<Record<string, Checker>> = { 'proxy balance': balance };
