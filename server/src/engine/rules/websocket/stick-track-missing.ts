// A test on a counter that nothing tracks.
import { t } from '../../language/text.ts';
import { columnIn } from '../../syntax/lexer.ts';
import { sectionRule } from '../rule.ts';
import { insertHttpRequest } from '../write.ts';
import { counterRead, TRACK_READS, tableIn, counterLines, testsCounters, tracksBefore } from '../stick.ts';
import { testsOf } from '../tests.ts';

interface Args extends Record<string, string> { fetch: string; number: string; table: string }

const READING = ['use_backend', 'http-request', 'tcp-request content', 'redirect'] as const;

export const stickTrackMissing = sectionRule<Args>({
  id: 'stick-track-missing',
  title: 'Counter that nothing tracks',
  why: '`sc_*(0)` reads the entry that a `track-sc0` rule has chosen for the request. Without such a rule, or with another number, there is no entry: the test never matches and the limit lets everybody through.',
  severity: 'warning',
  source: 'evidence i08, i10, i13',
  fix: 'unsafe',
  sections: ['frontend', 'listen', 'backend'],
  has: READING,
  reads: { ...TRACK_READS, own: [...TRACK_READS.own, ...READING] },
  message: (a) => t("Nothing is tracked in counter {0}, so '{1}' finds nothing and this rule never acts. Write `http-request track-sc{0} src` above it.", a.number, a.fetch),
  may: (section, { project }) => testsCounters(project, section, READING),
  *check(section, { project }) {
    if (!project.complete || (section.kind === 'backend' && project.sources(section).size === 0)) return;
    const seen = new Set<string>();
    let tracked: Set<string> | null = null;
    for (const line of counterLines(project, section, READING)) {
      for (const made of testsOf(project, section, project.lex(line.text).tokens, line)) {
        const read = counterRead(made.sample.fetch);
        if (!read || read.number === null) continue;
        tracked ??= new Set(tracksBefore(project, section).map((x) => x.number));
        if (tracked.has(read.number)) continue;
        const { fetch } = made.sample, { expression } = made.test, start = columnIn(made.line.text, expression, fetch.start), place = `${made.line.text} ${start}`;
        if (seen.has(place)) continue;
        seen.add(place);
        yield { line: made.line, start, end: columnIn(made.line.text, expression, fetch.end), args: { fetch: expression.value.slice(fetch.start, fetch.end), number: read.number, table: read.table ?? '' } };
      }
    }
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), table = f.args.table ? ` table ${f.args.table}` : tableIn(project, section) ? '' : null;
    const edit = table === null ? null : insertHttpRequest(section, [`http-request track-sc${f.args.number} src${table}`]);
    return edit ? [{ title: t('Track the client address in counter {0}', f.args.number), safe: false, edits: [edit] }] : [];
  },
});
