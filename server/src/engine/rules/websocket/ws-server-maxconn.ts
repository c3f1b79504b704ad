// A server's maxconn that long-lived sockets use up.
import { serversMayHold } from '../effectiveOptions.ts';
import { t } from '../../language/text.ts';
import { effective, modeOf } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { sectionRule } from '../rule.ts';
import { insertAfterLast, span } from '../write.ts';
import { serversOf } from '../options.ts';

interface Args extends Record<string, string> { server: string; maxconn: string }

export const wsServerMaxconn = sectionRule<Args>({
  id: 'ws-server-maxconn',
  title: 'maxconn on a server of WebSockets',
  why: 'A WebSocket holds one of the server\'s slots for its whole life. When all are taken, the next client waits for `timeout queue`, or without it for `timeout connect`, and gets 503. A `timeout queue` of its own says how long the wait may be.',
  severity: 'hint',
  source: 'evidence m02, m03',
  fix: 'unsafe',
  webSocket: true,
  sections: ['backend', 'listen'],
  reads: { own: ['server', 'server-template', 'default-server'], settings: ['default-server', 'timeout queue', 'mode'], routes: true },
  message: (a) => t("Each WebSocket holds one of the {1} slots of '{0}' for its whole life; the next client waits for timeout connect, then gets 503. Write `timeout queue 5s`, and maxconn for as many sockets as are expected.", a.server, a.maxconn),
  may: (section, { project }) => serversMayHold(project, section, 'maxconn'),
  *check(section, { project }) {
    if (effective(project, section, 'timeout queue') || modeOf(project, section) !== 'http' || webSocketOf(project, section)?.sign !== 'strong') return;
    for (const server of serversOf(project, section) ?? []) {
      const option = server.option('maxconn');
      if (!option?.value || !/^[1-9]\d*$/.test(option.value.value)) continue;
      yield { ...(option.line === server.line ? span(server.line, option.value) : span(server.line, server.tokens[1]!)), args: { server: server.name, maxconn: option.value.value } };
      return; // one timeout is enough for all
    }
  },
  repair(f) {
    const edit = insertAfterLast(f.document.sectionOf(f.line), 'timeout', ['timeout queue 5s']);
    return edit ? [{ title: t("Add 'timeout queue 5s'"), safe: false, edits: [edit] }] : [];
  },
});
