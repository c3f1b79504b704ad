// The engine's door to the upgrade report, apart from the other one: a program that does not ask for it does not carry it.
import { type Aim, type Change, type ChangeKind, type Upgrade, upgrade } from './features/upgrade/upgrade.ts';
import { Core, type SourceFile } from './core.ts';
import { VERSIONS, versionIndex } from './language/version.ts';
import type { Project } from './model/project.ts';
import { textOf } from './text/edit.ts';

export type { Aim, Change, ChangeKind, Upgrade };
export { inMarkdown } from './features/upgrade/markdown.ts';

/**
 * What changes when the configuration of an open document moves from one version to a newer one; null when it is not open. Reads it
 * afresh for each version on the way.
 */
export function upgradeOf(engine: Core, uri: string, from: Aim, to: Aim): Upgrade | null {
  const project = engine.model(uri)?.project;
  if (!project) return null;
  const files = project.documents.map((d): SourceFile => ({ uri: d.uri, version: d.version, text: textOf(d.tree) }));
  const at = (aim: Aim): Project => { const fresh = new Core(); fresh.openAll(files, { ...project.settings, ...aim, auto: false }); return fresh.model(uri)!.project; };
  return upgrade({ from, to, at, between: VERSIONS.slice(versionIndex(from.version) + 1, versionIndex(to.version)).map((version) => ({ version, release: null })) });
}
