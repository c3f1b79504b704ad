// What a haproxy may do to us, and we to the files: programs that hang, flood, crash or talk nonsense, many checks at once, edits
// meanwhile, a container, paths and files that HAProxy itself would write. With small programs of our own; real HAProxy where it matters.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { after, suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import type { CheckAnswer, Status } from '../../server/src/lsp/protocol.ts';
import { compareVersions, haproxyBuilds } from '../support/haproxy.mjs';
import { type Client, start } from './client.mjs';

const root = mkdtempSync(join(tmpdir(), 'haproxy-ws-limits-'));
after(() => rmSync(root, { recursive: true, force: true }));
const TEXT = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\n\nfrontend www\n    bind 127.0.0.1:8080\n    default_backend app\n\nbackend app\n    server a 127.0.0.1:8000\n';
const LINE = 'process.stderr.write("[WARNING]  (1) : config : parsing [" + process.argv.at(-1) + ":8] : so it says.\\n");';
/** Where the server's temporary files go: of a suite that has ended it is empty. */
const tmp = join(root, 'tmp');
mkdirSync(tmp);
let made = 0;

/** A folder with a configuration and a program that says it is HAProxy, and does the rest when it is asked to check. */
function world(body: string, text = TEXT): { dir: string; uri: string; path: string; mark: string; marks: () => string[] } {
  const dir = join(root, `w${made++}`), path = join(dir, 'bin', 'haproxy'), mark = join(dir, 'bin', 'mark');
  mkdirSync(join(dir, 'bin'), { recursive: true });
  mkdirSync(join(dir, 'etc'));
  writeFileSync(join(dir, 'etc', 'haproxy.cfg'), text);
  writeFileSync(path, `#!${process.execPath}\nconst fs = require('node:fs'), mark = ${JSON.stringify(mark)};\nif (process.argv.includes('-v')) { fs.appendFileSync(mark, 'v\\n'); console.log('HAProxy version 3.2.99-test 2026/01/01 - https://haproxy.org/'); process.exit(0); }\nfs.appendFileSync(mark, 'c ' + process.pid + ' ' + process.argv.slice(2).join(' ') + '\\n');\n${body}\n`);
  chmodSync(path, 0o755);
  return { dir, uri: pathToFileURL(join(dir, 'etc', 'haproxy.cfg')).href, path, mark, marks: () => (existsSync(mark) ? readFileSync(mark, 'utf8').split('\n').filter(Boolean) : []) };
}
const alive = (pid: number): boolean => { try { process.kill(pid, 0); return true; } catch { return false; } };
const ask = (c: Client, uri: string): Promise<CheckAnswer | null> => c.request('haproxy/check', { uri });
const save = (c: Client, uri: string): void => c.notify('textDocument/didSave', { textDocument: { uri } });
const theirs = (items: readonly Diagnostic[] | undefined): Diagnostic[] => (items ?? []).filter((d) => d.source !== 'haproxy');
const lines = (items: readonly Diagnostic[] | undefined): number[] => theirs(items).map((d) => d.range.start.line);
const client = (haproxy: object, more: { trusted?: boolean; pull?: boolean } = {}): Promise<Client> => start({ command: ['env', `TMPDIR=${tmp}`, process.execPath, 'dist/server.js', '--stdio'], pull: more.pull ?? true, initializationOptions: { trusted: more.trusted ?? true }, settings: { haproxy } });
async function withClient(c: Client, run: (c: Client) => Promise<void>): Promise<void> {
  try { await run(c); assert.equal((await c.stop()).code, 0, c.stderr()); } finally { c.child.kill('SIGKILL'); }
}

suite('limits of haproxy -c', { skip: process.platform === 'win32' ? 'the programs are scripts with #!' : false }, () => {
  test('one that hangs is killed in time, the server answers meanwhile, nothing is left', async () => {
    const w = world(`${LINE} setInterval(() => {}, 1000);`);
    await withClient(await client({ path: w.path, check: { timeLimit: 1 } }), async (c) => {
      c.open(w.uri, TEXT);
      await c.pull(w.uri);
      const t = performance.now(), answer = ask(c, w.uri);
      await c.pull(w.uri);
      assert.ok(performance.now() - t < 900, 'the server answered before the limit');
      assert.equal((await answer)?.state, 'time');
      assert.ok(performance.now() - t < 3000, `killed after ${performance.now() - t} ms`);
      assert.deepEqual(lines((await c.pull(w.uri)).items), [7], 'what it said before counts');
    });
    const pid = Number(w.marks().at(-1)!.split(' ')[1]);
    assert.ok(!alive(pid), 'the program has ended');
    assert.deepEqual(readdirSync(tmp), []);
  });

  test('one that ignores signals and leaves children behind is killed with them', async () => {
    const w = world(`for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(s, () => {}); const k = require('node:child_process').spawn('sleep', ['60'], { stdio: 'inherit' }); fs.appendFileSync(mark, 'k ' + k.pid + '\\n'); setInterval(() => {}, 1000);`);
    await withClient(await client({ path: w.path, check: { timeLimit: 1 } }), async (c) => {
      c.open(w.uri, TEXT);
      assert.equal((await ask(c, w.uri))?.state, 'time');
    });
    const pids = w.marks().filter((l) => /^[ck] /.test(l)).map((l) => Number(l.split(' ')[1]));
    assert.equal(pids.length, 2);
    for (let i = 0; pids.some(alive) && i < 40; i++) await new Promise((r) => { setTimeout(r, 50); });
    assert.deepEqual(pids.filter(alive), []);
  });

  test('one that floods is killed at a megabyte; what it said before counts', async () => {
    const w = world(`${LINE} const junk = 'x'.repeat(65536) + '\\n'; const on = () => { while (process.stdout.write(junk)); process.stdout.once('drain', on); }; setTimeout(on, 50);`);
    await withClient(await client({ path: w.path, check: { timeLimit: 20 } }), async (c) => {
      c.open(w.uri, TEXT);
      const answer = await ask(c, w.uri);
      assert.equal(answer?.state, 'output');
      assert.ok(answer.output!.length < 1.1 * 2 ** 20);
      assert.deepEqual(lines((await c.pull(w.uri)).items), [7]);
    });
  });

  test('one that crashes, one that says nonsense, one that is not there', async () => {
    const crash = world(`process.kill(process.pid, 'SIGSEGV'); setInterval(() => {}, 1000);`), nonsense = world(`process.stderr.write('[ALERT] (1) : config : parsing [' + process.argv.at(-1) + ':99999] : \\u0000\\n[ALERT] what\\n' + '['.repeat(5000) + '\\n[WARNING]  (1) : parsing [/etc/passwd:1] : no\\n'); process.exit(1);`);
    await withClient(await client({ path: crash.path }), async (c) => {
      c.open(crash.uri, TEXT);
      assert.equal((await ask(c, crash.uri))?.state, 'crashed');
      c.configure({ haproxy: { path: nonsense.path } });
      c.open(nonsense.uri, TEXT);
      assert.equal((await ask(c, nonsense.uri))?.state, 'done');
      assert.ok(theirs((await c.pull(nonsense.uri)).items).every((d) => d.range.start.line <= 12));
      c.configure({ haproxy: { path: '/no/such/haproxy' } });
      assert.equal((await ask(c, nonsense.uri))?.state, 'no program');
      c.configure({ haproxy: { path: './haproxy' } });
      assert.equal((await ask(c, nonsense.uri))?.state, 'no program', 'a relative path is not looked for');
    });
  });

  test("a project's own file names no program", async () => {
    const w = world(`${LINE} process.exit(0);`);
    writeFileSync(join(w.dir, 'etc', 'haproxy-ws.json'), JSON.stringify({ path: w.path, docker: { image: 'x' }, check: { onSave: true } }));
    await withClient(await client({ path: '/no/such/haproxy' }), async (c) => {
      c.open(w.uri, TEXT);
      assert.equal((await ask(c, w.uri))?.state, 'no program');
    });
    assert.deepEqual(w.marks(), []);
  });

  test('one that is installed later is found by the next check', async () => {
    const w = world(`${LINE} process.exit(0);`), there = `${w.path}-later`;
    await withClient(await client({ path: there }), async (c) => {
      c.open(w.uri, TEXT);
      assert.equal((await ask(c, w.uri))?.state, 'no program');
      renameSync(w.path, there);
      assert.equal((await ask(c, w.uri))?.state, 'done');
    });
  });

  test('the server ends, and the program with it', async () => {
    const w = world('setInterval(() => {}, 1000);');
    for (const how of ['stop', 'SIGTERM', 'pipe'] as const) {
      const c = await client({ path: w.path, check: { timeLimit: 60 } });
      const had = w.marks().length;
      c.open(w.uri, TEXT);
      void ask(c, w.uri);
      while (!w.marks().slice(had).some((l) => l.startsWith('c '))) await new Promise((r) => { setTimeout(r, 20); });
      if (how === 'stop') await c.stop(); else if (how === 'pipe') { c.child.stdin!.end(); await c.exited; } else { c.child.kill('SIGTERM'); await c.exited; }
      const pid = Number(w.marks().at(-1)!.split(' ')[1]);
      for (let i = 0; alive(pid) && i < 40; i++) await new Promise((r) => { setTimeout(r, 50); });
      assert.ok(!alive(pid), `ended after ${how}`);
      assert.deepEqual(readdirSync(tmp), [], `the private folder is gone after ${how}`);
    }
  });

  test('untrusted: not run by command, not on save, not for its version; run once it is trusted', async () => {
    const w = world(`${LINE} process.exit(0);`);
    await withClient(await client({ path: w.path }, { trusted: false }), async (c) => {
      c.open(w.uri, TEXT);
      assert.equal((await ask(c, w.uri))?.state, 'untrusted');
      save(c, w.uri);
      assert.deepEqual(theirs((await c.pull(w.uri)).items), []);
      const status = await c.request<Status>('haproxy/status', { uri: w.uri });
      assert.deepEqual([status.trusted, status.haproxy], [false, null]);
      assert.deepEqual(w.marks(), []);
      c.notify('haproxy/trusted', {});
      assert.equal((await ask(c, w.uri))?.state, 'done');
      assert.deepEqual((await c.request<Status>('haproxy/status', { uri: w.uri })).haproxy, { version: '3.2.99', path: w.path, image: false, onSave: true, other: false });
      assert.equal(w.marks().filter((l) => l.startsWith('c ')).length, 1);
    });
  });

  test('on save, by a refresh for who pulls; a line that is edited loses its mark, others take it along', async () => {
    const w = world(`${LINE} process.exit(0);`);
    await withClient(await client({ path: w.path }), async (c) => {
      c.open(w.uri, TEXT);
      const first = await c.pull(w.uri);
      save(c, w.uri);
      await c.until(() => c.seen.includes('workspace/diagnostic/refresh'), 'a refresh');
      const told = await c.pull(w.uri, first.resultId);
      assert.deepEqual([told.kind, lines(told.items)], ['full', [7]]);
      assert.deepEqual(theirs(told.items).map((d) => [d.source, d.code, d.severity, d.message]), [['haproxy 3.2.99 -c', 'haproxy-warning', 2, 'so it says.']]);
      assert.equal((await c.pull(w.uri, told.resultId)).kind, 'unchanged');
      c.change(w.uri, 2, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '# one\n# two\n' }]);
      const moved = await c.pull(w.uri, told.resultId);
      assert.deepEqual(lines(moved.items), [9]);
      c.change(w.uri, 3, [{ range: { start: { line: 9, character: 10 }, end: { line: 9, character: 10 } }, text: ' ' }]);
      const edited = await c.pull(w.uri, moved.resultId);
      assert.deepEqual([edited.kind, lines(edited.items)], ['full', []]);
      c.change(w.uri, 4, [{ range: { start: { line: 9, character: 10 }, end: { line: 9, character: 11 } }, text: '' }]);
      assert.deepEqual(lines((await c.pull(w.uri, edited.resultId)).items), [9], 'the same text again');
      c.change(w.uri, 5, [{ text: TEXT }]);
      c.change(w.uri, 6, [{ range: { start: { line: 7, character: 0 }, end: { line: 8, character: 0 } }, text: '' }]);
      assert.deepEqual(lines((await c.pull(w.uri)).items), []);
    });
  });

  test('not on save where the settings say so, where the version is another, for a template', async () => {
    const w = world(`${LINE} process.exit(0);`), other = w.uri.replace('haproxy.cfg', 'old.cfg'), template = w.uri.replace('haproxy.cfg', 'haproxy.cfg.j2');
    await withClient(await client({ path: w.path, check: { onSave: false } }), async (c) => {
      for (const [uri, text] of [[w.uri, TEXT], [other, `# haproxy-ws: version=2.6\n${TEXT}`], [template, TEXT]] as const) c.open(uri, text);
      save(c, w.uri);
      await c.pull(w.uri);
      c.configure({ haproxy: { path: w.path } });
      save(c, other); save(c, template);
      assert.equal((await ask(c, template))?.state, 'template');
      assert.deepEqual(w.marks().filter((l) => l.startsWith('c ')), []);
      await c.until(() => c.log.some((l) => /is not asked on save: .*old\.cfg is for HAProxy 2\.6/.test(l)), 'a word in the log');
      assert.deepEqual((await c.request<Status>('haproxy/status', { uri: other })).haproxy, { version: '3.2.99', path: w.path, image: false, onSave: true, other: true });
      assert.equal((await ask(c, other))?.state, 'done', 'who asks is answered');
    });
  });

  test('an edit while it runs: the text it was asked about counts', async () => {
    const w = world(`${LINE} setTimeout(() => process.exit(0), 700);`);
    await withClient(await client({ path: w.path }), async (c) => {
      c.open(w.uri, TEXT);
      await c.pull(w.uri);
      const answer = ask(c, w.uri);
      while (!w.marks().some((l) => l.startsWith('c '))) await new Promise((r) => { setTimeout(r, 20); });
      c.change(w.uri, 2, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n\n\n' }]);
      assert.equal((await answer)?.state, 'done');
      assert.deepEqual(lines((await c.pull(w.uri)).items), [10]);
    });
  });

  test('one run at a time, the newest wins', async () => {
    const w = world(`${LINE} setTimeout(() => process.exit(0), 400);`);
    await withClient(await client({ path: w.path }), async (c) => {
      c.open(w.uri, TEXT);
      const states = (await Promise.all([1, 2, 3, 4, 5, 6].map(() => ask(c, w.uri)))).map((a) => a?.state);
      assert.deepEqual(states, ['cancelled', 'cancelled', 'cancelled', 'cancelled', 'cancelled', 'done']);
      assert.deepEqual(lines((await c.pull(w.uri)).items), [7]);
    });
  });

  test('who cannot pull is sent it, and so is a file that no editor holds', async () => {
    const w = world(`process.stderr.write("[WARNING]  (1) : config : parsing [" + process.argv[2 + process.argv.indexOf('-c')] + ":2] : first.\\n[WARNING]  (1) : config : parsing [" + process.argv.at(-1) + ":1] : second.\\n"); process.exit(0);`), part = w.uri.replace('haproxy.cfg', 'conf.d/1.cfg');
    mkdirSync(join(w.dir, 'etc', 'conf.d'));
    writeFileSync(join(w.dir, 'etc', 'conf.d', '1.cfg'), 'backend other\n    server b 127.0.0.1:1\n');
    for (const pull of [false, true]) await withClient(await client({ path: w.path }, { pull }), async (c) => {
      c.open(w.uri, TEXT);
      assert.equal((await ask(c, w.uri))?.state, 'done');
      await c.until(() => theirs(c.published.get(part)?.diagnostics).length === 1, 'what is said of the part');
      if (pull) assert.deepEqual(theirs((await c.pull(w.uri)).items).map((d) => d.message), ['first.']);
      else await c.until(() => theirs(c.published.get(w.uri)?.diagnostics).map((d) => d.message).join() === 'first.', 'what is said of the file');
      c.open(part, 'backend other\n    server b 127.0.0.1:1\n');
      if (pull) {
        await c.until(() => c.published.get(part)?.diagnostics.length === 0, 'it is taken back');
        assert.deepEqual(theirs((await c.pull(part)).items).map((d) => d.message), ['second.']);
      }
    });
  });

  test('how it is called: absolute copies in order, in the folder of the file, with little of our environment', async () => {
    const w = world(`fs.writeFileSync(mark + '.json', JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: Object.keys(process.env).sort(), modes: process.argv.filter((a) => a.endsWith('.cfg')).map((a) => (fs.statSync(a).mode & 0o777).toString(8)), folder: (fs.statSync(require('node:path').dirname(process.argv.at(-1))).mode & 0o777).toString(8), text: fs.readFileSync(process.argv.at(-1), 'utf8') })); process.exit(0);`);
    const unsaved = `${TEXT}# not on the disk\n`;
    await withClient(await client({ path: w.path }), async (c) => {
      c.open(w.uri, unsaved);
      await ask(c, w.uri);
    });
    const seen = JSON.parse(readFileSync(`${w.mark}.json`, 'utf8')) as { args: string[]; cwd: string; env: string[]; modes: string[]; folder: string; text: string };
    assert.deepEqual([seen.args[0], seen.args[1], seen.args.length], ['-c', '-f', 3]);
    assert.equal(seen.cwd, join(w.dir, 'etc'));
    assert.deepEqual([seen.modes, seen.folder, seen.text], [['600'], '700', unsaved]);
    assert.ok(!existsSync(seen.args[2]!), 'the copy is gone');
    assert.deepEqual(seen.env.filter((k) => !/^(?:PATH|HOME|TMPDIR|TEMP|TMP|LC_ALL|LD_LIBRARY_PATH)$/.test(k)), []);
    assert.equal(readFileSync(join(w.dir, 'etc', 'haproxy.cfg'), 'utf8'), TEXT);
  });

  test('a Docker image: no network, nothing fetched, files read-only, the container ended with us', async () => {
    const w = world('', TEXT), bin = join(w.dir, 'docker-bin'), calls = join(w.dir, 'calls');
    mkdirSync(bin);
    // runs what stands behind the image's name here, as the container would
    writeFileSync(join(bin, 'docker'), `#!${process.execPath}\nconst fs = require('node:fs'), a = process.argv.slice(2);\nfs.appendFileSync(${JSON.stringify(calls)}, JSON.stringify(a) + '\\n');\nif (a[0] !== 'run') process.exit(0);\nif (a.includes('-v')) { console.log('HAProxy version 3.2.99'); process.exit(0); }\n${LINE}\nif (fs.readFileSync(a.at(-1), 'utf8').includes('# hang')) setInterval(() => {}, 1000); else process.exit(0);\n`);
    chmodSync(join(bin, 'docker'), 0o755);
    const c = await start({ command: ['env', `PATH=${bin}${delimiter}${process.env.PATH}`, process.execPath, 'dist/server.js', '--stdio'], initializationOptions: { trusted: true }, settings: { haproxy: { docker: { image: 'haproxy:3.2' }, check: { timeLimit: 1 } } } });
    await withClient(c, async () => {
      c.open(w.uri, TEXT);
      const answer = await ask(c, w.uri);
      assert.deepEqual([answer?.state, answer?.haproxy?.path, answer?.haproxy?.image], ['done', 'haproxy:3.2', true]);
      assert.deepEqual(lines((await c.pull(w.uri)).items), [7]);
      c.change(w.uri, 2, [{ text: `${TEXT}# hang\n` }]);
      assert.equal((await ask(c, w.uri))?.state, 'time');
    });
    const read = (): string[][] => readFileSync(calls, 'utf8').trim().split('\n').map((l) => JSON.parse(l) as string[]);
    for (let i = 0; !read().some((a) => a[0] === 'kill') && i < 60; i++) await new Promise((r) => { setTimeout(r, 50); });
    const all = read(), runs = all.filter((a) => a.includes('-c'));
    for (const a of all.filter((x) => x[0] === 'run')) for (const word of ['--rm', '-i', 'ALL', 'no-new-privileges', '--read-only']) assert.ok(a.includes(word), word);
    for (const a of runs) {
      const after = (word: string): string => a[a.indexOf(word) + 1]!;
      assert.deepEqual([after('--network'), after('--pull'), after('--workdir')], ['none', 'never', join(w.dir, 'etc')]);
      const mounts = a.flatMap((x, i) => (a[i - 1] === '--mount' ? [x] : []));
      assert.equal(mounts.length, 2);
      assert.ok(mounts.find((m) => m.includes(join(w.dir, 'etc')))!.endsWith(',readonly'));
    }
    const name = runs.at(-1)![runs.at(-1)!.indexOf('--name') + 1]!;
    assert.deepEqual(all.filter((a) => a[0] === 'kill'), [['kill', name]]);
  });
});

for (const build of haproxyBuilds()) suite(`the user's folder and HAProxy ${build.version}`, () => {
  const newer = (v: string): boolean => compareVersions(build.branch, v) >= 0;
  test('relative names are found as HAProxy would find them, by default-path too', async () => {
    const dir = join(root, `paths-${build.branch}`), page = 'HTTP/1.0 503 Gone\r\n\r\n';
    mkdirSync(join(dir, "it's", 'pages'), { recursive: true });
    mkdirSync(join(dir, "it's", 'conf.d', 'own'), { recursive: true });
    writeFileSync(join(dir, "it's", 'pages', '503.http'), page);
    writeFileSync(join(dir, "it's", 'conf.d', 'own', '504.http'), page);
    const uri = pathToFileURL(join(dir, "it's", 'haproxy.cfg')).href, part = pathToFileURL(join(dir, "it's", 'conf.d', '1.cfg')).href;
    await withClient(await client({ path: build.path, check: { timeLimit: 30 } }), async (c) => {
      const said = async (global: string, first: string, second: string): Promise<string[]> => {
        writeFileSync(join(dir, "it's", 'haproxy.cfg'), '');
        writeFileSync(join(dir, "it's", 'conf.d', '1.cfg'), `backend other\n    errorfile 504 ${second}\n    server b 127.0.0.1:1\n`);
        const text = `${global}${TEXT.replace('    timeout connect', `    errorfile 503 ${first}\n    timeout connect`)}`;
        c.open(uri, text); c.open(part, readFileSync(join(dir, "it's", 'conf.d', '1.cfg'), 'utf8'));
        assert.equal((await ask(c, uri))?.state, 'done');
        const all = [...theirs((await c.pull(uri)).items), ...theirs((await c.pull(part)).items)].map((d) => `${d.code}: ${String(d.message).split('\n')[0]}`);
        c.close(uri); c.close(part);
        return all;
      };
      assert.deepEqual(await said('', 'pages/503.http', 'conf.d/own/504.http'), [], 'from the folder of the first file');
      assert.equal((await said('', 'pages/none.http', 'conf.d/own/504.http')).length, 1);
      assert.deepEqual(await said('global\n    default-path config\n\n', 'pages/503.http', 'own/504.http'), [], 'each from its own folder');
      assert.deepEqual(await said('global\n    default-path parent # of etc\n\n', "it\\'s/pages/503.http", 'conf.d/own/504.http'), [], 'from the folder above');
    });
  });

  test('what HAProxy writes when it checks is not written', async () => {
    const dir = join(root, `writes-${build.branch}`), uri = pathToFileURL(join(dir, 'haproxy.cfg')).href;
    mkdirSync(dir);
    const ring = `${TEXT}\nring log\n    size 32764\n    backing-file ring.bin\n    server r 127.0.0.1:514\n`;
    const acme = `global\n    expose-experimental-directives\n\n${TEXT}\nacme le\n    directory https://ca.invalid/directory\n`;
    writeFileSync(join(dir, 'haproxy.cfg'), ring);
    await withClient(await client({ path: build.path, check: { timeLimit: 30 } }), async (c) => {
      c.open(uri, ring);
      assert.deepEqual([(await ask(c, uri))?.state], ['done']);
      if (newer('3.2')) {
        c.change(uri, 2, [{ text: `${acme}    account-key le.key\n` }]);
        assert.deepEqual([(await ask(c, uri))?.state, theirs((await c.pull(uri)).items).filter((d) => d.severity === 1)], ['done', []]);
        c.change(uri, 3, [{ text: acme }]);
        assert.equal((await ask(c, uri))?.state, 'writes');
      }
      if (newer('3.4')) {
        c.change(uri, 4, [{ text: `global\n    expose-experimental-directives\n    shm-stats-file ./stats\n\n${TEXT}` }]);
        assert.equal((await ask(c, uri))?.state, 'done');
      }
    });
    assert.deepEqual(readdirSync(dir), ['haproxy.cfg']);
  });
});
