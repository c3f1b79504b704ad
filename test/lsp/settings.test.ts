// What the client's settings become.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { FRAMEWORKS } from '../../server/src/engine/language/frameworks.ts';
import { fromConfiguration } from '../../server/src/lsp/settings.ts';

const ROWS: readonly { readonly name: string; readonly websocket: unknown; readonly is: { readonly paths: readonly string[]; readonly ping: number; readonly outerIdle: number } }[] = [
  { name: 'nothing set', websocket: undefined, is: { paths: [], ping: 0, outerIdle: 0 } },
  { name: 'a number is seconds', websocket: { pingInterval: 25, outerIdleTimeout: 60 }, is: { paths: [], ping: 25_000, outerIdle: 60_000 } },
  { name: 'a number in a string too', websocket: { pingInterval: '25', outerIdleTimeout: ' 60 ' }, is: { paths: [], ping: 25_000, outerIdle: 60_000 } },
  { name: 'durations', websocket: { pingInterval: '500ms', outerIdleTimeout: '4m' }, is: { paths: [], ping: 500, outerIdle: 240_000 } },
  { name: 'half a second', websocket: { pingInterval: 0.5 }, is: { paths: [], ping: 500, outerIdle: 0 } },
  { name: 'what is no duration says nothing', websocket: { pingInterval: 'often', outerIdleTimeout: -1, paths: '/x' }, is: { paths: [], ping: 0, outerIdle: 0 } },
  { name: 'a unit that HAProxy does not know', websocket: { pingInterval: '25 seconds' }, is: { paths: [], ping: 0, outerIdle: 0 } },
  { name: 'a framework', websocket: { framework: 'phoenix', paths: ['/live'] }, is: { paths: ['/live', '/socket/websocket', '/live/websocket'], ping: 30_000, outerIdle: 0 } },
  { name: 'what the application does goes before its framework', websocket: { framework: 'socket.io', pingInterval: '10s' }, is: { paths: ['/socket.io'], ping: 10_000, outerIdle: 0 } },
  { name: 'an unknown framework', websocket: { framework: 'toString' }, is: { paths: [], ping: 0, outerIdle: 0 } },
];

suite('settings', () => {
  for (const { name, websocket, is } of ROWS) test(name, () => { assert.deepEqual(fromConfiguration({ websocket }).engine.webSocket, { http11Only: false, ...is }); });

  test('the editor offers each framework', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { configuration: { properties: Record<string, { enum?: string[] }> } } };
    assert.deepEqual(contributes.configuration.properties['haproxy.websocket.framework']?.enum, ['none', ...Object.keys(FRAMEWORKS)]);
  });

  test('each setting is described, has its place, and counts where it should', () => {
    interface Setting { markdownDescription?: string; order?: number; scope?: string; default?: unknown }
    const { contributes, capabilities } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { configuration: { properties: Record<string, Setting> } }; capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } } };
    const settings = Object.entries(contributes.configuration.properties), restricted = capabilities.untrustedWorkspaces.restrictedConfigurations;
    for (const [name, { markdownDescription, order, scope, default: value }] of settings) assert.ok(markdownDescription?.startsWith('%config.') && order !== undefined && scope && value !== undefined, name);
    assert.equal(new Set(settings.map(([, s]) => s.order)).size, settings.length, 'each its own place');
    // what starts a program, and how: the machine's, or a trusted folder's
    const starts = settings.map(([name]) => name).filter((name) => /path$|docker|\.check\./.test(name));
    assert.deepEqual([...restricted].sort(), starts.sort());
    for (const name of ['haproxy.path', 'haproxy.docker.image', 'haproxy.check.timeLimit']) assert.equal(contributes.configuration.properties[name]?.scope, 'machine-overridable', name);
  });
});
