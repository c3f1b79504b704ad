import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { hasBackend } from '../../model/keyword.ts';
import { ENV } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { replace, span } from '../write.ts';

interface Args extends Record<string, string> { name: string }

export const undefinedResolvers = lineRule<Args>({
  id: 'undefined-resolvers',
  title: 'resolvers section that is not there',
  why: 'A server finds its DNS servers through the name of a resolvers section. HAProxy refuses to start when there is none of that name.',
  severity: 'error',
  source: 'manual 5.2, resolvers; haproxy -c',
  fix: 'unsafe',
  keywords: ['server', 'server-template', 'default-server'],
  mentions: ['resolvers'],
  message: (a) => t("No resolvers section is named '{0}'.", a.name),
  // names elsewhere are asked here only: a message with them would have to wake with each of them
  repair(f, { project }) {
    const names = project.documents.flatMap((d) => d.sections).filter((s) => s.kind === 'resolvers' && s.name !== null).map((s) => s.name!);
    return suggest(f.args.name, names, 1).map((x) => ({ title: t("Change to '{0}'", x), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, x)] }));
  },
  check({ document, section, line, statement: { tokens } }, { project }) {
    if (!hasBackend(section.kind) || !line.text.includes('resolvers') || !project.complete || document.template || isConditional(document, line)) return [];
    const at = tokens.findIndex((w, i) => i > 0 && w.value === 'resolvers'), name = at > 0 ? tokens[at + 1] : undefined;
    if (!name || name.flags & ENV || project.declared('resolvers', name.value).length > 0) return [];
    // one that HAProxy makes of the system's settings
    if (name.value === 'default' && compareVersions(project.settings.version, '2.6') >= 0) return [];
    return [{ ...span(line, name), args: { name: name.value } }];
  },
});
