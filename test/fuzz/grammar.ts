// Configurations written after the facts: any section with any of its keywords, arguments by their grammar, conditions, samples,
// log-formats, addresses; some words missing, doubled or of the wrong kind, some lines where they do not belong.
import facts from '../../server/data/facts.json' with { type: 'json' };
import { parseGrammar, type Sequence } from '../../server/src/engine/language/grammar.ts';
import type { Dice } from './dice.ts';
import { condition, NAMES, sample, test, value } from './values.ts';

interface Spelled { readonly n: string; readonly g?: string | readonly string[] | null; readonly r?: string }
interface Facts { readonly directives: Readonly<Record<string, readonly Spelled[]>>; readonly bindOptions: readonly Spelled[]; readonly serverOptions: readonly Spelled[]; readonly actions: readonly Spelled[]; readonly sections: readonly { n: string; from?: number }[]; readonly predicates: readonly Spelled[] }
const { directives, bindOptions, serverOptions, actions, sections, predicates } = facts as unknown as Facts;

const RULESETS: Readonly<Record<string, string>> = { q: 'quic-initial', c: 'tcp-request connection', s: 'tcp-request session', t: 'tcp-request content', u: 'tcp-response content', h: 'http-request', r: 'http-response', a: 'http-after-response' };
const PROXIES = ['frontend', 'backend', 'listen', 'defaults'];
const parsed = new Map<string, Sequence>();
const read = (g: string): Sequence => { let s = parsed.get(g); if (!s) parsed.set(g, s = parseGrammar(g.replace(/^=/, ''))); return s; };

function spell(d: Dice, sequence: Sequence, depth: number): string {
  let out = '';
  for (const node of sequence) {
    if (d.chance(0.03)) continue;
    let word = '';
    switch (node.kind) {
      case 'word': word = node.text; break;
      case 'value': word = node.type === 'options' ? options(d, d.chance(0.5) ? serverOptions : bindOptions) : value(d, node.type, depth); break;
      case 'optional': word = depth < 6 && d.chance(0.35) ? spell(d, node.of, depth + 1) : ''; break;
      case 'oneOf': word = spell(d, d.one(node.of) ?? [], depth + 1); break;
      case 'parens': word = `(${spell(d, node.of, depth + 1)})`; break;
      case 'repeat': word = Array.from({ length: 1 + d.pick(3) }, () => spell(d, node.of, depth + 1)).join(node.separator ?? ' '); break;
      case 'separator': word = node.text; break;
    }
    if (word !== '') out += node.glued || out === '' ? word : ` ${word}`;
    if (d.chance(0.02)) out += ` ${value(d, null, depth)}`;
  }
  return out;
}

const entry = (d: Dice, e: Spelled): string => { const g = Array.isArray(e.g) ? d.one(e.g as readonly string[]) : (e.g as string | null | undefined); return g ? `${e.n}${g.startsWith(' ') || g.startsWith('=') ? ' ' : ''}${spell(d, read(g), 0)}` : g === null && d.chance(0.5) ? `${e.n} ${value(d, null)}` : e.n; };
const options = (d: Dice, of: readonly Spelled[]): string => Array.from({ length: d.pick(4) }, () => entry(d, d.one(of))).join(' ');

function action(d: Dice): string {
  const a = d.one(actions), sets = a.r ?? 'h', set = d.chance(0.9) ? RULESETS[sets[d.pick(sets.length)]!]! : d.one(Object.values(RULESETS));
  return `${set} ${entry(d, a)}${d.chance(0.5) ? ` ${condition(d)}` : ''}`;
}

function statement(d: Dice, kind: string): string {
  const proxy = PROXIES.includes(kind);
  if (proxy && d.chance(0.25)) return action(d);
  if (proxy && d.chance(0.3)) return d.one([
    () => `acl ${d.one(NAMES)} ${test(d)}`, () => `use_backend ${value(d, 'ref:backend|log-format')} ${condition(d)}`, () => `bind ${value(d, 'address(bind)')} ${options(d, bindOptions)}`,
    () => `server ${d.one(NAMES)} ${value(d, 'address(server)')} ${options(d, serverOptions)}`, () => `default-server ${options(d, serverOptions)}`, () => `timeout ${d.one(['client', 'server', 'tunnel', 'connect', 'check', 'client-fin'])} ${value(d, 'time')}`,
    () => `http-check ${d.one(['send meth GET uri /ws hdr Upgrade websocket', 'expect status 101', 'connect', 'expect rstring ^a('])}`, () => `stick on ${sample(d)} ${d.one(['', 'table a', condition(d)])}`, () => 'mode http', () => 'mode tcp',
    () => 'acl is_ws hdr(Upgrade) -i websocket', () => 'option httpchk GET /ws', () => 'http-request set-header Connection upgrade',
  ])();
  const scope = directives[proxy ? 'proxy' : kind] ?? directives.global!;
  return `${d.chance(0.05) ? 'no ' : ''}${entry(d, d.one(d.chance(0.93) ? scope : directives[d.one(Object.keys(directives))]!))}`;
}

const header = (d: Dice): { kind: string; text: string } => {
  const kind = d.chance(0.75) ? d.one(['global', ...PROXIES, ...PROXIES]) : d.one(sections).n;
  return { kind, text: `${kind}${kind === 'global' || d.chance(0.08) ? '' : ` ${d.one(NAMES)}`}${PROXIES.includes(kind) && d.chance(0.2) ? ` from ${d.one(NAMES)}` : ''}` };
};
const IDS = ['ws-no-timeout-tunnel', 'timeout-in-wrong-section', 'unknown-keyword', 'nothing-such', '*'];
const wrong = (d: Dice, line: string): string => { const words = line.split(' '), at = d.pick(words.length); words.splice(at, d.pick(2), ...(d.chance(0.5) ? [d.one(words)] : [])); return words.join(' '); };

/** A configuration of up to `most` lines, ended by one kind of line end, or by a mixture. */
export function configuration(d: Dice, most: number): string {
  const lines: string[] = [], indent = d.one(['    ', '  ', '\t', '']);
  let kind = 'global';
  const n = 1 + d.pick(most);
  while (lines.length < n) {
    if (lines.length === 0 || d.chance(0.1)) { const h = header(d); kind = h.kind; lines.push(h.text); continue; }
    if (d.chance(0.04)) { lines.push(d.one([() => `.if ${entry(d, d.one(predicates))}(${value(d, 'string')})`, () => '.if version_atleast(2.6) && !defined(X)', () => '.else', () => '.endif', () => '.elif streq("${A}",b)', () => '.notice "x"'])()); continue; }
    let line = statement(d, kind);
    if (d.chance(0.06)) line = wrong(d, line);
    if (d.chance(0.06)) line += ` # ${d.chance(0.5) ? `haproxy-ws-ignore: ${d.one(IDS)}, ${d.one(IDS)}` : 'note'}`;
    lines.push(d.chance(0.03) ? `# ${line}` : indent + line);
  }
  const eol = d.one(['\n', '\n', '\n', '\r\n', '\r', '']);
  return lines.map((l, i) => l + (i === n - 1 && d.chance(0.3) ? '' : eol || d.one(['\n', '\r\n', '\r']))).join('');
}
/** One line of any section. */
export const anyLine = (d: Dice): string => (d.chance(0.15) ? header(d).text : `    ${statement(d, d.one([...PROXIES, 'global', d.one(sections).n]))}`);
