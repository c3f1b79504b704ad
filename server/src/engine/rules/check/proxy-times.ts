// Times of proxies: `timeout …`, inspect delays, TCP keepalives.
import type { TimeUnit } from '../../language/duration.ts';
import type { Checker } from './context.ts';
import { need, noMore, wantTime } from './values.ts';

const TIMEOUTS = ['check', 'client', 'client-fin', 'client-hs', 'connect', 'http-keep-alive', 'http-request', 'queue', 'server', 'server-fin', 'tarpit', 'tunnel'];

/** A time in word `i`; `only`: nothing may follow it. */
const time = (i: number, unit: TimeUnit, only: boolean): Checker => (c) => {
  const keyword = i === 1 ? c.value(0) : `${c.value(0)} ${c.value(1)}`;
  if (need(c, i, keyword, 'a time') && (wantTime(c, i, keyword, { unit }) !== null || c.unknown(i)) && only) noMore(c, i + 1, keyword);
};

export const TIMES: Readonly<Record<string, Checker>> = {
  ...Object.fromEntries(TIMEOUTS.map((t) => [`proxy timeout ${t}`, time(2, 'ms', true)])),
  'proxy tcp-request inspect-delay': time(2, 'ms', false), 'proxy tcp-response inspect-delay': time(2, 'ms', false),
  'proxy clitcpka-idle': time(1, 's', false), 'proxy clitcpka-intvl': time(1, 's', false), 'proxy srvtcpka-idle': time(1, 's', false), 'proxy srvtcpka-intvl': time(1, 's', false),
  'proxy grace': time(1, 'ms', true),
};
