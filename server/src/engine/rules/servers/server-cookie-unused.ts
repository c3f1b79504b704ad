// Cookie values on servers that nobody sends to the clients.
import { t } from '../../language/text.ts';
import { effective, modeOf } from '../../model/effective.ts';
import { sectionRule } from '../rule.ts';
import { insertAfterLast, span } from '../write.ts';
import { PERSISTENCE_READS, sharing, spreads } from './persistence.ts';

interface Args extends Record<string, string> { server: string; value: string; balance: string }

export const serverCookieUnused = sectionRule<Args>({
  id: 'server-cookie-unused',
  title: 'Cookie value on a server without a cookie line',
  why: 'The `cookie` value of a server is what a persistence cookie holds. Which cookie that is, a `cookie` line of the backend or its `defaults` says; without one HAProxy neither sets nor reads any, says nothing, and spreads the requests of a client over all servers.',
  severity: 'warning',
  source: 'evidence s06',
  fix: 'unsafe',
  sections: ['backend', 'listen'],
  has: ['server'],
  reads: PERSISTENCE_READS,
  message: (a) => t("The cookie value '{1}' of server '{0}' is not used: no 'cookie' line says which cookie holds it, so balance {2} spreads the requests of each client. Write `cookie SRV insert indirect nocache`.", a.server, a.value, a.balance),
  // a look at one line: a backend may have many, and values stand on all of them or on none
  may: (section) => section.lines('server')[0]?.text.includes('cookie') ?? false,
  *check(section, { project }) {
    if (effective(project, section, 'cookie') || modeOf(project, section) !== 'http') return;
    const balance = spreads(project, section), servers = balance === null ? null : sharing(project, section);
    if (balance === null || !servers || servers.length < 2) return;
    for (const s of servers) {
      const cookie = s.option('cookie');
      if (!cookie?.value || cookie.line !== s.line) continue;
      yield { ...span(s.line, cookie.value), args: { server: s.name, value: cookie.value.value, balance } };
      return; // one line is missing, however many values there are
    }
  },
  repair(f) {
    const edit = insertAfterLast(f.document.sectionOf(f.line), 'balance', ['cookie SRV insert indirect nocache httponly']);
    return edit ? [{ title: t("Add 'cookie SRV insert indirect nocache httponly'"), safe: false, edits: [edit] }] : [];
  },
});
