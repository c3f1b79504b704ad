// From a log-format to a reader of the lines that it writes (manual 8.2.6): one regular expression, one group for each value.
// Neighbours cannot take the same text (but for the colon of an IPv6 address), so a line that does not fit stays cheap.
import { parseLogFormat } from '../../syntax/logFormat.ts';

/** Values by alias name (`tsc`, `ST`), or by the expression as written. */
export type Values = ReadonlyMap<string, string>;

export interface LogReader {
  readonly name: string;
  /** The line's values when the format fits at this offset. */
  read(line: string, at: number): Values | null;
  /** The same for what a summary looks at; false when it does not fit. The answer is in `into`. */
  brief(line: string, at: number, into: Brief): boolean;
}

/** Filled anew for each line, as a summary of many reads nothing twice. */
export interface Brief { status: string | undefined; state: string | undefined; proxy: string | undefined; noServer: boolean; early: boolean; total: string | undefined; /** `22/Nov/2026` and `16:54:37.693`: short texts are compared and read sooner than the long one they stand in. */ day: string | undefined; time: string | undefined }
export const noBrief = (): Brief => ({ status: undefined, state: undefined, proxy: undefined, noServer: false, early: false, total: undefined, day: undefined, time: undefined });
/** Name of the group with the time of day. */
const TIME = '@time';
/** Aliases that a line's time may stand under. */
const DATES = ['tr', 't', 'T', 'trg', 'trl', 'Tl'];
export const dateIn = (values: Values): string | undefined => { for (const d of DATES) if (values.has(d)) return values.get(d); return undefined; };

/** What a brief reading captures: a whole value, or only a mark in it that most lines do not have. */
const BRIEF_SHAPE: Readonly<Record<string, string>> = { s: '(<NOSRV>)|[^\\s/"]+', Ta: '(\\+)?(?:-?\\d+|-)', Tt: '(\\+)?(?:-?\\d+|-)' };
const BRIEF_WHOLE = new Set(['ST', 'tsc', 'ts', 'b', 'ft', 'f']);

const NUMBERS = new Set(['B', 'U', 'ST', 'TR', 'Tw', 'Tc', 'Tr', 'Ta', 'Tt', 'Tq', 'Th', 'Ti', 'Td', 'Tu', 'Ts', 'ms', 'ac', 'fc', 'bc', 'sc', 'rc', 'sq', 'bq', 'cp', 'fp', 'bp', 'sp', 'lc', 'pid', 'rt']);
const DAY = '\\d\\d/[A-Z][a-z]{2}/\\d{4}', CLOCK = '[\\d:.]+', ZONE = '(?: [+-]\\d{4})?', DATE = `${DAY}:${CLOCK}${ZONE}`, SPLIT_DATE = `(${DAY}):(${CLOCK})${ZONE}`, ADDRESS = '[\\w.:%-]*';
const SHAPE: Readonly<Record<string, string>> = { ts: '[A-Za-z-]{2}', tsc: '[A-Za-z-]{4}', hr: '\\{[^}]*\\}', hs: '\\{[^}]*\\}', b: '[^\\s/"]+', s: '[^\\s/"]+', f: '[^\\s/"]+', ft: '[^\\s/"]+', HM: '[^\\s"]+', HV: '[^\\s"]*', r: '<BADREQ>|\\S+ \\S+(?: HTTP/[\\d.]+)?', tr: DATE, t: DATE, T: DATE, trg: DATE, trl: DATE, Tl: DATE, ci: ADDRESS, fi: ADDRESS, bi: ADDRESS, si: ADDRESS };
/** Absent together with the blank in front of it. */
const OPTIONAL = new Set(['hr', 'hs', 'hrl', 'hsl']);
/** Never empty, and never begins with a blank. */
const SOLID = new Set([...NUMBERS, 'ts', 'tsc', 'b', 's', 'f', 'ft', 'HM', ...DATES]);

/** Where these end is plain, whatever follows. */
const CLOSED: ReadonlySet<string> = new Set(['ts', 'tsc', 'hr', 'hs', ...DATES]);

interface Piece { readonly text: string; readonly name: string; readonly quoted: boolean }

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function pieces(format: string): Piece[] {
  const out: Piece[] = [];
  let at = 0, quoted = false, text = '';
  for (const p of parseLogFormat(format)) {
    text += format.slice(at, p.start).replaceAll('%%', '%');
    at = p.end;
    if (p.kind === 'alias' && p.name === 'o') { quoted = p.flags.includes('+Q'); continue; }
    const name = p.kind === 'alias' ? p.name : format.slice(p.start, p.end);
    if (name === '') { text += '%'; continue; }
    out.push({ text, name, quoted: (quoted && !p.flags.includes('-Q')) || p.flags.includes('+Q') });
    text = '';
  }
  text += format.slice(at).replaceAll('%%', '%');
  if (text) out.push({ text, name: '', quoted: false });
  if (out[0]) out[0] = { ...out[0], text: out[0].text.trimStart() }; // no blank is written in front of the first value
  return out;
}

/** The shape of a value; `next` is the character that follows it, '' at the end of the line, null when another value follows at once. */
function shapeOf(p: Piece, next: string | null): string {
  const own = NUMBERS.has(p.name) ? '[+-]?\\d+|-' : SHAPE[p.name];
  if (own) return own;
  if (next === '') return '.*';
  if (next === null || /\s/.test(next)) return '\\S*';
  return `[^${next === '^' || next === ']' || next === '\\' ? `\\${next}` : next}]*`;
}

/** `brief`: only what a summary looks at; `timed`: and when. */
function source(list: readonly Piece[], brief: boolean, timed = false): { readonly text: string; readonly names: string[] } {
  const names: string[] = [], hasBackend = list.some((p) => p.name === 'b');
  const keeps = (name: string): boolean => !brief || (BRIEF_WHOLE.has(name) && !(hasBackend && (name === 'ft' || name === 'f'))) || (timed && (name === 'Ta' || name === 'Tt' || DATES.includes(name)));
  let text = '', loose = false;
  list.forEach((p, i) => {
    const optional = OPTIONAL.has(p.name), blank = p.text.replace(/^ +| +$/g, '');
    // HAProxy writes one blank where an empty value stood between two; a row of blanks is taken whole, or there would be many ways to share it
    const solid = !optional && !p.quoted && SOLID.has(p.name);
    text += p.text.trim() === '' ? (p.text ? `${loose || optional ? ' *' : ' +'}${solid ? '' : '(?! )'}` : '') : `${/^ /.test(p.text) ? (loose ? ' *' : ' +') : ''}${literal(blank).replace(/ +/g, ' +')}${/ $/.test(p.text) ? (optional ? ' *' : ' +') : ''}`;
    loose = optional;
    if (!p.name) return;
    const next = list[i + 1], shape = shapeOf(p, next ? (next.text ? next.text[0]! : null) : '');
    const mark = brief && !(timed && keeps(p.name)) ? BRIEF_SHAPE[p.name] : undefined;
    if (mark && !names.includes(p.name)) {
      names.push(p.name);
      text += p.quoted ? `"?(?:${mark})(?:"|$)?` : `(?:${mark})`;
      return;
    }
    if (brief && timed && !p.quoted && DATES.includes(p.name) && !names.includes(TIME)) { names.push(p.name, TIME); text += SPLIT_DATE; return; }
    const kept = keeps(p.name) && !names.includes(p.name), open = kept ? '(' : '(?:';
    if (kept) names.push(p.name);
    // an unquoted value that is written right behind another cannot be told from it
    if (!CLOSED.has(p.name) && next && !next.text && !p.quoted) { text += open + ')'; return; }
    // the end of a line that was too long is cut off, its quote with it; what may be read in two ways is read in 2^n ways by n values
    if (p.quoted) text += `(?:"${open}[^"]*)(?:"|$)|(?!")${open}${shape === '.*' || p.name === 'r' ? '[^\\s"]*' : shape}))`;
    else text += `${open}${shape})${optional ? '?' : ''}`;
    if (p.quoted && kept) names.push(p.name);
  });
  return { text: `${text}\\s*$`, names };
}

/**
 * Null for a format that has no value in it, or one whose text cannot be read back (CBOR).
 * @param timed `brief` tells date and total, too
 */
export function compileFormat(name: string, format: string, timed = false): LogReader | null {
  const head = /^\s*%\{([^}]*)\}o/.exec(format)?.[1] ?? '';
  if (head.includes('+cbor')) return null;
  if (head.includes('+json')) return jsonReader(name, format);
  const list = pieces(format);
  if (!list.some((p) => p.name)) return null;
  const full = source(list, false), short = source(list, true, timed), all = new RegExp(full.text, 'y'), few = new RegExp(short.text, 'y');
  // a quoted value has two groups: one for the text in quotes, one for a number without
  const group = (...of: string[]): readonly [number, number] => { const i = short.names.findIndex((n) => of.includes(n)); return i < 0 ? [0, 0] : [i + 1, short.names.indexOf(short.names[i]!, i + 1) + 1]; };
  const status = group('ST'), state = group('tsc', 'ts'), proxy = group('b', 'ft', 'f'), server = group('s')[0], total = group('Ta', 'Tt'), [time] = group(TIME), date = group(...DATES);
  return {
    name,
    read(line, at) {
      all.lastIndex = at;
      const m = all.exec(line);
      if (!m) return null;
      const values = new Map<string, string>();
      full.names.forEach((n, i) => { const v = m[i + 1]; if (v !== undefined && !values.has(n)) values.set(n, v); });
      return values;
    },
    brief(line, at, into) {
      few.lastIndex = at;
      const m = few.exec(line);
      if (!m) return false;
      into.status = status[0] ? m[status[0]] ?? (status[1] ? m[status[1]] : undefined) : undefined;
      into.state = state[0] ? m[state[0]] ?? (state[1] ? m[state[1]] : undefined) : undefined;
      into.proxy = proxy[0] ? m[proxy[0]] ?? (proxy[1] ? m[proxy[1]] : undefined) : undefined;
      into.noServer = server !== 0 && m[server] !== undefined;
      if (!timed) { into.early = total[0] !== 0 && m[total[0]] !== undefined; return true; }
      into.total = total[0] ? m[total[0]] ?? (total[1] ? m[total[1]] : undefined) : undefined;
      into.early = into.total?.charCodeAt(0) === 43;
      if (time) { into.day = m[time - 1]; into.time = m[time]; } else dateOf(date[0] ? m[date[0]] ?? (date[1] ? m[date[1]] : undefined) : undefined, into);
      return true;
    },
  };
}

/** A summary's part of values that are known in full. */
export function briefOf(values: Values, into: Brief): void {
  into.status = values.get('ST');
  into.state = values.get('tsc') ?? values.get('ts');
  into.proxy = values.get('b') ?? values.get('ft') ?? values.get('f');
  into.noServer = values.get('s') === '<NOSRV>';
  into.total = values.get('Ta') ?? values.get('Tt');
  into.early = into.total?.startsWith('+') === true;
  dateOf(dateIn(values), into);
}
function dateOf(date: string | undefined, into: Brief): void {
  into.day = date?.slice(0, 11);
  into.time = date?.slice(12);
}

/** `%{+json}o`: named values in one object. */
function jsonReader(name: string, format: string): LogReader {
  const alias = new Map(parseLogFormat(format).flatMap((p) => (p.kind === 'alias' && p.name === 'o' ? [] : [[p.typed.split(':')[0]!, p.kind === 'alias' ? p.name : format.slice(p.start, p.end)] as const])));
  const read = (line: string, at: number): Values | null => {
    if (line.charCodeAt(at) !== 123) return null;
    let object: unknown;
    try { object = JSON.parse(line.slice(at)); } catch { return null; }
    if (!object || typeof object !== 'object') return null;
    const found = Object.entries(object).flatMap(([k, v]) => { const a = alias.get(k); return a ? [[a, String(v)] as const] : []; });
    return found.length ? new Map(found) : null;
  };
  return {
    name, read,
    brief(line, at, into) { const v = read(line, at); if (v) briefOf(v, into); return v !== null; },
  };
}
