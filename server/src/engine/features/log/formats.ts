// The log formats that a configuration writes with: log-format, error-log-format, and the steps of log-profile.
import { headIndex } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import { compileFormat, type LogReader } from './format.ts';

const WRITTEN = ['log-format', 'error-log-format'] as const;

/** One reader for each different format, those of more values first: a short one would take the long one's lines. */
export function readersOf(project: Project, timed = false): LogReader[] {
  const found = new Map<string, string>();
  for (const d of project.documents) for (const section of d.sections) {
    for (const key of WRITTEN) for (const line of section.lines(key)) {
      const tokens = project.lex(line.text).tokens, value = tokens[headIndex(tokens) + 1]?.value;
      if (value) found.set(value, key);
    }
    if (section.kind === 'log-profile') for (const line of section.lines('on')) {
      const tokens = project.lex(line.text).tokens, at = tokens.findIndex((x) => x.value === 'format'), value = at > 0 ? tokens[at + 1]?.value : undefined;
      if (value) found.set(value, 'log-profile');
    }
  }
  return [...found].sort(([a], [b]) => b.split('%').length - a.split('%').length).flatMap(([format, key]) => { const r = compileFormat(key, format, timed); return r ? [r] : []; });
}
