// A test on the one handshake header that WebSockets over HTTP/2 do not have.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { hasFrontend } from '../../model/keyword.ts';
import { signOfCondition } from '../../model/webSocket.ts';
import { type AclTest, conditionAt, parseAclTest, parseCondition } from '../../syntax/condition.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { sectionRule } from '../rule.ts';
import { replace } from '../write.ts';
import { CONDITIONED } from '../tests.ts';
import { offersHttp2 } from './offer.ts';

interface Args extends Record<string, string> { test: string }

const KEY = /^(?:req\.f?hdr|hdr)(?:_cnt|_len)?\(sec-websocket-key\b/i;
const MENTIONS = /sec-websocket-key/i;
const USES = CONDITIONED.filter((k) => !/response|connection|session/.test(k));

export const wsAclKeyOverH2 = sectionRule<Args>({
  id: 'ws-acl-key-over-h2',
  title: 'Test on Sec-WebSocket-Key where HTTP/2 is offered',
  why: 'A WebSocket over HTTP/2 (RFC 8441) has no `Sec-WebSocket-Key`: HAProxy makes one for the server, after all rules have run. A test on the key misses such a WebSocket, so it is routed elsewhere or refused. `Upgrade: websocket` is there for both kinds.',
  severity: 'warning',
  source: 'evidence c17, p08',
  fix: 'safe',
  sections: ['frontend', 'listen', 'backend'],
  has: ['acl', ...USES],
  reads: { own: ['bind', 'acl', ...USES], settings: ['mode'], routes: true, sources: ['bind', 'mode'], globals: ['h2-workaround-bogus-websocket-clients'] },
  message: (a) => t("A WebSocket over HTTP/2 has no Sec-WebSocket-Key, and HTTP/2 is offered here: '{0}' misses it. Test `hdr(Upgrade) -i websocket`.", a.test),
  may: (section) => ['acl', ...USES].some((k) => section.lines(k).some((l) => MENTIONS.test(l.text))),
  *check(section, { project }) {
    const mentions = (keyword: string): Line[] => section.lines(keyword).filter((l) => MENTIONS.test(l.text)), acls = mentions('acl');
    const inBraces = USES.filter((k) => mentions(k).length > 0);
    if ((acls.length === 0 && inBraces.length === 0) || section.opaque > 0 || modeOf(project, section) !== 'http' || project.globalLines('h2-workaround-bogus-websocket-clients').length > 0) return;
    if (!(hasFrontend(section.kind) ? offersHttp2(project, section) : [...project.sources(section)].some((s) => offersHttp2(project, s)))) return;
    const told = new Set<Line>();
    for (const keyword of acls.length ? USES : inBraces) for (const line of section.lines(keyword)) {
      const { tokens } = project.lex(line.text), at = conditionAt(tokens);
      if (at < 0 || isConditional(section.document, line)) continue;
      const { groups } = parseCondition(tokens, at), made = groups.map((g) => g.map((x) => {
        if (x.name === null) return { x, line, test: keyTest(x.words) };
        const declared = section.local('acl', x.name)?.declared ?? []; // several lines are "or": another one may take the rest
        return { x, line: declared[0]!, test: declared.length === 1 ? keyTest(project.lex(declared[0]!.text).tokens.slice(2)) : null };
      }));
      // another alternative that takes sockets of both kinds
      if (groups.some((g, i) => made[i]!.every((m) => !m.test) && signOfCondition(project, section, { unless: false, at: 0, groups: [g] }) === 'strong')) continue;
      for (const m of made.flat()) {
        if (!m.test || (m.line !== line && told.has(m.line))) continue;
        told.add(m.line);
        const { expression } = m.test, end = m.test.patterns[m.test.patterns.length - 1] ?? m.test.flags[m.test.flags.length - 1]?.value ?? expression;
        yield { line: m.line, start: expression.start, end: end.end, args: { test: m.line.text.slice(expression.start, end.end) } };
      }
    }
  },
  repair: (f) => [{ title: t("Test Upgrade: '{0}'", 'hdr(Upgrade) -i websocket'), safe: true, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, 'hdr(Upgrade) -i websocket')] }],
});

/** A test that is true when the key is there. */
function keyTest(words: readonly Token[]): AclTest | null {
  const test = words[0] && KEY.test(words[0].value) ? parseAclTest(words) : null;
  if (!test || test.fromFile) return null;
  const counts = /_(?:cnt|len)\(/.test(test.expression.value), [op, n] = test.patterns.map((p) => p.value);
  if (test.method === 'found') return op === undefined ? test : null;
  return counts && op !== undefined && (n === undefined ? /^[1-9]\d*:?$/.test(op) : (op === 'gt' && n === '0') || (op === 'ge' && n === '1')) ? test : null;
}
