// Requests of our own beside LSP's. The client imports these types and nothing else of the server.

/** Answer to `haproxy/status` `{ uri }`; null for a document that is not open. */
export interface Status {
  /** HAProxy branch that the document is checked for. */
  readonly version: string;
  /** Who chose it: the `haproxy.version` setting, a comment in the file, or the program found (else the built-in default). */
  readonly from: 'setting' | 'file' | 'default';
  /** Uris of the files read together, in order. */
  readonly files: readonly string[];
}

/** Answer to `haproxy/checkup` `{ uri }`: the WebSocket checkup of the document's configuration, as data and as Markdown. */
export type { Checkup } from '../engine/index.ts';
