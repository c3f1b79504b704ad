// The hover texts in our own words, by key: `<scope>/<name>`. See server/data/prose.
import actions from '../../../data/prose/actions.json';
import bind from '../../../data/prose/bind.json';
import converters from '../../../data/prose/converters.json';
import fetches from '../../../data/prose/fetches.json';
import global from '../../../data/prose/global.json';
import logAliases from '../../../data/prose/log-aliases.json';
import proxy from '../../../data/prose/proxy.json';
import sections from '../../../data/prose/sections.json';
import server from '../../../data/prose/server.json';
import stickTable from '../../../data/prose/stick-table.json';

interface File { readonly entries: object; readonly ws?: object }
const FILES: readonly File[] = [global, proxy, sections, bind, server, actions, fetches, converters, logAliases, stickTable];
let texts: ReadonlyMap<string, string> | null = null;
let webSocket: ReadonlyMap<string, string> | null = null;

/** What a keyword is for, in one to three sentences; null when there is none. */
export function proseOf(key: string): string | null {
  texts ??= new Map(FILES.flatMap((f) => Object.entries(f.entries) as [string, string][]));
  return texts.get(key) ?? null;
}

/** What it means for a WebSocket, before and after the 101; null for most. */
export function webSocketProseOf(key: string): string | null {
  webSocket ??= new Map(FILES.flatMap((f) => (Object.entries(f.ws ?? {}) as [string, { text: string }][]).map(([k, v]): [string, string] => [k, v.text])));
  return webSocket.get(key) ?? null;
}
