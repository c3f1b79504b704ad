// Names in conditions and in acl(…): HAProxy looks them up while it reads the line, so only what stands above counts.
import { isPredefinedAcl, predefinedAcls } from '../../language/acls.ts';
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { isConditional, isDead } from '../../model/conditionals.ts';
import { headIndex } from '../../model/keyword.ts';
import { sampleReferences } from '../../model/references.ts';
import type { Section } from '../../model/section.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import { ENV, EXPANDS } from '../../syntax/lexer.ts';
import { rangeIn } from '../../syntax/range.ts';
import type { Line } from '../../text/lineTree.ts';
import { type LineUnit, lineRule, type View } from '../rule.ts';
import { allDeclared } from './acls.ts';
import { nameOf, replace } from '../write.ts';

interface Args extends Record<string, string> { name: string; kind: string; section: string }

/** Keywords of lines that end with a condition. */
export const CONDITIONS: readonly string[] = [
  'http-request', 'http-response', 'http-after-response', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'quic-initial', 'redirect', 'use_backend',
  'use-server', 'stick on', 'stick match', 'stick store-request', 'stick store-response', 'force-persist', 'ignore-persist', 'force-be-switch', 'monitor', 'stats admin', 'stats http-request',
  'set-param', 'pass-header',
];
/** Read when the whole file is known: ACLs below count too. */
const LATE = new Set(['log-format', 'log-format-sd', 'error-log-format', 'unique-id-format']);

interface Use { readonly name: string; readonly start: number; readonly end: number }

function *usesIn({ line, statement }: LineUnit): Iterable<Use> {
  const { tokens } = statement, head = headIndex(tokens);
  if (tokens.some((token) => token.flags & EXPANDS)) return;
  for (const token of tokens) for (const r of sampleReferences(token)) if (r.kind === 'acl') yield { name: r.name, ...rangeIn(line.text, token, r.at, r.at + r.name.length) };
  const at = line.keyword === 'acl' || LATE.has(line.keyword) ? -1 : conditionAt(tokens, head + 1);
  if (at < 0) return;
  for (const group of parseCondition(tokens, at).groups) for (const term of group) {
    if (!term.closed) return;
    const token = tokens[term.last]!;
    if (term.name !== null && /[{}]/.test(term.name)) return; // bad-condition speaks of it
    if (term.name === null || term.name === '' || token.flags & ENV) continue;
    yield { name: term.name, ...rangeIn(line.text, token, token.value.length - term.name.length, token.value.length) };
  }
}

function declaredFor(section: Section, name: string, line: Line): 'yes' | 'below' | 'no' {
  const { document } = section, { tree } = document, declared = (section.local('acl', name)?.declared ?? []).filter((l) => !isDead(document, l));
  if (LATE.has(line.keyword)) return declared.length ? 'yes' : 'no';
  const here = tree.numberOf(line);
  return declared.some((l) => tree.numberOf(l) < here) ? 'yes' : declared.length ? 'below' : 'no';
}

/** A name that the file does not show: from the environment or a template. */
function mayBeElsewhere(section: Section, view: View): boolean {
  if (section.opaque > 0) return true;
  return section.lines('acl').some((l) => ((view.project.lex(l.text).tokens[1]?.flags ?? 0) & (ENV | EXPANDS)) !== 0);
}

/** An expression in a log-format may hold `acl(name)`. */
const hasFormatBehindCondition = (text: string): boolean => { const last = text.lastIndexOf('%'), at = last < 0 ? -1 : text.search(/\b(?:if|unless)\b/); return at >= 0 && at < last; };

export const undefinedAcl = lineRule<Args>({
  id: 'undefined-acl',
  title: 'ACL that nothing above declares',
  why: 'HAProxy looks up the names of a condition while it reads the line: an ACL must be declared above it, in the same section. ACLs of a defaults section or of another proxy are not known here.',
  severity: 'error',
  source: 'manual 7.1 and 7.4; haproxy -c',
  fix: 'unsafe',
  keywords: [...CONDITIONS, 'acl', ...LATE],
  message: (a) => a.kind === 'below' ? t("ACL '{0}' is declared below this line: HAProxy knows only what stands above. Move the acl line up.", a.name)
    : a.kind === 'and' ? t("'{0}' is read as the name of an ACL. Terms that stand side by side are joined by and: remove the word.", a.name)
      : t("No ACL '{0}' is declared above in {1}.", a.name, a.section),
  repair: (f) => {
    const section = f.document.sectionOf(f.line);
    if (f.args.kind === 'and') {
      let { start } = f;
      while (start > 0 && /\s/.test(f.line.text[start - 1]!)) start--;
      return [{ title: t("Remove '{0}'", f.args.name), safe: false, edits: [replace(section, f.line, start, f.end, '')] }];
    }
    if (f.args.kind !== 'none') return [];
    const declared = [...section.names.keys()].filter((k) => k.startsWith('acl ')).map((k) => k.slice(4)).filter((n) => declaredFor(section, n, f.line) === 'yes');
    return suggest(f.args.name, [...declared, ...predefinedAcls(f.document.target)]).map((s) => ({ title: t("Change to '{0}'", s), safe: false, edits: [replace(section, f.line, f.start, f.end, s)] }));
  },
  may: ({ document, section, line, uses }) => document.tree.conditionalCount > 0 || hasFormatBehindCondition(line.text)
    || uses!.some((u) => u.kind === 'acl' && !u.declares && !section.local('acl', u.name)?.declared.length && !isPredefinedAcl(u.name, document.target)),
  *check(unit, view) {
    const { document, section, line } = unit;
    if (isConditional(document, line) || allDeclared(view.project, section)) return;
    for (const { name, start, end } of usesIn(unit)) {
      if (isPredefinedAcl(name, document.target)) continue;
      const declared = declaredFor(section, name, line);
      if (declared === 'yes') continue;
      if (mayBeElsewhere(section, view)) return;
      const kind = declared === 'below' ? 'below' : /^(?:and|&&)$/i.test(name) ? 'and' : 'none';
      yield { line, start, end, args: { name, kind, section: nameOf(section) } };
    }
  },
});
