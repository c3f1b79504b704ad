// Proofs: each WebSocket rule against real HAProxy, a real client and a real server on loopback. `bad.cfg` must fail as the rule's
// message says, `fixed.cfg` (what the quick fix makes of it) must not, on every HAProxy at hand.
//   node test/proof/run.mjs [RULE-ID ...]     with a rule: its files, what was seen, the log lines
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { haproxyBuilds } from '../support/haproxy.mjs';
import { createRun } from './runner.mjs';

const LIMIT = 30_000; // ms for one half of a proof
const here = import.meta.dirname;
const known = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
const asked = process.argv.slice(2);
for (const rule of asked) if (!known.includes(rule)) { console.error(`no proof of ${rule}; there are: ${known.join(', ')}`); process.exit(2); }
const rules = asked.length ? known.filter((rule) => asked.includes(rule)) : known;
const builds = haproxyBuilds();
if (!builds.length) { console.error('The proofs did not run: no HAProxy (see above).'); process.exit(1); }

/** One half: `bad` or `fixed` of a rule under one build. */
async function half(rule, proof, name, build) {
  const file = join(here, rule, `${name}.cfg`);
  const run = await createRun(build, file);
  const controller = new AbortController();
  try {
    if (name === 'fixed') {
      const { exit, alerts } = run.check();
      assert.equal(exit, 0, 'haproxy -c takes the fixed file');
      assert.deepEqual(alerts, [], 'the fixed file loads without a warning');
    }
    const late = sleep(LIMIT, undefined, { signal: controller.signal }).then(() => { throw new Error(`not over after ${LIMIT / 1000} s`); });
    const figure = await Promise.race([proof[name](run), late]);
    assert.equal(typeof figure, 'string', 'a proof returns what was seen');
    return { figure, transcript: run.transcript, error: null };
  } catch (error) {
    return { figure: 'FAILED', transcript: run.transcript, error };
  } finally {
    controller.abort();
    await run.close();
  }
}

const started = performance.now();
const cells = [];
for (const rule of rules) {
  for (const part of ['bad.cfg', 'fixed.cfg', 'proof.mjs']) assert.ok(existsSync(join(here, rule, part)), `${rule} has no ${part}`);
  const proof = await import(`./${rule}/proof.mjs`);
  assert.ok(typeof proof.claim === 'string' && typeof proof.bad === 'function' && typeof proof.fixed === 'function', `${rule}/proof.mjs exports claim, bad, fixed`);
  for (const build of builds) cells.push({ rule, proof, build, bad: null, fixed: null });
}

// Most of a proof is waiting for a timer, so a few more than there are processors.
const queue = cells.flatMap((cell) => ['bad', 'fixed'].map((name) => async () => { cell[name] = await half(cell.rule, cell.proof, name, cell.build); }));
await Promise.all(Array.from({ length: Math.min(8, availableParallelism() * 3) }, async () => { for (let job = queue.shift(); job; job = queue.shift()) await job(); }));

if (asked.length) {
  for (const rule of rules) {
    const own = cells.filter((cell) => cell.rule === rule);
    console.log(`\n== ${rule}: ${own[0].proof.claim}`);
    for (const name of ['bad', 'fixed']) {
      console.log(`\n-- ${name}.cfg\n${readFileSync(join(here, rule, `${name}.cfg`), 'utf8').trimEnd()}\n`);
      for (const { build, [name]: { figure, transcript } } of own) console.log(`HAProxy ${build.version}: ${figure}${transcript.map((line) => `\n  ${line}`).join('')}`);
    }
  }
}

const ok = (cell) => !cell.bad.error && !cell.fixed.error;
const width = Math.max(...rules.map((rule) => rule.length));
const column = ({ version }) => Math.max(8, version.length) + 2;
console.log(`\n${'rule'.padEnd(width)}  ${builds.map((build) => build.version.padEnd(column(build))).join('')}`);
for (const rule of rules) {
  const own = cells.filter((cell) => cell.rule === rule);
  console.log(`${rule.padEnd(width)}  ${own.map((cell) => (ok(cell) ? 'ok' : 'FAILED').padEnd(column(cell.build))).join('')}`);
  // what was seen; builds that behave alike share a line
  const alike = new Map();
  for (const { build, bad, fixed } of own) {
    const seen = `bad: ${bad.figure}; fixed: ${fixed.figure}`;
    alike.set(seen, [...(alike.get(seen) ?? []), build.branch]);
  }
  for (const [seen, branches] of alike) console.log(`    ${branches.length === own.length ? 'all' : branches.join(' ')}: ${seen}`);
}
const failed = cells.filter((cell) => !ok(cell));
for (const { rule, build, ...halves } of failed) {
  for (const name of ['bad', 'fixed']) {
    const { error, transcript } = halves[name];
    if (error) console.error(`\nFAILED ${rule}/${name}.cfg on HAProxy ${build.version}: ${error.message}${transcript.map((line) => `\n  ${line}`).join('')}`);
  }
}
console.log(`\n${rules.length} rules, HAProxy ${builds.map(({ version }) => version).join(', ')}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`${cells.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);
