// minconn on a server of WebSockets: its limit grows only with the load of the backend.
import { t } from '../../language/text.ts';
import { modeOf, valueAt } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import { routesTo } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { serversMayHold } from '../effectiveOptions.ts';
import { type Option, serversOf } from '../options.ts';
import { sectionRule } from '../rule.ts';
import { replace, span } from '../write.ts';

interface Args extends Record<string, string | number> { server: string; minconn: number; maxconn: number; full: number }

const count = (o: Option | null): number | null => (o?.value && /^[1-9]\d*$/.test(o.value.value) ? Number(o.value.value) : null);
const number = (project: Project, section: Section, key: string): number | null => {
  const v = valueAt(project, section, key);
  return v?.certain && v.value && /^[1-9]\d*$/.test(v.value.value) ? Number(v.value.value) : null;
};

/** Connections in the backend at which servers get all of their maxconn: `fullconn`, else a tenth of what the frontends in front take. Null when the lines do not tell. */
function fullAt(project: Project, section: Section): number | null {
  if (valueAt(project, section, 'fullconn')) return number(project, section, 'fullconn');
  const fronts = new Set(routesTo(project, section).map((r) => r.from));
  if (section.kind === 'listen') fronts.add(section);
  let sum = 0;
  for (const f of fronts) { const n = number(project, f, 'maxconn'); if (n === null) return null; sum += n; }
  return sum > 0 ? Math.ceil(sum / 10) : null;
}

export const wsServerMinconn = sectionRule<Args>({
  id: 'ws-server-minconn',
  title: 'minconn on a server of WebSockets',
  why: 'With `minconn` a server starts with few slots and gets more only as the whole backend fills towards `fullconn` (without one: a tenth of the `maxconn` of the frontends in front). That suits requests that come and go. WebSockets keep their slots, so with `fullconn` above what the servers take together the next client waits and gets 503 while the server is far from its `maxconn`.',
  severity: 'warning',
  source: 'evidence s08',
  fix: 'unsafe',
  sections: ['backend', 'listen'],
  has: ['server'],
  webSocket: true,
  reads: { own: ['server', 'default-server', 'fullconn'], settings: ['default-server', 'fullconn', 'mode', 'maxconn'], routes: true, sources: ['maxconn'] },
  message: (a) => t("Server '{0}' has {1} slots, and comes to its maxconn of {2} only when the backend holds {3} connections (fullconn). WebSockets keep their slots, so the next client waits and gets 503 long before that. Remove minconn.", a.server, a.minconn, a.maxconn, a.full),
  may: (section, { project }) => serversMayHold(project, section, 'minconn'),
  *check(section, { project }) {
    if (webSocketOf(project, section)?.sign !== 'strong' || modeOf(project, section) !== 'http') return;
    const servers = (serversOf(project, section) ?? []).filter((s) => s.tokens[0]!.value === 'server' && !s.option('backup'));
    const limited = servers.filter((s) => s.option('minconn'));
    if (limited.length === 0) return;
    const full = fullAt(project, section);
    let room = 0;
    for (const s of servers) { const max = count(s.option('maxconn')); if (max === null) return; room += max; }
    if (full === null || full <= room) return;
    for (const s of limited) {
      const min = s.option('minconn')!, minconn = count(min), maxconn = count(s.option('maxconn'))!;
      if (minconn === null || minconn >= maxconn || !min.value) continue;
      yield { ...(min.line === s.line ? span(s.line, min.value) : span(s.line, s.tokens[1]!)), args: { server: s.name, minconn, maxconn, full } };
    }
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), min = serversOf(project, section)?.find((s) => s.line === f.line)?.option('minconn');
    if (!min?.value) return [];
    // the blanks in front go with it
    const before = min.tokens[min.tokens.indexOf(min.name) - 1]!.end;
    return [{ title: t('Remove minconn'), safe: false, edits: [replace(project.sectionOf(min.line) ?? section, min.line, before, min.value.end, '')] }];
  },
});
