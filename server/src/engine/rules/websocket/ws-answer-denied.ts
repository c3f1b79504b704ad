// Answers refused by their status, and 101 with them.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { frontendSign, webSocketOf } from '../../model/webSocket.ts';
import { conditionAt, parseAclTest, parseCondition, type Term } from '../../syntax/condition.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { type Fix, lineRule } from '../rule.ts';
import { replace, statementSpan } from '../write.ts';

interface Args extends Record<string, string | boolean> { weak: boolean }

/** Whether `status` with these patterns holds for 101; null when they do not tell. */
function takes101(words: readonly Token[]): boolean | null {
  const test = parseAclTest(words);
  if (test?.expression.value !== 'status' || test.fromFile || (test.method !== null && test.method !== 'int') || test.patterns.length === 0) return null;
  let op = 'eq', any = false;
  for (const { value, flags } of test.patterns) {
    if (/^(?:eq|ge|gt|le|lt)$/.test(value)) { op = value; continue; }
    const m = /^(\d+)?(:)?(\d+)?$/.exec(value);
    if (!m || flags & ENV || (m[1] === undefined && m[3] === undefined)) return null;
    const from = Number(m[1] ?? 0), to = m[2] ? Number(m[3] ?? Number.POSITIVE_INFINITY) : from;
    any ||= op === 'eq' ? from <= 101 && 101 <= to : op === 'ge' ? 101 >= from : op === 'gt' ? 101 > from : op === 'le' ? 101 <= from : 101 < from;
  }
  return any;
}

/** Whether the term, a test of the status, is met by 101; null when it tests something else. */
function holdsFor101(project: Project, section: Section, x: Term): boolean | null {
  const declared = x.name === null ? [] : section.local('acl', x.name)?.declared ?? [];
  if (x.name !== null && (declared.length !== 1 || isConditional(section.document, declared[0]!))) return null;
  const is = takes101(x.name === null ? x.words : project.lex(declared[0]!.text).tokens.slice(2));
  return is === null ? null : is !== x.negated;
}

export const wsAnswerDenied = lineRule<Args>({
  id: 'ws-answer-denied',
  title: 'A rule on the status refuses the answer to a handshake',
  why: 'The answer to a WebSocket handshake has the status 101. A `http-response deny` that lets only 2xx and 3xx through refuses it, and the client gets 502.',
  severity: 'warning',
  source: 'evidence l16',
  fix: 'safe',
  keywords: ['http-response'],
  mentions: ['deny'],
  reads: { own: ['acl', 'use_backend', 'default_backend', 'server', 'http-check send', 'option httpchk', 'http-request'], settings: ['mode'], routes: true, targets: ['server', 'default-server', 'http-check send', 'option httpchk', 'http-request'] },
  message: (a) => (a.weak ? t('This proxy looks like it serves WebSocket. ') : '') + t('The answer to a WebSocket handshake is 101: this rule refuses it and the client gets 502. Let status 101 through.'),
  *check({ document, section, line, statement: { tokens } }, { project }) {
    const at = tokens[1]?.value === 'deny' ? conditionAt(tokens, 2) : -1;
    if (at < 0 || isConditional(document, line)) return;
    const { groups, unless } = parseCondition(tokens, at), holds = (x: Term): boolean | null => holdsFor101(project, section, x);
    if (!(unless ? groups.every((g) => g.some((x) => holds(x) === false)) : groups.some((g) => g.length > 0 && g.every(holds)))) return;
    if (modeOf(project, section) !== 'http') return;
    const sign = hasFrontend(section.kind) ? frontendSign(project, section) : webSocketOf(project, section)?.sign ?? null;
    if (sign) yield { ...statementSpan(line, tokens), args: { weak: sign === 'weak' }, severity: sign === 'weak' ? 'info' : 'warning' };
  },
  repair(f, { project }): Fix[] {
    const section = f.document.sectionOf(f.line), { tokens } = project.lex(f.line.text), { groups, unless } = parseCondition(tokens, conditionAt(tokens, 2));
    const ends = unless ? [tokens[tokens.length - 1]!.end] : groups.filter((g) => g.length > 0 && g.every((x) => holdsFor101(project, section, x))).map((g) => tokens[g[g.length - 1]!.last]!.end);
    return [{ title: t('Let status 101 through'), safe: true, edits: ends.map((end) => replace(section, f.line, end, end, unless ? ' or { status 101 }' : ' !{ status 101 }')) }];
  },
});
