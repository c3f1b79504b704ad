// The workflow of the public home cannot run here; what it names exists, and it may write nothing but releases.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

interface Step { readonly run?: string; readonly uses?: string }
interface Job { readonly steps: readonly Step[]; readonly needs?: readonly string[]; readonly if?: string; readonly permissions?: Record<string, string>; readonly strategy?: { readonly matrix: Record<string, readonly unknown[]> } }
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string>; engines: { vscode: string } }), text = readFileSync('.github/workflows/ci.yml', 'utf8');

test('the workflow: every script and file it calls is there; each action has its exact version; releases wait for the tests', () => {
  const { load } = createRequire(`${process.cwd()}/package.json`)('js-yaml') as { load: (text: string) => unknown };
  const { jobs, permissions } = load(text) as { jobs: Record<string, Job>; permissions: Record<string, string> };
  assert.deepEqual(permissions, { contents: 'read' });
  for (const [name, job] of Object.entries(jobs)) {
    for (const other of job.needs ?? []) assert.ok(jobs[other], `${name} needs ${other}`);
    if (name !== 'release') assert.equal(job.permissions, undefined, name);
    for (const { run = '', uses } of job.steps) {
      if (uses) assert.match(uses, /^actions\/[\w-]+@v\d+\.\d+\.\d+$/);
      for (const [, script] of run.matchAll(/npm (?:run )?(test(?![\w:])|(?<=run )[\w:-]+)/g)) assert.ok(scripts.scripts[script!], `npm run ${script}`);
      for (const [file] of run.matchAll(/scripts\/[\w.-]+/g)) assert.ok(existsSync(file), file);
    }
  }
  assert.ok(jobs.release!.if!.includes('refs/tags/v') && jobs.release!.needs!.includes('test'));
  assert.ok((jobs.desktop!.strategy!.matrix.vscode ?? []).includes(scripts.engines.vscode.replace('^', '')), 'the oldest VS Code that the manifest allows');
});
