// The engine without its features: open documents, their configurations, findings. Works in slices when asked.
import type { Version } from './language/version.ts';
import { Document } from './model/document.ts';
import { type Meter, Project } from './model/project.ts';
import { DEFAULT_SETTINGS, type Settings } from './model/settings.ts';
import { RULES } from './rules/registry.ts';
import { type Block, type Reported, report, reportBlocks } from './rules/findings.ts';
import { ChainScheduler } from './rules/chain.ts';
import type { Scheduler } from './rules/scheduler.ts';
import { STATEMENTS } from './rules/check/statement.ts';
import { type TextChange, textOf } from './text/edit.ts';
import type { Range } from './text/lineTree.ts';

/** A configuration with its documents, rules and findings. */
interface Configuration { readonly uris: readonly string[]; readonly project: Project; readonly scheduler: Scheduler; loading: Generator<void, void, void>[]; settings: Settings; readFor?: Settings }

export interface SourceFile { readonly uri: string; readonly version: number; readonly text: string }

/** Room for the revisions of one life of a document. */
const REVISIONS = 2 ** 24;

/** What an engine holds, so that another may answer from it. */
interface Held { opened: number; readonly byUri: Map<string, { document: Document; configuration: Configuration }> }

export class Core {
  private readonly held: Held;

  /** @param other answer from what this one holds */
  constructor(other?: Core) { this.held = other?.held ?? { opened: 0, byUri: new Map() }; }

  /**
   * Opens a file, as a configuration of its own unless a group holds it already (then the editor's text takes the place
   * of the one on disk). Nothing is checked before `work` or a question.
   */
  open(uri: string, version: number, text: string, settings: Settings = DEFAULT_SETTINGS): void {
    const o = this.held.byUri.get(uri);
    if (o && o.configuration.project.documents.length > 1) {
      // the editor opens what the disk has: its lines stay who they are
      if (textOf(o.document.tree) === text) o.document.version = version; else this.update(uri, version, [{ text }]);
      return;
    }
    this.openAll([{ uri, version, text }], settings);
  }

  /** Opens files that HAProxy would read together, in this order. A file that was open before leaves its configuration. */
  openAll(files: readonly SourceFile[], settings: Settings = DEFAULT_SETTINGS): void {
    const project = new Project();
    project.settings = settings;
    const configuration: Configuration = { uris: files.map((f) => f.uri), project, scheduler: new ChainScheduler(project, RULES, STATEMENTS), loading: [], settings };
    for (const f of files) {
      const document = new Document(f.uri, f.version, f.text);
      document.revision = (this.held.opened += 1) * REVISIONS; // never the revision of an earlier life of the file
      configuration.loading.push(project.add(document));
      this.held.byUri.set(f.uri, { document, configuration });
    }
  }

  /** The files that are read together with this one, in order; the file alone when it has no others. */
  companions(uri: string): readonly string[] { return this.held.byUri.get(uri)?.configuration.uris ?? []; }

  close(uri: string): void { this.held.byUri.delete(uri); }
  has(uri: string): boolean { return this.held.byUri.has(uri); }
  /** Whether this is the open document of its address, and not one of an earlier life. */
  holds(document: Document): boolean { return this.held.byUri.get(document.uri)?.document === document; }
  get uris(): Iterable<string> { return this.held.byUri.keys(); }

  /** Applies content changes in order. Returns at once; findings follow with `work`. */
  update(uri: string, version: number, changes: readonly TextChange[]): void {
    const o = this.held.byUri.get(uri);
    if (!o) return;
    load(o.configuration, () => false);
    for (const c of changes) o.configuration.project.edit(o.document, c);
    o.document.version = version;
  }

  setSettings(uri: string, settings: Settings): void {
    const o = this.held.byUri.get(uri);
    if (!o || o.configuration.settings === settings) return;
    const same = JSON.stringify(o.configuration.settings) === JSON.stringify(settings);
    o.configuration.settings = settings;
    if (same) return;
    o.configuration.project.settings = settings;
    for (const d of o.configuration.project.documents) d.revision++;
    if (o.configuration.project.sink) o.configuration.scheduler.everything();
  }

  /** Works on what is left of a document's configuration until done or until `pause` says so. True when done. */
  work(uri: string, pause: () => boolean = () => false): boolean {
    const c = this.held.byUri.get(uri)?.configuration;
    return !c || (load(c, pause) && c.scheduler.run(pause));
  }

  /** Grows when what `findings` answers may have changed. Ask after `work` returned true. */
  revision(uri: string): number { return this.held.byUri.get(uri)?.document.revision ?? 0; }
  /** The HAProxy version that the document is checked for. */
  target(uri: string): Version { return this.settled(uri)?.document.target ?? DEFAULT_SETTINGS.version; }
  version(uri: string): number { return this.held.byUri.get(uri)?.document.version ?? 0; }
  meter(uri: string): Meter { return this.held.byUri.get(uri)?.configuration.project.meter ?? { lexed: 0, ruleRuns: 0 }; }

  findings(uri: string): Reported[] {
    const o = this.settled(uri);
    return o ? report(o.configuration.project, o.document) : [];
  }
  /** The findings in blocks; a block that did not change is the same array as before. */
  findingBlocks(uri: string): readonly Block[] {
    const o = this.settled(uri);
    return o ? reportBlocks(o.configuration.project, o.document) : [];
  }
  text(uri: string, range?: Range): string { const o = this.held.byUri.get(uri); return o ? textOf(o.document.tree, range) : ''; }
  lineCount(uri: string): number { return this.held.byUri.get(uri)?.document.tree.lineCount ?? 0; }

  /** For tests and features: the model behind a document, indexed and checked. */
  model(uri: string): { readonly project: Project; readonly document: Document } | null {
    const o = this.settled(uri);
    return o ? { project: o.configuration.project, document: o.document } : null;
  }

  /** For questions that the index answers alone: no rule has to run first. */
  protected ask<T>(uri: string, otherwise: T, answer: (project: Project, document: Document) => T): T {
    const o = this.held.byUri.get(uri);
    if (!o) return otherwise;
    load(o.configuration, () => false);
    return answer(o.configuration.project, o.document);
  }
  protected settled(uri: string): { document: Document; configuration: Configuration } | undefined {
    this.work(uri);
    return this.held.byUri.get(uri);
  }
}

function load(c: Configuration, pause: () => boolean): boolean {
  while (c.loading.length) {
    c.project.reader ??= c.scheduler;
    c.readFor ??= c.project.settings;
    if (c.loading[0]!.next().done) c.loading.shift();
    if (c.loading.length && pause()) return false;
    if (c.loading.length > 0) continue;
    // statements were checked while they were read, unless a comment at the end chose another version
    c.project.sink = c.scheduler;
    c.project.reader = null;
    if (c.project.settings === c.readFor) c.scheduler.first(); else c.scheduler.everything();
  }
  return true;
}
