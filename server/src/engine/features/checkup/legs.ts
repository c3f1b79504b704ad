// What a WebSocket's handshake can look like on a bind, and towards a server (evidence c01-c41, n10-n18, j31, j32, o09, y06).
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { effective, modeOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { protocols } from '../../rules/options.ts';
import { bindLineOptions, serverLineOptions } from '../../rules/effectiveOptions.ts';
import { EXPANDS, ENV, type Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';

/** `h1`: an HTTP/1.1 upgrade gets through; `h2`: RFC 8441 is announced. Null: not known. */
export interface ClientLeg { readonly says: string; readonly h1: boolean | null; readonly h2: boolean | null; /** The protocols, outermost first. */ readonly tags: readonly string[] }
export interface ServerLeg { readonly says: string; readonly tags: readonly string[] }
const RFC = 'RFC 8441', CLEAR: readonly string[] = [], TLS: readonly string[] = ['TLS'];

const unknown = (): string => t('not known: the line holds words that only the running HAProxy knows');

export function clientLeg(project: Project, section: Section, tokens: readonly Token[]): ClientLeg {
  const { uses, certain } = bindLineOptions(project, tokens), mode = modeOf(project, section), { version } = project.settings;
  if (!certain || mode === null || (tokens[1]?.flags ?? 0) & EXPANDS) return { says: unknown(), h1: null, h2: null, tags: ['?'] };
  if (/^quic/.test(tokens[1]?.value ?? '')) return { says: t('HTTP/3; WebSocket over it was not measured'), h1: false, h2: null, tags: ['QUIC', 'h3'] };
  const option = (name: string) => uses.findLast((u) => u.name === name), alpn = option('alpn')?.value, proto = option('proto')?.value?.value, ssl = option('ssl');
  if ((alpn?.flags ?? 0) & ENV) return { says: unknown(), h1: null, h2: null, tags: ['?'] };
  const perName = option('crt-list') ? ` ${t('(the crt-list may offer other protocols for single names)')}` : '';
  if (mode === 'tcp') {
    const h2 = ssl && protocols(alpn).includes('h2');
    return { says: h2 ? t('mode tcp: h2 is offered and not translated') : t('mode tcp: the bytes pass as they are'), h1: true, h2: h2 ? null : false, tags: [...(ssl ? TLS : CLEAR), 'tcp'] };
  }
  const offers = ssl ? (alpn ? protocols(alpn).includes('h2') : !option('no-alpn') && compareVersions(version, '2.8') >= 0) : false;
  const outer = ssl ? TLS : CLEAR, hidden = project.globalLines('h2-workaround-bogus-websocket-clients').length > 0, silent = effective(project, section, 'option disable-h2-upgrade'), rfc = hidden ? [] : [RFC];
  if (proto === 'h2') return { says: t('HTTP/2 only (proto h2): HTTP/1.1 clients are cut'), h1: false, h2: !hidden, tags: [...outer, 'h2', ...rfc] };
  if (!ssl) return { says: proto === 'h1' || silent ? t('clear text: HTTP/1.1') : t('clear text: HTTP/1.1, and h2 from clients that begin with it'), h1: true, h2: !hidden && proto !== 'h1' && !silent, tags: proto === 'h1' || silent ? ['h1'] : ['h1', 'h2c'] };
  if (proto === 'h1' && offers) return { says: t('TLS: h2 is offered but not spoken (proto h1), so clients that pick it fail') + perName, h1: true, h2: false, tags: [...outer, 'h1'] };
  if (!offers) return { says: t('TLS: HTTP/1.1') + perName, h1: true, h2: false, tags: [...outer, 'h1'] };
  const by = alpn ? '' : ` ${t('(the default since 2.8)')}`;
  return { says: (hidden ? t('TLS: HTTP/1.1 and h2{0}; RFC 8441 is hidden by the workaround, so clients open HTTP/1.1 connections', by) : t('TLS: HTTP/1.1 and h2{0} with RFC 8441', by)) + perName, h1: true, h2: !hidden, tags: [...outer, 'h1', 'h2', ...rfc] };
}

export function serverLeg(project: Project, section: Section, line: Line, tokens: readonly Token[]): ServerLeg {
  const options = serverLineOptions(project, section, line, tokens), mode = modeOf(project, section), word = (name: string): string | undefined => options.get(name)?.value?.value;
  if (!options.certain || mode === null || (options.get('alpn')?.value?.flags ?? 0) & ENV) return { says: unknown(), tags: ['?'] };
  const outer = options.get('ssl') ? TLS : CLEAR, tls = options.get('ssl') ? 'TLS' : t('clear text');
  if (mode === 'tcp') return { says: t('{0}, mode tcp: the bytes pass as they are', tls), tags: [...outer, 'tcp'] };
  const ws = word('ws'), alpn = options.get('ssl') ? protocols(options.get('alpn')?.value) : [], two = word('proto') === 'h2' || (alpn.includes('h2') && word('proto') !== 'h1');
  if (!two || ws === 'h1') return { says: t('{0}: HTTP/1.1 upgrade', tls), tags: [...outer, 'h1'] };
  const only = word('proto') === 'h2' || !alpn.includes('http/1.1') || ws === 'h2' || compareVersions(project.settings.version, '2.5') < 0;
  return only ? { says: t('{0}: RFC 8441 over h2; 502 where the server does not announce it', tls), tags: [...outer, 'h2', RFC] } : { says: t('{0}: HTTP/1.1 upgrade, unless the server announces RFC 8441', tls), tags: [...outer, 'h1', 'h2', RFC] };
}
