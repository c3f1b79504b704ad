// What changes for a configuration that moves to a newer HAProxy: the checks of both versions compared, and new ways of HAProxy that no
// check speaks of. The versions in between say when each change came.
import type { Version } from '../../language/version.ts';
import type { Document } from '../../model/document.ts';
import type { Project } from '../../model/project.ts';
import type { Severity } from '../../model/settings.ts';
import { type Reported, report } from '../../rules/findings.ts';
import type { Range } from '../../text/lineTree.ts';
import { fixesOf, type OfferedFix } from '../fixes.ts';
import { behaviours } from './behaviours.ts';
import { inMarkdown } from './markdown.ts';

/** A branch, with the release where it is known: 26 of 3.2.26. */
export interface Aim { readonly version: Version; readonly release: number | null }

/** `refused`: newly; `warned`: loads, and something is wrong now; `changed`: works in another way; `accepted`: no longer refused. */
export type ChangeKind = 'refused' | 'warned' | 'changed' | 'accepted';
export interface Change {
  readonly kind: ChangeKind;
  /** The first version that does so. */
  readonly since: Version;
  /** A rule, or one of the ids of docs/upgrade.md. */
  readonly id: string;
  readonly message: string;
  readonly uri: string;
  readonly range: Range;
  readonly fixes: readonly OfferedFix[];
}
export interface Upgrade {
  readonly from: string;
  readonly to: string;
  readonly files: readonly string[];
  /** Errors in both versions: HAProxy stops at them before and after. */
  readonly refusedInBoth: number;
  /** In order of kind, then of place. */
  readonly changes: readonly Change[];
  readonly markdown: string;
}

/** The configuration as each version on the way sees it; asked for one at a time. `between`: oldest first. */
export interface Journey { readonly from: Aim; readonly between: readonly Aim[]; readonly to: Aim; at(aim: Aim): Project }

const KINDS: readonly ChangeKind[] = ['refused', 'warned', 'changed', 'accepted'];
const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2, hint: 3 };

/** What is kept of a finding: enough to find it again in another version. */
interface Seen { readonly start: number; readonly end: number; readonly rule: string; readonly rank: number }
type Sight = ReadonlyMap<string, readonly Seen[]>;

const place = (document: Document, r: Reported): string => `${r.range.start.line} ${document.uri}`;

function sightOf(project: Project): Sight {
  const out = new Map<string, Seen[]>();
  for (const document of project.documents) for (const r of report(project, document)) {
    const key = place(document, r), list = out.get(key) ?? [];
    list.push({ start: r.range.start.character, end: r.range.end.character, rule: r.rule, rank: RANK[r.severity] });
    out.set(key, list);
  }
  return out;
}

/** A refusal counts as the same whatever its words are: HAProxy stops at this place. Milder ones are the same when the rule is. */
const known = (sight: Sight, key: string, r: Reported): boolean => (sight.get(key) ?? []).some((s) =>
  s.start <= r.range.end.character && r.range.start.character <= s.end && (r.severity === 'error' ? s.rank === 0 : s.rule === r.rule && s.rank <= RANK[r.severity]));

interface Kept { readonly document: Document; readonly reported: Reported; readonly key: string }
const all = (project: Project): Kept[] => project.documents.flatMap((document) => report(project, document).map((reported) => ({ document, reported, key: place(document, reported) })));

export function upgrade(journey: Journey): Upgrade {
  const { from, to, between } = journey, before = journey.at(from), old = sightOf(before), oldErrors = all(before).filter((k) => k.reported.severity === 'error');
  const after = journey.at(to), now = sightOf(after), found = all(after).filter((k) => k.reported.severity !== 'hint');
  const fresh = found.filter((k) => !known(old, k.key, k.reported)), gone = oldErrors.filter((k) => !known(now, k.key, k.reported));
  const sights = fresh.length + gone.length ? between.map((aim) => ({ version: aim.version, sight: sightOf(journey.at(aim)) })) : [];
  /** The first version from which on it is so to the end. */
  const since = (isSo: (sight: Sight) => boolean): Version => {
    let first = to.version;
    for (let i = sights.length - 1; i >= 0 && isSo(sights[i]!.sight); i--) first = sights[i]!.version;
    return first;
  };
  const changes: Change[] = [
    ...fresh.map(({ document, reported: r, key }): Change => ({
      kind: r.severity === 'error' ? 'refused' : r.severity === 'warning' ? 'warned' : 'changed', since: since((s) => known(s, key, r)),
      id: r.rule, message: r.message, uri: document.uri, range: r.range, fixes: fixesOf(after, r),
    })),
    ...behaviours(after, from, to),
    ...gone.map(({ document, reported: r, key }): Change => ({ kind: 'accepted', since: since((s) => !known(s, key, r)), id: r.rule, message: r.message, uri: document.uri, range: r.range, fixes: [] })),
  ];
  const files = after.documents.map((d) => d.uri), order = new Map(files.map((uri, i) => [uri, i]));
  changes.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || order.get(a.uri)! - order.get(b.uri)! || a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
  const errors = found.filter((k) => k.reported.severity === 'error').length, result = { from: written(from), to: written(to), files, refusedInBoth: errors - fresh.filter((k) => k.reported.severity === 'error').length, changes };
  return { ...result, markdown: inMarkdown(result) };
}

const written = (aim: Aim): string => (aim.release === null ? aim.version : `${aim.version}.${aim.release}`);
