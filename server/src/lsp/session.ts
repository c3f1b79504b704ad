// The open documents of one client, their settings, and the slices in which long work is done.
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError, TextDocuments, type TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { Engine, type Settings } from '../engine/index.ts';
import type { Host } from './host.ts';
import { fromConfiguration } from './settings.ts';

/** What TextDocuments keeps for us; the text itself lives in the engine's line tree. */
export interface OpenDocument { readonly uri: string; readonly languageId: string; version: number }

const SLICE_MS = 8;

export class Session {
  readonly engine = new Engine();
  readonly documents: TextDocuments<OpenDocument>;
  readonly nonce: string;
  asksConfiguration = false;
  private readonly settings = new Map<string, Promise<Settings>>();
  private readonly host: Host;
  private readonly connection: Connection;

  constructor(connection: Connection, host: Host) {
    this.connection = connection;
    this.host = host;
    this.nonce = Math.floor(Math.random() * 0x7fffffff).toString(36);
    this.documents = new TextDocuments<OpenDocument>({
      create: (uri, languageId, version, text) => { this.engine.open(uri, version, text); return { uri, languageId, version }; },
      update: (document, changes: TextDocumentContentChangeEvent[], version) => { this.engine.update(document.uri, version, changes); document.version = version; return document; },
    });
    this.documents.onDidClose(({ document }) => { this.engine.close(document.uri); this.settings.delete(document.uri); });
  }

  forgetSettings(): void { this.settings.clear(); }

  /** The client's settings for the document, asked once and kept until they change. */
  settingsOf(uri: string): Promise<Settings> {
    let known = this.settings.get(uri);
    if (!known) {
      known = this.asksConfiguration
        ? this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'haproxy' }).then(fromConfiguration, () => fromConfiguration(null))
        : Promise.resolve(fromConfiguration(null));
      this.settings.set(uri, known);
    }
    return known;
  }

  /** Brings a document up to date in slices. Rejects with ServerCancelled when the client gave up: it asks again. */
  async settle(uri: string, token?: CancellationToken): Promise<void> {
    this.engine.setSettings(uri, await this.settingsOf(uri));
    for (;;) {
      const end = this.host.now() + SLICE_MS;
      if (this.engine.work(uri, () => this.host.now() > end)) return;
      await this.host.pause();
      if (token?.isCancellationRequested) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'superseded', { retriggerRequest: true });
    }
  }
}
