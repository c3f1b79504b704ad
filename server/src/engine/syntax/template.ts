// Lines of Jinja, ERB, Go, Consul and shell templates. What a mark will become is not known: a value with a mark counts as
// unknown, a line that steers the template as opaque.
import { ENV, EXPANDS, lex, type Statement } from './lexer.ts';

const NAMES = /\.(?:j2|jinja2?|erb|epp|tmpl|tpl|ctmpl|template|gotmpl|mustache|hbs|in)$/i;
const MARK = /\{\{|\{%|\{#|<%|@[A-Za-z_][A-Za-z0-9_]*@|\$\{|%\{|\$\(|%\}|\}\}|%>|#\}/;
const STEERS = /\{%|\{#|#\}|%\}|<%(?![=-]=?)|<%-(?!=)|%\{\s*(?:if|for|else|endif|endfor)\b|\{\{[-~]?\s*(?:\/\*|if\b|range\b|with\b|else\b|end\b|each\b|#|\/|block\b|define\b|template\b|include\b|partial\b|\$?\w+\s*:?=)/;
const VALUE = /\{\{.*?\}\}|<%[=-]?=?.*?%>|@[A-Za-z_][A-Za-z0-9_]*@|\$\{[^}]*\}|\$\([^)]*\)/g;
const FILL = '\ue000';

/** The file's name says that another program fills it in. */
export const isTemplateName = (uri: string): boolean => NAMES.test(uri.replace(/[?#].*$/, ''));

const NOTHING: Statement = { tokens: [], comment: -1, error: null, env: [] };

/** Like `lex`, for a line of a template. Null: the line is opaque. */
export function lexTemplate(text: string): Statement | null {
  if (!MARK.test(text)) return lex(text);
  const first = text.search(/\S/);
  if (first >= 0 && text[first] === '#' && text[first + 1] !== '}') return STEERS.test(text) && !/^\s*#/.test(text) ? null : { ...NOTHING, comment: first };
  if (STEERS.test(text)) return null;
  const filled = text.replace(VALUE, (m) => FILL.repeat(m.length));
  if (/\{\{|\}\}|<%|%>/.test(filled)) return null; // a mark that ends on another line
  const s = lex(filled);
  const tokens = s.tokens.map((t) => (t.value.includes(FILL) ? { ...t, value: t.value, flags: t.flags | ENV | EXPANDS } : t));
  if ((tokens[0]?.flags ?? 0) & ENV) return null;
  return { ...s, tokens, error: s.error?.kind === 'quote' ? null : s.error };
}
