// Requests of our own beside LSP's. The client imports these types and nothing else of the server.
import type { Counted, Explanation, Summary } from '../engine/log.ts';
import type { TextEdit } from '../engine/features/edits.ts';
import type { Handshake, Request, Simulation } from '../engine/simulate.ts';
import type { Change, Upgrade } from '../engine/upgrade.ts';

export type { Counted, Explanation };

/** Answer to `haproxy/status` `{ uri }`; null for a document that is not open. */
export interface Status {
  /** HAProxy branch that the document is checked for. */
  readonly version: string;
  /** Who chose it: the `haproxy.version` setting, a comment in the file, or the program found (else the built-in default). */
  readonly from: 'setting' | 'file' | 'default';
  /** Uris of the files read together, in order. */
  readonly files: readonly string[];
  /** Programs may be started here. */
  readonly trusted: boolean;
  /** The haproxy that is asked: its version, and where it is (a path, or a Docker image's name). Null: none found, or not trusted. */
  readonly haproxy: HaproxyAtHand | null;
}
export interface HaproxyAtHand { readonly version: string; readonly path: string; readonly image: boolean; /** It is asked when the file is saved, */ readonly onSave: boolean; /** but for the document being for another branch. */ readonly other: boolean }

/** Answer to `haproxy/check` `{ uri }`: `haproxy -c` on the document's configuration as it is in the editor; null for a document that is not open. */
export interface CheckAnswer {
  /**
   * `done`; why it was not run: `untrusted`, `no program`, `template`, `writes` (it would write beside the files); how it ended badly: `time`, `output`,
   * `crashed`, `not started`; `cancelled`: a newer check of the same configuration took its place, or the document was closed.
   */
  readonly state: 'done' | 'untrusted' | 'no program' | 'template' | 'writes' | 'time' | 'output' | 'crashed' | 'not started' | 'cancelled';
  readonly haproxy?: HaproxyAtHand;
  /** HAProxy would start; `listens`: and has something to listen on. */
  readonly accepted?: boolean;
  readonly listens?: boolean;
  /** Messages of HAProxy; `machines` of them may be this machine's business only. */
  readonly alerts?: number;
  readonly warnings?: number;
  readonly machines?: number;
  /** What HAProxy wrote, with the files' names. */
  readonly output?: string;
  /** The limit it ran into, or the version it was asked for. */
  readonly seconds?: number;
}

/** Answer to `haproxy/checkup` `{ uri }`: the WebSocket checkup of the document's configuration, as data and as Markdown. */
export type { Checkup } from '../engine/index.ts';

/**
 * `haproxy/explain`: lines of a log; `config` is the open document that wrote them. One line is explained, many are counted. A `file` that the
 * server cannot read is answered with null: then the client hands the text over, in pieces with a number `log` of its own when it is long.
 * While a file is read, notifications `haproxy/explaining` `{ progress, percent }` follow when `progress` is given.
 */
export type ExplainParams = { readonly config?: string } & ({ readonly file: string; readonly progress?: number } | { readonly text: string; readonly log?: number; readonly more?: boolean });
/** Null for a piece that is not the last. */
export interface Explained {
  readonly lines: number;
  /** The document that was taken into account; null: none. */
  readonly config: string | null;
  readonly explanation: (Explanation & { readonly line: string; readonly endedBy: string; readonly text: string; readonly markdown: string; /** By timer, as it is written for people. */ readonly took: Readonly<Record<string, string>> }) | null;
  readonly causes?: readonly Counted[];
  /** What `times` of each cause counts in. */
  readonly spans?: Summary['spans'];
}

/** `haproxy/upgrade`; versions are branches or releases. Null for a document that is not open. */
export interface UpgradeParams { readonly uri: string; readonly from: string; readonly to: string }
export interface UpgradeAnswer extends Omit<Upgrade, 'changes'> {
  /** Versions of the documents that the edits are for; 0 for a file that no editor holds. */
  readonly versions: Readonly<Record<string, number>>;
  readonly changes: readonly (Omit<Change, 'fixes'> & { readonly fixes: readonly { readonly title: string; readonly edits: Readonly<Record<string, readonly TextEdit[]>> }[] })[];
}

/** `haproxy/simulate`: what becomes of a request; without one, of a WebSocket's handshake that fits the file. `entry`: an id of the answer's entries, where it comes in. */
export interface SimulateParams { readonly uri: string; readonly entry?: string | null; readonly request?: Request | null }
/** Null for a document that is not open. */
export interface Simulated extends Simulation { readonly request: Request; /** HAProxy branch that it was worked out for. */ readonly version: string; readonly files: readonly string[] }

/**
 * Answer to `haproxy/path` `{ uri, view }`: the picture of the routing as that view wants it; ask again after an edit. The same as Mermaid
 * text: `haproxy/pathMermaid`.
 */
export type { PathModel, PathView } from '../engine/features/path/model.ts';

/** `haproxy/handshakes`: command lines that try the WebSockets of a configuration; of one frontend, where a line of it is given. Null for a document that is not open. */
export interface HandshakesParams { readonly uri: string; readonly line?: number | null }
export type { Handshake, Request, Simulation };
