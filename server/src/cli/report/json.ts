// The JSON report. Lines and characters count from 0, characters in UTF-16, as in LSP.
import type { Edits } from '../../engine/index.ts';
import type { Checked, Finding } from '../check.ts';
import type { Report } from './report.ts';

/** Edits in another file of the same configuration name it; the finding's own file goes without saying. */
export const editsOf = (edits: Edits, own: string): object[] =>
  [...edits].flatMap(([path, list]) => list.map((e) => ({ ...(path === own ? {} : { path }), range: e.range, newText: e.newText })));

const findingOf = ({ reported: r, fixes }: Finding, own: string): object => ({
  rule: r.rule, severity: r.severity, message: r.message, range: r.range,
  fixes: fixes.map((f) => ({ title: f.title, safe: f.safe, edits: editsOf(f.edits, own) })),
});

export function jsonReport(version: string): Report {
  let first = true;
  const start = (): string => `{"tool":${JSON.stringify({ name: 'haproxy-ws', version })},"files":[`;
  return {
    file({ source: { path }, target, findings }: Checked): string {
      const lead = first ? start() : ',';
      first = false;
      return `${lead}\n${JSON.stringify({ path, target, findings: findings.map((f) => findingOf(f, path)) })}`;
    },
    end: (unusable) => `${first ? start() : ''}\n]${unusable.length ? `,"errors":${JSON.stringify(unusable)}` : ''}}\n`,
  };
}
