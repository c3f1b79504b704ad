// A test in braces becomes a named ACL, and back.
import { isPredefinedAcl } from '../../language/acls.ts';
import type { SectionKind } from '../../language/facts.ts';
import { at as factsAt, directive, reaction, scopeOf } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Edit } from '../../rules/rule.ts';
import { indentOf, replace } from '../../rules/write.ts';
import { conditionAt, parseCondition, type Term } from '../../syntax/condition.ts';
import { EXPANDS, type Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { freshAcl, type Offer, rawOf, type Where } from './offer.ts';

const MOST_USES = 50;

function termsOf(at: Where, line: Line): { readonly tokens: readonly Token[]; readonly terms: readonly Term[] } {
  const tokens = line === at.line ? at.statement.tokens : at.project.lex(line.text).tokens, from = line.keyword === 'acl' ? -1 : conditionAt(tokens, 1);
  return { tokens, terms: from < 0 ? [] : parseCondition(tokens, from).groups.flat() };
}
/** The opening brace of a test may have `!` in front. */
const braces = (tokens: readonly Token[], term: Term): { readonly start: number; readonly end: number } => {
  let i = term.first;
  while (!tokens[i]!.value.endsWith('{')) i++;
  return { start: tokens[i]!.end - 1, end: tokens[term.last]!.end };
};

/** `hdr(Upgrade) -i websocket` → is_websocket; `path_beg /api` → is_api; `src 10.0.0.0/8` → is_src. */
function nameFor(words: readonly Token[]): string {
  const expression = words[0]!.value, pattern = words.slice(1).reverse().find((w) => !w.value.startsWith('-') && /[a-zA-Z]/.test(w.value))?.value;
  const header = /^(?:req\.)?f?hdr\w*\(([\w-]+)/.exec(expression)?.[1];
  const base = (pattern && !/^(?:found|bool|int|str|beg|sub|reg|end|dom|dir|len|ip|bin)$/.test(pattern) ? pattern : header ?? expression.replace(/\(.*/, '')).toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return `is_${base.slice(0, 30) || 'test'}`;
}

export const extractAcl: Offer = (at) => {
  const { section, line, document, start, project } = at, { tokens, terms } = termsOf(at, line);
  const facts = section.kind === 'none' ? undefined : directive(scopeOf(section.kind as SectionKind), 'acl');
  if (!facts || reaction(factsAt(facts, project.settings.version), section.kind as SectionKind, section.name !== null) !== 'yes') return null;
  const term = terms.find((x) => x.name === null && x.closed && x.words.length > 0 && start >= tokens[x.first]!.start && start <= tokens[x.last]!.end);
  if (!term || term.words.some((w) => w.flags & EXPANDS)) return null;
  const raw = rawOf(line, term.words[0]!, term.words[term.words.length - 1]!), { tree } = document, here = tree.numberOf(line);
  let name = freshAcl(section, nameFor(term.words));
  while (isPredefinedAcl(name, project.settings.version)) name += '_';
  const edits: Edit[] = [{ kind: 'insert', document, line, where: 'above', lines: [`${indentOf(line)}acl ${name} ${raw}`] }];
  // the same test on this line and below becomes the same name
  for (const l of document.linesOf(section)) {
    if (!l.text.includes(raw) || tree.numberOf(l) < here) continue;
    const other = termsOf(at, l);
    for (const x of other.terms) {
      if (x.name !== null || !x.closed || x.words.length === 0 || rawOf(l, x.words[0]!, x.words[x.words.length - 1]!) !== raw) continue;
      const span = braces(other.tokens, x);
      edits.push(replace(section, l, span.start, span.end, name));
    }
  }
  return { kind: 'extract', title: edits.length > 2 ? t("Make this test an ACL '{0}', here and in {1} more places", name, edits.length - 2) : t("Make this test an ACL '{0}'", name), edits };
};
export const inlineAcl: Offer = (at) => {
  const { section, line, document, start } = at, { tokens, terms } = termsOf(at, line);
  const used = terms.find((x) => x.name !== null && start >= tokens[x.last]!.start && start <= tokens[x.last]!.end);
  const name = line.keyword === 'acl' && tokens[1] && start >= tokens[1].start && start <= tokens[1].end ? tokens[1].value : used?.name;
  const entry = name ? section.local('acl', name) : undefined;
  // several lines of one name are joined by "or": no test in braces says that
  if (!name || entry?.declared.length !== 1 || entry.used.length === 0 || entry.used.length > MOST_USES) return null;
  const declaration = entry.declared[0]!, words = at.project.lex(declaration.text).tokens;
  if (words.length < 3 || isConditional(document, declaration) || words.some((w) => w.flags & EXPANDS || w.value === '{' || w.value === '}' || w.value === '')) return null;
  const test = `{ ${rawOf(declaration, words[2]!, words[words.length - 1]!)} }`, edits: Edit[] = [{ kind: 'delete', document, line: declaration }];
  for (const l of new Set(entry.used)) {
    const other = termsOf(at, l), mine = other.terms.filter((x) => x.name === name);
    if (mine.length === 0 || isConditional(document, l)) return null; // named in an expression: it has to stay an ACL
    for (const x of mine) { const token = other.tokens[x.last]!; edits.push(replace(section, l, token.end - name.length, token.end, test)); }
    if (l.text.includes(`acl(${name}`)) return null;
  }
  return { kind: 'inline', title: t("Put the test of ACL '{0}' where it is used", name), edits };
};
