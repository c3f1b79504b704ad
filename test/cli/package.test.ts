// The npm package: packed, installed into an empty folder without a network, and used.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { start } from '../lsp/client.mjs';

const ILL = 'frontend web\n    bind :8080\n    timeout server 30s\n';
const shell = process.platform === 'win32';
const run = (command: string, args: readonly string[], cwd: string): { readonly code: number | null; readonly out: string; readonly err: string } => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 120_000, shell });
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
};

test('packed, installed offline, run', { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-package-'));
  try {
    const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], process.cwd());
    assert.equal(packed.code, 0, packed.err);
    const [{ filename, files, size }] = JSON.parse(packed.out) as [{ filename: string; files: { path: string }[]; size: number }], paths = files.map((f) => f.path).sort();
    // nothing of the extension, of the sources, of the tests
    assert.deepEqual(paths.filter((p) => !/^dist\/(?:cli\.js|server\.js|server\/[\w-]+\.(?:js|br))$/.test(p)), ['CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.md', 'package.json', 'schemas/haproxy-ws.schema.json']);
    console.log(`# npm package: ${paths.length} files, ${Math.round(size / 1000)} kB`);

    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const installed = run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', `./${filename}`], folder);
    assert.equal(installed.code, 0, installed.err);
    assert.deepEqual(readdirSync(join(folder, 'node_modules')).filter((n) => !n.startsWith('.')), ['haproxy-ws'], 'it needs nothing else');
    writeFileSync(join(folder, 'haproxy.cfg'), ILL);
    const checked = run('npx', ['--no-install', 'haproxy-ws', 'check', 'haproxy.cfg'], folder);
    assert.equal(checked.code, 1, checked.err);
    assert.match(checked.out, /^haproxy\.cfg:3:5 warning .*\[timeout-in-wrong-section\]/m);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.equal(run('npx', ['--no-install', 'haproxy-ws', '--version'], folder).out.trim(), `haproxy-ws ${version}`);

    const lonely = run(process.execPath, [join(folder, 'node_modules/haproxy-ws/dist/server.js')], folder);
    assert.deepEqual([lonely.code, lonely.out], [2, '']);
    assert.match(lonely.err, /^haproxy-ws-server speaks .*--stdio[^\n]*\n[^\n]*haproxy-ws check\.\n$/);

    const bin = join(folder, 'node_modules', '.bin', `haproxy-ws-server${shell ? '.cmd' : ''}`), c = await start({ command: shell ? [process.execPath, join(folder, 'node_modules/haproxy-ws/dist/server.js'), '--stdio'] : [bin, '--stdio'] });
    try {
      c.open('file:///x/haproxy.cfg', ILL);
      const hover = await c.request('textDocument/hover', { textDocument: { uri: 'file:///x/haproxy.cfg' }, position: { line: 2, character: 6 } }) as { contents: { value: string } };
      assert.match(hover.contents.value, /timeout server/);
      assert.equal((await c.stop()).code, 0, c.stderr());
    } finally { c.child.kill('SIGKILL'); }
  } finally { rmSync(folder, { recursive: true, force: true }); }
});
