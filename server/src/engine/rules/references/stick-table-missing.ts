// Track and stick rules without a table to write to.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { isProxy } from '../../model/keyword.ts';
import { conditionAt } from '../../syntax/condition.ts';
import { ENV } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { nameOf, span, statementSpan } from '../write.ts';

interface Args extends Record<string, string> { table: string; rule: string; section: string; kind: string }

export const stickTableMissing = lineRule<Args>({
  id: 'stick-table-missing',
  title: 'No stick-table for this rule',
  why: 'track-sc and stick rules write to the stick-table of their own section, or to that of the section named behind `table`. HAProxy refuses to start when there is none.',
  severity: 'error',
  source: 'evidence i15, i16, i20, i35',
  fix: 'none',
  keywords: ['http-request', 'http-response', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'stick on', 'stick match', 'stick store-request', 'stick store-response'],
  mentions: ['track-sc', 'stick'],
  reads: { own: ['stick-table', '@table'] },
  message: (a) => a.kind === 'own' ? t("'{0}' needs a stick-table: {1} has none. Add one, or name the section that has it: table <name>.", a.rule, a.section)
    : a.kind === 'no-proxy' ? t("'{0}' writes to the stick-table of '{1}', and there is no such section.", a.rule, a.table) : t("'{0}' writes to the stick-table of '{1}', which has none.", a.rule, a.table),
  *check(unit, { project }) {
    const { document, section, line } = unit;
    if (!isProxy(section.kind) && section.kind !== 'defaults') return; // not a rule at all there
    if (line.keyword.startsWith('stick') && section.kind === 'frontend') return; // HAProxy ignores it there
    if (!project.complete || document.template || section.opaque > 0 || isConditional(document, line)) return;
    const { tokens } = unit.statement, word = tokens[0]!.value, at = word === 'stick' ? 1 : word.startsWith('tcp-') ? 2 : 1, action = tokens[at]?.value ?? '';
    if (word !== 'stick' && !/^track-sc(?:\d+)?$/.test(action)) return;
    const end = conditionAt(tokens, at + 1), words = end > 0 ? tokens.slice(0, end) : tokens, i = words.findIndex((x, k) => k > at && x.value === 'table'), table = i > 0 ? words[i + 1] : undefined;
    const rule = word === 'stick' ? `stick ${action}` : action;
    if (!table) {
      if (section.kind === 'defaults' || words.length <= at + 1 || section.lines('stick-table').length > 0) return; // a defaults section's rules write to their heirs' tables
      yield { ...statementSpan(line, words), args: { table: '', rule, section: nameOf(section), kind: 'own' } };
      return;
    }
    if (table.flags & ENV || table.value.includes('/')) return; // a table of a peers section
    const proxies = project.declared('proxy', table.value);
    if (proxies.some((p) => p.opaque > 0 || p.lines('stick-table').length > 0)) return;
    yield { ...span(line, table), args: { table: table.value, rule, section: nameOf(section), kind: proxies.length ? 'no-table' : 'no-proxy' } };
  },
});
