// Entry that extensionTestsPath names in the web worker extension host: one bundled file.
import 'mocha/mocha.js';
import type MochaClass from 'mocha';
import { env } from 'vscode';
import { report, silent } from './report.ts';

// A worker has no page that mocha's own `mocha.run` for browsers wants, so a plain instance is used.
declare const Mocha: typeof MochaClass;

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: silent });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  if (env.language === 'ru') await import('./russian.ts'); else await import('./suite.ts');
  await report((done) => mocha.run(done));
}
