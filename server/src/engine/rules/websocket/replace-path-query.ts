// A pattern of replace-path that waits for a query.
import { t } from '../../language/text.ts';
import { ENV } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { replace, span } from '../write.ts';

interface Args extends Record<string, string> { pattern: string }

/** Every match has to hold a question mark: an escaped one, or one in brackets, that nothing makes optional. */
function needsQuery(pattern: string): boolean {
  if (/\||\(\?[^:]/.test(pattern)) return false;
  const open: boolean[] = []; // whether the group holds one
  let here = false;
  const may = (i: number): boolean => /^(?:[?*]|\{0?,|\{0\})/.test(pattern.slice(i));
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '\\') { if (pattern[i + 1] === '?' && !may(i + 2)) here = true; i++; continue; }
    if (c === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) return false;
      if (/^\\?\?$/.test(pattern.slice(i + 1, end)) && !may(end + 1)) here = true;
      i = end;
    } else if (c === '(') { open.push(here); here = false; }
    else if (c === ')') { const outer = open.pop() ?? false; here = outer || (here && !may(i + 1)); }
  }
  return here;
}

export const replacePathQuery = lineRule<Args>({
  id: 'replace-path-query',
  title: 'Query in the pattern of replace-path',
  why: '`replace-path` looks at the path alone. The query, with its question mark, is not part of it, so a pattern that needs one never matches and the request goes on as it came: a WebSocket under its outer path, which the server may not know. `replace-pathq` looks at path and query.',
  severity: 'warning',
  source: 'evidence p10',
  fix: 'safe',
  keywords: ['http-request'],
  mentions: ['replace-path'],
  message: (a) => t("replace-path sees no query, so '{0}' never matches and nothing is replaced. Write replace-pathq.", a.pattern),
  *check({ line, statement: { tokens } }) {
    const [, action, pattern] = tokens;
    if (action?.value === 'replace-path' && pattern && !(pattern.flags & ENV) && needsQuery(pattern.value)) yield { ...span(line, pattern), args: { pattern: pattern.value } };
  },
  repair(f, { project }) {
    const action = project.lex(f.line.text).tokens[1]!;
    return [{ title: t("Write '{0}'", 'replace-pathq'), safe: true, edits: [replace(f.document.sectionOf(f.line), f.line, action.start, action.end, 'replace-pathq')] }];
  },
});
