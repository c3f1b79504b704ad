// JUnit XML, for pipelines that show test results: each file is a suite, each finding a case. What is at or above the limit has failed.
import type { Severity } from '../../engine/model/settings.ts';
import type { Checked } from '../check.ts';
import { STDIN } from '../files.ts';
import type { Report } from './report.ts';

/** XML 1.0 has no control characters but three, and no lone surrogates. */
const xml = (text: string): string => text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[^\t\n\r\x20-\uffff]|[\ufffe\uffff\x7f-\x9f]/g, '\ufffd').replace(/[&<>"'\n\r\t]/g, (c) => `&#${c.charCodeAt(0)};`);
const nameOf = (path: string): string => xml(path === STDIN ? '<stdin>' : path);

export function junitReport(fails: (severity: Severity) => boolean): Report {
  let first = true;
  const start = (): string => { const lead = first ? '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="haproxy-ws">\n' : ''; first = false; return lead; };
  return {
    file({ source: { path }, findings }: Checked): string {
      const name = nameOf(path), cases = findings.map(({ reported: { rule, severity, message, range: { start: at } } }) => {
        const where = `${path === STDIN ? '<stdin>' : path}:${at.line + 1}:${at.character + 1}`, text = xml(`${where} ${severity} ${message} [${rule}]`);
        const inner = fails(severity) ? `<failure type="${severity}" message="${xml(message)}">${text}</failure>` : `<system-out>${text}</system-out>`;
        return `    <testcase classname="${name}" name="${xml(`${rule} (line ${at.line + 1})`)}" file="${name}" line="${at.line + 1}">${inner}</testcase>\n`;
      });
      const failed = findings.filter((f) => fails(f.reported.severity)).length;
      return `${start()}  <testsuite name="${name}" tests="${Math.max(1, cases.length)}" failures="${failed}" errors="0">\n${cases.join('') || `    <testcase classname="${name}" name="no findings" file="${name}"/>\n`}  </testsuite>\n`;
    },
    end: (unusable) => `${start()}${unusable.map((u) => `  <testsuite name="${nameOf(u.path)}" tests="1" failures="0" errors="1">\n    <testcase classname="${nameOf(u.path)}" name="can be read"><error message="${xml(u.message)}"/></testcase>\n  </testsuite>\n`).join('')}</testsuites>\n`,
  };
}
