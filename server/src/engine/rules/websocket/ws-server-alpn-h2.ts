// 2.4: a server line that may negotiate h2 takes WebSockets over HTTP/2 too.
import { t } from '../../language/text.ts';
import { modeOf } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { sectionRule } from '../rule.ts';
import { replace, span } from '../write.ts';
import { protocols, serversOf } from '../options.ts';

interface Args extends Record<string, string> { server: string; alpn: string }

export const wsServerAlpnH2 = sectionRule<Args>({
  id: 'ws-server-alpn-h2',
  title: 'Server line of 2.4 that may negotiate h2',
  why: 'HAProxy 2.4 sends a handshake over HTTP/2 when the server negotiates h2, and does not fall back. A server without RFC 8441 refuses it, and the client gets 502. From 2.5 on HAProxy falls back to HTTP/1.1.',
  severity: 'warning',
  versions: '2.4',
  source: 'evidence c25, c26',
  fix: 'unsafe',
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: { own: ['server', 'server-template', 'default-server'], settings: ['default-server', 'mode'], routes: true },
  message: (a) => t("HAProxy 2.4 sends the handshake over HTTP/2 to '{0}'; unless the server announces RFC 8441, it gets 502. Write 'alpn http/1.1'.", a.server),
  may: (_, { project }) => project.settings.version === '2.4',
  *check(section, { project }) {
    const use = webSocketOf(project, section);
    if (!use || /grpc/i.test(section.name ?? '') || modeOf(project, section) !== 'http') return;
    for (const server of serversOf(project, section) ?? []) {
      const alpn = server.option('alpn'), list = protocols(alpn?.value);
      if (!alpn?.value || !server.option('ssl') || server.option('proto') || !list.includes('h2') || !list.includes('http/1.1')) continue;
      yield { ...(alpn.line === server.line ? span(server.line, alpn.value) : span(server.line, server.tokens[1]!)), args: { server: server.name, alpn: alpn.value.value }, severity: use.sign === 'weak' ? 'info' : 'warning' };
    }
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), { tokens } = project.lex(f.line.text), { end } = tokens[tokens.length - 1]!;
    const own = tokens.some((x) => x.start === f.start && x.value === f.args.alpn);
    return [{ title: t("Write 'alpn http/1.1'"), safe: false, edits: [own ? replace(section, f.line, f.start, f.end, 'http/1.1') : replace(section, f.line, end, end, ' alpn http/1.1')] }];
  },
});
