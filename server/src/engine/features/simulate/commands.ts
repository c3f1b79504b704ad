// Command lines that try a handshake. Words of the file come into them only between single quotes, and only when they hold nothing that
// any shell could take for more than text.
import type { FoundEntry } from './entries.ts';
import type { Request } from './state.ts';

export interface Command { readonly tool: 'curl' | 'websocat' | 'openssl'; readonly line: string }

/** The key of RFC 6455's own example: it is no secret, and the answer to it is known (`s3pPLMBiTxaQ9kYGzzhZRbK+xOo=`). */
export const SAMPLE_KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/**
 * The word as a shell reads it; null when it holds what cannot be quoted the same way for every shell: control characters, single and double quotes, a backslash,
 * `!` (history), or anything that is not ASCII.
 */
function quoted(word: string): string | null {
  if (/[^\x20-\x7e]|['"\\!]/.test(word)) return null;
  return /^[A-Za-z0-9_/:.,@+=-]+$/.test(word) ? word : `'${word}'`;
}
function lineOf(words: readonly string[]): string | null {
  const out: string[] = [];
  for (const w of words) { const q = quoted(w); if (q === null) return null; out.push(q); }
  return out.join(' ');
}

const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/;

export function commandsFor(request: Request, entry: FoundEntry): { readonly url: string; readonly commands: readonly Command[] } {
  const { tls, target } = request, port = entry.port ?? (tls ? 443 : 80), usual = port === (tls ? 443 : 80), named = request.headers.find((h) => h.name === 'Host')?.value ?? 'localhost', bare = named.replace(/:\d+$/, '');
  const address = entry.host === null ? 'localhost' : entry.host.includes(':') ? `[${entry.host.replace(/^\[|\]$/g, '')}]` : entry.host, place = usual ? bare : `${bare}:${port}`, url = `${tls ? 'wss' : 'ws'}://${place}${target}`;
  if (!HOST.test(bare) || !HOST.test(address) || !/^\/[\x21-\x7e]*$/.test(target)) return { url, commands: [] };
  const more = request.headers.filter((h) => !/^(?:host|connection|upgrade|sec-websocket-(?:version|key))$/i.test(h.name)), elsewhere = bare !== address, header = (h: { readonly name: string; readonly value: string }): string => `${h.name}: ${h.value}`;
  // who asks for a port that is not the usual one names it in Host as well, which the conditions may not expect
  const host = named === place ? [] : [{ name: 'Host', value: named }];
  const curl = lineOf([
    'curl', '--http1.1', '--include', '--no-buffer', '--max-time', '5', '--globoff', ...(tls ? ['--insecure'] : []), ...(elsewhere ? ['--connect-to', `${bare}:${port}:${address}:${port}`] : []),
    ...[...host, { name: 'Connection', value: 'Upgrade' }, { name: 'Upgrade', value: 'websocket' }, { name: 'Sec-WebSocket-Version', value: '13' }, { name: 'Sec-WebSocket-Key', value: SAMPLE_KEY }, ...more].flatMap((h) => ['-H', header(h)]),
    `${tls ? 'https' : 'http'}://${place}${target}`,
  ]);
  const direct = !elsewhere && host.length === 0;
  // a header with a word of its own would take the address behind it for another one
  const websocat = lineOf(['websocat', '-v', '-t', ...(tls ? ['-k'] : []), ...more.map((h) => `-H=${header(h)}`), ...(direct ? [url] : [
    ...(tls ? [`--tls-domain=${request.sni || bare}`] : []), `--ws-c-uri=${tls ? 'wss' : 'ws'}://${named}${target}`, '-', `ws-c:${tls ? 'ssl:' : ''}tcp:${address}:${port}`])]);
  const openssl = tls ? lineOf(['openssl', 's_client', '-connect', `${address}:${port}`, '-servername', request.sni || bare, '-alpn', 'h2,http/1.1']) : null;
  return { url, commands: [['curl', curl] as const, ['websocat', websocat] as const, ['openssl', openssl] as const].flatMap(([tool, line]) => (line === null ? [] : [{ tool, line }])) };
}
