// Checkers of addresses, servers, and the sections that are no proxies: a part of topics.ts.
import { BINDS } from './bind.ts';
import type { Checker } from './context.ts';
import { SERVERS } from './server.ts';
import { SOURCES } from './source.ts';

export const SECTION_TOPICS: Readonly<Record<string, Checker>> = { ...BINDS, ...SERVERS, ...SOURCES };
