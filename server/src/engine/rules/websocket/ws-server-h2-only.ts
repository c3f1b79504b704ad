// A server line that speaks HTTP/2 only, in a backend for WebSockets.
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { modeOf } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { type Fix, sectionRule } from '../rule.ts';
import { serversMayHold } from '../effectiveOptions.ts';
import { replace, span } from '../write.ts';
import { type Option, protocols, type Server, serversOf } from '../options.ts';

interface Args extends Record<string, string> { server: string; option: string; kind: string }

/** The option that makes the server line speak HTTP/2 and nothing else. */
function onlyHttp2(server: Server): { readonly kind: 'ws' | 'proto' | 'alpn'; readonly option: Option } | null {
  const ws = server.option('ws'), proto = server.option('proto'), alpn = server.option('alpn');
  if (ws?.value?.value === 'h1') return null;
  if (ws?.value?.value === 'h2') return { kind: 'ws', option: ws };
  if (proto?.value?.value === 'h2') return { kind: 'proto', option: proto };
  const list = protocols(alpn?.value);
  return alpn && server.option('ssl') && list.includes('h2') && !list.includes('http/1.1') ? { kind: 'alpn', option: alpn } : null;
}

export const wsServerH2Only = sectionRule<Args>({
  id: 'ws-server-h2-only',
  title: 'WebSockets sent to a server over HTTP/2 only',
  why: 'A WebSocket over HTTP/2 needs a server that announces RFC 8441 (extended CONNECT), and many do not. With `proto h2`, `alpn h2` or `ws h2` HAProxy has no other way, and the client gets 502.',
  severity: 'warning',
  source: 'evidence c20-c33',
  fix: 'unsafe',
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: { own: ['server', 'server-template', 'default-server'], settings: ['default-server', 'mode'], routes: true },
  message: (a) => t("Works only if server '{0}' announces RFC 8441 (WebSocket over HTTP/2); otherwise every handshake gets 502. '{1}' leaves HAProxy no other way.", a.server, a.option),
  may: (section, { project }) => serversMayHold(project, section, 'h2'),
  *check(section, { project }) {
    const use = webSocketOf(project, section);
    if (!use || /grpc/i.test(section.name ?? '') || modeOf(project, section) !== 'http') return;
    for (const server of serversOf(project, section) ?? []) {
      const found = /grpc/i.test(server.line.text) ? null : onlyHttp2(server);
      if (!found?.option.value) continue;
      const own = found.option.line === server.line, text = `${found.option.name.value} ${found.option.value.value}`;
      const at = own ? { line: server.line, start: found.option.name.start, end: found.option.value.end } : span(server.line, server.tokens[1]!);
      yield { ...at, args: { server: server.name, option: text, kind: found.kind }, severity: use.sign === 'weak' ? 'info' : 'warning' };
    }
  },
  repair(f, { project }): Fix[] {
    const section = f.document.sectionOf(f.line), { tokens } = project.lex(f.line.text), { end } = tokens[tokens.length - 1]!, { version } = project.settings;
    const here = tokens.some((x) => x.start === f.start && x.value === f.args.kind), hasWs = compareVersions(version, '2.5') >= 0;
    if (f.args.kind === 'alpn') {
      // 2.4 would still choose h2; 3.3 and later mix up what was negotiated (ws-server-alpn-mixed)
      const write = hasWs && compareVersions(version, '3.3') < 0 ? 'alpn h2,http/1.1' : 'alpn http/1.1';
      return [{ title: t("Write '{0}'", write), safe: false, edits: [here ? replace(section, f.line, f.start, f.end, write) : replace(section, f.line, end, end, ` ${write}`)] }];
    }
    if (!hasWs) return [];
    return [{ title: t("Write 'ws h1', if the port speaks HTTP/1.1 too"), safe: false, edits: [f.args.kind === 'ws' && here ? replace(section, f.line, f.start, f.end, 'ws h1') : replace(section, f.line, end, end, ' ws h1')] }];
  },
});
