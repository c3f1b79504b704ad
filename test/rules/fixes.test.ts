// Every fix of every rule, on LF and CRLF: it is applied, it is gone when asked again, and it touches nothing but what it repairs:
// comments, indentation and blank lines stay. What it writes loads in HAProxy where the fixture itself is meant to.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { type Edits, Engine, type OfferedFix, RULES } from '../../server/src/engine/index.ts';
import { lex } from '../../server/src/engine/syntax/lexer.ts';
import { nearestBranch } from '../../server/src/engine/language/version.ts';
import { requireBuilds } from '../support/haproxy.mjs';
import { apply, findings, fixAllOf, isMark, settingsFor, speaksOf } from './fixture.ts';
import { ask, here, refuses } from './loads.ts';

const URI = 'file:///haproxy.cfg', root = join(process.cwd(), 'test', 'rules');
const bare = (text: string): string => text.split('\n').filter((l) => !isMark(l)).join('\n');
const open = (text: string): Engine => { const e = new Engine(); e.open(URI, 1, text, settingsFor(text)); return e; };
interface Offered { readonly line: number; readonly fixes: OfferedFix[] }
const fixesOf = (engine: Engine, rule: string): Offered[] => engine.findings(URI).filter((f) => f.rule === rule).map((f) => ({ line: f.range.start.line, fixes: engine.fixes(URI, f) }));

/** Comment of a line, from its mark on; '' without one. */
const commentOf = (line: string): string => { const { comment, error } = lex(line); return comment < 0 || error ? '' : line.slice(comment).trimEnd(); };
const indentOf = (line: string): string => /^[ \t]*/.exec(line)![0];
const counted = (all: readonly string[]): Map<string, number> => { const out = new Map<string, number>(); for (const x of all) out.set(x, (out.get(x) ?? 0) + 1); return out; };

/** What an edit may not do, whatever it repairs. */
function judge(text: string, edits: Edits, eol: string, what: string): void {
  const lines = text.split(eol), list = [...edits.values()].flat(), gone = new Set<number>();
  assert.ok(list.length > 0, `${what}: no edit`);
  for (const { range: { start, end }, newText } of list) {
    assert.ok(eol === '\n' ? !newText.includes('\r') : !/(?<!\r)\n/.test(newText), `${what}: line ends of the file`);
    const whole = newText === '' && ((start.character === 0 && end.character === 0 && end.line > start.line) || (end.line === start.line + 1 && start.character === lines[start.line]!.length && end.character === lines[end.line]!.length));
    if (whole) { const n = start.character === 0 ? start.line : end.line; assert.match(lines[n]!, /^\s*[^\s#]/, `${what}: deletes a line without a statement`); gone.add(n); continue; }
    assert.equal(start.line, end.line, `${what}: an edit over several lines`);
    const line = lines[start.line]!, comment = lex(line).error ? -1 : lex(line).comment, insert = start.character === end.character && newText.includes(eol);
    if (comment >= 0 && !/haproxy-ws-ignore/.test(line)) assert.ok(end.character <= comment || (insert && start.character === line.length), `${what}: writes into a comment: ${line}`);
    if (!insert && newText !== '' && start.character < line.length && /^\s*\S/.test(line)) assert.ok(start.character >= indentOf(line).length || newText.startsWith(line.slice(start.character, indentOf(line).length)), `${what}: moves the line: ${line}`);
    // what comes as a line of its own is indented as its neighbours are
    if (insert) for (const l of newText.split(eol).filter((x) => x.trim() !== '')) assert.ok(indentOf(l) === '' ? /^(?:#|[a-z][\w-]*)/.test(l) : lines.some((x) => indentOf(x) === indentOf(l)) || /^ {4}\S/.test(l), `${what}: an indentation of its own: ${JSON.stringify(l)}`);
  }
  const after = apply(text, edits).split(eol), was = counted(lines.filter((_, n) => !gone.has(n)).map(commentOf)), now = counted(after.map(commentOf));
  for (const [comment, n] of was) if (comment && !/haproxy-ws-ignore/.test(comment)) assert.ok((now.get(comment) ?? 0) >= n, `${what}: the comment '${comment}' is gone`);
  assert.ok(after.filter((l) => l.trim() === '').length >= lines.filter((l) => l.trim() === '').length, `${what}: an empty line is gone`);
}

/** What fixes wrote, and which. */
const written = new Map<string, string>();

suite('fixes', () => {
  for (const rule of RULES.filter((r) => r.fix !== 'none')) test(rule.id, () => {
    let seen = 0;
    for (const file of readdirSync(join(root, rule.id)).filter((f) => /^bad.*\.cfg$/.test(f))) {
      const text = bare(readFileSync(join(root, rule.id, file), 'utf8')).replaceAll('\r\n', '\n'), crlf = text.replaceAll('\n', '\r\n');
      const fixture = join(root, rule.id, file.replace('bad', 'fixed')), shown = existsSync(fixture) ? bare(readFileSync(fixture, 'utf8')) : '';
      const engine = open(text), other = fixesOf(open(crlf), rule.id), errors = (t: string): number => open(t).findings(URI).filter((f) => f.severity === 'error').length, before = errors(text);
      for (const [i, { line, fixes }] of fixesOf(engine, rule.id).entries()) for (const [k, fix] of fixes.entries()) {
        const what = `${file}:${line + 1} ${fix.title}`, twin = other[i]?.fixes[k];
        seen++;
        judge(text, fix.edits, '\n', what);
        assert.equal(twin?.title, fix.title, what);
        judge(crlf, twin!.edits, '\r\n', `${what} (CRLF)`);
        const fixed = apply(text, fix.edits);
        assert.notEqual(fixed, text, `${what}: changes nothing`);
        if (k > 0 || shown === '') written.set(fixed, `${rule.id}/${what}`);
        assert.equal(apply(crlf, twin!.edits), fixed.replaceAll('\n', '\r\n'), `${what}: CRLF as LF`);
        assert.ok(errors(fixed) <= before, `${what}: it makes HAProxy refuse what it took:\n${fixed}`);
      }
      const all = fixAllOf(text, rule.id);
      assert.equal(fixAllOf(all, rule.id), all, `${file}: fixing again changes something`);
      assert.equal(fixAllOf(crlf, rule.id), all.replaceAll('\n', '\r\n'), `${file}: all fixes, CRLF as LF`);
    }
    assert.ok(seen > 0, 'no fix was offered');
  });
});

suite('what fixes may not do is found', () => {
  const text = 'frontend f # a\n    bind :80 # b\n\n# c\n    maxconn 5\n';
  const edit = (line: number, character: number, endLine: number, end: number, newText: string): Edits => new Map([[URI, [{ range: { start: { line, character }, end: { line: endLine, character: end } }, newText }]]]);
  for (const [what, edits] of [
    ['a comment that goes', edit(1, 4, 1, 16, 'bind :81')], ['a comment that is written into', edit(1, 15, 1, 16, 'x')], ['a comment line that goes', edit(3, 0, 4, 0, '')], ['an empty line that goes', edit(2, 0, 3, 0, '')],
    ['another indentation', edit(4, 0, 4, 13, '  maxconn 5')], ['a line end of its own', edit(4, 13, 4, 13, '\r\n    maxconn 6')], ['an indentation that nobody has', edit(4, 13, 4, 13, '\n       maxconn 6')], ['no edit', new Map() as Edits],
  ] as const) test(what, () => { assert.throws(() => judge(text, edits, '\n', what), assert.AssertionError); });
  test('and a good one passes', () => { judge(text, edit(4, 12, 4, 13, '6'), '\n', 'good'); judge(text, edit(4, 13, 4, 13, '\n    maxconn 6'), '\n', 'good'); });
});

suite('HAProxy takes what a fix writes, where fixed.cfg does not show it already', () => {
  for (const build of requireBuilds('what fixes write by the word of HAProxy')) test(build.version, (t) => {
    const version = nearestBranch(build.version)!, told = [...written].filter(([text]) => speaksOf(text, version));
    assert.ok(told.length > 0);
    t.diagnostic(`${told.length} texts`);
    for (const [text, what] of told) {
      if (findings(text, { ...settingsFor(text), auto: false, version }).some((f) => f.severity === 'error')) continue; // another line is refused still
      const result = ask(build, here(text));
      assert.ok(!refuses(result), `${what}\n${result.output}\n${text}`);
    }
  });
});

suite('fix all', () => {
  for (const rule of RULES) test(rule.id, () => {
    for (const file of readdirSync(join(root, rule.id)).filter((f) => /^(?:bad|good).*\.cfg$/.test(f))) {
      const text = bare(readFileSync(join(root, rule.id, file), 'utf8')).replaceAll('\r\n', '\n'), crlf = text.replaceAll('\n', '\r\n'), edits = open(text).fixAll(URI);
      if (file.startsWith('good')) { assert.equal(edits.size, 0, `${file}: nothing to fix`); continue; }
      if (edits.size === 0) continue;
      judge(text, edits, '\n', file);
      assert.equal(apply(crlf, open(crlf).fixAll(URI)), apply(text, edits).replaceAll('\n', '\r\n'), `${file}: CRLF as LF`);
      let now = text;
      for (let round = 0; ; round++) {
        const next = open(now).fixAll(URI);
        if (next.size === 0) break;
        assert.ok(round < 10, `${file}: no end`);
        now = apply(now, next);
      }
    }
  });
});
