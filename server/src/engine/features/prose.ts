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
import { t } from '../language/text.ts';
import { knownIn, rangeMask, type Version } from '../language/version.ts';

/** What a keyword means for a WebSocket, before and after the 101; what people believe of it wrongly; what single versions do. */
export interface WebSocketProse { readonly text: string; readonly belief?: string; readonly versions?: readonly { readonly since?: Version; readonly until?: Version; readonly note: string }[] }
interface File { readonly entries: object; readonly ws?: object }
const FILES: readonly File[] = [global, proxy, sections, bind, server, actions, fetches, converters, logAliases, stickTable];
let texts: ReadonlyMap<string, string> | null = null;
let webSocket: ReadonlyMap<string, WebSocketProse> | null = null;

/** What a keyword is for, in one to three sentences; null when there is none. */
export function proseOf(key: string): string | null {
  texts ??= new Map(FILES.flatMap((f) => Object.entries(f.entries) as [string, string][]));
  return texts.get(key) ?? null;
}

/** Null for most keywords. */
export function webSocketProseOf(key: string): WebSocketProse | null {
  webSocket ??= new Map(FILES.flatMap((f) => Object.entries(f.ws ?? {}) as [string, WebSocketProse][]));
  return webSocket.get(key) ?? null;
}

/** The same as Markdown. */
export function webSocketText(key: string, version: Version): string | null {
  const ws = webSocketProseOf(key);
  if (!ws) return null;
  const now = (ws.versions ?? []).filter((v) => knownIn(rangeMask(v.since, v.until), version)).map((v) => t('In HAProxy {0}: {1}', version, t(v.note)));
  return [[`*${t('For a WebSocket')}:* ${t(ws.text)}`, ...now].join(' '), ...(ws.belief ? [`*${t('Often believed, and wrong')}:* ${t(ws.belief)}`] : [])].join('\n\n');
}
