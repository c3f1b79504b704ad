// Times of proxies: `timeout …`, inspect delays, TCP keepalives.
import { formatDuration, type TimeUnit } from '../../language/duration.ts';
import { timeoutWithoutUnit } from '../language/timeout-without-unit.ts';
import { since } from './action-context.ts';
import type { Check, Checker } from './context.ts';
import { need, noMore, wantTime } from './values.ts';

const TIMEOUTS = ['check', 'client', 'client-fin', 'client-hs', 'connect', 'http-keep-alive', 'http-request', 'queue', 'server', 'server-fin', 'tarpit', 'tunnel'];

/** A time in word `i`; `only`: nothing may follow it. */
const time = (i: number, unit: TimeUnit, only: boolean): Checker => (c) => {
  const keyword = i === 1 ? c.value(0) : `${c.value(0)} ${c.value(1)}`;
  if (need(c, i, keyword, 'a time') && (wantTime(c, i, keyword, { unit }) !== null || c.unknown(i)) && only) noMore(c, i + 1, keyword);
};

/** Timeouts that hardly anyone means to be shorter than a second, whatever the digits. */
const LONG: ReadonlySet<string> = new Set(['tunnel', 'client', 'server']);

/** HAProxy finds a bare number below 100 suspicious: seconds may be meant. So do we of others that are no round thousands. */
function suspicious(c: Check): void {
  const value = c.value(2), ms = Number(value);
  if (c.value(3) !== '' || c.unknown(2) || !/^\d{1,5}$/.test(value) || ms === 0) return;
  const warned = ms < 100 && since(c, '3.2');
  // a connect timeout of 500 ms is a choice, one of 30 ms hardly is
  if (!warned && (ms % 1000 === 0 || (!LONG.has(c.value(1)) && ms > 100 && ms % 3600 !== 0))) return;
  c.report(timeoutWithoutUnit, c.span(2), { keyword: `timeout ${c.value(1)}`, value, read: ms < 1000 ? '' : formatDuration(ms) }, warned ? undefined : 'info');
}

const timeout = time(2, 'ms', true);

export const TIMES: Readonly<Record<string, Checker>> = {
  ...Object.fromEntries(TIMEOUTS.map((t) => [`proxy timeout ${t}`, (c: Check) => { timeout(c); suspicious(c); }])),
  'proxy tcp-request inspect-delay': time(2, 'ms', false), 'proxy tcp-response inspect-delay': time(2, 'ms', false),
  'proxy clitcpka-idle': time(1, 's', false), 'proxy clitcpka-intvl': time(1, 's', false), 'proxy srvtcpka-idle': time(1, 's', false), 'proxy srvtcpka-intvl': time(1, 's', false),
  'proxy grace': time(1, 'ms', true),
};
