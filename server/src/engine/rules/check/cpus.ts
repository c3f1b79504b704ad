// Sets of CPUs and threads in the global section: cpu-map, cpu-set, thread-group (manual 3.1).
import { atoi } from '../../language/ints.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import type { Check } from './context.ts';
import { need, refuse, wantWord } from './values.ts';

/** `all`, `odd`, `even`, a number from 1 to 64, or a range; how many it means, null when it is none of these. */
function set64(text: string): number | null {
  if (text === 'all') return 64;
  if (text === 'odd' || text === 'even') return 32;
  const m = /^(\d+)(?:-(\d*))?$/.exec(text), low = Number(m?.[1]), high = m?.[2] === undefined ? low : m[2] === '' ? 64 : Number(m[2]);
  return m && low >= 1 && low <= 64 && high >= 1 && high <= 64 ? Math.abs(high - low) + 1 : null;
}

const MOST_CPUS = 1023;

/** `0-3,5`: HAProxy reads the leading number of each end and ignores the rest. Null when it is no set. */
function cpus(text: string): number | null {
  let count = 0;
  for (const range of text.split(',')) {
    const m = /^(\d+)[^,-]*(?:-(\d*))?/.exec(range), low = Number(m?.[1]), high = m?.[2] ? Number(m[2]) : m?.[2] === '' ? MOST_CPUS : low;
    if (!m || low > MOST_CPUS || high > MOST_CPUS) return null;
    count += Math.abs(high - low) + 1;
  }
  return count;
}

const THREADS = 'threads as all, odd, even, a number from 1 to 64 or a range, perhaps behind a group and a slash', CPUS = 'CPU numbers up to 1023 and ranges such as 0-3,8';

/** `[auto:]group[/threads] cpus…` */
export function cpuMap(c: Check): void {
  if (!need(c, 1, 'cpu-map', THREADS) || !need(c, 2, 'cpu-map', CPUS) || c.unknown(1)) return;
  const auto = c.value(1).startsWith('auto:'), text = auto ? c.value(1).slice(5) : c.value(1), slash = text.indexOf('/');
  const parts = slash < 0 ? [text] : [text.slice(0, slash), text.slice(slash + 1)], sizes = parts.map(set64);
  if (sizes.some((n) => n === null)) { refuse(c, 1, 'cpu-map', THREADS); return; }
  let given = 0;
  for (let i = 2; c.has(i); i++) {
    if (c.unknown(i)) return;
    const count = cpus(c.value(i));
    if (count === null) { refuse(c, i, 'cpu-map', CPUS); return; }
    given += count;
  }
  // CPUs are dealt out one by one, so that there have to be as many
  const wanted = parts.length > 1 && sizes[0] === 1 ? sizes[1]! : sizes[0]!;
  if (auto && given !== wanted && /^[\d-]+$/.test(parts[parts.length - 1]!) && !/-$/.test(parts[parts.length - 1]!) && (parts.length === 1 || sizes[0] === 1)) refuse(c, 2, 'cpu-map auto:', t('as many CPUs as threads: {0}', wanted));
}

const SETS = ['only-cpu', 'drop-cpu', 'only-node', 'drop-node', 'only-cluster', 'drop-cluster', 'only-core', 'drop-core', 'only-thread', 'drop-thread'];

export function cpuSet(c: Check): void {
  if (!need(c, 1, 'cpu-set', 'reset, or what to keep or drop')) return;
  for (let i = 1; c.has(i); i++) {
    if (!wantWord(c, i, 'cpu-set', ['reset', ...SETS])) return;
    if (c.value(i) === 'reset') continue;
    if (!need(c, i + 1, `cpu-set ${c.value(i)}`, 'a set of numbers')) return;
    if (!c.unknown(i + 1) && cpus(c.value(i + 1)) === null) { refuse(c, i + 1, `cpu-set ${c.value(i)}`, CPUS); return; }
    i++;
  }
}

/** 3.1 and the branches between 2.6 and 3.0 were not at hand: they get the wider limit. */
export function threadGroup(c: Check): void {
  if (!need(c, 1, 'thread-group', 'the number of a group') || c.unknown(1)) return;
  const groups = compareVersions(c.version, '2.6') <= 0 ? 1 : c.version === '3.0' ? 16 : 32, group = atoi(c.value(1));
  if (group < 1 || group > groups) { refuse(c, 1, 'thread-group', t('a number from 1 to {0}', groups)); return; }
  for (let i = 2; c.has(i); i++) if (!c.unknown(i) && !/^[1-9]\d*(?:-\d*)?$/.test(c.value(i))) { refuse(c, i, 'thread-group', 'threads such as 1-8'); return; }
}
