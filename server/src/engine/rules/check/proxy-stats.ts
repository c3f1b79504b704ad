// `stats …` in proxies.
import { needCondition } from './condition.ts';
import type { Check, Checker } from './context.ts';
import { placeOf } from './place.ts';
import { need, refuse, wantTime } from './values.ts';

const wants = (what: string): Checker => (c) => { need(c, 2, `stats ${c.value(1)}`, what); };

const refresh: Checker = (c) => { if (need(c, 2, 'stats refresh', 'a time')) wantTime(c, 2, 'stats refresh', { unit: 's' }); };

const node: Checker = (c) => {
  if (!c.unknown(2) && /[^A-Za-z0-9_.-]/.test(c.value(2))) refuse(c, 2, 'stats show-node', 'letters, digits, dots, hyphens and underscores');
};

const admin: Checker = (c: Check) => needCondition(c, 2, placeOf(c.kind, 'http-req'), 'stats admin');

export const STATS: Readonly<Record<string, Checker>> = {
  'proxy stats uri': wants('a path'), 'proxy stats realm': wants('a realm'), 'proxy stats auth': wants('user:password'), 'proxy stats scope': wants("the name of a proxy, or '.'"),
  'proxy stats refresh': refresh, 'proxy stats show-node': node, 'proxy stats admin': admin,
};
