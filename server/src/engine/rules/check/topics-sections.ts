// Checkers of addresses, servers, and the sections that are no proxies: a part of topics.ts.
import { BINDS } from './bind.ts';
import type { Checker } from './context.ts';
import { LOGS } from './log.ts';
import { GLOBALS } from './sections-global.ts';
import { DATA_SECTIONS } from './sections-data.ts';
import { NETWORK_SECTIONS } from './sections-network.ts';
import { SERVERS } from './server.ts';
import { SOURCES } from './source.ts';

export const SECTION_TOPICS: Readonly<Record<string, Checker>> = { ...BINDS, ...DATA_SECTIONS, ...GLOBALS, ...LOGS, ...NETWORK_SECTIONS, ...SERVERS, ...SOURCES };
