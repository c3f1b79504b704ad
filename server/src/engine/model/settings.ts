// What the user chose for one configuration. Plain data; the LSP and CLI floors fill it in.
import type { CustomWords } from '../language/custom.ts';
import { DEFAULT_VERSION, type Version } from '../language/version.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export interface Settings {
  readonly version: Version;
  /** Release of the branch: 26 of 3.2.26; null when it is not known. */
  readonly release: number | null;
  /** A `# haproxy-ws: version=3.2` comment in the file may choose another version. */
  readonly auto: boolean;
  /** Rule id → severity or off. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Words that custom-data files declare. */
  readonly custom: CustomWords;
  readonly webSocket: {
    /** Path prefixes that carry WebSocket, beside the frameworks' own. */
    readonly paths: readonly string[];
    /** Policy: no HTTP/2 on ports that serve WebSocket. */
    readonly http11Only: boolean;
    /** Milliseconds between two pings of the application; 0: not known. */
    readonly ping: number;
    /** Milliseconds after which a load balancer in front closes a silent connection; 0: not known, or there is none. */
    readonly outerIdle: number;
  };
}

export const DEFAULT_SETTINGS: Settings = { version: DEFAULT_VERSION, release: null, auto: true, rules: {}, custom: {}, webSocket: { paths: [], http11Only: false, ping: 0, outerIdle: 0 } };
