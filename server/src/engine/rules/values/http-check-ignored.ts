// Health check lines that check nothing: http-check without `option httpchk`, or `option httpchk` without a checked server.
import { t } from '../../language/text.ts';
import { effective } from '../../model/effective.ts';
import { isConditional } from '../../model/conditionals.ts';
import { type Edit, sectionRule } from '../rule.ts';
import { indentOf, nameOf, replace, statementSpan } from '../write.ts';
import { serversOf } from '../options.ts';

interface Args extends Record<string, string | boolean> { section: string; keyword: string; lacksOption: boolean }

/** Those that HAProxy warns about; the other two only tune a check. */
const RULES = ['http-check send', 'http-check expect', 'http-check connect'];

/** Surely a checked server: no quotes, no comment in front. */
function isChecked(text: string): boolean {
  const plain = text.slice(0, text.search(/[#"'\\]/) >>> 0);
  for (let i = plain.lastIndexOf(' check'); i > 0; i = plain.lastIndexOf(' check', i - 1)) if (plain[i + 6] === ' ' || i + 6 === text.length) return !text.includes('no-check', i);
  return false;
}

export const httpCheckIgnored = sectionRule<Args>({
  id: 'http-check-ignored',
  title: 'Health check that does not take place',
  why: 'HAProxy ignores `http-check` rules unless `option httpchk` is in force, and it checks only servers that have the word `check`. Without it servers count as up whatever they answer; about a missing `check` HAProxy says nothing.',
  severity: 'warning',
  source: 'evidence f12, g05, p04',
  fix: 'unsafe',
  sections: ['backend', 'listen'],
  has: [...RULES, 'option httpchk'],
  reads: { own: [...RULES, 'server', 'server-template', 'default-server', 'option httpchk'], settings: ['option httpchk', 'default-server'] },
  message: (a) => a.lacksOption
    ? t("HAProxy ignores '{0}' in {1}: `option httpchk` is missing.", a.keyword, a.section)
    : t('No server of {0} is checked, so this has no effect. Write `check` on the servers.', a.section),
  *check(section, { project }) {
    const option = effective(project, section, 'option httpchk'), { document } = section;
    const args = { section: nameOf(section), keyword: '', lacksOption: false };
    if (!option && section.opaque === 0) {
      const line = RULES.flatMap((k) => [...section.lines(k)]).sort((a, b) => document.tree.numberOf(a) - document.tree.numberOf(b))[0];
      if (line && !isConditional(document, line)) yield { ...statementSpan(line, project.lex(line.text).tokens), args: { ...args, keyword: line.keyword, lacksOption: true } };
      return;
    }
    if (!option?.own || !option.certain || section.lines('server').some((l) => isChecked(l.text))) return;
    const servers = serversOf(project, section);
    if (!servers || servers.length === 0 || servers.length !== section.lines('server').length + section.lines('server-template').length) return;
    const { tokens } = project.lex(option.line.text);
    if (tokens[0]?.value === 'no') return;
    if (servers.some((s) => s.option('check') || s.option('track') || s.option('agent-check'))) return;
    yield { ...statementSpan(option.line, tokens), args, severity: 'info' };
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), { line, document } = f;
    if (f.args.lacksOption) return [{ title: t("Add 'option httpchk'"), safe: false, edits: [{ kind: 'insert', document, line, where: 'above', lines: [`${indentOf(line)}option httpchk`] }] }];
    const edits = (serversOf(project, section) ?? []).map((s): Edit => { const { end } = s.tokens[s.tokens.length - 1]!; return replace(section, s.line, end, end, ' check'); });
    return [{ title: t("Add 'check' to every server of {0}", nameOf(section)), safe: false, edits }];
  },
});
