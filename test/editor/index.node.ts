// Entry that extensionTestsPath names in a Node extension host (desktop or server).
import Mocha from 'mocha';
import { report, silent } from './report.ts';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: silent });
  for (const file of ['./suite.js', './killed.js']) mocha.addFile(require.resolve(file));
  await mocha.loadFilesAsync();
  await report((done) => mocha.run(done));
}
