// Arguments of fetches and converters: what stands between the parentheses of a proposal, and what may be written there.
import type { Argument } from '../../language/facts.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { Cursor } from './cursor.ts';
import { choice, hole, type Item, item, literal } from './item.ts';
import { nameItems, someNames } from './names.ts';

/** Values for what the type does not tell, by name of the fetch or converter; '' leaves an argument to its type. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  bin: ['48'], bool: ['true'], distcc_body: ['DOTI'], distcc_param: ['DOTI'], meth: ['GET'], fc_pp_tlv: ['authority'], str: ['text'], env: ['HOME'], ipv4: ['127.0.0.1'], ipv6: ['::1'], int: ['1'],
  'req.payload': ['0', '16'], 'res.payload': ['0', '16'], payload: ['0', '16'], 'req.payload_lv': ['0', '2'], 'res.payload_lv': ['0', '2'], payload_lv: ['0', '2'],
  ...Object.fromEntries(['data', 'hdrname', 'hdrval', 'size', 'start_line', 'type'].map((n) => [`internal.htx_blk.${n}`, ['head']])),
  be2dec: [':', '2'], le2dec: [':', '2'], be2hex: [':', '2'], aes_gcm_enc: ['128', 'txn.nonce', 'txn.key', 'txn.tag'], aes_gcm_dec: ['128', 'txn.nonce', 'txn.key', 'txn.tag'], aes_cbc_enc: ['128', 'txn.iv', 'txn.key'], aes_cbc_dec: ['128', 'txn.iv', 'txn.key'],
  digest: ['sha256'], hmac: ['sha256', 'txn.key'], jwt_verify: ['RS256', '/etc/haproxy/jwt.pem'], jwt_verify_cert: ['RS256', '/etc/haproxy/jwt.pem'], jwt_decrypt_cert: ['/etc/haproxy/jwt.pem'], jwt_decrypt_jwk: ['txn.jwk'], jwt_decrypt_secret: ['txn.secret'], json_query: ['$.name'],
  field: ['1', '/'], word: ['1', '/'], regsub: ['^/old', '/new'], add_item: [':', 'txn.name'], iif: ['yes', 'no'], ipmask: ['24'], ltime: ['%Y-%m-%d'], utime: ['%Y-%m-%d'], ms_ltime: ['%Y-%m-%d'], ms_utime: ['%Y-%m-%d'], us_ltime: ['%Y-%m-%d'], us_utime: ['%Y-%m-%d'],
  mqtt_field_value: ['connect', 'client_identifier'], rfc7239_field: ['proto'], param: ['name'], when: ['normal'], http_date: ['0'], strcmp: ['txn.name'], secure_memcmp: ['txn.name'], ltrim: ['/'], rtrim: ['/'], fix_tag_value: ['MsgType'], protobuf: ['1'], ungrpc: ['1'], language: ['en'], 'da-csv-conv': ['primaryHardwareType'],
  add: ['1'], sub: ['1'], mul: ['2'], div: ['2'], mod: ['2'], and: ['1'], or: ['1'], xor: ['1'], bytes: ['0'], hdr: ['Host'], 'req.hdr': ['Host'], 'req.fhdr': ['Host'], 'res.hdr': ['Server'], 'res.fhdr': ['Server'], 'shdr': ['Server'],
};
const VARIABLES = ['txn.', 'req.', 'res.', 'sess.', 'proc.'];
const HEADERS = ['Host', 'Upgrade', 'Connection', 'Origin', 'User-Agent', 'X-Forwarded-For', 'X-Forwarded-Proto', 'Authorization', 'Cookie', 'Content-Type', 'Accept', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version', 'Sec-WebSocket-Protocol', 'Sec-WebSocket-Extensions', 'Strict-Transport-Security', 'Server', 'Location', 'Set-Cookie'];
const readsHeader = (name: string): boolean => !name.startsWith('capture') && /(?:^|\.)f?hdr(?:_|$)|^shdr/.test(name) && !/names/.test(name);

/** The call with what it needs, as snippet text. */
export function call(c: Cursor, name: string, args: readonly Argument[]): string {
  const examples = EXAMPLES[name]?.map((x) => (c.quoted ? x.replace(/\$/g, '\\$') : x)) ?? (readsHeader(name) ? ['Host'] : /^map(?:_|$)/.test(name) ? ['/etc/haproxy/hosts.map'] : []), out: string[] = [];
  args.forEach((a, i) => {
    if (out.length < i) return; // one in front of it was left out
    if (a.optional && !(examples[i] && !a.type.startsWith('ref:')) && !needed(c, a, name)) return;
    out.push(examples[i] ? hole(examples[i]!) : value(c, a, name));
  });
  return literal(name) + (out.length ? `(${out.join(',')})` : '');
}

/** What may be left out only where the section itself is meant. */
function needed(c: Cursor, a: Argument, name: string): boolean {
  if (name === 'acl' && a.onlyWithoutParens) return true;
  if (!a.implicit) return false;
  if (a.type === 'ref:backend') return !hasBackend(c.section.kind);
  if (a.type === 'ref:frontend') return !hasFrontend(c.section.kind);
  return a.type === 'ref:table' && c.section.lines('stick-table').length === 0;
}

function value(c: Cursor, a: Argument, name: string): string {
  if (name === 'acl') return hole(someNames(c, 'acl').find((n) => n !== c.words[1]) ?? 'TRUE');
  if (a.values?.length) return choice(a.values.slice(0, 12));
  if (a.type === 'ref:server') { const s = server(c); return s ? hole(s) : hole('backend/server'); }
  if (a.type.startsWith('ref:')) { const names = someNames(c, a.type.slice(4)); return names.length ? choice(names) : hole(a.type.slice(4)); }
  if (a.type === 'variable') return hole('txn.name');
  if (a.type.startsWith('integer')) return hole(/^integer\(1/.test(a.type) ? '1' : '0');
  if (a.type === 'time') return hole('10s');
  if (a.type === 'regex') return hole('^/');
  return hole(a.name && /^[\w.-]+$/.test(a.name) ? a.name : 'name');
}

function server(c: Cursor): string | null {
  const own = someNames(c, 'server')[0];
  if (own) return own;
  for (const b of someNames(c, 'backend')) for (const s of c.project.declared('backend', b)) for (const key of s.names.keys()) if (key.startsWith('server ')) return `${b}/${key.slice(7)}`;
  return null;
}

/** What the call needs behind the argument `last`: the arguments that may not be left out. */
export function remaining(c: Cursor, name: string, args: readonly Argument[], last: number): string {
  return args.slice(last + 1).filter((a) => !a.optional).map((a) => `,${EXAMPLES[name]?.[args.indexOf(a)] ? hole(EXAMPLES[name]![args.indexOf(a)]!) : value(c, a, name)}`).join('');
}

/** Proposals for one argument. `tail`: what closes the call and finishes the statement. */
export function argumentItems(c: Cursor, at: { readonly start: number; readonly end: number }, name: string, index: number, spec: Argument | undefined, typed: string, tail: string): Item[] {
  const plain = (words: readonly string[], kind: Item['kind']): Item[] => words.map((w, i) => item(at, w, kind, literal(w) + tail, { rank: 50 + i }));
  if (spec?.values?.length) return plain(spec.values, 'value');
  if (spec?.type === 'ref:server') return [...nameItems(at, c, 'server', tail, typed), ...nameItems(at, c, 'backend', `/${hole('server')}${tail}`, typed)];
  if (spec?.type.startsWith('ref:')) return nameItems(at, c, spec.type.slice(4), tail, typed);
  if (spec?.type === 'variable' || spec?.name === 'var') return [...nameItems(at, c, 'variable', tail, typed), ...VARIABLES.map((v, i) => item(at, v, 'variable', literal(v) + hole('name') + tail, { rank: 60 + i }))];
  if (/^capture\.(?:req|res)\.hdr$/.test(name)) return captures(c, name.includes('.req.') ? 'request' : 'response').map((h, i) => item(at, String(i), 'value', String(i) + tail, { detail: h, rank: i }));
  if (readsHeader(name) && (spec === undefined || /^(?:name|header)$/.test(spec.name))) return plain(HEADERS, 'header');
  const example = EXAMPLES[name]?.[index];
  return example ? plain([example], 'value') : [];
}

/** Headers that the section captures, in the order of their slots. */
function captures(c: Cursor, side: 'request' | 'response'): string[] {
  const out: { line: number; text: string }[] = [], at = (l: Cursor['line']): number => c.document.tree.numberOf(l);
  for (const kw of [`capture ${side}`, 'declare', `http-${side}`]) for (const line of c.section.lines(kw)) {
    const w = c.project.lex(line.text).tokens.map((t) => t.value);
    if (kw.startsWith('capture') && w[2] === 'header' && w[3]) out.push({ line: at(line), text: w[3] });
    else if (kw === 'declare' && w[1] === 'capture' && w[2] === side) out.push({ line: at(line), text: 'declare capture' });
    else if (w[1] === 'capture' && w[2] && w.includes('len')) out.push({ line: at(line), text: w[2] });
  }
  return out.sort((a, b) => a.line - b.line).map((x) => x.text);
}
