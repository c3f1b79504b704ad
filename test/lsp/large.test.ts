// A text that is held until the settings are known costs what any other costs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generate } from '../../scripts/gen-config.mjs';
import { Core } from '../../server/src/engine/core.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/engine/index.ts';
import { large } from '../../server/src/lsp/large.ts';

const URI = 'file:///large.cfg', SETTINGS: Settings = { ...DEFAULT_SETTINGS, auto: false };

test('a text above a megabyte is checked once', () => {
  const text = generate({ lines: 30_000 }), held = new Core(), direct = new Core(), gate = large(held);
  assert.ok(text.length > 2 ** 20);
  gate.open(URI, 1, text);
  assert.equal(held.has(URI), false);
  gate.admit(URI, 64);
  direct.open(URI, 1, text);
  for (const core of [held, direct]) { core.setSettings(URI, SETTINGS); core.work(URI); }
  assert.deepEqual(held.meter(URI), direct.meter(URI));
  assert.ok(held.meter(URI).ruleRuns > 10_000);
});
