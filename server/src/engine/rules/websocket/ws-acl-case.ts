// Tests on Upgrade and Connection that mind the case of letters.
import { t } from '../../language/text.ts';
import { type AclTest, conditionAt, parseAclTest, parseCondition } from '../../syntax/condition.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import { lineRule } from '../rule.ts';
import { replace, span } from '../write.ts';

interface Args extends Record<string, string | number> { header: string; pattern: string; at: number }

const FETCH = /^(?:req\.f?hdr|hdr)(?:_(?:beg|end|sub|dom|dir))?$/;

interface Strict { readonly header: string; readonly pattern: Token; readonly expression: Token }

/** The pattern that misses what clients send, if the test minds case. */
function strict(test: AclTest | null): Strict | null {
  if (!test || test.ignoreCase || test.fromFile || test.expression.flags & ENV || test.patterns.length === 0) return null;
  if (test.method !== null && !['str', 'beg', 'end', 'sub', 'dom', 'dir'].includes(test.method)) return null;
  const { fetch, converters } = parseSample(test.expression.value), header = fetch.args?.[0]?.text.toLowerCase();
  if (!FETCH.test(fetch.name) || converters.length > 0) return null;
  const words = test.patterns.map((p) => p.value);
  if (header === 'connection') {
    // HTTP/1 browsers send `Upgrade`, requests over HTTP/2 arrive as `upgrade`
    const pattern = test.patterns.find((p) => /^upgrade$/i.test(p.value));
    return pattern && !(words.includes('Upgrade') && words.includes('upgrade')) ? { header: 'Connection', pattern, expression: test.expression } : null;
  }
  if (header !== 'upgrade' || words.includes('websocket')) return null;
  const pattern = test.patterns.find((p) => /^websocket$/i.test(p.value));
  return pattern ? { header: 'Upgrade', pattern, expression: test.expression } : null;
}

export const wsAclCase = lineRule<Args>({
  id: 'ws-acl-case',
  title: 'Test on Upgrade or Connection minds upper and lower case',
  why: 'Browsers send `Connection: Upgrade`, a WebSocket over HTTP/2 arrives as `Connection: upgrade`, and all browsers send `Upgrade: websocket`. Without `-i` a test matches only one way of writing, and the other clients are routed elsewhere.',
  severity: 'warning',
  source: 'evidence l01, l02',
  fix: 'safe',
  keywords: ['acl', 'use_backend', 'use-server', 'http-request', 'http-response', 'http-after-response', 'redirect', 'tcp-request content', 'stick on', 'stick match', 'stick store-request', 'monitor'],
  message: (a) => a.header === 'Connection'
    ? t("Browsers send 'Connection: Upgrade', WebSockets over HTTP/2 arrive as 'upgrade': '{0}' without -i misses one of them. Compare without case: -i.", a.pattern)
    : t("Browsers send 'Upgrade: websocket' in lower case, so '{0}' without -i never matches. Compare without case: -i.", a.pattern),
  may: ({ line }) => /upgrade|connection/i.test(line.text),
  *check({ section, line, statement: { tokens } }, { project }) {
    const tests: (readonly Token[])[] = [];
    if (line.keyword === 'acl') tests.push(tokens.slice(2));
    else {
      const at = line.text.includes('{') ? conditionAt(tokens) : -1;
      if (at > 0) for (const group of parseCondition(tokens, at).groups) for (const term of group) if (term.name === null) tests.push(term.words);
    }
    for (const words of tests) {
      const found = strict(parseAclTest(words));
      if (!found) continue;
      // another line of the same ACL may take the other way of writing
      const others = line.keyword === 'acl' ? section.local('acl', tokens[1]!.value)?.declared ?? [] : [];
      if (others.some((l) => l !== line && covers(parseAclTest(project.lex(l.text).tokens.slice(2)), found))) continue;
      yield { ...span(line, found.pattern), args: { header: found.header, pattern: found.pattern.value, at: found.expression.end } };
    }
  },
  repair: (f) => [{ title: t("Compare without case: add '-i'"), safe: true, edits: [replace(f.document.sectionOf(f.line), f.line, f.args.at, f.args.at, ' -i')] }],
});

/** Whether the test takes what the strict one misses. */
function covers(test: AclTest | null, missed: Strict): boolean {
  if (!test || parseSample(test.expression.value).fetch.args?.[0]?.text.toLowerCase() !== missed.header.toLowerCase()) return false;
  return test.ignoreCase || test.method === 'found' || test.patterns.some((p) => p.value !== missed.pattern.value && p.value.toLowerCase() === missed.pattern.value.toLowerCase());
}
