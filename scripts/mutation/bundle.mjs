// Bundles the tests that ask the engine within one process, in the folder it is started in: Stryker's copy, where the rules and the model are mutated.
// One script with one copy of the engine, so that it can be evaluated anew for each mutant.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const cwd = process.cwd(), at = (...p) => join(cwd, ...p);
/** They start programs, speak of other people's files, or take long. */
const OTHER = /(?:^|\/)(?:oracle|real|corpus|generated|handshake|accepted|coverage|text|work)\.test\.ts$|features\/(?:path|references|semantic)\/(?:path|property|semantic)\.test/;
const tests = readdirSync(at('test'), { recursive: true }).map((f) => String(f).replaceAll('\\', '/'))
  .filter((f) => f.endsWith('.test.ts') && /^(?:check|engine|features|rules)\//.test(f) && !OTHER.test(f)).sort();
const code = tests.map((f) => `globalThis.haproxyWsTests.file = ${JSON.stringify(f)};\nrequire(${JSON.stringify(`./test/${f}`)});`).join('\n');
await build({
  stdin: { contents: code, resolveDir: cwd, loader: 'js' }, outfile: at('dist-test', 'mutants.cjs'), absWorkingDir: cwd, bundle: true, format: 'cjs', platform: 'node', target: 'node20', logLevel: 'warning',
  packages: 'external', loader: { '.json': 'json', '.cfg': 'text' }, define: { __VERSION__: '"0.0.0"', 'import.meta.dirname': '__dirname' },
  plugins: [{
    name: 'in-one-process',
    setup(b) {
      b.onResolve({ filter: /^node:test$/ }, () => ({ path: at('scripts', 'mutation', 'tests.mjs') }));
    },
  }],
});
