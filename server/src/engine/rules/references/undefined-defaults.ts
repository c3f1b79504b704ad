import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { lineRule } from '../rule.ts';
import { headerAnchor, replace, span } from '../write.ts';

interface Args extends Record<string, string> { name: string; kind: string }

/** `kind`: none (no such section above), ambiguous (two of them). */
export const undefinedDefaults = lineRule<Args>({
  id: 'undefined-defaults',
  title: 'from a defaults section that is not there',
  why: 'A section inherits with from only from a named defaults section that stands above it, and that name may stand for one section only.',
  severity: 'error',
  source: 'manual 4; haproxy -c',
  fix: 'unsafe',
  keywords: ['frontend', 'backend', 'listen', 'defaults'],
  may: ({ section }) => section.from !== null,
  message: (a) => a.kind === 'ambiguous' ? t("Two defaults sections are named '{0}': from cannot tell which one is meant.", a.name)
    : t("No defaults section above is named '{0}'.", a.name),
  // names elsewhere are asked here only: a message with them would have to wake with each of them
  repair(f, { project }) {
    if (f.args.kind !== 'none') return [];
    const section = f.document.sectionOf(f.line);
    const names = project.documents.flatMap((d) => d.sections).filter((s) => s.kind === 'defaults' && s.name !== null && s !== section && project.compare(s, section) < 0).map((s) => s.name!);
    return suggest(f.args.name, names, 1).map((x) => ({ title: t("Change to '{0}'", x), safe: false, edits: [replace(section, f.line, f.start, f.end, x)] }));
  },
  check({ document, section, line, statement }, { project }) {
    if (section.from === null || !project.complete || document.template || isConditional(document, line)) return [];
    const { tokens } = statement;
    const from = tokens[2]?.value === 'from' ? 2 : section.kind === 'defaults' && tokens[1]?.value === 'from' && tokens.length === 3 ? 1 : -1;
    const token = from > 0 ? tokens[from + 1] : undefined;
    if (!token || token.value !== section.from || token.flags & 1) return [];
    const found = project.declared('defaults', section.from).filter((s) => s !== section && project.compare(s, section) < 0);
    const certain = found.filter((s) => s.header && !isConditional(s.document, s.header));
    if (found.length === 0) return [{ ...span(line, token), args: { name: section.from, kind: 'none' } }];
    if (certain.length < 2) return [];
    const related = certain.slice(0, 2).flatMap((s) => { const a = headerAnchor(s, { project }); return a ? [{ ...a, document: s.document, message: t("a defaults section '{0}'", s.name!) }] : []; });
    return [{ ...span(line, token), args: { name: section.from, kind: 'ambiguous' }, related }];
  },
});
