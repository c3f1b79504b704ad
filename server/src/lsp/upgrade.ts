// `haproxy/upgrade`: what changes with a newer HAProxy, with the edits of the fixes. Loaded when it is first asked.
import { branchOf, compareVersions, patchOf } from '../engine/language/version.ts';
import { inMarkdown, upgradeOf } from '../engine/upgrade.ts';
import type { UpgradeAnswer, UpgradeParams } from './protocol.ts';
import type { Session } from './session.ts';

/** Null for a document that is not open, or versions that are not known or lead back. */
export async function upgradeFor(session: Session, { uri, from, to }: UpgradeParams): Promise<UpgradeAnswer | null> {
  if (!session.documents.get(uri)) return null;
  await session.settle(uri);
  const a = branchOf(from), b = branchOf(to);
  if (!a || !b || compareVersions(a, b) > 0) return null;
  const { engine } = session, done = upgradeOf(engine, uri, { version: a, release: patchOf(from) }, { version: b, release: patchOf(to) });
  if (!done) return null;
  return {
    from: done.from, to: done.to, files: done.files, refusedInBoth: done.refusedInBoth,
    markdown: inMarkdown(done, true),
    versions: Object.fromEntries(done.files.map((f) => [f, engine.version(f)])),
    changes: done.changes.map(({ fixes, ...c }) => ({ ...c, fixes: fixes.map((f) => ({ title: f.title, edits: Object.fromEntries([...f.edits].map(([u, list]) => [u, [...list]])) })) })),
  };
}
