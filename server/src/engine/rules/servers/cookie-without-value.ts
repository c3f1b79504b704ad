// A persistence cookie without the values that tell the servers apart.
import { t } from '../../language/text.ts';
import { modeOf, valueAt } from '../../model/effective.ts';
import { sectionRule } from '../rule.ts';
import { span } from '../write.ts';
import { PERSISTENCE_READS, sharing, spreads, valueEdits } from './persistence.ts';

interface Args extends Record<string, string | boolean> { cookie: string; server: string; none: boolean }

export const cookieWithoutValue = sectionRule<Args>({
  id: 'cookie-without-value',
  title: 'Server without a value for the persistence cookie',
  why: 'A `cookie` line keeps a client on the server that answered first by a value that each server has for itself: `cookie s1` on its line. Clients that a server without a value answered get none (HAProxy even sends an empty cookie that has expired), and their next request goes to any server. HAProxy says nothing about it at start. Sessions of applications and of Socket.IO get lost.',
  severity: 'warning',
  source: 'evidence s05',
  fix: 'unsafe',
  sections: ['backend', 'listen'],
  has: ['cookie'],
  reads: PERSISTENCE_READS,
  message: (a) => a.none
    ? t("No server here has a value for the cookie '{0}', so HAProxy keeps nobody on one server. Write 'cookie' with a value on each server line.", a.cookie)
    : t("Server '{0}' has no value for the cookie '{1}': clients that it answered are not kept, and their next request goes to any server. Write `cookie {0}` on its line.", a.server, a.cookie),
  *check(section, { project }) {
    // words are read only where some line is without
    if (section.lines('server').every((l) => l.text.includes('cookie'))) return;
    const cookie = valueAt(project, section, 'cookie');
    if (!cookie?.own || !cookie.certain || !cookie.value || cookie.statement.tokens.some((x) => x.value === 'dynamic') || section.byKeyword.has('server-template') || modeOf(project, section) !== 'http') return;
    const servers = sharing(project, section), bare = servers?.filter((s) => !s.option('cookie')) ?? [];
    if (!servers || servers.length < 2 || bare.length === 0 || spreads(project, section) === null) return;
    const name = cookie.value.value;
    if (bare.length === servers.length) { yield { ...span(cookie.line, cookie.value), args: { cookie: name, server: '', none: true } }; return; }
    for (const s of bare) yield { ...span(s.line, s.tokens[1]!), args: { cookie: name, server: s.name, none: false } };
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), servers = sharing(project, section) ?? [];
    const edits = valueEdits(section, f.args.none ? servers : servers.filter((s) => s.line === f.line));
    return edits?.length ? [{ title: f.args.none ? t('Give each server its name as cookie value') : t("Add 'cookie {0}'", f.args.server), safe: false, edits }] : [];
  },
});
