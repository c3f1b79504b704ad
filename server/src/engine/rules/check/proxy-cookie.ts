// `cookie NAME …` (manual 4.2), as the proxy parser reads it.
import { table } from '../../language/table.ts';
import { conflictingArguments } from '../language/conflicting-arguments.ts';
import { cookieDomainWithoutDot } from '../language/cookie-domain-without-dot.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import type { Check, Checker } from './context.ts';
import { need, refuse, wantTime } from './values.ts';

const FLAGS: ReadonlySet<string> = new Set(['rewrite', 'insert', 'prefix', 'indirect', 'nocache', 'postonly', 'preserve', 'httponly', 'secure', 'dynamic']);
const VALUES = table<string>({ domain: 'a domain', maxidle: 'a time', maxlife: 'a time', attr: 'an attribute' });
const ALL = [...FLAGS, ...Object.keys(VALUES)];
/** Two of them at once are refused. */
const EXCLUSIVE = [['rewrite', 'indirect'], ['rewrite', 'insert'], ['rewrite', 'prefix'], ['insert', 'prefix']] as const;

function value(c: Check, i: number, word: string): boolean {
  const keyword = `cookie ${word}`;
  if (!need(c, i, keyword, VALUES[word]!)) return false;
  if (c.unknown(i)) return true;
  const text = c.value(i);
  if (word === 'maxidle' || word === 'maxlife') return wantTime(c, i, keyword, { unit: 's' }) !== null;
  if (word === 'attr') { if (/[\u0000-\u001f\u007f;]/.test(text)) { refuse(c, i, keyword, 'a text without semicolons and control characters'); return false; } return true; }
  if (/[^A-Za-z0-9_.-]/.test(text)) { refuse(c, i, keyword, 'letters, digits, dots, hyphens and underscores'); return false; }
  if (!text.includes('.')) c.report(cookieDomainWithoutDot, c.span(i), { domain: text });
  return true;
}

const cookie: Checker = (c) => {
  if (!need(c, 1, 'cookie', 'the name of a cookie')) return;
  const seen = new Map<string, number>();
  for (let i = 2; c.value(i) !== ''; i++) {
    if (c.unknown(i)) return;
    const word = c.value(i);
    if (FLAGS.has(word)) { seen.set(word, i); continue; }
    if (VALUES[word] === undefined) {
      const similar = suggest(word, ALL)[0];
      c.report(unexpectedArgument, c.span(i), { keyword: 'cookie', word, expected: similar ? t('perhaps {0}', similar) : ALL.join(', ') });
      return;
    }
    if (!value(c, ++i, word)) return;
  }
  for (const [a, b] of EXCLUSIVE) if (seen.has(a) && seen.has(b)) { c.report(conflictingArguments, c.span(Math.max(seen.get(a)!, seen.get(b)!)), { keyword: 'cookie', first: a, second: b }); return; }
  if (seen.has('preserve') && !seen.has('insert') && !seen.has('indirect')) c.report(missingArgument, c.span(seen.get('preserve')!), { keyword: 'cookie preserve', expected: "'insert' or 'indirect'" });
};

export const COOKIES: Readonly<Record<string, Checker>> = { 'proxy cookie': cookie };
