// Conditions of `.if` and `.elif` (manual 2.4), as far as they can be told without running HAProxy.
import { isAtLeast, type Version } from './version.ts';

/** True, false, or null: not known (features of the build, the environment). */
export type Answer = boolean | null;

const not = (a: Answer): Answer => (a === null ? null : !a);

/** Evaluates with HAProxy's precedence: `!` before `&&` before `||`, parentheses group. Null for what does not parse. */
export function evaluate(text: string, version: Version): Answer {
  const r = { text, at: 0 }, a = either(r, version, 0);
  blanks(r);
  return r.at < text.length ? null : a;
}

interface Reader { readonly text: string; at: number }
const blanks = (r: Reader): void => { while (/\s/.test(r.text[r.at] ?? '')) r.at++; };
const takes = (r: Reader, word: string): boolean => { blanks(r); if (!r.text.startsWith(word, r.at)) return false; r.at += word.length; return true; };

function either(r: Reader, v: Version, depth: number): Answer {
  let a = both(r, v, depth);
  while (takes(r, '||')) { const b = both(r, v, depth); a = a === true || b === true ? true : a === null || b === null ? null : false; }
  return a;
}
function both(r: Reader, v: Version, depth: number): Answer {
  let a = term(r, v, depth);
  while (takes(r, '&&')) { const b = term(r, v, depth); a = a === false || b === false ? false : a === null || b === null ? null : true; }
  return a;
}
function term(r: Reader, v: Version, depth: number): Answer {
  if (depth > 100) return null;
  if (takes(r, '!')) return not(term(r, v, depth + 1));
  if (takes(r, '(')) { const a = either(r, v, depth + 1); return takes(r, ')') ? a : null; }
  blanks(r);
  const m = /^(?:([a-z_]+)\(([^)]*)\)|(-?\d+))/.exec(r.text.slice(r.at, r.at + 4096));
  if (!m) { r.at = r.text.length; return r.text.trim() === '' ? false : null; }
  r.at += m[0].length;
  return m[3] !== undefined ? Number(m[3]) !== 0 : predicate(m[1]!, m[2]!, v);
}

function predicate(name: string, args: string, version: Version): Answer {
  if (/\$|"/.test(args)) return null;
  const [a = '', b = ''] = args.split(',').map((x) => x.trim());
  switch (name) {
    case 'version_atleast': return isAtLeast(version, a);
    case 'version_before': return not(isAtLeast(version, a));
    case 'streq': return a === b;
    case 'strneq': return a !== b;
    case 'strstr': return a.includes(b);
    case 'feature': return version === '2.4' && a === 'QUIC' ? false : null; // 2.4.0 has none; what else there is depends on the build
    default: return null;
  }
}
