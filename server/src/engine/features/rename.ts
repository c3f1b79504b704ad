// Rename: refuses what HAProxy would refuse and what would make two things one.
import { isPredefinedAcl } from '../language/acls.ts';
import { variableProblem } from '../language/samples.ts';
import { t } from '../language/text.ts';
import type { Document } from '../model/document.ts';
import { isProxy } from '../model/keyword.ts';
import type { NameKind } from '../model/names.ts';
import type { Project } from '../model/project.ts';
import type { Line, Position, Range } from '../text/lineTree.ts';
import type { Edits, TextEdit } from './edits.ts';
import { written, writeAt } from './nameColumns.ts';
import { type Meaning, meaningOf, nameAt, rangeOf, sitesOf } from './names.ts';

/** In words for the user, or what to do. */
export type Renaming<T> = T | { readonly problem: string };

interface Rule {
  readonly allowed: RegExp;
  readonly problem: () => string;
}
const plainName: Rule = { allowed: /^[\w:.-]+$/, problem: () => t('A name is made of letters, digits, and - _ . : only.') };
/** HAProxy takes nearly everything here; what would need quotes, or mean something to our own reader, is left out. */
const freeName: Rule = { allowed: /^[^\s"'\\#$%,(){}@]+$/, problem: () => t('A name without blanks, quotes, commas, parentheses and the signs \\ # $ % @ is needed here.') };
const RULES: Readonly<Partial<Record<NameKind, Rule>>> = {
  defaults: freeName, cache: freeName, acme: freeName, program: freeName, 'crt-store': freeName, table: freeName, filter: freeName, alias: freeName, group: freeName, 'spoe-engine': freeName,
  user: { allowed: /^[^\0-\x1f\x7f,$%#{}]+$/, problem: () => t('A user name must not hold commas or the signs # $ % { }.') },
  environment: { allowed: /^[A-Za-z_][A-Za-z0-9_]*$/, problem: () => t('An environment name is made of letters, digits and _, and does not begin with a digit.') },
};
/** Longer names of caches are cut in the section and not where they are used (2.6 to 3.4 do not find them). */
const LONGEST_CACHE = 32;
const bytes = (text: string): number => { let n = 0; for (const c of text) { const p = c.codePointAt(0)!; n += p < 0x80 ? 1 : p < 0x800 ? 2 : p < 0x10000 ? 3 : 4; } return n; };

/** The range of the name and its text; null where there is no name. */
export function prepareRename(project: Project, document: Document, position: Position): Renaming<{ readonly range: Range; readonly placeholder: string }> | null {
  const site = nameAt(project, document, position);
  if (!site) return null;
  const problem = fixed(project, meaningOf(project, site));
  return problem ? { problem } : { range: rangeOf(site), placeholder: written(site.use) };
}

export function rename(project: Project, document: Document, position: Position, to: string): Renaming<{ readonly edits: Edits }> | null {
  const site = nameAt(project, document, position);
  if (!site) return null;
  const meaning = meaningOf(project, site);
  if (to === meaning.name) return { edits: new Map() };
  const problem = fixed(project, meaning) ?? refused(document, meaning, to) ?? taken(project, document, meaning, to);
  if (problem) return { problem };
  const edits = new Map<string, TextEdit[]>();
  for (const s of sitesOf(project, meaning)) {
    const edit = { range: rangeOf(s), newText: writeAt(to, s.columns) }, list = edits.get(s.document.uri);
    if (list) list.push(edit); else edits.set(s.document.uri, [edit]);
  }
  return { edits };
}

/** Why a name cannot be changed at all. */
function fixed(project: Project, meaning: Meaning): string | null {
  const { kind, name } = meaning, declared = (): boolean => sitesOf(project, meaning).some((s) => s.use.declares);
  if (kind === 'request-capture' || kind === 'response-capture') return t('Captures have no names: their order gives them numbers.');
  if (kind === 'environment' && !declared()) return t("'{0}' is set outside of these files.", name);
  if (kind === 'acl' && isPredefinedAcl(name, project.settings.version) && !declared()) return t("'{0}' is an ACL of HAProxy's own.", name);
  return null;
}

/** Why HAProxy would not take the name. */
function refused(document: Document, { kind }: Meaning, to: string): string | null {
  if (to === '') return t('A name must not be empty.');
  if (kind === 'variable') {
    switch (variableProblem(to)) {
      case 'scope': case 'empty': return t('A variable begins with its scope: proc. sess. txn. req. res. or check., and a name behind it.');
      case 'character': return t('A variable is made of letters, digits, _ and . only.');
      default: return null;
    }
  }
  const rule = RULES[kind] ?? plainName;
  if (!rule.allowed.test(to)) return rule.problem();
  if (kind === 'acl' && /^or$/i.test(to)) return t("'{0}' joins two conditions; an ACL of that name would never match.", to);
  if (kind === 'acl' && (to === 'if' || to === 'unless')) return t("'{0}' begins a condition; an ACL of that name would be taken for it.", to);
  if (kind === 'acl' && isPredefinedAcl(to, document.target)) return t("HAProxy has an ACL '{0}' of its own.", to);
  if (kind === 'defaults' && to === 'from') return t("'from' stands in front of the name of a defaults section.");
  if (kind === 'cache' && bytes(to) > LONGEST_CACHE) return t('HAProxy cuts the name of a cache after {0} characters.', LONGEST_CACHE);
  return null;
}

/** Somebody else has the name in the same scope. */
function taken(project: Project, document: Document, meaning: Meaning, to: string): string | null {
  const { kind } = meaning;
  const there = (what: string, line: Line): string | null => {
    const other = project.documentOf(line), n = other ? other.tree.numberOf(line) + 1 : 0;
    return other && (other === document ? t("'{0}' exists already: {1} in line {2}.", to, what, n) : t("'{0}' exists already: {1} in line {2} of {3}.", to, what, n, other.uri.slice(other.uri.lastIndexOf('/') + 1)));
  };
  if (kind === 'frontend' || kind === 'backend' || kind === 'proxy') {
    // frontends and backends of one name are refused by newer versions, and mistaken for each other by readers
    const other = project.declared('proxy', to).find((s) => isProxy(s.kind) || s.kind === 'log-forward');
    return other?.header ? there(other.kind, other.header) : null;
  }
  for (const key of meaning.keys) {
    if (key.kind !== kind) continue;
    const entry = key.owner ? key.owner.local(kind, to) : project.names.get(`${kind} ${to}`), line = entry?.declared[0] ?? (kind === 'variable' ? entry?.used[0] : undefined);
    if (line) return there(kind, line);
  }
  return null;
}
