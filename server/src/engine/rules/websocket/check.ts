// The health check of a backend as its lines tell it: `option httpchk` and `http-check` (evidence f01-f22).
import { isConditional } from '../../model/conditionals.ts';
import { effective } from '../../model/effective.ts';
import { matchOf } from '../../language/pattern.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { serversOf } from '../options.ts';

export interface HealthCheck {
  /** The section's own `option httpchk`. */
  readonly option: { readonly line: Line; readonly tokens: readonly Token[] };
  /** Its one `http-check send`, if any. */
  readonly send: { readonly line: Line; readonly tokens: readonly Token[] } | null;
  readonly expects: readonly { readonly line: Line; readonly tokens: readonly Token[] }[];
  /** The words that name the URI, and the line they stand on; null without one. */
  readonly uri: { readonly line: Line; readonly token: Token } | null;
  readonly asksUpgrade: boolean;
  readonly asksConnection: boolean;
}

const KINDS = ['http-check send', 'http-check expect', 'http-check connect', 'http-check comment', 'http-check set-var', 'http-check set-var-fmt', 'http-check unset-var'];

/** The check that this section itself sets up; null when there is none, when it has several steps, or when the file does not tell. */
export const checkOf = (project: Project, section: Section): HealthCheck | null => project.lasting('check', section, () => findCheck(project, section));

function findCheck(project: Project, section: Section): HealthCheck | null {
  const e = effective(project, section, 'option httpchk');
  if (!e?.certain || !e.own) return null; // an inherited check is not this section's line to repair
  const words = (line: Line): { line: Line; tokens: readonly Token[] } => ({ line, tokens: project.lex(line.text).tokens });
  const option = words(e.line);
  if (option.tokens[0]?.value === 'no') return null;
  for (let s: Section | null = section, n = 0; s && n < 64; s = project.parent(s), n++) {
    if (s.byKeyword.has('http-check connect') || s.byKeyword.has('http-check comment') || s.byKeyword.has('option tcp-check')) return null;
    if (s !== section && KINDS.some((k) => s!.byKeyword.has(k))) return null;
    for (const k of KINDS) if (s.lines(k).some((l) => isConditional(s!.document, l))) return null;
  }
  const sends = section.lines('http-check send').map(words), expects = section.lines('http-check expect').map(words);
  if (sends.length > 1) return null;
  const send = sends[0] ?? null, all = [...option.tokens.slice(2), ...(send?.tokens.slice(2) ?? [])];
  if (all.some((x) => x.flags & ENV || x.value === 'uri-lf')) return null;
  const header = (name: string, value: RegExp): boolean =>
    (send?.tokens.some((x, i) => x.value === 'hdr' && send.tokens[i + 1]?.value.toLowerCase() === name && value.test(send.tokens[i + 2]?.value ?? '')) ?? false)
    || option.tokens.some((x) => new RegExp(`[\\r\\n]${name}:[^\\r\\n]*${value.source}`, 'i').test(x.value));
  const at = send ? send.tokens.findIndex((x) => x.value === 'uri') : -1, args = option.tokens.slice(2);
  const fromSend = send && at > 0 ? send.tokens[at + 1] : undefined, fromOption = args.length === 1 ? args[0] : args[1];
  const uri = fromSend && send ? { line: send.line, token: fromSend } : fromOption ? { line: option.line, token: fromOption } : null;
  return { option, send, expects, uri, asksUpgrade: header('upgrade', /websocket/i), asksConnection: header('connection', /upgrade/i) };
}

/** Whether some server of the section is checked; null when the lines do not tell. */
export function isChecked(project: Project, section: Section): boolean | null {
  return serversOf(project, section)?.some((s) => s.option('check') !== null) ?? null;
}

/** What `http-check expect` says of a status: null when it speaks of something else, or of nothing that can be told. */
export function expectsStatus(tokens: readonly Token[], status: number): boolean | null {
  const i = tokens.findIndex((x, n) => n > 1 && (x.value === 'status' || x.value === 'rstatus'));
  const pattern = tokens[i + 1];
  if (i < 0 || !pattern || pattern.flags & ENV) return null;
  const not = tokens[i - 1]?.value === '!';
  if (tokens[i]!.value === 'rstatus') { const m = matchOf(pattern.value, '', String(status)); return m === undefined ? null : (m !== null) !== not; }
  return statuses(pattern.value).some(([a, b]) => a <= status && status <= b) !== not;
}

/** Ranges of a status list such as `200-299,101`. */
export const statuses = (list: string): [number, number][] => list.split(',').map((part) => { const [a, b] = part.split('-').map(Number); return [a ?? 0, b ?? a ?? 0] as [number, number]; });

/** The headers of a handshake, as `http-check send` takes them; the key is the one of RFC 6455. */
export const HANDSHAKE: readonly (readonly [name: string, value: string])[] = [['Connection', 'Upgrade'], ['Upgrade', 'websocket'], ['Sec-WebSocket-Version', '13'], ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==']];
