// A redirect to https that also answers WebSocket handshakes.
import { t } from '../../language/text.ts';
import { modeOf } from '../../model/effective.ts';
import { routesFrom } from '../../model/routes.ts';
import { signOfRoute } from '../../model/webSocket.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import { sectionRule } from '../rule.ts';
import { statementSpan } from '../write.ts';
import { hidesOptions } from '../options.ts';
import { testsOf } from '../tests.ts';

interface Args extends Record<string, string> { section: string }

export const redirectBreaksWs = sectionRule<Args>({
  id: 'redirect-breaks-ws',
  title: 'Redirect to https in front of WebSockets',
  why: 'A client that opens `ws://` on this port gets a redirect. WebSocket clients generally do not follow one, so the connection fails. Clients have to use `wss://` from the start.',
  severity: 'hint',
  source: 'evidence l07',
  fix: 'none',
  sections: ['frontend', 'listen'],
  has: ['redirect', 'http-request'],
  reads: { own: ['bind', 'acl', 'http-request', 'redirect', 'use_backend'], settings: ['mode'] },
  message: () => t('ws:// clients get this redirect instead of their WebSocket, and WebSocket clients generally do not follow it. Let them use wss:// from the start.'),
  *check(section, { project }) {
    const redirects = [...section.lines('redirect'), ...section.lines('http-request').filter((l) => l.text.includes('redirect'))];
    if (redirects.length === 0 || modeOf(project, section) !== 'http') return;
    const clear = section.lines('bind').some((l) => { const { tokens } = project.lex(l.text); return !hidesOptions(tokens, 2) && !tokens.some((x, i) => i >= 2 && x.value === 'ssl'); });
    if (!clear || !routesFrom(project, section).some((r) => signOfRoute(project, r) === 'strong')) return;
    for (const line of redirects) {
      const { tokens } = project.lex(line.text), from = tokens[0]!.value === 'redirect' ? 1 : 2;
      if ((from === 2 && tokens[1]?.value !== 'redirect') || !/^(?:scheme https$|(?:prefix|location) https:\/\/)/i.test(`${tokens[from]?.value} ${tokens[from + 1]?.value}`)) continue;
      const at = conditionAt(tokens, from + 2);
      if (at > 0) { // for all that come in the clear, and nothing else
        const { groups } = parseCondition(tokens, at), tests = [...testsOf(project, section, tokens, line)];
        if (groups.length !== 1 || groups[0]!.length !== 1 || tests.length !== 1 || tests[0]!.sample.fetch.name !== 'ssl_fc' || tests[0]!.term.negated === (tokens[at]!.value === 'unless')) continue;
      }
      yield { ...statementSpan(line, tokens), args: { section: section.name ?? '' } };
    }
  },
});
