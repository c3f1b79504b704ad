// A limit that stands above the rule that counts.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { type Edit, sectionRule } from '../rule.ts';
import { statementSpan } from '../write.ts';
import { counterRead, TRACK_READS, tracksBefore } from '../stick.ts';
import { canStandAt, testsOf } from '../tests.ts';

interface Args extends Record<string, string> { fetch: string; number: string }

export const stickTrackAfterUse = sectionRule<Args>({
  id: 'stick-track-after-use',
  title: 'Limit above the rule that counts',
  why: '`http-request` rules run from top to bottom. A rule that reads `sc_*(0)` above the first `track-sc0` finds no entry, so the limit never acts; `haproxy -c` says nothing.',
  severity: 'warning',
  source: 'evidence i09',
  fix: 'safe',
  sections: ['frontend', 'listen', 'backend'],
  has: ['http-request'],
  reads: TRACK_READS,
  message: (a) => t("Rules run from top to bottom: here nothing is tracked in counter {0} yet, so '{1}' finds nothing and this rule never acts. Move the track-sc{0} rule above it.", a.number, a.fetch),
  may: (section) => section.lines('http-request').some((l) => l.text.includes('track-sc')),
  *check(section, { project }) {
    const lines = section.lines('http-request'), { document } = section;
    if (!project.complete) return;
    const tracks = tracksBefore(project, section), done = new Set<string>();
    for (const line of lines) {
      for (const made of testsOf(project, section, project.lex(line.text).tokens, line)) {
        const read = counterRead(made.sample.fetch);
        if (!read || read.number === null || done.has(read.number)) continue;
        const own = tracks.filter((x) => x.number === read.number);
        // tracked somewhere else, earlier
        if (own.length === 0 || own.some((x) => x.section !== section || x.line.keyword !== 'http-request' || isConditional(document, x.line))) continue;
        const first = own.map((x) => x.line).sort((a, b) => document.tree.numberOf(a) - document.tree.numberOf(b))[0]!;
        if (document.tree.numberOf(first) <= document.tree.numberOf(line)) continue;
        done.add(read.number);
        const { fetch } = made.sample;
        yield {
          ...statementSpan(line, project.lex(line.text).tokens), args: { fetch: made.test.expression.value.slice(fetch.start, fetch.end), number: read.number },
          related: [{ ...statementSpan(first, project.lex(first.text).tokens), document, message: t('Tracked only here.') }],
        };
      }
    }
  },
  repair(f, { project }) {
    const track = f.related?.[0]?.line;
    if (!track || !canStandAt(project, f.document.sectionOf(f.line), track, f.line)) return [];
    const edits: Edit[] = [{ kind: 'insert', document: f.document, line: f.line, where: 'above', lines: [track.text.trimEnd()] }, { kind: 'delete', document: f.document, line: track }];
    return [{ title: t('Move the track-sc{0} rule above it', f.args.number), safe: true, edits }];
  },
});
