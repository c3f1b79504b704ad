// Arguments in parentheses of a fetch or a converter, as make_arg_list() splits and types them.
import type { Argument } from '../../language/facts.ts';
import { isIPv6, isMask4, isMask6, parseIPv4 } from '../../language/mask.ts';
import { regexProblem } from '../../language/regex.ts';
import { t } from '../../language/text.ts';

/** Offsets count in the text. `kind`: see bad-sample-argument. */
export interface ArgumentProblem { readonly kind: 'missing' | 'type' | 'many' | 'unclosed' | 'value'; readonly start: number; readonly end: number; readonly expected: string }
export interface Arguments {
  /** Behind the closing parenthesis; `from` where there are none. */
  readonly end: number;
  readonly values: readonly string[];
  readonly spans: readonly (readonly [number, number])[];
  readonly problem: ArgumentProblem | null;
}

/** Null when the value has the type. Names of tables, servers and so on are resolved by other rules. */
function expectedType(type: string, value: string): string | null {
  switch (type) {
    case 'integer': return /^[+-]?\d*$/.test(value) && value !== '' ? null : 'an integer';
    case 'ipv4': return parseIPv4(value) !== null ? null : 'an IPv4 address';
    case 'ipv6': return isIPv6(value) ? null : 'an IPv6 address';
    case 'ipv4-mask': return isMask4(value) ? null : 'an IPv4 mask';
    case 'ipv6-mask': return isMask6(value) ? null : 'an IPv6 mask';
    case 'protobuf-field': return /^(?:\d+\.)*\d+$|^\.?\d+(?:\.+\d+)*$/.test(value) ? null : 'field numbers joined by dots';
    case 'regex': return value !== '' && regexProblem(value) === null ? null : 'a regular expression';
    default: return null;
  }
}
/** Types that HAProxy reads at once; an empty text is not one of them. */
const TYPED: ReadonlySet<string> = new Set(['integer', 'ipv4', 'ipv6', 'ipv4-mask', 'ipv6-mask', 'protobuf-field']);

export function readArguments(text: string, from: number, specs: readonly Argument[]): Arguments {
  const values: string[] = [], spans: (readonly [number, number])[] = [];
  const inside = text.charCodeAt(from) === 40;
  let required = 0, i = inside ? from + 1 : from;
  while (required < specs.length && (!specs[required]!.optional || specs[required]!.onlyWithoutParens)) required++;
  const done = (problem: ArgumentProblem | null, end = i): Arguments => ({ end, values, spans, problem });

  if (specs.length > 0 && (inside || required > 0)) {
    while (values.length < specs.length) {
      const start = i;
      const piece = inside ? readPiece(text, i) : { value: '', end: i };
      i = piece.end;
      const spec = specs[values.length]!;
      if (piece.value === '' && TYPED.has(spec.type)) {
        // an empty pair of parentheses is no argument at all
        if (values.length >= required) break;
        return done({ kind: 'missing', start, end: i, expected: typeName(spec) });
      }
      const expected = expectedType(spec.type, piece.value);
      if (expected) return done({ kind: 'type', start, end: i, expected });
      values.push(piece.value);
      spans.push([start, i]);
      if (!inside || text.charCodeAt(i) !== 44 || values.length >= specs.length) break;
      i++;
    }
  }
  if (values.length < required) return done({ kind: 'missing', start: i, end: i, expected: typeName(specs[values.length]!) });
  if (!inside) return done(null);
  if (text.charCodeAt(i) === 41) { i++; return done(null); }
  if (i >= text.length) return done({ kind: 'unclosed', start: from, end: from + 1, expected: '' });
  const close = text.indexOf(')', i);
  return done(close < 0 ? { kind: 'unclosed', start: from, end: from + 1, expected: '' } : { kind: 'many', start: i, end: close, expected: '' });
}

/** Up to the comma or parenthesis that ends the argument; quotes and some escapes are taken off. */
function readPiece(text: string, from: number): { readonly value: string; readonly end: number } {
  let value = '', quote = 0, i = from;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if ((c === 34 && quote !== 39) || (c === 39 && quote !== 34)) { quote = quote ? 0 : c; continue; }
    if (c === 92 && quote !== 39) {
      const d = text[i + 1];
      if (d === '\\' || d === ' ' || d === '"' || d === "'") { value += d; i++; } else if (d === 'r' || d === 'n' || d === 't') { value += d === 'r' ? '\r' : d === 'n' ? '\n' : '\t'; i++; } else value += '\\';
      continue;
    }
    if (!quote && (c === 44 || c === 41)) break;
    value += text[i]!;
  }
  return { value, end: i };
}

function typeName(spec: Argument): string {
  const what = spec.type === 'integer' ? 'an integer' : spec.type === 'ipv4' ? 'an IPv4 address' : spec.type === 'ipv6' ? 'an IPv6 address' : spec.type.endsWith('-mask') ? 'a mask' : '';
  return what ? (spec.name && spec.name !== spec.type ? `${t(what)} (${spec.name})` : what) : spec.name || 'an argument';
}
