import { t } from '../../language/text.ts';
import { isFirstRelease } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { sectionRule } from '../rule.ts';
import { span } from '../write.ts';

interface Args extends Record<string, string> { name: string }

export const duplicateServer = sectionRule<Args>({
  id: 'duplicate-server',
  title: 'Two servers with one name',
  why: 'Cookies, stick-tables, the statistics page and the CLI tell servers apart by name. HAProxy refuses two with one name in a section; only 3.4.0 overlooks most of them.',
  severity: 'error',
  source: 'haproxy -c of each version',
  fix: 'none',
  sections: ['backend', 'listen'],
  has: ['server'],
  reads: { own: ['server'] },
  message: (a) => t("Another server of this section is named '{0}'.", a.name),
  may: (section) => section.repeated,
  *check(section, { project }) {
    const { document } = section, servers = section.lines('server');
    if (servers.length < 2 || section.opaque > 0 || !project.complete) return;
    const overlooked = project.settings.version === '3.4' && isFirstRelease('3.4', project.settings.release);
    for (const [key, { declared }] of section.names) {
      if (declared.length < 2 || !key.startsWith('server ')) continue;
      const { tree } = document;
      const lines = declared.filter((l) => l.keyword === 'server' && !isConditional(document, l)).sort((a, b) => tree.numberOf(a) - tree.numberOf(b));
      for (const line of lines.slice(1)) {
        const token = project.lex(line.text).tokens[1]!;
        yield {
          ...span(line, token), args: { name: token.value }, ...(overlooked ? { severity: 'warning' as const } : {}),
          related: [{ ...span(lines[0]!, project.lex(lines[0]!.text).tokens[1]!), document, message: t("the first '{0}'", token.value) }],
        };
      }
    }
  },
});
