// Asks every HAProxy at hand how many words each directive wants, and writes server/data/arity.json, which gen.mjs merges into the
// facts. `npm run gen` does not need HAProxy; this does (`node scripts/probe-arity.mjs`, a minute).
//
// A row is `min..max` words behind the directive's own; without a max HAProxy ignores what follows, or takes more than was tried.
// `!` in front: HAProxy refuses a first word that is none of those the grammar lists.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { checkConfig, haproxyBuilds, projectRoot, testCertificate } from '../test/support/haproxy.mjs';

const root = projectRoot(), facts = JSON.parse(readFileSync(join(root, 'server/data/facts.json'), 'utf8')), VERSIONS = facts.versions;
const bundle = await build({ entryPoints: [join(root, 'server/src/engine/language/grammar.ts')], bundle: true, format: 'esm', write: false });
const { parseGrammar } = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`);

const PROXY = 'defaults\n mode http\n timeout connect 1s\n timeout client 1s\n timeout server 1s\n';
const HEADS = {
  global: 'global\n', acme: 'global\n expose-experimental-directives\nacme x\n', cache: 'cache c\n', 'crt-store': 'crt-store s\n', 'fcgi-app': 'fcgi-app a\n docroot /tmp\n', healthcheck: 'healthcheck h\n',
  'http-errors': 'http-errors e\n', 'log-forward': 'log-forward l\n', 'log-profile': 'log-profile p\n', mailers: 'mailers m\n', peers: 'peers p\n', program: 'program p\n', resolvers: 'resolvers r\n', ring: 'ring r\n', traces: 'traces\n',
  userlist: 'userlist u\n', frontend: `${PROXY}frontend f\n`, backend: `${PROXY}backend b\n`, defaults: PROXY, 'defaults-named': `${PROXY}defaults d\n mode http\n`,
};
/** What may stop the run, or depends on who runs it. */
const SKIPPED = /^global (?:chroot|uid|gid|user|group|daemon|include|trace|log-send-hostname|resetenv|unsetenv)$/;
const BATCH = 20, EXTRA = 'zz-one-too-many', WRONG = 'zz-no-such-word';

const SAMPLES = [
  [/^time/, '10s'], [/^size/, '16384'], [/^(integer|number)/, '2'], [/^port/, '80'], [/^address\((?:bind|dgram-bind|peer|nameserver|mailer|dispatch|socks4)\)/, '127.0.0.1:1000'], [/^address/, '127.0.0.1'],
  [/^ip\b|^cidr/, '127.0.0.1'], [/^path/, testCertificate()], [/^dir/, '/tmp'], [/^log-format/, 'x'], [/^sample-expr/, 'str(x)'], [/^acl-cond/, 'TRUE'], [/^variable/, 'proc.x'], [/^regex/, 'x'],
  [/^http-status|^enum:error-code/, '503'], [/^header-name/, 'x-a'],
];
function sampleOf(type, numbers) {
  const limits = /^~*(-?\d*)\.\.(-?\d*)$/.exec(numbers ?? '');
  if (limits && /^(integer|number|size)/.test(type ?? '')) {
    const inside = (n) => (limits[1] === '' || n >= Number(limits[1])) && (limits[2] === '' || n <= Number(limits[2]));
    return String([2, 16384].find(inside) ?? limits[1]);
  }
  if (type?.startsWith('enum:')) { const first = facts.enums.find((e) => e.n === type.slice(5))?.values[0]; return typeof first === 'string' ? first : first?.[0] ?? 'x'; }
  return SAMPLES.find(([re]) => re.test(type ?? ''))?.[1] ?? 'x';
}

/** The words of one form of the grammar; null when it repeats or is made of parentheses. */
function wordsOf(sequence, long, numbers) {
  const out = [];
  const add = (text, glued) => { if (glued && out.length) out[out.length - 1] += text; else out.push(text); };
  const walk = (nodes) => {
    for (const n of nodes) {
      if (n.kind === 'word') add(n.text, n.glued);
      else if (n.kind === 'value') add(sampleOf(n.type, numbers), n.glued);
      else if (n.kind === 'separator') add(n.text, true);
      else if (n.kind === 'optional') { if (long && !walk(n.of)) return false; } else if (n.kind === 'oneOf') { if (!walk(n.of[0])) return false; } else return false;
    }
    return true;
  };
  return walk(sequence) ? out : null;
}

const inRange = (range, v) => !range || range.split(',').some((part) => {
  const [low, high] = part.includes('-') ? part.split('-') : [part, part];
  return (!low || VERSIONS.indexOf(v) >= VERSIONS.indexOf(low)) && (!high || VERSIONS.indexOf(v) <= VERSIONS.indexOf(high));
});
const at = (e, v) => Object.assign({}, e, ...Object.entries(e.h ?? {}).filter(([range]) => inRange(range, v)).map(([, h]) => h));

function directives(version) {
  return Object.entries(facts.directives).flatMap(([scope, list]) => list.flatMap((e) => {
    const x = inRange(e.v, version) ? at(e, version) : null, key = `${scope} ${e.n}`;
    if (!x || x.removed || x.docOnly || x.notInBinary || x.experimental || x.g === null || SKIPPED.test(key)) return [];
    const context = scope !== 'proxy' ? scope : x.s?.includes('b') ? 'backend' : x.s?.includes('f') ? 'frontend' : x.s?.includes('d') ? 'defaults' : 'defaults-named';
    const grammars = [].concat(x.g ?? '').map((g) => parseGrammar(g.startsWith('=') ? g.slice(1) : e.n + g));
    if (grammars.length !== 1 || !HEADS[context]) return [];
    const own = e.n.split(' ').length, short = wordsOf(grammars[0], false, x.numbers), long = wordsOf(grammars[0], true, x.numbers);
    if (!short || !long) return [];
    const first = grammars[0][own], fixed = first && (first.kind === 'oneOf' ? first.of.every((b) => b.length === 1 && b[0].kind === 'word') : first.kind === 'value' && first.type?.startsWith('enum:')) && !grammars[0][own + 1]?.glued;
    // conditions and expressions go on as long as they like
    const open = /=(?:acl-cond|sample-expr|any)\b/.test([].concat(x.g ?? '')[0] ?? '');
    return [{ key, context, own, short, long, fixed, open }];
  }));
}

/** What HAProxy says of each line where it refuses it. Each stands in a run with lines of other directives only. */
function ask(version, context, lines) {
  const head = HEADS[context], first = head.split('\n').length, out = lines.map(() => null);
  for (let i = 0; i < lines.length; i += BATCH) {
    let open = lines.slice(i, i + BATCH).map((_, k) => i + k);
    while (open.length) {
      const { alerts } = checkConfig(version, `${head}${open.map((k) => ` ${lines[k].join(' ')}`).join('\n')}\n no-such-keyword\n`);
      const said = open.map((_, k) => alerts.find((a) => a.severity === 'ALERT' && a.line === first + k && a.message.includes('haproxy.cfg:'))?.message ?? null);
      for (const [k, n] of open.entries()) out[n] = said[k];
      // newer branches read a part of `global` first, and stop there at an error: ask again about the others
      const left = open.filter((_, k) => said[k] === null);
      if (left.length === open.length || alerts.some((a) => a.message.includes('no-such-keyword'))) break;
      open = left;
    }
  }
  return out;
}

const rows = {}, asked = {};
for (const version of haproxyBuilds()) {
  asked[version.branch] = version.version;
  const all = directives(version.branch);
  for (const context of new Set(all.map((d) => d.context))) {
    const list = all.filter((d) => d.context === context), run = (make) => { const some = list.map(make); const asks = list.filter((_, i) => some[i]); const said = ask(version, context, some.filter(Boolean)); return new Map(asks.map((d, i) => [d, said[i]])); };
    const short = run((d) => d.short), long = run((d) => d.long), extra = run((d) => [...d.long, EXTRA]), wrong = run((d) => d.fixed && [...d.long.slice(0, d.own), WRONG, ...d.long.slice(d.own + 1)]);
    const most = Math.max(...list.map((d) => d.short.length - d.own), 0), fewer = [];
    for (let cut = 1; cut <= most; cut++) fewer.push(run((d) => d.short.length - d.own >= cut && d.short.slice(0, d.short.length - cut)));
    for (const d of list) {
      if (short.get(d) !== null) continue;
      let min = d.short.length - d.own;
      for (const answers of fewer) { if (answers.get(d) !== null) break; min--; }
      // a word that is refused for what it is says nothing about their number
      const max = !d.open && long.get(d) === null && extra.get(d)?.includes(EXTRA) && /unexpected|extra arg|too many/.test(extra.get(d)) ? d.long.length - d.own : '';
      const strict = d.fixed && long.get(d) === null && typeof wrong.get(d) === 'string' ? '!' : '';
      rows[d.key] ??= {};
      rows[d.key][version.branch] = `${strict}${min}..${max}`;
    }
  }
  console.log(`${version.version}: ${Object.values(rows).filter((r) => r[version.branch]).length} of ${all.length} directives`);
}
const body = Object.keys(rows).filter((key) => Object.values(rows[key]).some((r) => r !== '0..')).sort().map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(rows[key])}`).join(',\n');
writeFileSync(join(root, 'server/data/arity.json'), `{\n "asked": ${JSON.stringify(asked)},\n "rows": {\n${body}\n }\n}\n`);
