// Stryker's plugins for this project: a test runner within Stryker's child process, and what is no code of a rule.
// For each mutant the bundle (bundle.mjs) is evaluated anew, so that no table and no memo outlives the mutant that made it;
// then tests run, quick ones first, until one fails: of a rule those of its own fixture folder; of what rules share those of all
// fixtures and the recorded statements; of the model also those of the engine and of the features, as far as they reach the mutant.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import vm from 'node:vm';
import { declareClassPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, determineHitLimitReached, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';

/** Seeded property tests: few runs for each mutant. */
process.env.HAPROXY_WS_RUNS ??= '3';
/** No HAProxy is asked: thousands of times would be too long. */
process.env.HAPROXY_BINS = join(process.cwd(), 'dist-test', 'none');

class Runner {
  #script;
  #spent = new Map();
  capabilities() { return { reloadEnvironment: true }; }
  init() {
    const file = join(process.cwd(), 'dist-test', 'mutants.cjs');
    this.#script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`, { filename: file });
  }
  /** The tests of a fresh engine. */
  #load(state) {
    globalThis.__stryker__ = state;
    globalThis.haproxyWsTests = { file: '', suites: [], tests: [] };
    const file = join(process.cwd(), 'dist-test', 'mutants.cjs');
    this.#script.runInThisContext()({}, createRequire(file), {}, file, join(process.cwd(), 'dist-test'));
    return globalThis.haproxyWsTests.tests;
  }
  async dryRun() {
    const state = {}, tests = [];
    for (const { id, run } of this.#load(state)) {
      state.currentTestId = id;
      const start = performance.now();
      let failureMessage;
      try { await run(); } catch (error) { failureMessage = String(error?.stack ?? error); }
      const timeSpentMs = performance.now() - start;
      this.#spent.set(id, timeSpentMs);
      tests.push({ id, name: id, timeSpentMs, ...(failureMessage === undefined ? { status: TestStatus.Success } : { status: TestStatus.Failed, failureMessage }) });
      state.currentTestId = undefined;
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: state.mutantCoverage };
  }
  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const rule = basename(activeMutant.fileName, '.ts');
    const state = { activeMutant: activeMutant.id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit }, wanted = testFilter && new Set(testFilter);
    let nrOfTests = 0, id = 'while the bundle is loaded';
    try {
      const all = this.#load(state), own = all.filter(({ id }) => id.startsWith('rules/') && id.split(/ > |\//).includes(rule));
      const others = activeMutant.fileName.includes('/model/') ? /^(?:engine|features)\/|^rules\/(?:rules|said)/ : /^check\/|^rules\/(?:rules|said)/;
      const tests = (own.length ? own : all.filter(({ id }) => (!wanted || wanted.has(id)) && others.test(id))).sort((a, b) => (this.#spent.get(a.id) ?? 0) - (this.#spent.get(b.id) ?? 0));
      for (const test of tests) { id = test.id; nrOfTests++; await test.run(); }
    } catch (error) {
      return determineHitLimitReached(state.hitCount, hitLimit) ?? { status: MutantRunStatus.Killed, killedBy: [id], failureMessage: String(error?.message ?? error).slice(0, 500), nrOfTests };
    }
    return determineHitLimitReached(state.hitCount, hitLimit) ?? { status: MutantRunStatus.Survived, nrOfTests };
  }
}

/** What only the rule pages print: a test of its own holds these. */
const prose = { shouldIgnore: ({ node }) => (node.type === 'ObjectProperty' && ['id', 'title', 'why', 'source', 'versions', 'fix'].includes(node.key.name) && node.value.type === 'StringLiteral' ? 'prose' : undefined) };

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'engine', Runner), declareValuePlugin(PluginKind.Ignore, 'prose', prose)];
