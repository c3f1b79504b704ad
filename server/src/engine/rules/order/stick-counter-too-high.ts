// Stick counters are numbered from 0; how many there are is set in global, from 2.8 on. Earlier versions have a fixed number.
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Project } from '../../model/project.ts';
import { columnIn, ENV, EXPANDS } from '../../syntax/lexer.ts';
import { type Edit, lineRule } from '../rule.ts';
import { replace, sectionIndent } from '../write.ts';

interface Args extends Record<string, string | number> { word: string; counter: number; counters: number }

const SETTING = 'tune.stick-counters', DEFAULT = 3;
const TRACK = /^track-sc(\d+)$/, CALL = /^sc-[a-z0-9-]+\((?:\d+,)?(\d+)\)/;

/** Null where it cannot be told. */
function countersOf(project: Project): number | null {
  const lines = project.globalLines(SETTING), line = lines[lines.length - 1];
  if (!project.complete) return null;
  if (!line) return DEFAULT;
  const document = project.documentOf(line), value = project.lex(line.text).tokens[1];
  return document && !isConditional(document, line) && value && !(value.flags & ENV) && /^\d+$/.test(value.value) ? Number(value.value) : null;
}

export const stickCounterTooHigh = lineRule<Args>({
  id: 'stick-counter-too-high',
  title: 'Stick counter that there is not',
  why: 'HAProxy has three stick counters, sc0 to sc2, unless `tune.stick-counters` in global asks for more. It refuses rules that track in, or change, a counter beyond them.',
  severity: 'error',
  source: 'manual 3.2 (tune.stick-counters); haproxy -c of 3.0, 3.2 and 3.4',
  fix: 'unsafe',
  versions: 'since 2.8',
  keywords: ['http-request', 'http-response', 'http-after-response', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content'],
  mentions: ['track-sc', 'sc-'],
  reads: { globals: [SETTING] },
  message: (a) => a.counters === 0 ? t("'{0}' has no counter: tune.stick-counters 0 switches them off.", a.word)
    : t("'{0}' uses counter {1}, and the last one is {2}. Set 'tune.stick-counters {3}' in global to have more.", a.word, a.counter, Number(a.counters) - 1, Number(a.counter) + 1),
  *check({ document, line, statement: { tokens } }, { project }) {
    if (compareVersions(document.target, '2.8') < 0 || isConditional(document, line)) return;
    const at = line.keyword.includes(' ') ? 2 : 1, action = tokens[at];
    if (!action || action.flags & ENV || tokens.slice(0, at).some((k) => k.flags & EXPANDS)) return;
    const m = TRACK.exec(action.value) ?? CALL.exec(action.value);
    if (!m) return;
    const counter = Number(m[1]), counters = countersOf(project);
    if (counters === null || counter < counters) return;
    const from = action.value.startsWith('track') ? 0 : action.value.indexOf(m[1]!, m[0].length - m[1]!.length - 1);
    yield { line, start: columnIn(line.text, action, from), end: columnIn(line.text, action, m[0].length - (from ? 1 : 0)), args: { word: m[0], counter, counters } };
  },
  repair(f, { project }) {
    const wanted = String(f.args.counter + 1), lines = project.globalLines(SETTING), line = lines[lines.length - 1];
    if (f.args.counter > 99) return [];
    const document = line ? project.documentOf(line) : null, value = line ? project.lex(line.text).tokens[1] : undefined;
    let edit: Edit | null = null;
    if (line && document && value) edit = replace(document.sectionOf(line), line, value.start, value.end, wanted);
    else {
      const global = project.documents.flatMap((d) => d.sections).find((s) => s.kind === 'global');
      if (global?.header) edit = { kind: 'insert', document: global.document, line: global.header, where: 'below', lines: [`${sectionIndent(global)}${SETTING} ${wanted}`] };
    }
    return edit ? [{ title: t("Set '{0}' in global", `${SETTING} ${wanted}`), safe: false, edits: [edit] }] : [];
  },
});
