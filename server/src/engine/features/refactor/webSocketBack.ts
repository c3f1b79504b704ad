// WebSocket refactorings of a backend: how long a socket may be silent, to which server a client comes back, what the check asks.
import { t } from '../../language/text.ts';
import { effective, modeOf, timeoutOf } from '../../model/effective.ts';
import { hasBackend } from '../../model/keyword.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import type { Edit } from '../../rules/rule.ts';
import { serversOf } from '../../rules/options.ts';
import { cookieEdits } from '../../rules/servers/persistence.ts';
import { checkOf, HANDSHAKE, isChecked } from '../../rules/websocket/check.ts';
import { handshakeEdits } from '../../rules/websocket/handshakeCheck.ts';
import { indentOf, insertAfterLast, nameOf, replace } from '../../rules/write.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import type { Offer, Refactoring } from './offer.ts';

export const tunnelTimeout: Offer = ({ project, section, onHeader, line }) => {
  const out: Refactoring[] = [], here = onHeader || line.keyword.startsWith('timeout ');
  if (section.opaque > 0 || (section.kind !== 'defaults' && !hasBackend(section.kind)) || !(here || (hasBackend(section.kind) && webSocketOf(project, section)))) return null;
  if (timeoutOf(project, section, 'timeout tunnel')) return null;
  const add = (to: typeof section): Edit | null => insertAfterLast(to, 'timeout', ['timeout tunnel 1h']);
  const own = add(section), parent = project.parent(section), above = parent && add(parent);
  if (own) out.push({ kind: 'rewrite', title: section.kind === 'defaults' ? t("Add 'timeout tunnel 1h' to {0}, for every proxy that inherits it", nameOf(section)) : t("Add 'timeout tunnel 1h' to {0}", nameOf(section)), edits: [own] });
  if (parent && above) out.push({ kind: 'rewrite', title: t("Add 'timeout tunnel 1h' to {0}, for every proxy that inherits it", nameOf(parent)), edits: [above] });
  return out;
};

/** A cookie in HTTP, the client's address in TCP. */
export const sticky: Offer = ({ project, section, onHeader, line }) => {
  if (!hasBackend(section.kind) || !(onHeader || ['server', 'balance', 'default-server'].includes(line.keyword)) || section.opaque > 0) return null;
  const servers = serversOf(project, section), mode = modeOf(project, section);
  if (!servers || servers.length < 2 || servers.some((s) => s.tokens[0]!.value !== 'server') || ['cookie', 'stick on', 'stick-table', 'appsession', 'option persist'].some((k) => section.lines(k).length > 0) || servers.length !== section.lines('server').length) return null;
  if (mode === 'tcp') {
    const rules = insertAfterLast(section, 'balance', ['stick-table type ip size 200k expire 1h', 'stick on src']);
    return rules && { kind: 'rewrite', title: t('Keep each address on one server (stick on src)'), edits: [rules] };
  }
  if (mode !== 'http') return null;
  const edits = cookieEdits(project, section);
  return edits && { kind: 'rewrite', title: t('Keep each browser on one server (cookie)'), edits };
};

const PLAIN = 'http-check send meth GET uri / ver HTTP/1.1 hdr Host localhost', HERE = new Set(['option httpchk', 'server', 'default-server']);

/** The check of this backend as a plain request, or as a whole handshake. */
export const check: Offer = ({ project, section, onHeader, line, document }) => {
  if (!hasBackend(section.kind) || !(onHeader || HERE.has(line.keyword) || line.keyword.startsWith('http-check')) || modeOf(project, section) !== 'http' || section.opaque > 0) return null;
  const found = checkOf(project, section), rewrite = (title: string, edits: readonly Edit[]): Refactoring => ({ kind: 'rewrite', title, edits });
  const handshake = t('Make the check a full WebSocket handshake that expects 101'), plain = t('Make the check a plain request that expects 200');
  if (!found) {
    if (['option httpchk', 'option tcp-check', 'http-check send', 'http-check expect', 'http-check connect'].some((k) => effective(project, section, k)) || !isChecked(project, section)) return null;
    const add = (send: string, status: string): Edit | null => insertAfterLast(section, 'option', ['option httpchk', send, `http-check expect status ${status}`]), [a, b] = [add(HANDSHAKE_SEND, '101'), add(PLAIN, '200')];
    return [...(a && webSocketOf(project, section) ? [rewrite(handshake, [a])] : []), ...(b ? [rewrite(plain, [b])] : [])];
  }
  if (found.expects.length > 1) return null;
  const { send, option } = found, expect = found.expects[0], indent = indentOf(option.line);
  const expects = (status: string): Edit => expect
    ? replace(section, expect.line, expect.tokens[0]!.start, expect.tokens[expect.tokens.length - 1]!.end, `http-check expect status ${status}`)
    : { kind: 'insert', document, line: send?.line ?? option.line, where: 'below', lines: [`${indent}http-check expect status ${status}`] };
  if (!found.asksUpgrade) return rewrite(handshake, [...handshakeEdits(section, found), expects('101')]);
  if (send) return rewrite(plain, [replace(section, send.line, send.tokens[0]!.start, send.tokens[send.tokens.length - 1]!.end, withoutHandshake(send.line, send.tokens)), expects('200')]);
  return rewrite(plain, [replace(section, option.line, option.tokens[1]!.end, option.tokens[option.tokens.length - 1]!.end, ''), { kind: 'insert', document, line: option.line, where: 'below', lines: [indent + PLAIN] }, expects('200')]);
};
const HANDSHAKE_SEND = `http-check send meth GET uri /ws ver HTTP/1.1 hdr Host localhost ${HANDSHAKE.map(([n, v]) => `hdr ${n} ${v}`).join(' ')}`;

/** The words as they are, but for the path and the headers of the handshake. */
function withoutHandshake(line: Line, tokens: readonly Token[]): string {
  const words: string[] = [], raw = (i: number): string => line.text.slice(tokens[i]!.start, tokens[i]!.end);
  for (let i = 0; i < tokens.length; i++) {
    const next = tokens[i + 1]?.value.toLowerCase() ?? '';
    if (tokens[i]!.value === 'hdr' && HANDSHAKE.some(([name]) => name.toLowerCase() === next)) i += 2;
    else if (tokens[i]!.value === 'uri') { words.push('uri /'); i++; }
    else words.push(raw(i));
  }
  return words.join(' ');
}
