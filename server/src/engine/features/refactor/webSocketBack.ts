// WebSocket refactorings of a backend: how long a socket may be silent, to which server a client comes back, what the check asks.
import { t } from '../../language/text.ts';
import { modeOf, timeoutOf } from '../../model/effective.ts';
import { hasBackend } from '../../model/keyword.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import type { Edit } from '../../rules/rule.ts';
import { serversOf } from '../../rules/options.ts';
import { cookieEdits } from '../../rules/servers/persistence.ts';
import { checkOf } from '../../rules/websocket/check.ts';
import { handshakeEdits } from '../../rules/websocket/handshakeCheck.ts';
import { indentOf, insertAfterLast, nameOf, replace } from '../../rules/write.ts';
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

/** The check of this backend as a plain request, or as a whole handshake. */
export const check: Offer = ({ project, section, onHeader, line, document }) => {
  if (!hasBackend(section.kind) || !(onHeader || line.keyword === 'option httpchk' || line.keyword.startsWith('http-check')) || modeOf(project, section) !== 'http') return null;
  const found = checkOf(project, section);
  if (!found || found.expects.length > 1) return null;
  const expect = found.expects[0], indent = indentOf(found.option.line), out: Refactoring[] = [];
  const expects = (status: string, below: typeof line): Edit => expect
    ? replace(section, expect.line, expect.tokens[0]!.start, expect.tokens[expect.tokens.length - 1]!.end, `http-check expect status ${status}`)
    : { kind: 'insert', document, line: below, where: 'below', lines: [`${indent}http-check expect status ${status}`] };
  const last = found.send?.line ?? found.option.line;
  if (!found.asksUpgrade) out.push({ kind: 'rewrite', title: t('Make the check a full WebSocket handshake that expects 101'), edits: [...handshakeEdits(section, found), expects('101', last)] });
  else {
    const { send, option } = found, plain = 'http-check send meth GET uri / ver HTTP/1.1 hdr Host localhost';
    const request: Edit[] = send ? [replace(section, send.line, send.tokens[0]!.start, send.tokens[send.tokens.length - 1]!.end, plain)]
      : [replace(section, option.line, option.tokens[1]!.end, option.tokens[option.tokens.length - 1]!.end, ''), { kind: 'insert', document, line: option.line, where: 'below', lines: [indent + plain] }];
    out.push({ kind: 'rewrite', title: t('Make the check a plain request that expects 200'), edits: [...request, expects('200', last)] });
  }
  return out;
};
