import type { ChildProcess } from 'node:child_process';
import type { Diagnostic, InitializeResult, Range } from 'vscode-languageserver';

export interface Pulled { readonly kind: 'full' | 'unchanged'; readonly resultId: string; readonly items?: Diagnostic[] }
/** An answer to come, which may be cancelled. */
export interface Answer<R> extends Promise<R> { readonly id: number; cancel(): void }

export interface Client {
  /** What `workspace/configuration` answers. */
  settings: object;
  readonly child: ChildProcess;
  readonly init: InitializeResult;
  readonly initMs: number;
  readonly log: string[];
  /** Methods that the server asked of the client. */
  readonly seen: string[];
  readonly published: Map<string, { uri: string; version: number; diagnostics: Diagnostic[]; count: number }>;
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  request<R>(method: string, params: unknown): Answer<R>;
  notify(method: string, params: unknown): void;
  /** Bytes as they are, for breaking the protocol. */
  raw(text: string): void;
  until(test: () => boolean, what?: string): Promise<void>;
  stderr(): string;
  open(uri: string, text: string, version?: number): void;
  change(uri: string, version: number, changes: readonly { readonly range?: Range; readonly text: string }[]): void;
  close(uri: string): void;
  pull(uri: string, previousResultId?: string): Answer<Pulled>;
  /** Changes the settings and says so. */
  configure(settings: object): void;
  pushed(uri: string, version: number): Promise<Diagnostic[]>;
  stop(): Promise<{ code: number | null; signal: string | null }>;
}
export function capabilities(pull: boolean): object;
export function start(options?: { command?: string[]; settings?: object; pull?: boolean; rootUri?: string | null; initializationOptions?: unknown; locale?: string }): Promise<Client>;
