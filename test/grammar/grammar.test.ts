import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { IGrammar } from 'vscode-textmate';
import { loadGrammar, type ScopedToken, tokenizeAlone, tokenizeInSequence } from './tokenize.ts';

const root = process.cwd();
const grammarFile = join(root, 'syntaxes', 'haproxy.tmLanguage.json');
const casesDir = join(root, 'test', 'grammar', 'cases');
const readLines = (file: string): string[] => readFileSync(file, 'utf8').split(/\r\n|\n/);
const filesUnder = (dir: string): string[] =>
  existsSync(dir) ? readdirSync(dir, { recursive: true, withFileTypes: true }).filter((d) => d.isFile()).map((d) => join(d.parentPath, d.name)) : [];

/** An expectation line of a case file: `#    ^^^^ scope !scope ~scope` under the line it speaks of. */
interface Expectation {
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
}

function readExpectation(line: string): Expectation | null {
  const m = /^#( *)(\^+) +(\S.*)$/.exec(line);
  if (!m) return null;
  const start = 1 + m[1]!.length;
  return { start, end: start + m[2]!.length, words: m[3]!.trim().split(/\s+/) };
}

const hasScope = (token: ScopedToken | undefined, scope: string): boolean => token?.scopes.some((s) => s === scope || s.startsWith(`${scope}.`)) ?? false;

/** Milliseconds of processor time: a busy machine does not make the grammar slow. */
function processorTime(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const tokenAt = (tokens: readonly ScopedToken[], column: number): ScopedToken | undefined => tokens.find((t) => t.start <= column && column < t.end);

/** What is wrong with one expectation, in words; null when all is right. */
function judge(tokens: readonly ScopedToken[], length: number, wanted: Expectation): string | null {
  for (const word of wanted.words) {
    const kind = word[0] === '!' || word[0] === '~' ? word[0] : '';
    const scope = word.slice(kind.length);
    for (let column = wanted.start; column < wanted.end; column++) {
      const token = tokenAt(tokens, column);
      if (hasScope(token, scope) === (kind === '!')) return `column ${column}: ${word} expected, found ${token?.scopes.join(' ')}`;
    }
    if (kind) continue;
    for (const column of [wanted.start - 1, wanted.end]) {
      if (column < length && hasScope(tokenAt(tokens, column), scope)) return `${scope} reaches column ${column}, outside the marked ones`;
    }
  }
  return null;
}

describe('TextMate grammar', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await loadGrammar(grammarFile);
  });

  test('the JSON file is what grammar.mjs writes', async () => {
    const source = (await import(pathToFileURL(join(root, 'syntaxes', 'grammar.mjs')).href)) as { grammarText(): string };
    assert.equal(readFileSync(grammarFile, 'utf8'), source.grammarText(), 'run: node syntaxes/grammar.mjs');
  });

  for (const file of readdirSync(casesDir).sort()) {
    test(`cases: ${file}`, () => {
      const lines = readLines(join(casesDir, file));
      const problems: string[] = [];
      let checked = 0;
      let subject = '';
      let tokens: readonly ScopedToken[] = [];
      for (const [i, line] of lines.entries()) {
        const wanted = readExpectation(line);
        if (!wanted) {
          subject = line;
          tokens = tokenizeAlone(grammar, line).tokens;
          continue;
        }
        checked++;
        const problem = wanted.end > subject.length ? 'the marks reach beyond the line' : judge(tokens, subject.length, wanted);
        if (problem) problems.push(`${file}:${i + 1}: ${subject.trim()}\n    «${subject.slice(wanted.start, wanted.end)}» ${problem}`);
      }
      assert.ok(checked > 0, 'no expectation in this file');
      assert.deepEqual(problems, []);
    });
  }

  function assertIsolated(files: readonly string[]): number {
    let count = 0;
    for (const file of files) {
      const lines = readLines(file);
      for (const [i, inSequence] of tokenizeInSequence(grammar, lines).entries()) {
        assert.ok(inSequence.closed, `${file}:${i + 1} leaves a rule open: ${lines[i]!.slice(0, 200)}`);
        assert.deepEqual(inSequence, tokenizeAlone(grammar, lines[i]!), `${file}:${i + 1}`);
        count++;
      }
    }
    return count;
  }

  test('every line stands alone: our own examples and cases', () => {
    const own = [...filesUnder(casesDir), ...filesUnder(join(root, 'examples'))].filter((f) => !f.endsWith('.md'));
    assert.ok(assertIsolated(own) > 100);
  });

  test('every line stands alone: broken and half-typed lines', () => {
    const pieces = ['"', "'", '\\', '{', '}', '(', ')', '%[', ']', '{{', '}}', '{%', '%}', '<%', '%>', '${', '#', ' ', 'if', 'acl a ', 'server s ', 'http-request set-var(', 'log-format ', 'src', ',', '-m', '.if ', 'store '];
    let seed = 7;
    const random = (n: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % n;
    };
    for (let i = 0; i < 3000; i++) {
      const line = Array.from({ length: 1 + random(12) }, () => pieces[random(pieces.length)]!).join('');
      const result = tokenizeAlone(grammar, line);
      assert.ok(result.closed, line);
      assert.equal(result.tokens.at(-1)!.end >= line.length, true, line);
    }
  });

  test('every line stands alone: the corpus of public files', (t) => {
    const corpus = join(root, '..', 'shared', 'corpus');
    const files = ['real', 'snippets', 'examples', 'vtc', 'tooltests', 'templates'].flatMap((d) => filesUnder(join(corpus, d)));
    if (files.length === 0) {
      console.error(`NOT RUN: no corpus at ${corpus}; line isolation was checked on our own files only`);
      t.skip('no corpus here');
      return;
    }
    assert.ok(assertIsolated(files) > 10_000);
  });

  // 100 KB, the kind of line that real files hold: IP lists, long strings, long comments, regular expressions.
  const realistic: Record<string, string> = {
    'addresses of an ACL': `  acl bad src ${'10.20.30.40/24 '.repeat(6700)}`,
    'words of an ACL': `  acl agents hdr_sub(User-Agent) -i ${'crawler '.repeat(12_500)}`,
    'addresses of a bind': `  bind ${'10.20.30.40:8443,'.repeat(5900)}`,
    'options of a server': `  server s 10.0.0.1:80 ${'check inter 2s '.repeat(6700)}`,
    'text in a string': `  http-request return status 200 content-type text/plain string "${'Lorem ipsum dolor sit amet '.repeat(3800)}"`,
    'a regular expression': `  http-request deny if { path_reg ^/(${'abc|[a-z]+\\.php|'.repeat(7000)}x)$ }`,
    'a comment': `  # ${'word '.repeat(20_000)}`,
    'one long word': `  http-request set-header X-A ${'a'.repeat(100_000)}`,
    'blanks': `  option httplog${' '.repeat(100_000)}`,
  };
  for (const [what, line] of Object.entries(realistic)) {
    test(`a line of 100 KB takes less than 200 ms: ${what}`, () => {
      assert.ok(line.length > 99_000);
      tokenizeAlone(grammar, line.slice(0, 2000));
      const best = Math.min(...[1, 2, 3].map(() => processorTime(() => tokenizeAlone(grammar, line))));
      assert.ok(best < 200, `${best.toFixed(0)} ms`);
    });
  }

  // The time of a hostile line must grow with its length, not with its square. 20 KB: about 0.1 s when it is linear, seconds when not.
  test('no rule is quadratic', () => {
    const heads = ['', 'acl a path_beg ', 'server a ', 'http-request set-var(txn.x) ', 'use_backend b if { ', 'log-format "', 'stick-table store ', '.if ', 'http-check expect '];
    const units = ['a', 'a ', '{{', '{# ', '%[src] ', '%[', '${', '"', "'", '\\ ', ' ', '(', 'a(b,', ',a', '1 ', 'status 200 ', 'status 200', '1.', ':', '{ path /a } ', '! ', '#', '%{+Q}', '%(', '/', '"\\"', 'store a', '-m str '];
    const slow: string[] = [];
    for (const head of heads) {
      for (const unit of units) {
        const line = head + unit.repeat(Math.ceil(20_000 / unit.length));
        let best = Number.POSITIVE_INFINITY;
        for (let i = 0; i < 3 && best > 400; i++) best = Math.min(best, processorTime(() => tokenizeAlone(grammar, line)));
        if (best > 400) slow.push(`${head}${unit}… ${best.toFixed(0)} ms`);
      }
    }
    assert.deepEqual(slow, []);
  });
});
