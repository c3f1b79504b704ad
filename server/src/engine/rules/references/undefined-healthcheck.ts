import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { hasBackend } from '../../model/keyword.ts';
import { ENV } from '../../syntax/lexer.ts';
import { serverLineOptions } from '../effectiveOptions.ts';
import { lineRule } from '../rule.ts';
import { replace, span } from '../write.ts';

interface Args extends Record<string, string> { name: string }

export const undefinedHealthcheck = lineRule<Args>({
  id: 'undefined-healthcheck',
  title: 'healthcheck section that is not there',
  why: 'A server may take its health check from a healthcheck section, by name. HAProxy refuses to start when there is none of that name.',
  severity: 'error',
  source: 'manual 5.2, healthcheck; haproxy -c of 3.4',
  fix: 'unsafe',
  versions: 'since 3.4',
  keywords: ['server', 'server-template'],
  mentions: ['healthcheck'],
  message: (a) => t("No healthcheck section is named '{0}'.", a.name),
  repair(f, { project }) {
    const names = project.documents.flatMap((d) => d.sections).filter((s) => s.kind === 'healthcheck' && s.name !== null).map((s) => s.name!);
    return suggest(f.args.name, names, 1).map((x) => ({ title: t("Change to '{0}'", x), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, x)] }));
  },
  check({ document, section, line, statement: { tokens } }, { project }) {
    if (!hasBackend(section.kind) || !project.complete || document.template || isConditional(document, line)) return [];
    const held = serverLineOptions(project, section, line, tokens).get('healthcheck'), name = held?.value;
    if (!name || held.line !== line || name.flags & ENV || project.declared('healthcheck', name.value).length > 0) return [];
    return [{ ...span(line, name), args: { name: name.value } }];
  },
});
