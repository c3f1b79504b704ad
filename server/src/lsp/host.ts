// What the two platforms give the server: a clock, a way to let messages in between slices of work, files, and the haproxy program.
import type { Copies } from '../engine/features/verdict/copies.ts';
import type { FileAccess } from './files.ts';

/** Which haproxy is meant: the program at a path (absolute, or a name on the PATH; '' = `haproxy`), else the one in a Docker image. */
export interface ProgramAsked { readonly path: string; readonly image: string }
/** A haproxy that answered: `path` is where it is, or the image's name; `prints` what its `-v` wrote. */
export interface Program { readonly path: string; readonly image: boolean; readonly prints: string }

export interface CheckAsked {
  readonly program: Program;
  /** Absolute path of the folder that relative names start from; null: none. */
  readonly folder: string | null;
  /** Folders of all files, which a container has to see. */
  readonly folders: readonly string[];
  /** The copies for a private folder; `at` tells a name's address in it as HAProxy sees it. */
  readonly copies: (at: (name: string) => string) => Copies;
  readonly seconds: number;
}
export interface CheckRun {
  /** `writes`: it was not run, because it would write beside the user's files. */
  readonly ended: 'itself' | 'time' | 'output' | 'cancelled' | 'crashed' | 'not started' | 'writes';
  /** Exit code; null unless it ended by itself. */
  readonly exit: number | null;
  /** The private folder as HAProxy saw it. */
  readonly folder: string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Host {
  /** Milliseconds, for measuring slices only. */
  now(): number;
  /** Resolves after waiting messages had their turn. */
  pause(): Promise<void>;
  /** A document is read, or a long one begins: what runs from here on runs often. */
  calm?(): void;
  /** Files on disk, where the platform has them. */
  readonly files?: FileAccess;
  /** The program, if there is one that answers to `-v`. */
  findProgram?(asked: ProgramAsked): Promise<Program | null>;
  /** `haproxy -c` on copies of the files. Never rejects. */
  check?(asked: CheckAsked, cancelled: AbortSignal): Promise<CheckRun>;
  /** Absolute path of a `file:` address, null for others. */
  pathOf?(uri: string): string | null;
}
