// `Upgrade: websocket` and `Connection: upgrade` written into every request, as other proxies want it.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { routesTo } from '../../model/routes.ts';
import { signOfRoute } from '../../model/webSocket.ts';
import { conditionAt } from '../../syntax/condition.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { type Edit, type Fix, sectionRule } from '../rule.ts';
import { replace, statementSpan } from '../write.ts';

interface Args extends Record<string, string | boolean> { only: boolean }

const FORCES = /set-header\s+\S*(?:upgrade|connection)/i;

export const wsUpgradeHeaderForced = sectionRule<Args>({
  id: 'ws-upgrade-header-forced',
  title: 'Upgrade headers forced on every request',
  why: 'HAProxy forwards the upgrade of a WebSocket by itself. When rules write `Upgrade: websocket` and `Connection: upgrade` into every request, ordinary pages become handshakes too, and the server answers them with an error.',
  severity: 'warning',
  source: 'evidence o03, o04',
  fix: 'safe',
  sections: ['frontend', 'listen', 'backend'],
  has: ['http-request'],
  reads: { own: ['http-request'], settings: ['mode'], routes: true },
  message: (a) => a.only
    ? t('HAProxy forwards the upgrade by itself: these headers are not needed, and a request that is no handshake fails with them. Delete both lines.')
    : t('HAProxy forwards the upgrade by itself. Forced on every request, these headers turn ordinary pages into failed handshakes. Delete both lines.'),
  may: (section) => section.lines('http-request').some((l) => FORCES.test(l.text)),
  *check(section, { project }) {
    const forced = new Map<string, { line: Line; tokens: readonly Token[] }>();
    for (const line of section.lines('http-request')) {
      if (!FORCES.test(line.text)) continue;
      const { tokens } = project.lex(line.text), name = tokens[2]?.value.toLowerCase(), value = tokens[3]?.value.toLowerCase();
      if (tokens[1]?.value !== 'set-header' || conditionAt(tokens, 4) > 0 || isConditional(section.document, line)) continue;
      if ((name === 'upgrade' && value === 'websocket') || (name === 'connection' && /^(?:keep-alive, *)?upgrade$/.test(value ?? ''))) forced.set(name, { line, tokens });
    }
    const up = forced.get('upgrade'), connection = forced.get('connection');
    if (!up || !connection || modeOf(project, section) !== 'http') return;
    const routes = section.kind === 'backend' ? routesTo(project, section) : [];
    const only = routes.length > 0 && routes.every((r) => signOfRoute(project, r) !== null);
    for (const [one, other] of [[up, connection], [connection, up]] as const) {
      const there = statementSpan(other.line, other.tokens);
      yield { ...statementSpan(one.line, one.tokens), args: { only }, severity: only ? 'info' : 'warning', related: [{ ...there, document: section.document, message: t('The other half.') }] };
    }
  },
  repair(f, { project }): Fix[] {
    const section = f.document.sectionOf(f.line), other = f.related?.[0];
    if (!other) return [];
    const lines = [f.line, other.line];
    return [
      { title: t('Delete both lines'), safe: true, edits: lines.map((line): Edit => ({ kind: 'delete', document: f.document, line })) },
      { title: t('Write them into WebSocket handshakes only'), safe: false, edits: lines.map((line): Edit => { const { tokens } = project.lex(line.text), { end } = tokens[tokens.length - 1]!; return replace(section, line, end, end, ' if { hdr(Upgrade) -i websocket }'); }) },
    ];
  },
});
