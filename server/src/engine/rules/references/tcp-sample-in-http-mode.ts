// What reads raw bytes or a TLS hello, in a condition of a proxy in HTTP mode: HAProxy warns and the test never matches.
import { fetchInAcl } from '../../language/aclKeyword.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Document } from '../../model/document.ts';
import { modeOf } from '../../model/effective.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import { lineRule } from '../rule.ts';
import { span } from '../write.ts';
import { aclReach } from './acls.ts';

interface Args extends Record<string, string> { fetch: string }

/** Rule sets that HAProxy looks through for it. */
const KEYWORDS = ['tcp-request content', 'tcp-response content', 'http-request', 'http-response', 'http-after-response', 'use_backend', 'use-server'];

function readsRaw(first: Token | undefined, document: Document): boolean {
  if (!first || first.flags & ENV) return false;
  const uses = fetchInAcl(parseSample(first.value).fetch.name, document.target)?.uses ?? [];
  return uses.length > 0 && uses.every((u) => u === 'L6REQ' || u === 'L6RES');
}

export const tcpSampleInHttpMode = lineRule<Args>({
  id: 'tcp-sample-in-http-mode',
  title: 'Raw data in a proxy in HTTP mode',
  why: 'In HTTP mode there are requests and responses, no raw bytes: what reads a TLS hello or a payload has no value. HAProxy loads the proxy, warns, and the test never matches. With TLS ended here, ssl_fc_sni is what req.ssl_sni is in TCP mode.',
  severity: 'warning',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  keywords: KEYWORDS,
  reads: { settings: ['mode'] },
  message: (a) => t("'{0}' has no value in HTTP mode, so this test never matches.", a.fetch) + (/sni/.test(a.fetch) ? ` ${t("Where TLS ends here, use 'ssl_fc_sni'.")}` : ''),
  may: ({ document, line, statement }) => line.text.includes('{') && statement.tokens.some((x, i) => x.value.endsWith('{') && readsRaw(statement.tokens[i + 1], document)),
  anyway: (section, { project }) => section.byKeyword.has('acl') && aclReach(project, section)?.raw !== false,
  *check(unit, { project }) {
    const { document, section, line } = unit;
    if (!line.text.includes('{') && aclReach(project, section)?.raw === false) return;
    const { tokens } = unit.statement, at = conditionAt(tokens, 1);
    if (at < 0 || section.kind === 'defaults' || isConditional(document, line)) return;
    const tests: { token: Token; first: Token }[] = [];
    for (const group of parseCondition(tokens, at).groups) for (const term of group) {
      if (!term.closed) return;
      if (term.name === null) { if (term.words[0]) tests.push({ token: term.words[0], first: term.words[0] }); continue; }
      for (const l of section.local('acl', term.name)?.declared ?? []) {
        const first = isConditional(document, l) ? undefined : project.lex(l.text).tokens[2];
        if (first) tests.push({ token: tokens[term.last]!, first });
      }
    }
    for (const { token, first } of tests) {
      if (!readsRaw(first, document)) continue;
      if (modeOf(project, section) === 'http') yield { ...span(line, token), args: { fetch: parseSample(first.value).fetch.name } };
      return;
    }
  },
});
