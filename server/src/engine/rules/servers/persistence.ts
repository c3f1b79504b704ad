// What keeps a client on one of the servers of a backend (manual, sections on cookie, stick and balance; evidence i30-i38, s03-s06).
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { effective, valueAt } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV } from '../../syntax/lexer.ts';
import { type Server, serversOf } from '../options.ts';
import type { Edit, Fix } from '../rule.ts';
import { insertAfterLast, replace, span } from '../write.ts';

const STICKING = ['stick on', 'stick match', 'stick store-request', 'stick store-response', 'use-server', 'appsession', 'persist', 'dispatch', 'option transparent', 'option http_proxy'];
/** Algorithms that take no notice of who asks. */
const SPREADING = /^(?:roundrobin|static-rr|leastconn|random)\b/;

/** The algorithm that spreads requests over the servers; null when something may keep a client on one of them. */
export function spreads(project: Project, section: Section): string | null {
  if (section.opaque > 0 || STICKING.some((k) => effective(project, section, k) !== null)) return null;
  const balance = valueAt(project, section, 'balance');
  if (!balance) return 'roundrobin';
  return balance.certain && balance.value && SPREADING.test(balance.value.value) ? balance.value.value : null;
}

/** Most weights are plain numbers, and not nought. */
const SOME_WEIGHT = /\sweight +[1-9][^"'\\$#]*$/;
const weightless = (s: Server): boolean => !SOME_WEIGHT.test(s.line.text) && s.option('weight')?.value?.value === '0';

/** Servers that take their share of the requests; null when the lines do not tell. */
export function sharing(project: Project, section: Section): readonly Server[] | null {
  if (section.document.tree.conditionalCount > 0 && ['server', 'server-template'].some((k) => section.lines(k).some((l) => isConditional(section.document, l)))) return null;
  return serversOf(project, section)?.filter((s) => !s.option('backup') && !s.option('disabled') && !weightless(s)) ?? null;
}

/** How many servers the lines make. */
export const countOf = (servers: readonly Server[]): number => servers.reduce((n, s) => n + (s.tokens[0]!.value === 'server' ? 1 : templated(s.tokens[2]?.value ?? '')), 0);
function templated(range: string): number {
  const [a, b] = range.split('-').map(Number);
  return b === undefined ? a || 1 : b - (a ?? 0) + 1 || 1;
}

export const PERSISTENCE_READS = { own: ['server', 'server-template', 'default-server', 'cookie'], settings: ['default-server', 'balance', 'cookie', 'mode', ...STICKING] } as const;

/** Gives each of these servers its name as cookie value; null when one cannot have it. */
export function valueEdits(section: Section, servers: readonly Server[]): Edit[] | null {
  const out: Edit[] = [];
  for (const s of servers) {
    const name = s.tokens[1]!, end = s.tokens[s.tokens.length - 1]!.end;
    if (s.tokens[0]!.value !== 'server' || name.flags & ENV) return null;
    if (!s.option('cookie')) out.push(replace(section, s.line, end, end, ` cookie ${s.line.text.slice(name.start, name.end)}`));
  }
  return out;
}

/** A `cookie` line, and a value on each server. */
export function cookieEdits(project: Project, section: Section): Edit[] | null {
  const servers = serversOf(project, section), rule = insertAfterLast(section, 'balance', ['cookie SRV insert indirect nocache httponly']);
  if (!servers || !rule || section.byKeyword.has('server-template') || servers.length !== section.lines('server').length) return null;
  const values = valueEdits(section, servers);
  return values && [rule, ...values];
}

/** The two ways to keep a client on one server, the better one first. */
export function stickyFixes(project: Project, section: Section): Fix[] {
  const out: Fix[] = [], cookie = cookieEdits(project, section), balance = valueAt(project, section, 'balance');
  if (cookie) out.push({ title: t('Keep each browser on one server (cookie)'), safe: false, edits: cookie });
  const end = balance?.statement.tokens.at(-1)?.end, source = balance?.own && balance.value && end !== undefined
    ? replace(section, balance.line, span(balance.line, balance.value).start, end, 'source') : insertAfterLast(section, '', ['balance source']);
  if (source) out.push({ title: t('Keep each address on one server (balance source)'), safe: false, edits: [source] });
  return out;
}
