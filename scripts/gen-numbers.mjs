// Asks every HAProxy at hand which numbers each numeric setting takes, and writes server/data/numbers.json, which gen.mjs merges into
// the facts. `npm run gen` does not need HAProxy; this does (`node scripts/gen-numbers.mjs`, a few minutes).
//
// A value is `min..max`, either end open; `~` in front: HAProxy reads the leading number and ignores what follows (`10x` is 10);
// `~~`: even a word is taken, for 0. For a time or a size the bounds are in the setting's own unit.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { haproxyBuilds, parseMessages, projectRoot } from '../test/support/haproxy.mjs';

const facts = JSON.parse(readFileSync(join(projectRoot(), 'server/data/facts.json'), 'utf8'));
const VERSIONS = facts.versions;
const NUMERIC = /^ (?:\{)?<[^>=]*=(integer|number|size|time|port)(?:\([^>]*\))?>/;
const PROXY = 'defaults\n mode http\n timeout connect 1s\n timeout client 1s\n timeout server 1s\n';
const HEADS = {
  global: 'global\n expose-experimental-directives\n', acme: 'global\n expose-experimental-directives\nacme x\n', cache: 'cache c\n', 'fcgi-app': 'fcgi-app a\n docroot /tmp\n',
  'log-forward': 'log-forward l\n', mailers: 'mailers m\n', peers: 'peers p\n', resolvers: 'resolvers r\n', ring: 'ring r\n', frontend: `${PROXY}frontend f\n`, backend: `${PROXY}backend b\n`, defaults: `${PROXY}`,
  bind: `${PROXY}frontend f\n`, server: `${PROXY}backend b\n`,
};
// Of no use to a file on its own, or with an effect on the run itself.
const SKIPPED = new Set(['global chroot', 'global gid', 'global uid', 'global ulimit-n', 'bind gid', 'bind uid', 'bind accept-netscaler-cip', 'global force-cfg-parser-pause']);

// Checked against each other: asked alone.
const ALONE = /thread|ocsp-update|tune\.(bufsize|maxrewrite|maxpollevents|pool-|ssl\.capture-)|stick-counters|maxconn$/;
// HAProxy gives up after 50 errors.
const BATCH = 20;

const inRange = (range, v) => !range || range.split(',').some((part) => {
  const [low, high] = part.includes('-') ? part.split('-') : [part, part];
  return (!low || VERSIONS.indexOf(v) >= VERSIONS.indexOf(low)) && (!high || VERSIONS.indexOf(v) <= VERSIONS.indexOf(high));
});
const at = (e, v) => Object.assign({}, e, ...Object.entries(e.h ?? {}).filter(([range]) => inRange(range, v)).map(([, h]) => h));

function settings(version) {
  const all = [
    ...Object.entries(facts.directives).flatMap(([scope, list]) => list.map((e) => ({ scope, e }))),
    ...facts.bindOptions.map((e) => ({ scope: 'bind', e })), ...facts.serverOptions.map((e) => ({ scope: 'server', e })),
  ];
  return all.flatMap(({ scope, e }) => {
    const x = inRange(e.v, version) ? at(e, version) : null;
    const kind = x && !x.removed && !x.docOnly && !x.notInBinary && NUMERIC.exec([].concat(x.g ?? '')[0] ?? '')?.[1];
    const key = `${scope} ${e.n}`;
    if (!kind || SKIPPED.has(key)) return [];
    const context = scope !== 'proxy' ? scope : x.s?.includes('b') ? 'backend' : x.s?.includes('f') ? 'frontend' : 'defaults';
    const before = scope === 'bind' ? `bind :80 ${e.n}` : scope === 'server' ? `server s%d 1.1.1.1:80 ${e.n}` : e.n;
    return HEADS[context] ? [{ key, kind, context, line: (value, i) => ` ${before.replace('%d', String(i))} ${value}` }] : [];
  });
}

/** Yields values, receives whether HAProxy took them; returns the notation, or null when nothing was taken. */
function* search() {
  let good = null;
  for (const v of [10, 1, 2, 100, 0, 1000, 16384, 65536, 1048576]) if (yield String(v)) { good = v; break; }
  if (good === null) return null;
  const lax = yield `${good}x`;
  const word = lax && (yield 'x');
  const low = yield* edge(good, -(2 ** 31), -1);
  const high = (yield String(2 ** 31 - 1)) ? ((yield String(2 ** 32 - 1)) ? Number.POSITIVE_INFINITY : (yield String(2 ** 31)) ? 2 ** 32 - 2 : 2 ** 31 - 1) : yield* edge(good, 2 ** 31 - 1, 1);
  return `${word ? '~~' : lax ? '~' : ''}${low <= -(2 ** 31) ? '' : low}..${high === Number.POSITIVE_INFINITY ? '' : high}`;
}

/** The last value accepted on the way from `good` to `far`; `far` itself when that is accepted. */
function* edge(good, far, step) {
  if (yield String(far)) return far;
  let inside = good;
  let outside = far;
  while (Math.abs(outside - inside) > 1) {
    // Limits are mostly small or powers of two: halve near zero first.
    const middle = Math.abs(outside) > 4 * Math.abs(inside) + 8 ? inside + step * (Math.abs(inside) + 1) : Math.trunc((inside + outside) / 2);
    if (yield String(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

function ask(build, context, requests) {
  const head = HEADS[context];
  const first = head.split('\n').length;
  const dir = mkdtempSync(join(tmpdir(), 'numbers-'));
  try {
    const file = join(dir, 'haproxy.cfg');
    // The last line keeps HAProxy from its second pass, which would allocate what the numbers ask for.
    writeFileSync(file, `${head}${requests.map((r, i) => r.setting.line(r.value, i)).join('\n')}\n no-such-keyword\n`);
    const { stderr, signal } = spawnSync(build.path, ['-c', '-f', file], { encoding: 'utf8', timeout: 15_000 });
    if (signal) return null;
    const refused = new Set(parseMessages(stderr).filter((m) => m.severity === 'ALERT').map((m) => m.line));
    // Some refusals end the reading at once: then nothing is known of the lines below, and each is asked alone.
    if (requests.length > 1 && !refused.has(first + requests.length)) return null;
    return requests.map((_, i) => !refused.has(first + i));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const rows = {};
const asked = {};
for (const build of haproxyBuilds()) {
  asked[build.branch] = build.version;
  let active = settings(build.branch).map((setting) => { const run = search(); return { setting, run, value: run.next().value }; });
  let rounds = 0;
  while (active.length) {
    rounds++;
    const next = [];
    for (const context of new Set(active.map((a) => a.setting.context))) {
      const group = active.filter((a) => a.setting.context === context);
      const alone = group.filter((a) => ALONE.test(a.setting.key)).map((a) => [a]);
      const rest = group.filter((a) => !ALONE.test(a.setting.key));
      const batches = rest.flatMap((_, i) => (i % BATCH ? [] : [rest.slice(i, i + BATCH)]));
      for (const batch of [...alone, ...batches]) {
        const answers = ask(build, context, batch) ?? batch.map((one) => (ask(build, context, [one]) ?? [false])[0]);
        batch.forEach((a, k) => {
          const step = a.run.next(answers[k]);
          if (!step.done) next.push({ ...a, value: step.value });
          else if (step.value) { rows[a.setting.key] ??= {}; rows[a.setting.key][build.branch] = step.value; }
        });
      }
    }
    active = next;
  }
  console.log(`${build.version}: ${Object.values(rows).filter((r) => r[build.branch]).length} settings, ${rounds} rounds`);
}
const body = Object.keys(rows).sort().map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(rows[key])}`).join(',\n');
writeFileSync(join(projectRoot(), 'server/data/numbers.json'), `{\n "asked": ${JSON.stringify(asked)},\n "rows": {\n${body}\n }\n}\n`);
