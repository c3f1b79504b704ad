// Lines of Jinja, ERB, Go, Consul and shell templates. What a mark will become is not known: a value with a mark counts as
// unknown, a line that steers the template as opaque.
import { ENV, EXPANDS, lex, type Statement } from './lexer.ts';

const NAMES = /\.(?:j2|jinja2?|erb|epp|tmpl|tpl|ctmpl|template|gotmpl|mustache|hbs|in)$/i;
const MARK = /\{\{|\{%|\{#|<%|@[A-Za-z_][A-Za-z0-9_]*@|\$\{|%\{|\$\(|%\}|\}\}|%>|#\}/;
const STEERS = /\{%|\{#|#\}|%\}|<%(?![=-]=?)|<%-(?!=)|%\{\s*(?:if|for|else|endif|endfor)\b|\{\{[-~]?\s*(?:\/\*|if\b|range\b|with\b|else\b|end\b|each\b|#|\/|block\b|define\b|template\b|include\b|partial\b|\$?\w+\s*:?=)/;
const OPENS = /\{\{|<%|@[A-Za-z_][A-Za-z0-9_]*@|\$[{(]/g;
const ENDS: Readonly<Record<string, string>> = { '{{': '}}', '<%': '%>', '${': '}', '$(': ')' };
const FILL = '\ue000';

/** The file's name says that another program fills it in. */
export const isTemplateName = (uri: string): boolean => NAMES.test(uri.replace(/[?#].*$/, ''));

const NOTHING: Statement = { tokens: [], comment: -1, error: null, env: [] };

/** Each value that is filled in, as so many characters that mean nothing. */
function valuesFilled(text: string): string {
  let out = '', from = 0;
  const missing = new Set<string>(); // what does not end is not looked for again
  OPENS.lastIndex = 0;
  for (let m = OPENS.exec(text); m; m = OPENS.exec(text)) {
    const close = ENDS[m[0]], at = close === undefined || missing.has(close) ? -1 : text.indexOf(close, m.index + 2);
    if (close !== undefined && at < 0) { missing.add(close); OPENS.lastIndex = m.index + 1; continue; }
    const end = close === undefined ? m.index + m[0].length : at + close.length;
    out += text.slice(from, m.index) + FILL.repeat(end - m.index);
    OPENS.lastIndex = from = end;
  }
  return out + text.slice(from);
}

/** Like `lex`, for a line of a template. Null: the line is opaque. */
export function lexTemplate(text: string): Statement | null {
  if (!MARK.test(text)) return lex(text);
  const first = text.search(/\S/);
  if (first >= 0 && text[first] === '#' && text[first + 1] !== '}') return STEERS.test(text) && !/^\s*#/.test(text) ? null : { ...NOTHING, comment: first };
  if (STEERS.test(text)) return null;
  const filled = valuesFilled(text);
  if (/\{\{|\}\}|<%|%>/.test(filled)) return null; // a mark that ends on another line
  const s = lex(filled);
  const tokens = s.tokens.map((t) => (t.value.includes(FILL) ? { ...t, value: t.value, flags: t.flags | ENV | EXPANDS } : t));
  if ((tokens[0]?.flags ?? 0) & ENV) return null;
  return { ...s, tokens, error: s.error?.kind === 'quote' ? null : s.error };
}
