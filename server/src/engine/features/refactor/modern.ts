// Older forms in the form that HAProxy's manual prefers today. Only where both mean the same.
import { at as factsAt, directive, scopeOf, usable } from '../../language/load.ts';
import type { SectionKind } from '../../language/facts.ts';
import { t } from '../../language/text.ts';
import { modeOf } from '../../model/effective.ts';
import { indentOf, quoteWord, replace } from '../../rules/write.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import type { Offer, Where } from './offer.ts';

/** `redirect …` runs behind all http-request rules: the same only when none stands below it. */
const redirect: Offer = ({ section, line, document, statement: { tokens } }) => {
  if (line.keyword !== 'redirect' || tokens[0]?.value !== 'redirect') return null;
  const { tree } = document, here = tree.numberOf(line);
  if (section.lines('http-request').some((l) => tree.numberOf(l) > here)) return null;
  return { kind: 'rewrite', title: t("Write it as 'http-request redirect'"), edits: [replace(section, line, tokens[0].start, tokens[0].start, 'http-request ')] };
};

/** `capture request header X len N` and `http-request capture req.hdr(X) len N` fill the same slots in the same order. */
const capture: Offer = ({ project, section, line, statement: { tokens } }) => {
  const request = line.keyword === 'capture request', [name, len, size] = [tokens[3], tokens[4], tokens[5]];
  if (!request || tokens[2]?.value !== 'header' || !name || name.flags & ENV || len?.value !== 'len' || !size || tokens.length !== 6 || modeOf(project, section) !== 'http') return null;
  return { kind: 'rewrite', title: t("Write it as 'http-request capture'"), edits: [replace(section, line, tokens[0]!.start, size.end, `http-request capture req.hdr(${name.value}) len ${size.value}`)] };
};

/** `option httpchk GET /x HTTP/1.1\r\nHost:\ a` → `option httpchk` and `http-check send`. */
const httpchk: Offer = ({ section, line, document, statement: { tokens } }) => {
  const words = tokens.slice(2);
  if (line.keyword !== 'option httpchk' || tokens[0]?.value !== 'option' || words.length === 0 || words.some((w) => w.flags & ENV) || section.lines('http-check send').length > 0 || section.lines('http-check connect').length > 0) return null;
  const [method, uri, version] = words.length === 1 ? ['OPTIONS', words[0]!.value, undefined] : [words[0]!.value, words[1]!.value, words[2]?.value];
  const [ver, ...headers] = (version ?? '').split(/\r?\n/), out = [`http-check send meth ${quoteWord(method)} uri ${quoteWord(uri)}`];
  if (ver) out.push(`ver ${quoteWord(ver)}`);
  for (const h of headers) {
    const m = /^([^:\s]+):\s*(.*)$/.exec(h);
    if (h !== '' && !m) return null;
    if (m) out.push(`hdr ${m[1]} ${quoteWord(m[2]!)}`);
  }
  if (words[3]) out.push(`hdr Host ${quoteWord(words[3].value)}`);
  if (words.length > 4) return null;
  return {
    kind: 'rewrite', title: t("Move the request of the check to 'http-check send'"),
    edits: [replace(section, line, tokens[1]!.end, tokens[tokens.length - 1]!.end, ''), { kind: 'insert', document, line, where: 'below', lines: [indentOf(line) + out.join(' ')] }],
  };
};

/** The facts name another word that takes the same arguments. */
const replacement: Offer = (at) => {
  const { section, line, project } = at, { version } = project.settings, kind = section.kind as SectionKind;
  if (section.kind === 'none' || line.keyword === '') return null;
  const tokens = wordsOf(at), entry = directive(scopeOf(kind), tokens.slice(0, 2).map((x) => x.value).join(' ')) ?? directive(scopeOf(kind), tokens[0]?.value ?? '');
  if (!entry) return null;
  const facts = factsAt(entry, version), next = facts.deprecated && facts.replacement ? directive(scopeOf(kind), facts.replacement) : undefined;
  if (!next || !usable(next, version)) return null;
  const words = entry.name.split(' ').length, other = factsAt(next, version);
  if (other.grammar[0]?.length !== undefined && facts.grammar[0]?.length !== undefined && other.grammar[0].length - next.name.split(' ').length !== facts.grammar[0].length - words) return null;
  return { kind: 'rewrite', title: t("Write '{0}' instead of '{1}'", next.name, entry.name), edits: [replace(section, line, tokens[0]!.start, tokens[words - 1]!.end, next.name)] };
};
const wordsOf = ({ statement: { tokens } }: Where): readonly Token[] => (tokens[0]?.value === 'no' || tokens[0]?.value === 'default' ? tokens.slice(1) : tokens);

/** `dispatch ADDRESS` → a server of that address. */
const dispatch: Offer = ({ section, line, statement: { tokens } }) => {
  if (line.keyword !== 'dispatch' || tokens.length !== 2 || section.lines('server').length > 0) return null;
  return { kind: 'rewrite', title: t('Write it as a server'), edits: [replace(section, line, tokens[0]!.start, tokens[0]!.end, 'server s1')] };
};

export const MODERN: readonly Offer[] = [redirect, capture, httpchk, replacement, dispatch];
