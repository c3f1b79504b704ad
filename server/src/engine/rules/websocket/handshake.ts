// What http-request and http-response rules do to the headers of a WebSocket handshake (evidence e01-e03, n01-n06, y01-y05).
import { matchOf } from '../../language/pattern.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { signOfTest } from '../../model/webSocket.ts';
import { type Condition, parseAclTest, type Term } from '../../syntax/condition.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';

/** Whether a `del-header` with this match method covers the header. */
function covers(method: string, pattern: string, header: string): boolean {
  const p = pattern.toLowerCase(), h = header.toLowerCase();
  switch (method) {
    case 'str': return h === p;
    case 'beg': return h.startsWith(p);
    case 'end': return h.endsWith(p);
    case 'sub': return h.includes(p);
    case 'reg': return Boolean(matchOf(pattern, 'i', header));
    default: return false;
  }
}

/** The handshake header that a rule destroys, and the index of the action's last word. */
export interface Removal { readonly header: string; readonly last: number }

export function removal(words: readonly Token[], response: boolean): Removal | null {
  const action = words[1]?.value, name = words[2];
  if (!name || name.flags & ENV || name.value.includes('%[')) return null;
  const needed = response ? ['Upgrade', 'Connection'] : ['Upgrade', 'Connection', 'Sec-WebSocket-Key'];
  if (action === 'del-header') {
    const flag = words[3]?.value === '-m', method = flag ? words[4]?.value ?? 'str' : 'str';
    const header = needed.find((h) => covers(method, name.value, h));
    return header ? { header, last: flag ? 4 : 2 } : null;
  }
  if (name.value.toLowerCase() !== 'connection') return null;
  const value = action === 'set-header' ? words[3] : (action === 'replace-header' || action === 'replace-value') && !response ? words[4] : undefined;
  if (!value || value.flags & ENV || value.value.includes('%') || /upgrade/i.test(value.value)) return null;
  if (action !== 'set-header') {
    // only when the pattern takes in what browsers send
    if (!matchOf(words[3]!.value, 'i', 'Upgrade') || /\\[1-9]/.test(value.value)) return null;
  }
  return { header: 'Connection', last: action === 'set-header' ? 3 : 4 };
}

/** A test that only an upgrade's answer meets: `status 101`, or Upgrade among the answer's headers. */
function answersUpgrade(term: Term): boolean {
  const [f, ...rest] = term.words.map((w) => w.value.toLowerCase());
  if (f === 'status') return rest.includes('101');
  return f !== undefined && /^res\.f?hdr\(upgrade\)$/.test(f) && rest.some((w) => w.includes('websocket') || w === 'found');
}

/** A test of request headers or the path, which can never match once the answer is there: HAProxy warns, and goes on. */
export function blindOnAnswers(project: Project, section: Section, term: Term): boolean {
  const tests = term.name === null ? [term.words] : (section.local('acl', term.name)?.declared ?? []).map((l) => project.lex(l.text).tokens.slice(2));
  return tests.length > 0 && tests.every((words) => {
    const test = parseAclTest(words);
    return test !== null && signOfTest(project, test) !== null && !parseSample(test.expression.value).fetch.name.startsWith('capture.');
  });
}

const ALWAYS = new Set(['TRUE', 'HTTP', 'HTTP_1.1', 'METH_GET']);
/** Predefined ACLs that every handshake over HTTP/1.1 meets. */
export const holdsForHandshake = (term: Term): boolean => !term.negated && term.name !== null && ALWAYS.has(term.name);

/** Whether a response rule certainly runs for the answer to a handshake. */
export function includesAnswer(project: Project, section: Section, c: Condition): boolean {
  const never = (t: Term): boolean => blindOnAnswers(project, section, t);
  if (c.unless) return c.groups.every((g) => g.some((t) => t.negated ? answersUpgrade(t) : never(t)));
  return c.groups.some((g) => g.length > 0 && g.every((t) => t.negated ? never(t) : answersUpgrade(t) || holdsForHandshake(t)));
}
