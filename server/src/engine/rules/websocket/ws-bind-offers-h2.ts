// A policy, off by default: WebSocket over HTTP/1.1 only.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { frontendSign } from '../../model/webSocket.ts';
import { type Fix, lineRule } from '../rule.ts';
import { indentOf, nameOf, span } from '../write.ts';
import { optionIn } from '../options.ts';
import { http2Offer, offerHttp11 } from './offer.ts';

interface Args extends Record<string, string | boolean> { section: string; offer: string; version: string; weak: boolean }

export const wsBindOffersH2 = lineRule<Args>({
  id: 'ws-bind-offers-h2',
  title: 'HTTP/2 offered in front of WebSockets, against the policy',
  why: 'Speaks only when the setting `haproxy.websocket.http11Only` is on. HAProxy carries a WebSocket over HTTP/2 as well as over HTTP/1.1, so nothing is wrong with h2 in itself; the policy is for old clients and for HAProxy releases with known HTTP/2 defects. HTTP/2 is agreed upon by ALPN, before any path is known, so a rule for a path cannot keep it away from WebSockets: give up h2 on the whole port, or give one host name a certificate line of its own in a crt-list, with `[alpn http/1.1]`.',
  severity: 'warning',
  versions: 'h2 in alpn and proto h2: all; TLS without alpn: from 2.8 on, where h2 is offered by default',
  source: 'evidence c01-c05, c09, p05',
  fix: 'safe',
  keywords: ['bind'],
  reads: { settings: ['mode'], own: ['acl', 'use_backend', 'default_backend', 'server', 'http-request'], routes: true, targets: ['server', 'default-server', 'http-check send', 'option httpchk', 'http-request'] },
  may: (_, { project }) => project.settings.webSocket.http11Only,
  message: (a) => (a.weak ? t('{0} looks like it serves WebSocket. ', a.section) : t('{0} serves WebSocket. ', a.section))
    + (a.offer.startsWith('proto') ? t("'proto h2' takes nothing but HTTP/2, and haproxy.websocket.http11Only is on. Write 'alpn http/1.1', without TLS 'proto h1'.")
      : a.offer ? t("'{0}' lets clients choose HTTP/2, and haproxy.websocket.http11Only is on. Write 'alpn http/1.1'.", a.offer)
      : t("HAProxy {0} offers HTTP/2 on TLS ports without alpn, and haproxy.websocket.http11Only is on. Write 'alpn http/1.1'.", a.version)),
  *check({ document, section, line, statement: { tokens } }, { project }) {
    const { webSocket, version } = project.settings;
    if (!webSocket.http11Only || isConditional(document, line)) return;
    const offer = http2Offer(project, section, line, tokens);
    if (!offer || modeOf(project, section) !== 'http') return;
    const sign = frontendSign(project, section), o = offer.option;
    if (!sign) return;
    yield {
      ...(o ? { line, start: o.name.start, end: o.value?.end ?? o.name.end } : span(line, tokens.find((x, i) => i >= 2 && x.value === 'ssl')!)),
      args: { section: nameOf(section), offer: o ? `${o.name.value} ${o.value?.value ?? ''}` : '', version, weak: sign === 'weak' }, severity: sign === 'weak' ? 'info' : 'warning',
    };
  },
  repair(f, { project }): Fix[] {
    const section = f.document.sectionOf(f.line), { tokens } = project.lex(f.line.text), edits = offerHttp11(section, f.line, tokens);
    const fixes: Fix[] = [{ title: t("Offer only HTTP/1.1 here: 'alpn http/1.1'"), safe: true, edits }];
    const list = optionIn(f.line, tokens, 'crt-list', 2)?.value?.value, crt = optionIn(f.line, tokens, 'crt', 2)?.value?.value ?? '/etc/haproxy/ws.pem';
    const above = f.document.tree.numberOf(f.line) - 1;
    if (above >= 0 && f.document.tree.at(above).text.includes('[alpn http/1.1]')) return fixes;
    const note = [`# HTTP/1.1 for one host name only: ${list ? `in ${list}` : `'crt-list FILE' instead of 'crt'`}, below the other certificates, the line`, `# ${list ? '/etc/haproxy/ws.pem' : crt} [alpn http/1.1] ws.example.com`];
    fixes.push({ title: t('Only for one host name: note the line for a crt-list here (a path cannot choose the protocol)'), safe: false, edits: [{ kind: 'insert', document: f.document, line: f.line, where: 'above', lines: note.map((n) => indentOf(f.line) + n) }] });
    return fixes;
  },
});
