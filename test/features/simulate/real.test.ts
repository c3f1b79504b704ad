// The simulator against real HAProxy: 20 generated configurations, 10 requests each, on every branch at hand. What it says for certain
// has to be what the client sees; what it leaves open has to hold what the client sees. More: SIMULATE=from:to, as seeds.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { simulate, type Outcome } from '../../../server/src/engine/features/simulate/simulate.ts';
import { branchOf } from '../../../server/src/engine/language/version.ts';
import { DEFAULT_SETTINGS, Engine } from '../../../server/src/engine/index.ts';
import { requireBuilds } from '../../support/haproxy.mjs';
import { generate } from './generate.ts';
import { filled, run, type Seen } from './lab.ts';

const [FROM, TO] = (process.env.SIMULATE ?? '1:20').split(':').map(Number) as [number, number], REQUESTS = 10;

/** What the client would see, in the words of the lab. */
function seenOf(o: Outcome, lines: readonly string[]): Seen {
  const named = o.at && o.kind === 'status' ? /x-backend (\S+)/.exec(lines[o.at.line] ?? '')?.[1] : undefined;
  switch (o.kind) {
    case 'status': return [o.status, named].filter((x) => x !== undefined).join(' ');
    case 'redirect': return `${o.status} ${o.location ?? '¿'}`;
    case 'closed': return 'closed';
    case 'backend': return `200 ${o.server?.server ?? '¿'}`;
    default: return '¿';
  }
}

const builds = requireBuilds('the request simulator, by the word of HAProxy');
suite('the simulator agrees with HAProxy', () => {
  for (const build of builds) test(`HAProxy ${build.version}`, { timeout: 1_200_000 }, async (context) => {
    let asked = 0, open = 0;
    const wrong: string[] = [];
    for (let seed = FROM; seed <= TO; seed++) {
      const { config, requests } = generate(seed, REQUESTS), haproxy = await run(build, config);
      try {
        const text = filled(config, haproxy.ports as { PLAIN: number; TLS: number; TCP: number }), lines = text.split('\n'), engine = new Engine();
        engine.open('file:///a.cfg', 1, text, { ...DEFAULT_SETTINGS, auto: false, version: branchOf(build.branch) ?? DEFAULT_SETTINGS.version });
        const { project } = engine.model('file:///a.cfg')!;
        for (const one of requests) {
          const port = haproxy.ports[one.door === 'plain' ? 'PLAIN' : one.door === 'tcp' ? 'TCP' : 'TLS'];
          const entry = `${one.door === 'tcp' ? 'frontend passes' : /^listen front$/m.test(config) ? 'listen front' : 'frontend front'} 127.0.0.1:${port}`;
          const s = simulate(project, one.request, entry), seen = await haproxy.ask(one), said = s.outcomes.map((o) => seenOf(o, lines));
          assert.equal(s.entry, entry);
          asked++;
          if (said.length !== 1 || said[0]!.includes('¿')) { open++; if (process.env.SIMULATE) context.diagnostic(`seed ${seed}: ${s.steps.filter((x) => x.verdict === 'unknown').map((x) => `${x.text} ${x.terms.map((y) => y.saw).join(' ')}`)[0] ?? s.outcomes.map((o) => o.says).join(' | ')}`); }
          if (!said.some((x) => x === seen || (x.includes('¿') && (x === '¿' || seen.startsWith(x.slice(0, 4)))))) wrong.push(`seed ${seed} ${one.door} ${JSON.stringify(one.request)}\n  saw ${seen}, simulator: ${said.join(' | ')}\n${s.steps.map((x) => `    ${x.verdict.padEnd(7)} ${x.text}  ${x.terms.map((y) => `[${y.term}: ${y.answer} ${y.saw}]`).join(' ')} ${x.does}`).join('\n')}`);
        }
      } finally { haproxy.stop(); }
    }
    context.diagnostic(`${asked - wrong.length} of ${asked} agree, ${open} left open`);
    assert.equal(wrong.length, 0, `${wrong.length} of ${asked} differ:\n${wrong.slice(0, process.env.SIMULATE ? 500 : 5).join('\n\n')}`);
    assert.ok(open <= asked / 20, `${open} of ${asked} left open`);
  });
});
