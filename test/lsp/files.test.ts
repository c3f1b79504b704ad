// Several files as one configuration: which ones, in which order.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Engine } from '../../server/src/engine/index.ts';
import { type FileAccess, filesOf } from '../../server/src/lsp/files.ts';

const disk = (...paths: string[]): FileAccess => {
  const uris = paths.map((p) => `file://${p}`);
  return {
    read: async (uri) => (uris.includes(uri) ? '' : null),
    list: async (uri) => {
      const below = uris.filter((u) => u.startsWith(`${uri.replace(/\/$/, '')}/`)).map((u) => u.slice(uri.replace(/\/$/, '').length + 1));
      return below.length ? [...new Set(below.map((b) => b.split('/')[0]!))].map((name) => ({ name: decodeURIComponent(name), folder: below.some((b) => b.startsWith(`${name}/`)) })) : null;
    },
  };
};
const CASES: readonly { name: string; file: string; disk: readonly string[]; files?: readonly string[]; base?: string; is: readonly string[] }[] = [
  { name: 'alone', file: '/e/haproxy.cfg', disk: ['/e/haproxy.cfg', '/e/other.cfg'], is: ['/e/haproxy.cfg'] },
  { name: 'a main file with haproxy.d', file: '/e/haproxy.cfg', disk: ['/e/haproxy.cfg', '/e/haproxy.d/b.cfg', '/e/haproxy.d/A.cfg', '/e/haproxy.d/x.txt', '/e/haproxy.d/.h.cfg'], is: ['/e/haproxy.cfg', '/e/haproxy.d/A.cfg', '/e/haproxy.d/b.cfg'] },
  { name: 'a part in conf.d', file: '/e/conf.d/10.cfg', disk: ['/e/haproxy.cfg', '/e/conf.d/10.cfg', '/e/conf.d/20.cfg'], is: ['/e/haproxy.cfg', '/e/conf.d/10.cfg', '/e/conf.d/20.cfg'] },
  { name: 'a conf.d of somebody else', file: '/e/conf.d/10.cfg', disk: ['/e/conf.d/10.cfg', '/e/conf.d/20.cfg'], is: ['/e/conf.d/10.cfg'] },
  { name: 'the setting keeps its order', file: '/w/b.cfg', disk: ['/w/a.cfg', '/w/b.cfg'], files: ['b.cfg', 'a.cfg'], base: 'file:///w', is: ['/w/b.cfg', '/w/a.cfg'] },
  { name: 'a folder in the setting', file: '/w/d/2.cfg', disk: ['/w/a.cfg', '/w/d/2.cfg', '/w/d/1.cfg'], files: ['a.cfg', 'd'], base: 'file:///w', is: ['/w/a.cfg', '/w/d/1.cfg', '/w/d/2.cfg'] },
  { name: 'a glob, absolute paths, each file once', file: '/w/x/1.cfg', disk: ['/w/x/1.cfg', '/w/y/2.cfg', '/w/y/2.txt', '/g.cfg'], files: ['/g.cfg', '*/*.cfg', 'x/1.cfg'], base: 'file:///w', is: ['/g.cfg', '/w/x/1.cfg', '/w/y/2.cfg'] },
  { name: 'a file that the setting does not name', file: '/w/z.cfg', disk: ['/w/a.cfg', '/w/z.cfg'], files: ['a.cfg'], base: 'file:///w', is: ['/w/z.cfg'] },
];

suite('files of one configuration', () => {
  for (const c of CASES) test(c.name, async () => {
    assert.deepEqual(await filesOf(`file://${c.file}`, c.files ?? [], c.base ?? null, disk(...c.disk)), c.is.map((p) => `file://${p}`));
  });

  test('names, defaults and routes work across files, and follow edits of either', () => {
    const main = 'defaults\n    mode http\n    timeout client 20s\n    timeout server 20s\n\nfrontend www\n    bind :80\n    use_backend be_ws if { hdr(Upgrade) -i websocket }\n';
    const part = 'backend be_ws\n    server s 127.0.0.1:1\n';
    const engine = new Engine();
    engine.openAll([{ uri: 'a', version: 1, text: main }, { uri: 'b', version: 1, text: part }]);
    const rules = (uri: string): string[] => engine.findings(uri).map((f) => f.rule).filter((r) => r.startsWith('ws-'));
    assert.deepEqual(rules('b'), ['ws-no-timeout-tunnel']);
    const before = engine.revision('b');
    engine.update('a', 2, [{ range: { start: { line: 3, character: 22 }, end: { line: 3, character: 22 } }, text: '\n    timeout tunnel 1h' }]);
    assert.deepEqual(rules('b'), []);
    assert.notEqual(engine.revision('b'), before);
    engine.update('b', 2, [{ text: part.replace('be_ws', 'other') }]);
    assert.deepEqual(rules('b'), []);
    assert.deepEqual(engine.companions('b'), ['a', 'b']);
  });
});
