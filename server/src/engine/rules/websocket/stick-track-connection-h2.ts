// A limit that counts connections where one connection carries many sockets.
import { t } from '../../language/text.ts';
import { modeOf } from '../../model/effective.ts';
import { frontendSign } from '../../model/webSocket.ts';
import { type Edit, sectionRule } from '../rule.ts';
import { insertHttpRequest, statementSpan } from '../write.ts';
import { counterRead, tracksIn } from '../stick.ts';
import { CONDITIONED, canStandAt, testsOf } from '../tests.ts';
import { offersHttp2 } from './offer.ts';

interface Args extends Record<string, string | boolean> { number: string; fetch: string; movable: boolean }

export const stickTrackConnectionH2 = sectionRule<Args>({
  id: 'stick-track-connection-h2',
  title: 'Limit on connections in front of HTTP/2',
  why: 'Over HTTP/2 one connection carries many WebSockets. `tcp-request connection track-sc` counts the connection once, so a limit on open sockets does not hold; `http-request track-sc` counts every socket.',
  severity: 'info',
  source: 'evidence i27, i28',
  fix: 'unsafe',
  sections: ['frontend', 'listen'],
  has: ['tcp-request connection', 'tcp-request session'],
  reads: { own: ['bind', 'acl', 'default_backend', ...CONDITIONED], settings: ['mode'], routes: true, targets: [...CONDITIONED, 'acl'], globals: ['h2-workaround-bogus-websocket-clients'] },
  message: (a) => t("One HTTP/2 connection can carry many WebSockets, and this counts connections: '{1}' does not limit sockets. Write `http-request track-sc{0} src`.", a.number, a.fetch),
  *check(section, { project }) {
    const tracks = tracksIn(project, section).filter((x) => x.line.keyword === 'tcp-request connection' || x.line.keyword === 'tcp-request session');
    if (tracks.length === 0 || modeOf(project, section) !== 'http' || !offersHttp2(project, section) || frontendSign(project, section) !== 'strong') return;
    if (project.globalLines('h2-workaround-bogus-websocket-clients').length > 0) return;
    for (const track of tracks) {
      let fetch: string | null = null, early = false;
      for (const s of [section, ...project.targets(section)]) for (const keyword of CONDITIONED) for (const line of s.lines(keyword)) {
        if (!/\b(?:if|unless)\b/.test(line.text)) continue;
        for (const made of testsOf(project, s, project.lex(line.text).tokens, line)) {
          const read = counterRead(made.sample.fetch);
          if (read?.number !== track.number || !/^conn_(?:cur|rate)$/.test(read.store)) continue;
          fetch ??= made.test.expression.value.slice(made.sample.fetch.start, made.sample.fetch.end);
          early ||= keyword.startsWith('tcp-request');
        }
      }
      if (fetch) yield { ...statementSpan(track.line, track.tokens), args: { number: track.number, fetch, movable: !early } };
    }
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), { tokens } = project.lex(f.line.text);
    const insert = f.args.movable ? insertHttpRequest(section, [`http-request ${f.line.text.slice(tokens[2]!.start).trimEnd()}`]) : null;
    if (insert?.kind !== 'insert' || !canStandAt(project, section, f.line, insert.line)) return [];
    const edits: Edit[] = [insert, { kind: 'delete', document: f.document, line: f.line }];
    return [{ title: t('Count every socket: http-request track-sc{0}', f.args.number), safe: false, edits }];
  },
});
