// What the page of the request simulator is given, what it tells, and how the fields of its form become a request. Knows no vscode.
import type { Request, Simulation } from '../../../server/src/lsp/protocol.ts';

/** The fields as the user fills them. */
export interface Form {
  readonly entry: string | null;
  readonly method: string;
  readonly host: string;
  readonly target: string;
  /** `Name: value` in each line. */
  readonly headers: string;
  readonly http2: boolean;
  readonly tls: boolean;
  readonly sni: string;
  readonly source: string;
}
export interface Words {
  readonly language: string; readonly form: string; readonly entry: string; readonly method: string; readonly host: string; readonly target: string; readonly headers: string; readonly headersHint: string; readonly http2: string; readonly tls: string;
  readonly sni: string; readonly source: string; readonly webSocket: string; readonly plain: string; readonly outcome: string; readonly outcomes: string; readonly steps: string; readonly applies: string; readonly not: string; readonly unknown: string; readonly yes: string; readonly no: string;
  readonly onlyThose: string; readonly limits: string; readonly goTo: string; readonly noRules: string; readonly problems: string; readonly because: string; readonly stages: Readonly<Record<string, string>>;
}
export interface Shown {
  readonly title: string;
  readonly about: string;
  readonly words: Words;
  readonly form: Form;
  /** Another number: the form was filled anew, from outside. */
  readonly filled: number;
  /** Several files: lines are told with their names. */
  readonly files: readonly string[];
  readonly simulation: Simulation;
}

/** From the page. */
export type Said = { readonly type: 'ready' } | { readonly type: 'ask'; readonly form: Form } | { readonly type: 'open'; readonly uri: string; readonly line: number };

const UPGRADE = [['Connection', 'Upgrade'], ['Upgrade', 'websocket'], ['Sec-WebSocket-Version', '13'], ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==']] as const;
const MADE = /^\s*(?:connection|upgrade|sec-websocket-(?:version|key))\s*:/i;

export const asksForSocket = (form: Pick<Form, 'headers'>): boolean => /^\s*upgrade\s*:\s*websocket\s*$/im.test(form.headers);
/** The headers with those of a handshake in front. */
export const withSocket = (headers: string): string => [...UPGRADE.map(([n, v]) => `${n}: ${v}`), ...plainHeaders(headers).split('\n').filter((l) => l !== '')].join('\n');
export const plainHeaders = (headers: string): string => headers.split('\n').filter((l) => !MADE.test(l)).join('\n');

export function requestOf(form: Form): Request {
  const headers = form.headers.split(/\r?\n/).filter((l) => l.trim() !== '').map((l) => { const at = l.indexOf(':'); return at < 0 ? { name: l.trim(), value: '' } : { name: l.slice(0, at).trim(), value: l.slice(at + 1).trim() }; });
  const host = form.host.trim();
  return { method: form.method.trim(), target: form.target.trim(), headers: host === '' ? headers : [{ name: 'Host', value: host }, ...headers], http2: form.http2, tls: form.tls, sni: form.tls ? form.sni.trim() : '', source: form.source.trim() };
}

export function formOf(r: Request, entry: string | null): Form {
  const host = r.headers.find((h) => h.name.toLowerCase() === 'host');
  return { entry, method: r.method, host: host?.value ?? '', target: r.target, headers: r.headers.filter((h) => h !== host).map((h) => `${h.name}: ${h.value}`).join('\n'), http2: r.http2, tls: r.tls, sni: r.sni, source: r.source };
}
