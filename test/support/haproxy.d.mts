export interface HaproxyBuild {
  /** e.g. "3.2" */
  readonly branch: string;
  /** e.g. "3.2.26" */
  readonly version: string;
  readonly path: string;
}
export interface HaproxyMessage {
  readonly severity: 'ALERT' | 'WARNING' | 'NOTICE' | 'DIAG';
  /** Line of the configuration, from 1; null when HAProxy names none. */
  readonly line: number | null;
  readonly message: string;
}
export interface CheckResult {
  /** 0: HAProxy would start. */
  readonly exit: number;
  /** All messages, whatever their severity, without those on the process itself. */
  readonly alerts: readonly HaproxyMessage[];
  readonly output: string;
}
export interface CheckOptions {
  /** Environment variables the configuration reads, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** More arguments for haproxy. */
  readonly args?: readonly string[];
}
export function haproxyBuilds(): readonly HaproxyBuild[];
export function requireBuilds(what: string): readonly HaproxyBuild[];
export function checkConfig(build: HaproxyBuild, textOrPath: string, options?: CheckOptions): CheckResult;
export function parseMessages(output: string): HaproxyMessage[];
export function compareVersions(a: string, b: string): number;
export function testCertificate(): string;
export function projectRoot(): string;
