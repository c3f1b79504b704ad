// A request on its way through HAProxy: what the rules so far have made of it.
import { known, type Slot, type Unknown, type Value } from './value.ts';

/** What the person asks. */
export interface Request {
  readonly method: string;
  /** With its query, as in `GET /ws?token=1`. */
  readonly target: string;
  /** In the order of the message. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly http2: boolean;
  readonly tls: boolean;
  /** Name sent in TLS; '' for none. */
  readonly sni: string;
  readonly source: string;
}

/** Names in lower case, as HAProxy keeps them. */
export interface Header { readonly name: string; readonly value: string }
export interface Uri { /** `https://host` in front, on HTTP/2. */ readonly front: string; readonly path: string; readonly query: string | null }

export interface State {
  method: Slot<string>;
  /** The method of the message: HAProxy looks at those it has a number for only once, so that set-method does not change what `method` says. */
  readonly sent: string;
  uri: Slot<Uri>;
  version: string;
  headers: Header[];
  /** Headers that a rule may or may not have touched, and headers whose value is not known; by name in lower case. */
  readonly doubtful: Map<string, string>;
  /** Every header is doubtful. */
  allDoubtful: string | null;
  readonly variables: Map<string, Slot<Value>>;
  /** Why variables that no rule has set may be there all the same. */
  variablesFrom: string | null;
  source: Slot<string>;
}

export const copyOf = (s: State): State => ({ ...s, headers: [...s.headers], doubtful: new Map(s.doubtful), variables: new Map(s.variables) });

export function uriOf(target: string, front: string): Uri {
  const q = target.indexOf('?');
  return q < 0 ? { front, path: target, query: null } : { front, path: target.slice(0, q), query: target.slice(q + 1) };
}
export const pathAndQuery = (u: Uri): string => (u.query === null ? u.path : `${u.path}?${u.query}`);

/** As HAProxy's rules see it: a WebSocket over HTTP/2 (RFC 8441) is a GET with Upgrade and Connection, and without a key (evidence l02, c17, p08). */
export function stateOf(request: Request): State {
  const headers = request.headers.map(({ name, value }) => ({ name: name.toLowerCase(), value: value.trim() })), host = headers.find((h) => h.name === 'host')?.value ?? '';
  let kept = headers;
  if (request.http2) {
    const upgrade = headers.find((h) => h.name === 'upgrade')?.value;
    kept = headers.filter((h) => !/^(?:upgrade|connection|keep-alive|proxy-connection|transfer-encoding|host)$/.test(h.name));
    if (upgrade) kept = [{ name: 'connection', value: 'upgrade' }, { name: 'upgrade', value: upgrade }, ...kept.filter((h) => h.name !== 'sec-websocket-key')];
    if (host) kept = [{ name: 'host', value: host }, ...kept];
  }
  const front = request.http2 && host ? `${request.tls ? 'https' : 'http'}://${host}` : '';
  return { method: known(request.method), sent: request.method, uri: known(uriOf(request.target, front)), version: request.http2 ? '2.0' : '1.1', headers: kept, doubtful: new Map(), allDoubtful: null, variables: new Map(), variablesFrom: null, source: known(request.source) };
}

/** Values of a header, one for each line; unknown when a rule may have changed them. */
export function linesOf(s: State, name: string): readonly string[] | Unknown {
  const low = name.toLowerCase(), why = s.allDoubtful ?? s.doubtful.get(low);
  return why ? { unknown: why } : s.headers.filter((h) => h.name === low).map((h) => h.value);
}

/** Splits at a delimiter outside quotes, blanks around the parts taken off. */
export function splitValues(value: string, delimiters: string): string[] {
  const out: string[] = [];
  let from = 0, quoted = false;
  for (let i = 0; i <= value.length; i++) {
    const c = value[i];
    if (c === undefined || (!quoted && delimiters.includes(c))) { out.push(value.slice(from, i).trim()); from = i + 1; } else if (quoted && c === '\\' && i + 1 < value.length) i++; else if (c === '"') quoted = !quoted;
  }
  return out;
}
