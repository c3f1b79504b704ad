// Host rewritten on the path of WebSockets, while Origin still names the other host.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { hasFrontend } from '../../model/keyword.ts';
import { frontendSign, webSocketOf } from '../../model/webSocket.ts';
import { conditionAt } from '../../syntax/condition.ts';
import { ENV } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { indentOf, statementSpan } from '../write.ts';

interface Args extends Record<string, string> { host: string }

export const wsHostWithoutOrigin = lineRule<Args>({
  id: 'ws-host-without-origin',
  title: 'Host rewritten for WebSockets, Origin left as it was',
  why: 'Browsers send an `Origin` with every handshake, and many WebSocket servers compare it with `Host` to keep foreign pages out. When a rule writes another `Host`, the two differ, and such a server refuses the handshake, usually with 403. Servers that do not compare, or that have a list of origins, are not affected.',
  severity: 'info',
  source: 'evidence p12',
  fix: 'unsafe',
  keywords: ['http-request'],
  mentions: ['set-header'],
  reads: { own: ['http-request', 'acl', 'use_backend', 'default_backend', 'server', 'http-check send', 'option httpchk'], settings: ['mode'], routes: true, sources: ['http-request'], targets: ['http-request', 'server', 'default-server', 'http-check send', 'option httpchk'] },
  message: (a) => t("Browsers' Origin still names the outer host when Host becomes '{0}': a WebSocket server that compares the two refuses the handshake. Rewrite Origin too, or allow it in the application.", a.host),
  *check({ document, section, line, statement: { tokens } }, { project }) {
    const [, action, name, host] = tokens;
    if (action?.value !== 'set-header' || name?.value.toLowerCase() !== 'host' || !host || host.flags & ENV || host.value.includes('%')) return;
    if (conditionAt(tokens, 4) > 0 || isConditional(document, line) || modeOf(project, section) !== 'http') return;
    const sign = hasFrontend(section.kind) ? frontendSign(project, section) : webSocketOf(project, section)?.sign;
    if (sign !== 'strong') return;
    for (const s of [section, ...project.sources(section), ...project.targets(section)]) if (s.lines('http-request').some((l) => /-(?:header|value)\s+"?origin\b/i.test(l.text))) return;
    yield { ...statementSpan(line, tokens), args: { host: host.value } };
  },
  repair: (f) => [{ title: t('Rewrite Origin too, in WebSocket handshakes'), safe: false, edits: [{ kind: 'insert', document: f.document, line: f.line, where: 'below', lines: [`${indentOf(f.line)}http-request set-header Origin https://${f.args.host} if { hdr(Upgrade) -i websocket }`] }] }],
});
