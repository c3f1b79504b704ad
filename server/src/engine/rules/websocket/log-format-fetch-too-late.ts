// A request or response fetch in a log-format: HAProxy refuses to start, because headers are gone at log time.
import { t } from '../../language/text.ts';
import type { Fetch } from '../../language/facts.ts';
import { at, fetch, usable } from '../../language/load.ts';
import { goneWhenLogged } from '../../language/samples.ts';
import { hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { columnIn, ENV } from '../../syntax/lexer.ts';
import { parseLogFormat } from '../../syntax/logFormat.ts';
import type { SamplePart } from '../../syntax/sample.ts';
import type { Line } from '../../text/lineTree.ts';
import { type Edit, type Fix, lineRule } from '../rule.ts';
import { indentOf, insertHttpRequest, lastLine, replace } from '../write.ts';

interface Args extends Record<string, string> { fetch: string; expression: string }

/** Request and response data in log-format, log-format-sd and error-log-format (evidence h50, h51). */
function tooLate(project: Project, name: string): Fetch | null {
  const { version } = project.settings, entry = fetch(name);
  if (!entry || !usable(entry, version)) return null;
  const facts = at(entry, version);
  return !facts.aclOnly && goneWhenLogged(facts) ? facts : null;
}

interface Late { readonly part: SamplePart; readonly response: boolean; readonly text: string; readonly start: number; readonly end: number }

function lateFetches(project: Project, line: Line): Late[] {
  const out: Late[] = [];
  for (const token of project.lex(line.text).tokens.slice(1)) {
    if (token.flags & ENV && !token.value.includes('%[')) continue;
    for (const p of parseLogFormat(token.value)) {
      const late = p.kind === 'expression' ? tooLate(project, p.sample.fetch.name) : null;
      if (p.kind !== 'expression' || !late) continue;
      const { start, end } = p.sample.fetch;
      out.push({ part: p.sample.fetch, response: !late.uses.includes('HRQHV'), text: token.value.slice(start, end), start: columnIn(line.text, token, start), end: columnIn(line.text, token, end) });
    }
  }
  return out;
}

/** A variable name made of the fetch: `req.hdr(X-Id)` → `txn.x_id`. */
function variableFor(late: Late): string {
  const arg = late.part.args?.[0]?.text ?? '';
  return 'txn.' + ((arg || late.part.name).toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'value');
}
const isHeader = (late: Late): boolean => /^(?:req\.)?f?hdr$/.test(late.part.name);

/** Captures of the frontend in the order in which HAProxy numbers them. */
function captures(section: Section): Line[] {
  const lines = [...section.lines('capture request'), ...section.lines('http-request').filter((l) => /^\s*http-request\s+capture\s.*\slen\s/.test(l.text))];
  return lines.sort((a, b) => section.document.tree.numberOf(a) - section.document.tree.numberOf(b));
}

export const logFormatFetchTooLate = lineRule<Args>({
  id: 'log-format-fetch-too-late',
  title: 'Request data in a log-format',
  why: 'The log line is written when the socket closes; the request\'s headers are gone by then, so HAProxy refuses a log-format that reads them and does not start. Capture the value while the request is there, or keep it in a variable.',
  severity: 'error',
  source: 'evidence h01-h11, h50, h51',
  fix: 'safe',
  keywords: ['log-format', 'log-format-sd', 'error-log-format'],
  message: (a) => t("HAProxy does not start: '{0}' is gone when the log line is written. Capture the value earlier and log that, or keep it in a variable.", a.expression),
  *check({ line }, { project }) {
    for (const l of lateFetches(project, line)) yield { line, start: l.start, end: l.end, args: { fetch: l.part.name, expression: l.text } };
  },
  repair(f, { project }): Fix[] {
    const section = f.document.sectionOf(f.line), all = lateFetches(project, f.line);
    const edits: Edit[] = [], rules: string[] = [], responses: string[] = [];
    const inProxy = hasFrontend(section.kind), known = inProxy ? captures(section) : [];
    let next = known.length;
    const written = new Map<string, string>();
    for (const l of all) {
      let value = written.get(l.text);
      if (!value) {
        if (inProxy && isHeader(l)) { value = `capture.req.hdr(${next++})`; rules.push(`http-request capture ${l.text} len ${/upgrade|connection/i.test(l.text) ? 32 : 128}`); }
        else { value = `var(${variableFor(l)})`; (l.response ? responses : rules).push(`http-${l.response ? 'response' : 'request'} set-var(${variableFor(l)}) ${l.text}`); }
        written.set(l.text, value);
      }
      edits.push(replace(section, f.line, l.start, l.end, value));
    }
    if (inProxy) {
      const last = known[known.length - 1], blocked = section.lines('use_backend')[0], tree = f.document.tree;
      if (rules.length && last) edits.push({ kind: 'insert', document: f.document, line: last, where: 'below', lines: rules.map((r) => indentOf(last) + r) });
      else if (rules.length && ((blocked && tree.numberOf(blocked) < tree.numberOf(f.line)) || lastLine(section, 'tcp-request'))) { const e = insertHttpRequest(section, rules); if (e) edits.push(e); }
      else if (rules.length) edits.push({ kind: 'insert', document: f.document, line: f.line, where: 'above', lines: rules.map((r) => indentOf(f.line) + r) });
      if (responses.length) { const e = insertHttpRequest(section, responses); if (e) edits.push(e); }
    } else {
      for (const child of section.kind === 'defaults' ? project.children(section) : []) {
        if (!hasFrontend(child.kind)) continue;
        const e = insertHttpRequest(child, [...rules, ...responses]);
        if (e) edits.push(e);
      }
    }
    return [{ title: inProxy ? t('Capture the value before it is gone, and log that') : t('Keep the value in a variable in every frontend, and log that'), safe: true, edits }];
  },
});
