// Splits sample expressions `fetch(args),conv(args),…` into parts (manual 7.3). Purely about shape:
// whether a name exists or an argument fits is for the floors below.

export interface SampleArg { readonly start: number; readonly end: number; readonly text: string }
/** A fetch or a converter. Offsets count in the expression's own text. `closed` is false when `)` is missing. */
export interface SamplePart { readonly name: string; readonly start: number; readonly end: number; readonly args: readonly SampleArg[] | null; readonly closed: boolean }
export interface Sample { readonly fetch: SamplePart; readonly converters: readonly SamplePart[]; readonly end: number }

const isWord = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 46 || c === 45 || c === 58 || c === 43; // + as in base32+src

function part(text: string, from: number): SamplePart {
  let i = from;
  while (i < text.length && isWord(text.charCodeAt(i))) i++;
  const name = text.slice(from, i);
  if (text.charCodeAt(i) !== 40) return { name, start: from, end: i, args: null, closed: true };
  i++;
  const args: SampleArg[] = [];
  let argAt = i, value = '', quote = 0;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quote) {
      if (c === quote) quote = 0;
      else if (c === 92 && quote === 34 && i + 1 < text.length) value += text[++i]!;
      else value += text[i]!;
    } else if (c === 34 || c === 39) quote = c;
    else if (c === 92 && i + 1 < text.length) value += text[++i]!;
    else if (c === 44) { args.push({ start: argAt, end: i, text: value }); argAt = i + 1; value = ''; }
    else if (c === 41) { args.push({ start: argAt, end: i, text: value }); return { name, start: from, end: i + 1, args, closed: true }; }
    else value += text[i]!;
  }
  args.push({ start: argAt, end: i, text: value });
  return { name, start: from, end: i, args, closed: false };
}

/** Parses one expression at `from`; stops at the first character that cannot continue it. Never fails. */
export function parseSample(text: string, from = 0): Sample {
  const fetch = part(text, from);
  const converters: SamplePart[] = [];
  let end = fetch.end;
  while (text.charCodeAt(end) === 44) {
    const conv = part(text, end + 1);
    if (conv.name === '' && conv.args === null) { end = conv.end; converters.push(conv); break; }
    converters.push(conv);
    end = conv.end;
  }
  return { fetch, converters, end };
}
