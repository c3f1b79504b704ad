// Every line that a finding depends on wakes its rule: each line of each fixture is taken away and put back in a running engine
// (in bad files also commented out), which must then say what a fresh one says.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Engine, type Settings } from '../../server/src/engine/index.ts';
import { settingsFor } from './fixture.ts';

const URI = 'file:///haproxy.cfg', root = join(process.cwd(), 'test', 'rules');

function told(engine: Engine): string[] {
  return engine.findings(URI).map((f) => JSON.stringify([f.rule, f.severity, f.message, f.range, f.related, engine.fixes(URI, f).map((x) => [x.title, x.safe, [...x.edits]])]));
}
function opened(text: string, settings: Settings): Engine {
  const engine = new Engine();
  engine.open(URI, 1, text, settings);
  return engine;
}

suite('wakes', () => {
  for (const folder of readdirSync(root, { withFileTypes: true }).filter((d) => d.isDirectory()).map((d) => d.name)) {
    test(folder, () => {
      for (const file of readdirSync(join(root, folder)).filter((f) => f.endsWith('.cfg'))) {
        const text = readFileSync(join(root, folder, file), 'utf8'), settings = settingsFor(text), lines = text.split('\n');
        const engine = opened(text, settings), whole = told(opened(text, settings));
        assert.deepEqual(told(engine), whole);
        let version = 1;
        const edit = (line: number, to: number, put: string): void => engine.update(URI, ++version, [{ range: { start: { line, character: 0 }, end: { line: to, character: 0 } }, text: put }]);
        for (let i = 0; i < lines.length - 1; i++) {
          if (/^\s*(?:#|$)/.test(lines[i]!)) continue;
          const without = [...lines.slice(0, i), ...lines.slice(i + 1)].join('\n'), commented = [...lines.slice(0, i), `#${lines[i]}`, ...lines.slice(i + 1)].join('\n'), what = `${file}:${i + 1} ${lines[i]}`;
          edit(i, i + 1, '');
          assert.deepEqual(told(engine), told(opened(without, settings)), `taken away: ${what}`);
          edit(i, i, `${lines[i]}\n`);
          assert.deepEqual(told(engine), whole, `put back: ${what}`);
          if (!file.startsWith('bad')) continue;
          edit(i, i, '#');
          assert.deepEqual(told(engine), told(opened(commented, settings)), `commented out: ${what}`);
          engine.update(URI, ++version, [{ range: { start: { line: i, character: 0 }, end: { line: i, character: 1 } }, text: '' }]);
          assert.deepEqual(told(engine), whole, `back from a comment: ${what}`);
        }
      }
    });
  }
});
