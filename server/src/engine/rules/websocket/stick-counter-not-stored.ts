// A limit on a counter that its stick-table does not keep.
import { t } from '../../language/text.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { columnIn } from '../../syntax/lexer.ts';
import { sectionRule } from '../rule.ts';
import { replace, statementSpan } from '../write.ts';
import { type CounterRead, counterRead, TRACK_READS, type Table, tableIn, tableNamed, counterLines, testsCounters, tracksBefore } from '../stick.ts';
import { CONDITIONED, testsOf } from '../tests.ts';

interface Args extends Record<string, string> { fetch: string; store: string; table: string; where: string }

/** Tables that the counter may come from; null when one of them is not known. */
function tablesOf(project: Project, section: Section, read: CounterRead): Table[] | null {
  if (read.table) { const x = tableNamed(project, read.table); return x ? [x] : null; }
  if (read.number === null) { const x = tableIn(project, section); return x ? [x] : null; }
  const out = new Set<Table>();
  for (const track of tracksBefore(project, section)) {
    if (track.number !== read.number) continue;
    const x = track.table === null ? tableIn(project, track.section) : tableNamed(project, track.table);
    if (!x) return null;
    out.add(x);
  }
  return [...out];
}

export const stickCounterNotStored = sectionRule<Args>({
  id: 'stick-counter-not-stored',
  title: 'Counter that the stick-table does not store',
  why: 'A stick-table keeps only the counters behind `store`. A test on any other counter never matches, so a limit on handshakes lets everybody through; `haproxy -c` says nothing.',
  severity: 'warning',
  source: 'evidence i06, i07',
  fix: 'safe',
  sections: ['frontend', 'listen', 'backend'],
  has: CONDITIONED,
  reads: { ...TRACK_READS, own: [...TRACK_READS.own, ...CONDITIONED] },
  message: (a) => t("The table {0} does not store {1}, so '{2}' finds nothing and this rule never acts. Add {1} to 'store'.", a.table, a.store, a.fetch),
  may: (section, { project }) => testsCounters(project, section, CONDITIONED),
  *check(section, { project }) {
    const seen = new Set<string>();
    for (const line of counterLines(project, section, CONDITIONED)) {
      for (const made of testsOf(project, section, project.lex(line.text).tokens, line)) {
        const read = counterRead(made.sample.fetch), tables = read && tablesOf(project, section, read);
        if (!read || !tables?.length || tables.some((x) => x.stored.includes(read.store))) continue;
        const { fetch } = made.sample, { expression } = made.test, start = columnIn(made.line.text, expression, fetch.start);
        const place = `${made.line.text} ${start}`;
        if (seen.has(place)) continue; // an ACL that several rules use
        seen.add(place);
        const table = tables[0]!;
        yield {
          line: made.line, start, end: columnIn(made.line.text, expression, fetch.end), args: { fetch: expression.value.slice(fetch.start, fetch.end), store: read.store, table: `'${table.section.name ?? ''}'`, where: table.section.name ?? '' },
          related: [{ ...statementSpan(table.line, table.tokens), document: table.section.document, message: t('The table.') }],
        };
      }
    }
  },
  repair(f, { project }) {
    const line = f.related?.[0]?.line, document = f.related?.[0]?.document;
    if (!line || !document) return [];
    const { tokens } = project.lex(line.text), rate = f.args.store.endsWith('_rate'), word = rate ? `${f.args.store}(10s)` : f.args.store;
    const store = tokens.findLastIndex((x) => x.value === 'store'), last = store > 0 ? tokens[store + 1] : undefined, end = (last ?? tokens[tokens.length - 1]!).end;
    // the window of a rate is a guess
    return [{ title: t("Add {0} to 'store'", word), safe: !rate, edits: [replace(document.sectionOf(line), line, end, end, last ? `,${word}` : ` store ${word}`)] }];
  },
});
