// Asks every HAProxy at hand about the statements in test/check/rows and writes its verdicts into the first column.
// node scripts/record-rows.mjs [--all] [--messages] [FILE...]   rows marked `----` only, unless --all
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConfig, requireBuilds, testCertificate } from '../test/support/haproxy.mjs';
import { BRANCHES, configOf, parseRows } from '../test/support/rows.mjs';
import { root } from './npm.mjs';

/** HAProxy stops behind 50 refused lines. */
const BATCH = 40;
const SENTINEL = 'no-such-keyword-ends-the-batch';

const args = process.argv.slice(2), all = args.includes('--all'), loud = args.includes('--messages');
const folder = join(root, 'test', 'check', 'rows');
const names = args.filter((a) => !a.startsWith('--'));
const files = names.length ? names : readdirSync(folder).filter((f) => f.endsWith('.rows')).map((f) => join(folder, f));
const builds = requireBuilds('recording the verdicts of test/check/rows');

/** Messages per row of one batch. Ends early where HAProxy gave up; the number of rows it read is told. */
function ask(build, block, rows, cert) {
  const lines = [], owner = [];
  for (const [i, row] of rows.entries()) {
    const c = configOf(block, row, i, cert);
    for (const l of c.lines) { lines.push(l); owner.push(i); }
  }
  const { alerts } = checkConfig(build, `${lines.join('\n')}\n${SENTINEL}\n`);
  const said = rows.map(() => []);
  let last = 0, ended = false;
  for (const a of alerts) {
    if (a.line === null) continue;
    if (a.message.includes(SENTINEL)) { ended = true; continue; }
    const i = owner[a.line - 1];
    if (i === undefined) continue;
    said[i].push(a); last = Math.max(last, i);
  }
  return { said, read: ended ? rows.length : last + 1 };
}

/** What was said of a row, and by which branches. @type {Map<object, Map<string, string[]>>} */
const notes = new Map();
function noted(row, branch, { severity, message: whole }) {
  if (/Error\(s\) found|Fatal errors found|too many fatal errors/.test(whole)) return;
  const message = `${severity[0]} ${whole.split('\n')[0].replace(/^config : |[Pp]arsing (?=\[)|\[\S*:\d+\] ?: */g, '').replace(/\S*haproxy\.cfg/g, 'FILE').trim()}`;
  if (!notes.has(row)) notes.set(row, new Map());
  const said = notes.get(row);
  said.set(message, [...(said.get(message) ?? []), branch]);
}

/** A row alone is refused when HAProxy says so by its exit code: some alerts let it start. */
const verdict = (said, exit) => ((exit === null ? said.some((a) => a.severity === 'ALERT') : exit === 1) ? 'E' : said.some((a) => a.severity === 'WARNING' || a.severity === 'ALERT') ? 'W' : '.');

for (const file of files) {
  const text = readFileSync(file, 'utf8').split('\n');
  for (const block of parseRows(text.join('\n'))) {
    const todo = block.rows.filter((r) => all || r.verdict === '----');
    const marks = new Map(todo.map((r) => [r, r.verdict.split('')]));
    for (const build of builds) {
      const column = BRANCHES.indexOf(build.branch);
      if (column < 0) continue;
      for (let at = 0; at < todo.length;) {
        const rows = todo.slice(at, at + (block.alone ? 1 : BATCH));
        let said, read = rows.length, exit = null;
        if (block.alone) {
          const r = checkConfig(build, `${configOf(block, rows[0], 0, testCertificate()).lines.join('\n')}\n`);
          said = [r.alerts]; exit = r.exit;
        } else ({ said, read } = ask(build, block, rows, testCertificate()));
        for (let i = 0; i < read; i++) {
          marks.get(rows[i])[column] = verdict(said[i], exit);
          if (loud) for (const a of said[i]) noted(rows[i], build.branch, a);
        }
        at += read;
      }
    }
    for (const [row, mark] of marks) {
      if (loud) console.log(`${mark.join('')} ${row.statement}`);
      for (const [message, branches] of notes.get(row) ?? []) console.log(`       ${branches.length === builds.length ? '' : `${branches.join(' ')}: `}${message}`);
    }
    for (const [row, mark] of marks) text[row.line] = `${mark.join('')} ${row.statement}`;
  }
  writeFileSync(file, text.join('\n'));
}
