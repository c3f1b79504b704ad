// Sets of threads: `bind … thread`, as thread_parse() reads them (since 2.7), and as older versions did.
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import type { Check } from './context.ts';
import { refuse } from './values.ts';

export function wantThreads(c: Check, i: number, keyword: string): void {
  if (c.unknown(i)) return;
  const problem = compareVersions(c.version, '2.7') < 0 ? oldThreads(c.value(i)) : threads(c.value(i), c);
  if (problem) refuse(c, i, keyword, problem);
}

const upTo = (limit: number): string => t('all, odd, even, or threads from 1 to {0} such as 1-4', limit);

/** 2.5 and 2.6: `[group/]set`, one group, 64 threads. */
function oldThreads(text: string): string | null {
  const slash = text.indexOf('/'), set = slash < 0 ? text : text.slice(slash + 1);
  if (slash >= 0 && Number.parseInt(text, 10) !== 1) return 'thread group 1, which is the only one';
  if (/^(?:all|odd|even)$/.test(set)) return null;
  const m = /^(\d+)(?:-(\d*))?$/.exec(set);
  const inside = (n: string | undefined): boolean => n === undefined || n === '' || (Number(n) >= 1 && Number(n) <= 64);
  return m && inside(m[1]) && inside(m[2]) ? null : upTo(64);
}

/** `[group/]set[,…]`; in a group threads count from 1 to 64. */
function threads(text: string, c: Check): string | null {
  // what a branch was built for: 3.0 and 3.2 on were seen, the others get the wider limits
  const [groups, most] = c.version === '3.0' ? [16, 256] : [32, 1024];
  for (const part of text.split(',')) {
    const slash = part.indexOf('/');
    let set = part, limit = most;
    if (slash >= 0) {
      const group = part.slice(0, slash);
      set = part.slice(slash + 1);
      limit = 64;
      if (!/^\d+$/.test(group) || Number(group) < 1 || Number(group) > groups) return t('a thread group from 1 to {0} in front of the slash', groups!);
    }
    if (set === '' || /^(?:all|odd|even)$/.test(set)) continue;
    const m = /^(\d*)(?:-(\d*))?$/.exec(set);
    if (!m || (m[1] !== '' && !inside(m[1]!, limit)) || (m[2] && !inside(m[2], limit))) return upTo(limit!);
  }
  return null;
}

const inside = (n: string, limit: number): boolean => Number(n) >= 1 && Number(n) <= limit;
