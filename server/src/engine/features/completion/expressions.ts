// Inside a word: fetches, converters that fit the type so far, their arguments, log-format aliases.
import { aclKeyword } from '../../language/aclKeyword.ts';
import { at, converters, fetches, logAliases, usable } from '../../language/load.ts';
import type { Argument, SampleType } from '../../language/facts.ts';
import { converts, defaultMatch, sameAs } from '../../language/samples.ts';
import { parseSample, type Sample } from '../../syntax/sample.ts';
import { argumentItems, call, remaining } from './arguments.ts';
import type { Cursor } from './cursor.ts';
import { fitting, hidden } from './fitting.ts';
import { hole, type Item, item, literal } from './item.ts';

const COMMON = ['src', 'path', 'path_beg', 'req.hdr', 'hdr', 'method', 'ssl_fc', 'var', 'ssl_fc_sni', 'dst_port', 'url_param', 'req.cook', 'sc_http_req_rate', 'sc_conn_cur', 'status', 'res.hdr', 'nbsrv', 'http_auth', 'always_true'];
const COMMON_CONVERTERS = ['lower', 'upper', 'field', 'regsub', 'map', 'concat', 'length', 'base64', 'url_dec', 'ipmask', 'in_table'];
const rankIn = (list: readonly string[], name: string, first: number, other: number): number => { const i = list.indexOf(name); return i < 0 ? other : first + i; };

/** Where an expression stands: `acl` compares it with patterns, so that ACL keywords such as `path_beg` fit and patterns follow. */
export type Use = 'value' | 'acl';

/** Proposals for the expression `text` up to the cursor; `from` is its column. `tail`: what the statement needs behind it. */
export function expressionItems(c: Cursor, text: string, from: number, tail = '', use: Use = 'value'): Item[] {
  const sample = parseSample(text), parts = [sample.fetch, ...sample.converters], last = parts[parts.length - 1]!;
  const behind = /^[\w.+-]*/.exec(c.line.text.slice(c.column))![0].length, span = { start: from + last.start, end: c.column + behind };
  if (last.args && !last.closed) {
    const arg = last.args[last.args.length - 1]!, isFetch = last === sample.fetch, closes = c.line.text[c.column + behind] === ')';
    const facts = specs(c, last.name, isFetch, use), spec = facts?.[last.args.length - 1];
    const more = closes ? '' : `${remaining(c, last.name, facts ?? [], last.args.length - 1)})${pattern(c, sample, use)}${tail}`;
    return argumentItems(c, { start: from + arg.start, end: c.column + behind }, last.name, last.args.length - 1, spec, arg.text, more);
  }
  if (c.line.text[span.end] === '(') return names(c, parts.length === 1, sample, use).map((n) => item(span, n.name, n.kind, literal(n.name), { rank: n.rank, prose: n.prose, detail: n.detail, deprecated: n.deprecated }));
  return fitting(c, names(c, parts.length === 1, sample, use).map((n) => item(span, n.name, n.kind, n.call + pattern(c, sample, use, n) + tail, { rank: n.rank, prose: n.prose, detail: n.detail, deprecated: n.deprecated })));
}

interface Named { readonly name: string; readonly kind: 'fetch' | 'converter'; readonly call: string; readonly output: SampleType; readonly match: string | null; readonly rank: number; readonly prose: string; readonly detail: string; readonly deprecated: boolean }

function specs(c: Cursor, name: string, isFetch: boolean, use: Use): readonly Argument[] | undefined {
  const { version } = c.project.settings;
  if (!isFetch) { const e = converters().get(name); return e && at(e, version).args; }
  const e = (use === 'acl' ? aclKeyword(name, version)?.fetch : undefined) ?? fetches().get(name);
  return e && at(e, version).args;
}

/** Checkpoint of health checks. */
const CHECK = 1 << 19;

/** Fetches, or converters that take what the expression gives so far. */
function names(c: Cursor, first: boolean, sample: Sample, use: Use): Named[] {
  const { version } = c.project.settings, out: Named[] = [];
  if (!first) {
    const type = typeOf(c, sample, use);
    for (const e of converters().entries) {
      if (!usable(e, version)) continue;
      const k = at(e, version);
      if (hidden(c, k) || !(type === null || converts(type, k.input))) continue;
      const output = k.output === 'same' ? (type === null ? 'any' : sameAs(type, k.input)) : k.output;
      out.push({ name: e.name, kind: 'converter', call: call(c, e.name, k.args), output, match: null, rank: rankIn(COMMON_CONVERTERS, e.name, 30, 100), prose: `converter/${e.name}`, detail: `${k.input} → ${k.output}`, deprecated: k.deprecated });
    }
    return out;
  }
  const inCheck = /^(?:http|tcp)-check$/.test(c.words[0] ?? '');
  for (const e of fetches().entries) {
    if (!usable(e, version)) continue;
    const own = at(e, version), keyword = use === 'acl' ? aclKeyword(e.name, version) : undefined;
    if (hidden(c, own) || (own.aclOnly && !keyword)) continue;
    const f = keyword ? at(keyword.fetch, version) : own;
    if (inCheck && f.availability !== null && (f.availability & CHECK) === 0) continue;
    out.push({ name: e.name, kind: 'fetch', call: call(c, e.name, f.args), output: f.output, match: keyword?.match ?? null, rank: f.deprecated ? 300 : rankIn(COMMON, e.name, 30, 200), prose: `fetch/${e.name}`, detail: f.output, deprecated: own.deprecated && !own.aclOnly });
  }
  return out;
}

/** Type of what stands in front of the last part; null when it is not known. */
function typeOf(c: Cursor, sample: Sample, use: Use): SampleType | null {
  const { version } = c.project.settings, fetch = (use === 'acl' ? aclKeyword(sample.fetch.name, version)?.fetch : undefined) ?? fetches().get(sample.fetch.name);
  if (!fetch) return null;
  let type: SampleType = at(fetch, version).output;
  for (const p of sample.converters.slice(0, -1)) {
    const e = converters().get(p.name);
    if (!e) return null;
    const k = at(e, version);
    type = k.output === 'same' ? sameAs(type, k.input) : k.output;
  }
  return type;
}

/** What an ACL compares the expression with, as snippet text; '' where something stands behind the cursor already. */
function pattern(c: Cursor, sample: Sample, use: Use, last?: Named): string {
  if (use !== 'acl' || c.rest.some((t) => t.value !== '}')) return '';
  const { version } = c.project.settings, keyword = sample.converters.length === 0 && !last ? aclKeyword(sample.fetch.name, version) : undefined;
  let type: SampleType | null = last?.output ?? null;
  if (!last) { const tip = sample.converters[sample.converters.length - 1], e = tip && converters().get(tip.name); type = e ? (at(e, version).output === 'same' ? typeOf(c, sample, use) : at(e, version).output) : typeOf(c, sample, use); }
  if (type === null) return '';
  switch (last ? last.match ?? defaultMatch(type) : keyword?.match ?? defaultMatch(type)) {
    case 'bool': return '';
    case 'int': case 'len': return /ssl_ver$/.test(last?.name ?? sample.fetch.name) ? ` ${hole('3.3')}` : ` gt ${hole('0')}`;
    case 'ip': return ` ${hole('10.0.0.0/8')}`;
    case 'str': return (last?.name ?? sample.fetch.name) === 'method' ? ` ${hole('GET')}` : ` -i ${hole('value')}`;
    case 'beg': case 'dir': return ` ${hole('/')}`;
    case 'reg': return ` ${hole('^/')}`;
    case 'bin': return ` ${hole('00')}`;
    case null: return ' -m found';
    default: return ` ${hole('value')}`;
  }
}

/** What the finished expression is compared with. */
export const patternAfter = (c: Cursor, expression: string): string => {
  const sample = parseSample(expression), last = sample.converters[sample.converters.length - 1];
  return pattern(c, last ? { ...sample, converters: [...sample.converters, last] } : sample, 'acl').replace(/^ -(?:i|m found)(?= |$)/, '');
};

/** The letters behind the last `%` or `%{…}`, up to the end; null when something else stands there. */
export function aliasAt(raw: string): string | null {
  let i = raw.length;
  while (i > 0 && /[A-Za-z]/.test(raw[i - 1]!)) i--;
  if (raw[i - 1] === '%') return raw.slice(i);
  if (raw[i - 1] !== '}') return null;
  const open = raw.lastIndexOf('%{', i - 2);
  return open >= 0 && raw.indexOf('}', open) === i - 1 ? raw.slice(i) : null;
}

/** Proposals in a log-format: behind a `%`, in its expression, or a whole one. */
export function logFormatItems(c: Cursor, tail = ''): Item[] {
  const raw = c.line.text.slice(c.start, c.column), ahead = c.line.text.slice(c.column), opened = c.quoted && c.open ? '"' : '', more = opened + tail;
  const open = raw.lastIndexOf('%[');
  if (open >= 0 && !raw.slice(open).includes(']')) return expressionItems(c, raw.slice(open + 2), c.start + open + 2, (/^[\w.+-]*[^"]*\]/.test(ahead) ? '' : ']') + more);
  const { version } = c.project.settings, flags = raw.lastIndexOf('%{') > raw.lastIndexOf('}');
  if (flags) return ['Q', 'E', 'X'].map((f, i) => item({ start: c.column, end: c.column }, `+${f}`, 'value', literal(`+${f}`) + (ahead.startsWith('}') ? '' : literal('}') + `o${more}`), { rank: 20 + i }));
  const alias = aliasAt(raw);
  if (alias === null) return raw.replace(/^"/, '') === '' && c.rest.length === 0 ? [item(c, '%[expression]', 'fetch', `${c.quoted ? raw : ''}%[${hole('src')}]${more}`, { rank: 20 }), item(c, 'text', 'value', `${c.quoted ? raw : ''}${hole('value')}${more}`, { rank: 25 })] : [];
  const span = { start: c.column - alias.length, end: c.column + /^[A-Za-z]*/.exec(ahead)![0].length };
  return [
    item(span, '[expression]', 'fetch', `[${hole('src')}]${more}`, { rank: 20 }),
    ...logAliases().entries.filter((e) => usable(e, version)).map((e) => { const f = at(e, version); return item(span, e.name, 'alias', e.name + more, { rank: f.deprecated ? 300 : 60, prose: `log-alias/${e.name}`, detail: f.field ?? '', deprecated: f.deprecated }); }),
  ];
}
