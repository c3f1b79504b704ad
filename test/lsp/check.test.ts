// `haproxy -c` through the server, with real HAProxy: its messages on the right lines of the editor's text, with the right severity,
// none of them twice.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { CheckAnswer } from '../../server/src/lsp/protocol.ts';
import { checkConfig, type HaproxyBuild, parseMessages, requireBuilds } from '../support/haproxy.mjs';
import { BROKEN, type Broken } from './check-cases.ts';
import { type Client, start } from './client.mjs';

const root = mkdtempSync(join(tmpdir(), 'haproxy-ws-check-'));
after(() => rmSync(root, { recursive: true, force: true }));
const uriOf = (path: string): string => pathToFileURL(path).href;
const isHaproxys = (d: Diagnostic): boolean => d.source !== 'haproxy';
const ask = (c: Client, uri: string): Promise<CheckAnswer | null> => c.request('haproxy/check', { uri });
const client = (build: HaproxyBuild): Promise<Client> => start({ initializationOptions: { trusted: true }, settings: { haproxy: { path: build.path, check: { timeLimit: 30 } } } });

/** Lines (from 0) that hold one of the texts. */
const linesWith = (text: string, wanted: readonly string[]): number[] => wanted.map((w) => { const at = text.indexOf(w); assert.ok(at >= 0, `"${w}" in the text`); return text.slice(0, at + w.search(/\S/)).split('\n').length - 1; });

/** What real HAProxy says of the files as they are on disk, read by other code than the server's. */
function truth(build: HaproxyBuild, paths: readonly string[]): { refused: boolean; lines: { file: number; line: number }[] } {
  const all = checkConfig(build, paths.at(-1)!, { args: paths.slice(0, -1).flatMap((p) => ['-f', p]) });
  const lines = parseMessages(all.output).filter((m) => m.line !== null && m.severity !== 'NOTICE' && !/Error\(s\) found/.test(m.message)).map((m) => ({ file: paths.findIndex((p) => m.message.includes(`[${p}:`)), line: m.line! - 1 }));
  return { refused: all.exit === 1, lines };
}

for (const build of requireBuilds('haproxy -c merged with our findings')) suite(`merged haproxy -c, HAProxy ${build.version}`, () => {
  let c: Client;
  const connect = async (): Promise<Client> => { c ??= await client(build); return c; };
  after(async () => { await c?.stop(); });

  BROKEN.forEach((broken: Broken, i) => {
    test(broken.name, async () => {
      await connect();
      const dir = join(root, `${build.branch}-${i}`), paths = broken.files.map((_t, n) => (n ? join(dir, 'conf.d', `${n}.cfg`) : join(dir, 'haproxy.cfg')));
      mkdirSync(join(dir, 'conf.d'), { recursive: true });
      broken.files.forEach((text, n) => { writeFileSync(paths[n]!, text); });
      paths.forEach((p, n) => { c.open(uriOf(p), broken.files[n]!); });
      const answer = await ask(c, uriOf(paths[0]!)), real = truth(build, paths);
      assert.equal(answer?.state, 'done', JSON.stringify(answer));
      assert.equal(answer.accepted, !real.refused, answer.output);
      for (const [n, p] of paths.entries()) {
        const items = (await c.pull(uriOf(p))).items ?? [], shown = JSON.stringify(items.map((d) => [d.source, d.code, d.severity, d.range, d.message]), null, 1), wanted = linesWith(broken.files[n]!, broken.at[n] ?? []);
        // every wanted line is marked, by whom and as strongly as it should
        for (const line of wanted) {
          const here = items.filter((d) => d.range.start.line === line && (d.severity ?? 4) <= (broken.machine ? 3 : 2));
          assert.ok(here.length > 0, `a mark on line ${line + 1} of file ${n}: ${shown}\n${answer.output}`);
          if (broken.haproxys) assert.ok(here.some(isHaproxys), `HAProxy's mark on line ${line + 1}: ${shown}\n${answer.output}`);
          const strongest = Math.min(...here.filter((d) => (broken.machine ? d.code === 'haproxy-environment' : !broken.haproxys || isHaproxys(d))).map((d) => d.severity ?? 4));
          assert.equal(strongest, broken.machine ? DiagnosticSeverity.Information : real.refused ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, `${shown}\n${answer.output}`);
        }
        // HAProxy's stand nowhere else, and not beside what says the same
        for (const d of items.filter(isHaproxys)) {
          assert.equal(d.source, `haproxy ${build.version} -c`);
          assert.ok(wanted.includes(d.range.start.line) || broken.haproxys, `HAProxy's on a line that is not ill: ${shown}`);
          assert.ok(!/haproxy-ws-|\[ALERT\]|[\\/]\d+\.cfg/.test(String(d.message)), String(d.message));
          if (d.code === 'haproxy-environment') continue;
          assert.deepEqual(items.filter((o) => o !== d && o.range.start.line === d.range.start.line && (o.severity ?? 4) <= 2 && !String(o.code).startsWith('ws-') && (isHaproxys(o) ? o.message === d.message : d.severity !== DiagnosticSeverity.Error || o.severity === d.severity)), [], shown);
        }
        // whatever line HAProxy names is marked, or follows from an error in its section's header
        for (const { line } of real.lines.filter((l) => l.file === n)) assert.ok(items.some((d) => d.range.start.line === line) || items.some((d) => d.severity === 1 && d.range.start.line < line), `line ${line + 1} that HAProxy names: ${shown}`);
        // and its own words are there, as a mark or beside ours
        const words = items.flatMap((d) => (isHaproxys(d) ? [d.range.start.line] : (d.relatedInformation ?? []).flatMap((r) => (r.message.startsWith(`haproxy ${build.version} -c: `) ? [r.location.range.start.line] : []))));
        for (const { line } of real.lines.filter((l) => l.file === n)) assert.ok(words.includes(line), `HAProxy's words on line ${line + 1}: ${words} ${shown}`);
      }
      // the private folder is gone, and nothing was left beside the files
      assert.deepEqual(readdirSync(dir).sort(), ['conf.d', 'haproxy.cfg']);
      for (const p of paths) c.close(uriOf(p));
    });
  });
});
