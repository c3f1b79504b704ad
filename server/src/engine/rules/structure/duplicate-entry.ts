import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { bindLineOptions, serverLineOptions } from '../effectiveOptions.ts';
import { sectionRule } from '../rule.ts';
import { span } from '../write.ts';

interface Args extends Record<string, string> { kind: string; name: string; effect: string }

/** `effect`: refused, or ignored (the second one). */
export const duplicateEntry = sectionRule<Args>({
  id: 'duplicate-entry',
  title: 'One name or id twice in a section',
  why: 'Nameservers, the servers of a ring, and the ids of ports and servers, have to differ inside their section; HAProxy refuses the second one. Of two users or groups with one name it warns and keeps the first.',
  severity: 'error',
  source: 'haproxy -c of each version',
  fix: 'none',
  sections: ['resolvers', 'userlist', 'ring', 'frontend', 'backend', 'listen'],
  reads: { own: ['nameserver', 'user', 'group', 'bind', 'server'] },
  message: (a) => a.effect === 'ignored' ? t("There is a {0} '{1}' above: HAProxy warns and ignores this one.", a.kind, a.name) : t("A line above already has {0} '{1}': HAProxy refuses this one.", a.kind, a.name),
  may: (section) => KINDS[section.kind]?.some(([keyword, kind]) => (kind.endsWith('id') ? section.lines(keyword).some((l) => l.text.includes('id')) : section.byKeyword.has(keyword))) ?? false,
  *check(section, { project }) {
    const { document } = section;
    if (section.opaque > 0) return;
    for (const [keyword, kind, effect] of KINDS[section.kind] ?? []) {
      const first = new Map<string, { line: Line; token: Token }>();
      for (const line of section.lines(keyword)) {
        const token = (kind.endsWith('id') ? idOf : nameOf)(project, section, line);
        if (!token || token.flags & ENV || isConditional(document, line)) continue;
        const key = kind.endsWith('id') ? String(Number.parseInt(token.value, 10)) : token.value, other = first.get(key);
        if (!other) { first.set(key, { line, token }); continue; }
        yield { ...span(line, token), args: { kind, name: token.value, effect }, severity: effect === 'refused' ? 'error' : 'warning', related: [{ ...span(other.line, other.token), document, message: t("the first '{0}'", token.value) }] };
      }
    }
  },
});

type Kind = readonly [keyword: string, kind: string, effect: 'refused' | 'ignored'];
const BINDS: Kind = ['bind', 'bind id', 'refused'], SERVERS: Kind = ['server', 'server id', 'refused'];
const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  resolvers: [['nameserver', 'nameserver', 'refused']], ring: [['server', 'server', 'refused']], userlist: [['user', 'user', 'ignored'], ['group', 'group', 'ignored']], frontend: [BINDS], backend: [SERVERS], listen: [BINDS, SERVERS],
};

const nameOf = (project: Project, _section: Section, line: Line): Token | undefined => project.lex(line.text).tokens[1];

function idOf(project: Project, section: Section, line: Line): Token | undefined {
  if (!line.text.includes('id')) return undefined;
  const { tokens } = project.lex(line.text);
  if (!tokens.some((w) => w.value === 'id')) return undefined;
  const own = line.keyword === 'bind' ? bindLineOptions(project, tokens) : serverLineOptions(project, section, line, tokens);
  const held = 'uses' in own ? own.uses.findLast((u) => u.name === 'id') : own.get('id');
  return held?.value ?? undefined;
}
