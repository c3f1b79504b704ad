// The tests that a statement's condition makes, with named ACLs looked up in the section.
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { type AclTest, conditionAt, parseAclTest, parseCondition, type Term } from '../syntax/condition.ts';
import type { Token } from '../syntax/lexer.ts';
import { parseSample, type Sample } from '../syntax/sample.ts';
import type { Line } from '../text/lineTree.ts';

/** One test: the line where its words stand, the term of the condition that makes it, and what it reads. */
export interface MadeTest { readonly line: Line; readonly term: Term; readonly test: AclTest; readonly sample: Sample }

/** Keywords whose statements may have a condition, of rules that look at requests. */
export const CONDITIONED = ['use_backend', 'use-server', 'http-request', 'http-response', 'http-after-response', 'redirect', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'stick on', 'stick match', 'stick store-request'] as const;

export function* testsOf(project: Project, section: Section, tokens: readonly Token[], line: Line): Iterable<MadeTest> {
  const at = conditionAt(tokens);
  if (at < 0) return;
  for (const group of parseCondition(tokens, at).groups) for (const term of group) {
    if (term.name === null) { const made = read(line, term, term.words); if (made) yield made; continue; }
    const declared = section.local('acl', term.name)?.declared ?? [], { tree } = section.document;
    for (const l of declared.length > 1 ? [...declared].sort((a, b) => tree.numberOf(a) - tree.numberOf(b)) : declared) { const made = read(l, term, project.lex(l.text).tokens.slice(2)); if (made) yield made; }
  }
}

function read(line: Line, term: Term, words: readonly Token[]): MadeTest | null {
  const test = parseAclTest(words);
  return test ? { line, term, test, sample: parseSample(test.expression.value) } : null;
}

/** Whether the statement can stand at the target line: HAProxy knows an ACL only below its first `acl` line. */
export function canStandAt(project: Project, section: Section, line: Line, target: Line): boolean {
  const { tokens } = project.lex(line.text), at = conditionAt(tokens), { tree } = section.document, n = tree.numberOf(target);
  if (at < 0) return true;
  return parseCondition(tokens, at).groups.flat().every((x) => {
    const declared = x.name === null ? [] : section.local('acl', x.name)?.declared ?? [];
    return declared.length === 0 || declared.some((l) => tree.numberOf(l) < n);
  });
}
