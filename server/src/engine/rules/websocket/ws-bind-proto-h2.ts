// A port that speaks HTTP/2 only, in front of WebSockets.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { frontendSign } from '../../model/webSocket.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { type Edit, sectionRule } from '../rule.ts';
import { nameOf, replace } from '../write.ts';
import { hidesOptions, type Option, optionIn, protocols } from '../options.ts';

interface Args extends Record<string, string> { section: string }

export const wsBindProtoH2 = sectionRule<Args>({
  id: 'ws-bind-proto-h2',
  title: 'Port that speaks HTTP/2 only',
  why: 'With `proto h2` a port takes nothing but HTTP/2. Clients that speak HTTP/1.1, and that is how most WebSocket clients connect, are cut off without an answer.',
  severity: 'warning',
  source: 'evidence c07, c11',
  fix: 'safe',
  sections: ['frontend', 'listen'],
  has: ['bind'],
  reads: { own: ['bind', 'acl', 'use_backend', 'default_backend'], settings: ['mode'], routes: true, targets: [] },
  message: (a) => t("HTTP/1.1 clients are cut on this port, so classic WebSocket clients cannot reach {0}. Leave 'proto h2' out; HTTP/2 goes on working.", a.section),
  *check(section, { project }) {
    if (!section.lines('bind').some((l) => l.text.includes('proto'))) return;
    const { http11Only } = project.settings.webSocket; // then ws-bind-offers-h2 has the last word
    const sign = http11Only || /grpc/i.test(section.name ?? '') || section.opaque > 0 || modeOf(project, section) !== 'http' ? null : frontendSign(project, section);
    if (!sign) return;
    for (const b of onlyHttp2(project, section)) yield { line: b.line, start: b.proto.name.start, end: b.proto.value!.end, args: { section: nameOf(section) }, severity: sign === 'weak' ? 'info' : 'warning' };
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), edits: Edit[] = [];
    for (const { line, tokens, proto, tls } of onlyHttp2(project, section)) {
      const alpn = optionIn(line, tokens, 'alpn', 2), before = tokens[tokens.indexOf(proto.name) - 1]!;
      if (tls && !alpn) edits.push(replace(section, line, proto.name.start, proto.value!.end, 'alpn h2,http/1.1'));
      else edits.push(replace(section, line, before.end, proto.value!.end, ''));
      if (tls && alpn?.value && !protocols(alpn.value).includes('http/1.1')) edits.push(replace(section, line, alpn.value.start, alpn.value.end, 'h2,http/1.1'));
    }
    return [{ title: t("Take 'proto h2' out; TLS offers 'alpn h2,http/1.1'"), safe: true, edits }];
  },
});

interface Bind { readonly line: Line; readonly tokens: readonly Token[]; readonly proto: Option; readonly tls: boolean }

/** Ports that take nothing but HTTP/2, where no other port of their kind takes the rest. gRPC has ports of its own. */
function onlyHttp2(project: Project, section: Section): Bind[] {
  const only: Bind[] = [], open = new Set<boolean>();
  for (const line of section.lines('bind')) {
    const { tokens } = project.lex(line.text), proto = optionIn(line, tokens, 'proto', 2), tls = tokens.some((x, i) => i >= 2 && x.value === 'ssl');
    if (isConditional(section.document, line) || hidesOptions(tokens, 2) || /grpc|quic/i.test(line.text)) return [];
    if (proto?.value?.value === 'h2') only.push({ line, tokens, proto, tls }); else open.add(tls);
  }
  return only.filter((b) => !open.has(b.tls));
}
