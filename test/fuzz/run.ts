// `npm run fuzz -- --minutes 30 [--seed n]`: cases of one seed after the other; what is found is made small and printed with its seed.
// `--only n` plays the case of one seed alone.
import { caseOf } from './cases.ts';
import { minimise, replay } from './minimise.ts';
import { type Problem, torment } from './torment.ts';

const told = (name: string): number | null => { const at = process.argv.indexOf(`--${name}`), n = Number(process.argv[at + 1]); return at < 0 ? null : Number.isFinite(n) ? n : null; };
const only = told('only'), minutes = told('minutes') ?? 1, first = only ?? told('seed') ?? Math.floor(Math.random() * 2 ** 31), most = told('most') ?? 25;
const end = Date.now() + minutes * 60_000, known = new Map<string, number>();
let cases = 0, edits = 0, characters = 0, last = Date.now();

function print(seed: number, p: Problem): void {
  const { case: c } = caseOf(seed), small = minimise(c, p.what), again = replay(small, p.what).find((x) => x.what === p.what);
  console.log(`\nFOUND  ${p.what}\nseed   ${seed}\ntext   ${JSON.stringify(small.text).slice(0, 1500)}\nedits  ${JSON.stringify(small.changes).slice(0, 700)}\nsettings ${JSON.stringify(small.settings)}${p.what.includes('explain') ? `\nlogs   ${JSON.stringify(small.logs).slice(0, 1500)}` : p.what.includes('simulate') ? `\nrequests ${JSON.stringify(small.requests)}` : ''}\n${(again ?? p).detail.slice(0, 700)}${again ? '' : '\n(not seen again in the smaller case)'}`);
}

for (let seed = first; only === null ? Date.now() < end : seed === first; seed++) {
  const { case: c, spots, deep } = caseOf(seed);
  cases++; edits += c.changes.length; characters += c.text.length;
  for (const p of torment(c, spots, deep)) { const n = known.get(p.what) ?? 0; known.set(p.what, n + 1); if (n === 0 && known.size <= most) print(seed, p); }
  if (Date.now() - last > 30_000) { last = Date.now(); console.log(`${cases} inputs, ${edits} edits, ${known.size} kinds of finding`); }
}
console.log(`\n${cases} inputs (${edits} edits, ${(characters / 1e6).toFixed(1)} million characters), first seed ${first}: ${known.size === 0 ? 'nothing found' : `${known.size} kinds of finding`}`);
for (const [what, n] of known) console.log(`${String(n).padStart(6)}  ${what}`);
process.exitCode = known.size ? 1 : 0;
