/**
 * What is certainly wrong in a regular expression, as PCRE2 sees it (the engine of the builds that were asked, 2.6 to 3.4).
 * Not a full parser: what is rare or depends on the library is taken as right.
 */
export type RegexProblem = 'open' | 'close' | 'class' | 'quantifier' | 'bounds' | 'range' | 'escape' | 'reference';

/** Letters that mean nothing behind a backslash. */
const BAD_ESCAPES: ReadonlySet<string> = new Set('FLlUuijmqyIJMOTY');

/** `captures`: plain parentheses make groups that \\1 may refer to; HAProxy compiles the patterns of ACLs without. */
export function regexProblem(text: string, captures = true): RegexProblem | null {
  if (/\(\?[a-zA-Z]*x/.test(text)) return null; // blanks and comments have a meaning of their own
  const n = text.length;
  let open = 0, groups = 0, i = 0, repeatable = false, highest = 0;
  while (i < n) {
    const c = text[i]!;
    if (c === '\\') {
      const d = text[i + 1];
      if (d === undefined) return 'escape';
      if (d === 'Q') { const e = text.indexOf('\\E', i + 2); if (e < 0) return open ? 'open' : null; repeatable = e > i + 2 || repeatable; i = e + 2; continue; }
      if (BAD_ESCAPES.has(d)) return 'escape';
      if (d >= '1' && d <= '9') { if (!/^\d/.test(text.slice(i + 2))) highest = Math.max(highest, Number(d)); }
      if (d !== 'E') repeatable = d !== 'b' && d !== 'B' && d !== 'A' && d !== 'Z' && d !== 'z' && d !== 'G';
      if ((d === 'p' || d === 'P' || d === 'x' || d === 'o' || d === 'N' || d === 'k' || d === 'g') && text[i + 2] === '{') { const e = text.indexOf('}', i); if (e < 0) return null; i = e + 1; } else i += 2;
      continue;
    }
    if (c === '[') {
      if (/^\[[:.=][^\]]*[:.=]\]/.test(text.slice(i))) return 'class';
      const end = classEnd(text, i);
      if (end === -1) return 'class';
      if (badRange(text.slice(i + 1, end))) return 'range';
      i = end + 1; repeatable = true;
      continue;
    }
    if (c === '(') {
      if (text[i + 1] === '*' && /[A-Za-z:]/.test(text[i + 2] ?? '')) { const e = text.indexOf(')', i); if (e < 0) return 'open'; i = e + 1; repeatable = false; continue; }
      if (text[i + 1] === '?') {
        if (text[i + 2] === '#') { const e = text.indexOf(')', i); if (e < 0) return 'open'; i = e + 1; continue; }
        const flags = /^\(\?\^?[imsnxJU]*(?:-[imsnxJU]*)?\)/.exec(text.slice(i));
        if (flags) { i += flags[0].length; repeatable = false; continue; }
        const call = /^\(\?(?:[+-]?\d+|R|&\w+|P[>=]\w+|C\d*)\)/.exec(text.slice(i));
        if (call) { i += call[0].length; repeatable = true; continue; }
        if (/^\(\?(?:<[A-Za-z_]|P<|')/.test(text.slice(i))) groups++;
        if (/^\(\?[|(]/.test(text.slice(i))) return null;
        const head = /^\(\?(?:<?[=!]|[:>]|P?<\w+>|'\w+'|\^?[imsnJU-]*:)/.exec(text.slice(i));
        if (!head) return text.includes(')', i) ? null : 'open';
        i += head[0].length;
      } else { if (captures) groups++; i++; }
      open++; repeatable = false;
      continue;
    }
    if (c === ')') { if (open === 0) return 'close'; open--; i++; repeatable = true; continue; }
    if (c === '|') { repeatable = false; i++; continue; }
    if (c === '^' || c === '$') { repeatable = false; i++; continue; }
    const bounds = c === '{' ? /^\{(\d+)(?:,(\d*))?\}/.exec(text.slice(i)) : null;
    if (c === '*' || c === '+' || c === '?' || bounds) {
      if (!repeatable) return 'quantifier';
      if (bounds) {
        const low = Number(bounds[1]), high = bounds[2] ? Number(bounds[2]) : low;
        if (low > 65535 || high > 65535 || high < low) return 'bounds';
      }
      i += bounds ? bounds[0].length : 1;
      if (text[i] === '?' || text[i] === '+') i++;
      repeatable = false;
      continue;
    }
    i++; repeatable = true;
  }
  if (open > 0) return 'open';
  return highest > groups ? 'reference' : null;
}

/** Index of the bracket that closes the class at `from`, -1 without one. */
function classEnd(text: string, from: number): number {
  let i = from + 1;
  if (text[i] === '^') i++;
  if (text[i] === ']') i++;
  for (; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') {
      if (text[i + 1] === 'Q') { const e = text.indexOf('\\E', i + 2); if (e < 0) return -1; i = e + 1; } else i++;
    } else if (c === '[' && (text[i + 1] === ':' || text[i + 1] === '.' || text[i + 1] === '=')) { const e = text.indexOf(`${text[i + 1]}]`, i + 2); if (e > 0) i = e + 1; }
    else if (c === ']') return i;
  }
  return -1;
}

/** A range of two plain characters that runs backwards. */
function badRange(inside: string): boolean {
  if (inside.includes('\\') || inside.includes('[')) return false;
  const body = inside.startsWith('^') ? inside.slice(1) : inside;
  for (let i = 0; i + 2 < body.length; i++) if (body[i + 1] === '-') { if (body[i]! > body[i + 2]!) return true; i += 2; }
  return false;
}
