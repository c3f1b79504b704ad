// WebSocket refactorings of a frontend: a backend of its own, limits, what the log shows.
import { t } from '../../language/text.ts';
import { effective, modeOf } from '../../model/effective.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { Section } from '../../model/section.ts';
import { frontendSign } from '../../model/webSocket.ts';
import type { Edit } from '../../rules/rule.ts';
import { indentOf, insertAfterLast, insertHttpRequest, replace, sectionIndent } from '../../rules/write.ts';
import { ENV } from '../../syntax/lexer.ts';
import { CONDITIONAL } from '../../text/lineTree.ts';
import { freshAcl, freshBackend, insertSection, type Offer, type Where } from './offer.ts';

const HERE: ReadonlySet<string> = new Set(['bind', 'acl', 'use_backend', 'default_backend', 'mode', 'log', 'log-format', 'option httplog', 'http-request', 'capture request']);
const fits = ({ section, onHeader, line, project }: Where): boolean => hasFrontend(section.kind) && section.name !== null && section.opaque === 0 && (onHeader || HERE.has(line.keyword)) && modeOf(project, section) === 'http';

/** Lines of a listen that a backend beside it needs as well; what runs in front of the choice of a backend stays where it is. */
const COPIED: ReadonlySet<string> = new Set(['mode', 'balance', 'hash-type', 'cookie', 'server', 'server-template', 'default-server', 'option httpchk', 'option tcp-check', 'http-check send', 'http-check expect', 'http-check connect', 'timeout connect', 'timeout server', 'timeout check', 'timeout queue', 'option forwardfor', 'fullconn', 'retries', 'option redispatch']);

export const ownBackend: Offer = (at) => {
  const { project, section, document } = at;
  if (!fits(at) || frontendSign(project, section) === 'strong') return null;
  const last = section.lines('default_backend'), name = last.length ? project.lex(last[last.length - 1]!.text).tokens[1] : undefined;
  const from = name && !(name.flags & ENV) ? project.declared('backend', name.value)[0] : hasBackend(section.kind) ? section : undefined;
  if (!from || from.lines('server').length + from.lines('server-template').length === 0 || from.opaque > 0) return null;
  const copy = freshBackend(project, `${from.name}_ws`), acl = freshAcl(section, 'is_websocket'), indent = sectionIndent(from), body: string[] = [];
  for (const line of from.document.linesOf(from)) {
    if (line.flags & CONDITIONAL) return null;
    // of a backend everything: its rules guard WebSockets as well; an id belongs to one proxy alone
    if (line.keyword !== '' && line.keyword !== 'id' && line !== from.header && (from.kind === 'backend' || COPIED.has(line.keyword))) body.push(line.text);
  }
  if (!from.lines('timeout tunnel').length) body.splice(body.findIndex((l) => /^\s*(?:default-)?server/.test(l)), 0, `${indent}timeout tunnel 1h`);
  const words = [`acl ${acl} hdr(Upgrade) -i websocket`, `use_backend ${copy} if ${acl}`], before = section.lines('use_backend')[0] ?? section.lines('default_backend')[0] ?? section.lines('server')[0];
  const rules: Edit | null = before ? { kind: 'insert', document, line: before, where: 'above', lines: words.map((w) => indentOf(before) + w) } : insertAfterLast(section, 'bind', words);
  if (!rules) return null;
  return { kind: 'rewrite', title: t("Send WebSockets to a backend of their own, '{0}', with timeout tunnel", copy), edits: [rules, insertSection(from, [`backend ${copy}${fromWord(from)}`, ...body])] };
};
const fromWord = (section: Section): string => section.from === null ? '' : ` from ${section.from}`;

/** stick-table, track and deny: as many open WebSockets and handshakes per address as a browser needs. */
export const handshakeLimits: Offer = (at) => {
  const { section } = at;
  if (!fits(at) || section.lines('stick-table').length > 0) return null;
  if (['http-request', 'tcp-request connection', 'tcp-request session', 'tcp-request content'].some((k) => section.lines(k).some((l) => /\btrack-sc0\b/.test(l.text)))) return null;
  const acl = freshAcl(section, 'is_handshake'), rules = insertHttpRequest(section, [
    `acl ${acl} hdr(Upgrade) -i websocket`, 'stick-table type ipv6 size 200k expire 10m store conn_cur,http_req_rate(30s)', `http-request track-sc0 src if ${acl}`,
    `http-request deny deny_status 429 if ${acl} { sc_conn_cur(0) gt 50 }`, `http-request deny deny_status 429 if ${acl} { sc_http_req_rate(0) gt 20 }`,
  ]);
  return rules && { kind: 'rewrite', title: t('Limit WebSocket handshakes per address (stick-table, deny 429)'), edits: [rules] };
};

const FORMAT = '"%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq';

/** Captures fill the next slots of the frontend; a log-format names them, `option httplog` shows them by itself. */
export const logUpgrade: Offer = (at) => {
  const { project, section, document } = at;
  if (!fits(at)) return null;
  const captured = section.local('request-capture', '#')?.declared ?? [];
  if (captured.some((l) => /upgrade/i.test(l.text))) return null;
  // slots are counted in the order of the lines: ours come behind those that are there
  const { tree } = document, last = [...captured].sort((a, b) => tree.numberOf(a) - tree.numberOf(b)).pop(), lines = ['http-request capture req.hdr(Upgrade) len 32', 'http-request capture req.hdr(Connection) len 32'];
  const rules: Edit | null = last ? { kind: 'insert', document, line: last, where: 'below', lines: lines.map((l) => indentOf(last) + l) } : insertHttpRequest(section, lines), shown = ` upgrade=%[capture.req.hdr(${captured.length})] connection=%[capture.req.hdr(${captured.length + 1})]`;
  if (!rules) return null;
  const edits: Edit[] = [rules], format = effective(project, section, 'log-format'), httplog = effective(project, section, 'option httplog');
  if (format && !format.certain) return null;
  if (format) {
    const { tokens } = project.lex(format.line.text), value = tokens[1];
    if (!value || value.flags & ENV || tokens.length !== 2) return null;
    const raw = format.line.text.slice(value.start, value.end), quoted = /^"[\s\S]*"$/.test(raw), written = quoted ? `${raw.slice(0, -1)}${shown}"` : /["'\\]/.test(raw) ? null : `"${raw}${shown}"`;
    if (written === null) return null;
    const own = format.own ? replace(section, format.line, value.start, value.end, written) : insertAfterLast(section, 'bind', [`log-format ${written}`]);
    if (!own) return null;
    edits.push(own);
  } else if (!httplog) {
    const own = insertAfterLast(section, 'bind', [`log-format ${FORMAT}${shown} %{+Q}r"`]);
    if (own) edits.push(own);
  }
  return { kind: 'rewrite', title: t('Show Upgrade and Connection in the log'), edits };
};
