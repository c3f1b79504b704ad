// Inside a word: fetches, converters that fit the type so far, their arguments, log-format aliases.
import { at, converters, fetches, logAliases, usable } from '../../language/load.ts';
import type { Argument, SampleType } from '../../language/facts.ts';
import { parseSample } from '../../syntax/sample.ts';
import type { Cursor } from './cursor.ts';
import { type Item, literal } from './item.ts';
import { item } from './keywords.ts';

const COMMON = ['src', 'path', 'req.hdr', 'method', 'ssl_fc', 'var', 'hdr', 'path_beg', 'ssl_fc_sni', 'dst_port', 'url_param', 'req.cook', 'sc_http_req_rate', 'status', 'res.hdr', 'always_true'];
const HEADERS = ['Host', 'Upgrade', 'Connection', 'Origin', 'User-Agent', 'X-Forwarded-For', 'X-Forwarded-Proto', 'Authorization', 'Cookie', 'Content-Type', 'Accept', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version', 'Sec-WebSocket-Protocol', 'Sec-WebSocket-Extensions', 'Strict-Transport-Security', 'Server', 'Location', 'Set-Cookie'];

/** HAProxy casts between these by itself; everything else needs a converter. */
function fits(have: SampleType, wants: SampleType): boolean {
  if (wants === 'any' || have === 'any' || have === 'same' || have === wants) return true;
  if (wants === 'str' || wants === 'bin') return true;
  if (wants === 'sint') return have === 'bool' || have === 'str' || have === 'addr' || have === 'ipv4';
  if (wants === 'addr' || wants === 'ipv4' || wants === 'ipv6') return have === 'addr' || have === 'ipv4' || have === 'ipv6' || have === 'str';
  return wants === 'bool' && have === 'sint';
}

const call = (name: string, args: readonly Argument[]): string => {
  const needed = args.filter((a) => !a.optional && !a.onlyWithoutParens);
  return needed.length ? `${literal(name)}(${needed.map((a, i) => `\${${i + 1}:${literal(placeholder(a))}}`).join(',')})` : literal(name);
};
function placeholder(a: Argument): string {
  if (a.values?.[0]) return a.values[0];
  if (/variable/.test(a.type) || a.name === 'var') return 'txn.name';
  if (/int|number/.test(a.type)) return '0';
  if (/regex/.test(a.type)) return '^/';
  if (/hdr|header/.test(a.name)) return 'Host';
  return a.name || 'name';
}

/** Proposals for the sample expression `text` of which the cursor sees everything; `from` is its column. */
export function expressionItems(c: Cursor, text: string, from: number): Item[] {
  const { version } = c.project.settings, sample = parseSample(text), parts = [sample.fetch, ...sample.converters], last = parts[parts.length - 1]!;
  const where = { start: from + last.start, end: c.column };
  if (last.args && !last.closed) { // inside parentheses
    const arg = last.args[last.args.length - 1]!, span = { start: from + arg.start, end: c.column };
    const isFetch = last === sample.fetch, entry = (isFetch ? fetches() : converters()).get(last.name);
    const facts = entry && (at(entry as never, version) as { args: readonly Argument[] }).args[last.args.length - 1];
    const known = facts?.values ?? (/(?:^|[._])f?hdr|header/.test(last.name) ? HEADERS : last.name.startsWith('var') ? ['txn.', 'req.', 'sess.', 'res.', 'proc.'] : []);
    return known.map((v, i) => item(span, v, /hdr/.test(last.name) ? 'header' : 'value', v, false, 50 + i, ''));
  }
  if (parts.length === 1) return fetches().entries.filter((e) => usable(e, version) && !at(e, version).deprecated && !e.name.includes('51d')).map((e) => {
    const f = at(e, version), common = COMMON.indexOf(e.name), insert = call(e.name, f.args);
    return { ...item(where, e.name, 'fetch', insert, insert.includes('${'), common >= 0 ? 30 + common : 200, `fetch/${e.name}`), detail: f.output };
  });
  let type: SampleType = 'any';
  const fetch = fetches().get(sample.fetch.name);
  if (fetch) type = at(fetch, version).output;
  for (const p of sample.converters.slice(0, -1)) { const e = converters().get(p.name); if (e) { const out = at(e, version).output; type = out === 'same' ? type : out; } else type = 'any'; }
  return converters().entries.filter((e) => usable(e, version) && fits(type, at(e, version).input)).map((e) => {
    const k = at(e, version), insert = call(e.name, k.args);
    return { ...item(where, e.name, 'converter', insert, insert.includes('${'), 100, `converter/${e.name}`), detail: `${k.input} → ${k.output}` };
  });
}

/** Proposals in a log-format word; null when the cursor is not behind a `%`. */
export function logFormatItems(c: Cursor): Item[] | null {
  const raw = c.line.text.slice(c.start, c.column), open = raw.lastIndexOf('%[');
  if (open >= 0 && !raw.slice(open).includes(']')) return expressionItems(c, raw.slice(open + 2), c.start + open + 2);
  const alias = /%(?:\{[^}]*\})?([A-Za-z]*)$/.exec(raw);
  if (!alias) return null;
  const span = { start: c.column - alias[1]!.length, end: c.column }, { version } = c.project.settings;
  return [
    item(span, '[expression]', 'fetch', '[${1:src}]', true, 20, ''),
    ...logAliases().entries.filter((e) => usable(e, version)).map((e) => ({ ...item(span, e.name, 'alias' as const, e.name, false, 60, `log-alias/${e.name}`), detail: at(e, version).field ?? '' })),
  ];
}
