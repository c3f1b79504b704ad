// Stickiness by the client's address behind a proxy, where all clients have the same one.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { effective, modeOf, valueAt } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import { routesTo } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import type { Line } from '../../text/lineTree.ts';
import { countOf, PERSISTENCE_READS, sharing } from '../servers/persistence.ts';
import { sectionRule } from '../rule.ts';
import { insertHttpRequest, nameOf, span, statementSpan } from '../write.ts';

interface Args extends Record<string, string | number> { frontend: string; header: string; by: string; servers: number }

/** A header in which a proxy tells who its client is, read for its value. */
const TOLD = /\bhdr(?:_ip)?\((x-forwarded-for|x-real-ip|x-client-ip|cf-connecting-ip|true-client-ip|fastly-client-ip)\b/i;
const READERS = ['acl', 'http-request', 'tcp-request content', 'use_backend'];
/** Words that give the connection its client's address back. */
const RESTORED = /\b(?:set-src|expect-proxy|expect-netscaler-cip|accept-proxy|accept-netscaler-cip)\b/;

const restores = (s: Section): boolean => s.remember('restores', () => ['http-request', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'bind'].some((k) => s.lines(k).some((l) => RESTORED.test(l.text))));

/** The line by which the frontend says that a proxy stands in front of it; null when the address it works with is the client's again. */
function proxied(project: Project, frontend: Section): { readonly line: Line; readonly header: string } | null {
  for (let s: Section | null = frontend, n = 0; s && n < 64; s = project.parent(s), n++) if (s.opaque > 0 || restores(s)) return null;
  const line = frontend.remember('told', () => READERS.flatMap((k) => frontend.lines(k).filter((l) => TOLD.test(l.text) && !/-m\s+found/.test(l.text)))) // who only asks whether it is there may do so because it must not be
    .find((l) => !isConditional(frontend.document, l));
  return line ? { line, header: TOLD.exec(line.text)![1]! } : null;
}

export const wsSourceBehindProxy = sectionRule<Args>({
  id: 'ws-source-behind-proxy',
  title: 'Clients kept on a server by an address that is the proxy\'s',
  why: '`balance source` and `stick on src` look at the address that the connection came from. Behind a CDN or another proxy that is the address of the proxy, the same for everybody, and every WebSocket ends on one server while the others stay empty. `http-request set-src` with the header in which the proxy tells the client\'s address makes both work (let it do so only for connections from that proxy, since anybody can send such a header).',
  severity: 'info',
  source: 'evidence s11',
  fix: 'unsafe',
  sections: ['backend', 'listen'],
  has: ['server', 'server-template'],
  webSocket: true,
  reads: { ...PERSISTENCE_READS, own: [...PERSISTENCE_READS.own, ...READERS, 'bind'], routes: true, sources: [...READERS, 'tcp-request connection', 'tcp-request session', 'bind'] },
  message: (a) => t("'{0}' takes the client's address from {1}, so connections come from a proxy, and {2} counts its address: all clients land on one of the {3} servers. Write `http-request set-src hdr({1})` there.", a.frontend, a.header, a.by, a.servers),
  *check(section, { project }) {
    if (webSocketOf(project, section)?.sign !== 'strong' || effective(project, section, 'cookie') || modeOf(project, section) !== 'http') return;
    const balance = valueAt(project, section, 'balance'), stick = section.lines('stick on')[0], words = stick ? project.lex(stick.text).tokens : [];
    const bySource = balance?.certain && balance.value?.value === 'source', byStick = stick && words[2]?.value === 'src' && !isConditional(section.document, stick);
    const at = byStick ? span(stick, words[2]!) : bySource && balance.own ? span(balance.line, balance.value!) : null;
    if (!at) return;
    const fronts = new Set(routesTo(project, section).map((r) => r.from));
    if (section.kind === 'listen') fronts.add(section);
    for (const f of fronts) {
      const told = proxied(project, f);
      if (!told) continue;
      const servers = sharing(project, section), count = servers ? countOf(servers) : 0;
      if (count < 2) return;
      yield {
        ...at, args: { frontend: nameOf(f), header: told.header, by: byStick ? 'stick on src' : 'balance source', servers: count },
        related: [{ ...statementSpan(told.line, project.lex(told.line.text).tokens), document: f.document, message: t('This line reads the address that a proxy tells.') }],
      };
      return;
    }
  },
  repair(f) {
    const r = f.related?.[0], edit = r && insertHttpRequest(r.document.sectionOf(r.line), [`http-request set-src hdr(${f.args.header})`]);
    return edit ? [{ title: t("Add 'http-request set-src hdr({0})'", f.args.header), safe: false, edits: [edit] }] : [];
  },
});
