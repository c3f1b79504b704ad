// Damage to any text, one character or many at a time.
import type { Dice } from './dice.ts';

const deep = (open: string, close: string) => (d: Dice): string => { const n = 1 + d.pick(400); return open.repeat(n) + (d.chance(0.7) ? 'x' : '') + close.repeat(d.chance(0.7) ? n : d.pick(n)); };
const BITS: readonly ((d: Dice) => string)[] = [
  (d) => String.fromCharCode(d.pick(32)), (d) => String.fromCharCode(0xd800 + d.pick(2048)), (d) => String.fromCharCode(d.pick(65536)), (d) => String.fromCharCode(32 + d.pick(95)),
  (d) => d.one(['\u2028', '\u2029', '\u0085', '\ufeff', '\u00a0', '\u007f', '\u{1f600}', 'İ', 'ß', '\0', '\r', '\n', '\r\n', '\t', '\v', '\f']),
  (d) => d.one(['"', "'", '\\', '#', '$', '${', '}', '{', '(', ')', '[', ']', ',', ';', '%', '%[', '!', '||', '\\"', '\\\\', "'\\''", '${A-', '"${A}', '{{', '}}', '{%', '<%', '%>', '\\x', '\\x4', '@', ':', '/', '-m', ' if ', ' # haproxy-ws-ignore: ', 'from ']),
  (d) => d.one(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'NaN', 'undefined', 'null', 'valueOf']),
  (d) => `${d.chance(0.5) ? '-' : ''}${'9'.repeat(1 + d.pick(400))}${d.one(['', 's', 'd', 'k', 'g', '.5', 'e9'])}`,
  deep('{ ', ' }'), deep('(', ')'), deep('%[', ']'), deep('"', '"'), deep('\\', ''), deep('${', '}'), deep('src,lower(', ')'), deep('[', ']'), deep('.if 1\n', '.endif\n'),
  (d) => d.one([' ', 'a', 'or ', '! ', ',', '# ', '-', '\t', 'acl a src ', '% ', '/', '.', '0']).repeat(1 + d.pick(900)),
];

/** The text with 1 to 8 wounds. */
export function damaged(d: Dice, text: string, other: string): string {
  let out = text;
  for (let n = d.pick(8); n >= 0; n--) {
    const at = d.pick(out.length + 1), end = Math.min(out.length, at + d.pick(d.chance(0.2) ? 200 : 12)), part = out.slice(at, end);
    out = out.slice(0, at) + d.one([
      () => '', () => part + part, () => part.toUpperCase(), () => [...part].reverse().join(''), () => d.one(BITS)(d), () => part + d.one(BITS)(d), () => d.one(BITS)(d) + part, () => part + d.one(BITS)(d) + d.one(BITS)(d),
      () => { const from = d.pick(other.length + 1); return part + other.slice(from, from + d.pick(120)); },
      () => part.replace(/\n/g, d.one(['\r', '\r\n', ' ', '\n\n', '\u2028'])),
    ])() + out.slice(end);
  }
  return out;
}
export const bit = (d: Dice): string => d.one(BITS)(d);
