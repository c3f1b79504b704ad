// Workflow commands: the lines that GitHub Actions turns into annotations on the changed files.
import { isAbsolute, relative } from 'node:path';
import type { Checked } from '../check.ts';
import { oneLine, type Report } from './report.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' } as const;

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
/** Annotations find their file by its path inside the checkout. */
const inCheckout = (path: string): string => {
  const near = isAbsolute(path) ? relative(process.cwd(), path) : path;
  return (near.startsWith('..') ? path : near).replaceAll('\\', '/').replace(/^\.\//, '');
};

export function githubReport(): Report {
  return {
    file: ({ source: { path }, findings }: Checked): string => findings.map(({ reported: { severity, range: { start, end }, rule, message } }) =>
      `::${LEVEL[severity]} file=${property(inCheckout(path))},line=${start.line + 1},col=${start.character + 1},endLine=${end.line + 1},endColumn=${end.character + 1},title=${property(rule)}::${data(oneLine(message))}\n`).join(''),
    end: (unusable) => unusable.map((u) => `::error file=${property(inCheckout(u.path))}::${data(oneLine(`${u.path}: ${u.message}`))}\n`).join(''),
  };
}
