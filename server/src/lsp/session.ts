// The open documents of one client, their settings, the files read together with them, and the slices in which long work
// is done.
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError, TextDocuments, type TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { Core } from '../engine/core.ts';
import type { Engine } from '../engine/index.ts';
import { branchOf, nearestBranch, patchOf, type Version } from '../engine/language/version.ts';
import { joinCustom, readCustom } from '../engine/language/custom.ts';
import { type FileAccess, filesOf, resolve } from './files.ts';
import type { Host, Program, ProgramAsked } from './host.ts';
import { type Large, large } from './large.ts';
import { type ClientSettings, CONFIG_FILE, fromConfiguration } from './settings.ts';
import { Verdicts } from './verdicts.ts';

/** What TextDocuments keeps for us; the text itself lives in the engine's line tree. */
export interface OpenDocument { readonly uri: string; readonly languageId: string; version: number }

/** A haproxy that answered: `text` is its version as it says it, such as `3.2.26`. */
export interface Found { readonly program: Program; readonly text: string; readonly version: Version; readonly release: number | null }

/** Characters that take longer than a second to read. */
const LONG_TEXT = 4e6;
const SLICE_MS = 8;

export class Session {
  readonly engine = new Core();
  private features: Promise<Engine> | null = null;
  readonly documents: TextDocuments<OpenDocument>;
  readonly large: Large = large(this.engine);
  readonly nonce: string;
  /** What haproxy said when it was asked last. */
  readonly verdicts: Verdicts;
  asksConfiguration = false;
  /** Where files that no editor holds are read from; null: only open documents are known. */
  access: FileAccess | null = null;
  folders: readonly string[] = [];
  /** Programs may be started: the client says that the workspace is trusted. */
  trusted = false;
  private readonly programs = new Map<string, { readonly asked: Promise<Found | null>; found?: Found | null }>();
  private readonly settings = new Map<string, Promise<ClientSettings>>();
  /** Which files belong together was looked up for these documents. */
  private readonly grouped = new Map<string, Promise<void>>();
  readonly host: Host;
  private readonly connection: Connection;

  constructor(connection: Connection, host: Host) {
    this.connection = connection;
    this.host = host;
    this.access = host.files ?? null;
    this.nonce = Math.floor(Math.random() * 0x7fffffff).toString(36);
    this.verdicts = new Verdicts(this.engine);
    this.documents = new TextDocuments<OpenDocument>({
      create: (uri, languageId, version, text) => { if (text.length > LONG_TEXT) host.calm?.(); this.large.open(uri, version, text); return { uri, languageId, version }; },
      update: (document, changes: TextDocumentContentChangeEvent[], version) => { if (!this.large.changed(document.uri, version, changes)) this.engine.update(document.uri, version, changes); document.version = version; return document; },
    });
    this.documents.onDidClose(({ document: { uri } }) => { this.large.close(uri); this.settings.delete(uri); this.grouped.delete(uri); void this.leave(uri); });
  }

  forgetSettings(): void { this.settings.clear(); this.grouped.clear(); }
  /** After a change of settings a haproxy that was not there before may be. */
  forgetPrograms(): void { this.programs.clear(); this.forgetSettings(); }

  /** The client's settings for the document, asked once and kept until they change. */
  settingsOf(uri: string): Promise<ClientSettings> {
    let known = this.settings.get(uri);
    if (!known) {
      known = this.asksConfiguration
        ? this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'haproxy' }).then((raw: unknown) => this.configured(uri, raw), () => this.configured(uri, null))
        : this.configured(uri, null);
      if (this.documents.get(uri)) this.settings.set(uri, known); // a question may outlive its document
    }
    return known;
  }

  /** The client's settings with the project's own over them, the version at hand, and the declared words. */
  private async configured(uri: string, raw: unknown): Promise<ClientSettings> {
    const near = await this.projectFile(uri);
    let settings = fromConfiguration(raw);
    if (near) {
      const { mergeConfig, readConfig } = await import('../config.ts'), { value, problems } = readConfig(near.text), from = (key: string): string | null => (key in value ? near.folder : null);
      for (const p of problems) this.connection.console.warn(`${near.folder}/${CONFIG_FILE}: ${p}`);
      settings = { ...fromConfiguration(mergeConfig(raw, value)), bases: { files: from('files'), customData: from('customData') } };
    }
    return this.custom(uri, await this.detect(settings));
  }

  /** The nearest haproxy-ws.json, upward from the file. */
  private async projectFile(uri: string): Promise<{ readonly folder: string; readonly text: string } | null> {
    if (!this.access) return null;
    for (let folder = uri.replace(/\/[^/]*$/, ''); /^[\w+.-]+:\/\/.*/.test(folder); folder = folder.replace(/\/[^/]*$/, '')) {
      const text = await this.access.read(`${folder}/${CONFIG_FILE}`);
      if (text !== null) return { folder, text };
      if (!/^[\w+.-]+:\/\/[^/]*\/./.test(folder)) return null;
    }
    return null;
  }

  /** Adds the words that the custom-data files declare. */
  private async custom(uri: string, settings: ClientSettings): Promise<ClientSettings> {
    if (settings.customData.length === 0 || !this.access) return settings;
    const base = settings.bases?.customData ?? this.folderOf(uri) ?? uri.replace(/\/[^/]*$/, '');
    const read = await Promise.all(settings.customData.map(async (path) => {
      const file = resolve(path, base), text = await this.access!.read(file);
      const words = text === null ? null : readCustom(text);
      if (!words) this.connection.console.warn(`haproxy.customData: ${file} ${text === null ? 'cannot be read' : 'is not a JSON object'}`);
      return words ?? {};
    }));
    return { ...settings, engine: { ...settings.engine, custom: joinCustom(read) } };
  }

  private folderOf(uri: string): string | null { return this.folders.filter((f) => uri.startsWith(`${f}/`)).sort((a, b) => b.length - a.length)[0] ?? null; }

  /** The haproxy at hand, and the version it says it is; null where there is none or none may be started. Asked once, `again` if it did not answer then. */
  async program(settings: ClientSettings, again = false): Promise<Found | null> {
    const found = await this.find(settings.program)?.asked;
    if (found || !again) return found ?? null;
    this.programs.delete(JSON.stringify(settings.program));
    const later = await this.find(settings.program)?.asked;
    if (later) { this.forgetSettings(); this.later(); }
    return later ?? null;
  }

  private find(asked: ProgramAsked): { readonly asked: Promise<Found | null>; found?: Found | null } | null {
    if (!this.trusted || !this.host.findProgram) return null;
    const key = JSON.stringify(asked);
    let known = this.programs.get(key);
    if (!known) {
      known = { asked: this.host.findProgram(asked).catch(() => null).then((program) => { const text = /version (\S+)/.exec(program?.prints ?? '')?.[1] ?? '', version = nearestBranch(text); return program && version && { program, text: /^[\d.]+(?:-dev\d+)?/.exec(text)?.[0].replace(/\.$/, '') ?? text, version, release: branchOf(text) ? patchOf(text) : null }; }) };
      const made = known;
      // a container takes its time: findings do not wait for it
      void made.asked.then((found) => { made.found = found; if (found?.program.image) { this.forgetSettings(); this.later(); } });
      this.programs.set(key, known);
    }
    return known;
  }
  /** Set by the server: the client is to ask again. */
  later: () => void = () => {};

  /** Where the user left the version open, that of the haproxy at hand. */
  private async detect(settings: ClientSettings): Promise<ClientSettings> {
    const known = settings.engine.auto ? this.find(settings.program) : null;
    if (!known) return settings;
    const found = settings.program.path === '' && settings.program.image !== '' ? known.found : await known.asked;
    return found ? { ...settings, engine: { ...settings.engine, version: found.version, release: found.release } } : settings;
  }

  /** Long work is done in slices: when one ends, whether it has, and a rest in which other messages have their turn. */
  deadline(): number { return this.host.now() + SLICE_MS; }
  late(deadline: number): boolean { return this.host.now() > deadline; }
  rest(): Promise<void> { return this.host.pause(); }

  /** Brings a document up to date in slices. Rejects with ServerCancelled when the client gave up: it asks again. */
  async settle(uri: string, token?: CancellationToken): Promise<void> {
    const settings = await this.settingsOf(uri);
    this.large.admit(uri, settings.maxFileSize);
    this.engine.setSettings(uri, settings.engine);
    if (this.access && this.documents.get(uri) && this.engine.has(uri)) {
      let group = this.grouped.get(uri);
      if (!group) { group = this.group(uri, settings); this.grouped.set(uri, group); }
      await group;
    }
    for (;;) {
      const end = this.deadline();
      if (this.engine.work(uri, () => this.late(end))) { this.host.calm?.(); return; }
      await this.rest();
      if (token?.isCancellationRequested) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'superseded', { retriggerRequest: true });
    }
  }

  /** The engine with all its features, which are loaded when they are first asked for, over a document brought up to date. */
  async ready(uri: string, token?: CancellationToken): Promise<Engine> {
    const engine = await this.all();
    await this.settle(uri, token);
    return engine;
  }
  all(): Promise<Engine> { return (this.features ??= import('../engine/index.ts').then(({ Engine }) => new Engine(this.engine))); }

  /** Reads the files that belong to the document's configuration, unless it stands among them already. */
  private async group(uri: string, settings: ClientSettings): Promise<void> {
    const access = this.access!, base = settings.bases?.files ?? this.folderOf(uri);
    const files = await filesOf(uri, settings.files, base, access);
    const now = this.engine.companions(uri);
    if (files.length === now.length && files.every((f, i) => f === now[i])) return;
    const texts = await Promise.all(files.map(async (f) => (this.documents.get(f) ? null : access.read(f))));
    // editors may have moved on while the disk was read: take their text now
    if (!files.some((f) => this.documents.get(f))) return;
    this.engine.openAll(files.flatMap((f, i) => {
      if (this.documents.get(f)) return [{ uri: f, version: this.engine.version(f), text: this.engine.text(f) }];
      const text = texts[i];
      return text === null || text === undefined ? [] : [{ uri: f, version: 0, text }];
    }), settings.engine);
    for (const f of files) if (this.documents.get(f)) this.grouped.set(f, Promise.resolve());
  }

  /** A file changed on disk: what no editor holds is read again. */
  async changed(uri: string, gone: boolean): Promise<void> {
    if (this.documents.get(uri)) return;
    if (uri.endsWith('.json')) { this.forgetSettings(); return; }
    if (!gone && this.engine.has(uri)) { const text = await this.access?.read(uri); if (typeof text === 'string' && !this.documents.get(uri)) { this.engine.update(uri, 0, [{ text }]); return; } }
    this.grouped.clear(); // a file came or went: look again which belong together
  }

  /** The editor let go of a file: the disk has it again, or nobody needs it any more. */
  private async leave(uri: string): Promise<void> {
    const others = this.engine.companions(uri).filter((u) => u !== uri);
    if (!others.some((u) => this.documents.get(u))) { for (const u of [uri, ...others]) { this.engine.close(u); this.verdicts.closed(u); } return; }
    const text = await this.access?.read(uri);
    if (!this.documents.get(uri) && typeof text === 'string') this.engine.update(uri, 0, [{ text }]);
  }
}
