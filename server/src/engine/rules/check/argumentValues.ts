// What single fetches and converters ask of their arguments beyond the type: words, ranges, variables. Each entry gives the index
// of the first argument that HAProxy refuses and what it wants instead; probed with the binaries of 2.6, 3.0, 3.2 and 3.4.
import { variableProblem } from '../../language/samples.ts';
import { t } from '../../language/text.ts';
import { compareVersions, type Version } from '../../language/version.ts';

export interface Refusal { readonly index: number; readonly expected: string }
type Values = readonly string[];
type Test = (a: Values, version: Version) => Refusal | null;

const no = (index: number, expected: string): Refusal => ({ index, expected });
const oneOf = (index: number, ...words: readonly string[]): Test => (a) => a[index] === undefined || words.includes(a[index]) ? null : no(index, words.filter((w) => w !== '').join(', '));
const matching = (index: number, form: RegExp, expected: string): Test => (a) => a[index] === undefined || form.test(a[index]) ? null : no(index, expected);
const range = (index: number, low: number, high: number, expected: string): Test => (a) => a[index] === undefined || (Number(a[index]) >= low && Number(a[index]) <= high) ? null : no(index, expected);
const all = (...tests: readonly Test[]): Test => (a, v) => { for (const t of tests) { const r = t(a, v); if (r) return r; } return null; };
const since = (version: Version, test: Test): Test => (a, v) => compareVersions(v, version) < 0 ? null : test(a, v);

const VARIABLE = 'a variable: a scope (proc, sess, txn, req, res or check), a dot, then letters, digits, _ or .';
const variable = (index: number): Test => (a) => variableProblem(a[index] ?? '') ? no(index, VARIABLE) : null;
const variableOrEmpty = (index: number): Test => (a) => a[index] ? variable(index)(a, '3.4') : null;
const variableOr = (index: number, form: RegExp, expected: string): Test => (a) => a[index] === undefined || !variableProblem(a[index]) || form.test(a[index]) ? null : no(index, expected);

const UNIT = ['s', 'ms', 'us'], RTT = oneOf(0, 'us', 'ms');
const NUMBER = variableOr(0, /^[+-]?\d*$/, 'an integer or a variable');
const HEADER = range(1, -10, Number.POSITIVE_INFINITY, 'an occurrence of -10 or above');
const DN = oneOf(2, '', 'rfc2253');
const TOKEN = matching(0, /^.{4}$/, 'a token of four characters');
const BLOCK = matching(0, /^(?:head|tail|first|\d+)$/, 'head, tail, first or a position');
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const secret = (index: number): Test => variableOr(index, BASE64, 'a variable or text in base64');
const DIGEST = matching(0, /^(?:rsa-|dsa-|ecdsa-)?(?:md|sha|ripemd|rmd|blake|sm3|whirlpool|keccak|ssl3|streebog|gost|kmac|id-|\d+\.)/i, 'a digest that OpenSSL knows, such as sha256');
const PAYLOAD = all(range(0, 0, Number.POSITIVE_INFINITY, 'an offset of 0 or above'), (a) => Number(a[1]) === 0 ? no(1, 'a length above 0') : null,
  matching(2, /^(?:[+-]\d*|\d*)$/, 'an offset, or one with + or - in front'), (a) => /^-\d/.test(a[2] ?? '') && Number(a[2]) + Number(a[0]) + Number(a[1]) < 0 ? no(2, 'an offset that does not lead before the start') : null);
const CHUNK = (high: number): Test => (a) => {
  const size = Number(a[1] ?? 0), cut = a[2];
  if (!(size >= 1 && size <= high)) return no(1, high === 8 ? 'a chunk size from 1 to 8' : 'a chunk size of 1 or above');
  return cut === undefined || cut === '0' || cut === '1' ? null : no(2, '0 or 1');
};
const HEX_CHUNK: Test = (a, v) => a[0] === '' || a[0] === undefined ? oneOf(2, '0', '1')(a, v) : CHUNK(Number.POSITIVE_INFINITY)(a, v);
const BITS = oneOf(0, '128', '192', '256');
const AES = all(BITS, variableOrEmptySecret(1), secret(2), secret(3));
function variableOrEmptySecret(index: number): Test { return (a, v) => a[index] === '' ? null : secret(index)(a, v); }
const ALGORITHMS = ['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'none'];
const JWT: Test = (a) => oneOf(0, ...ALGORITHMS)(a, '3.4') && variableProblem(a[0]!) ? no(0, t('a variable or one of {0}', ALGORITHMS.join(', '))) : null;
const INT_OUTPUT = oneOf(1, '', 'int');
const PROTOBUF = oneOf(1, 'int32', 'uint32', 'sint32', 'int64', 'uint64', 'sint64', 'bool', 'enum', 'fixed32', 'sfixed32', 'fixed64', 'sfixed64', 'float', 'double');
const CONDITIONS = ['ifexists', 'ifnotexists', 'ifempty', 'ifnotempty', 'ifset', 'ifnotset', 'ifgt', 'iflt'];
const STORE: Test = (a, v) => {
  const bad = variable(0)(a, v);
  if (bad) return bad;
  for (let i = 1; i < a.length; i++) if (!CONDITIONS.includes(a[i]!)) return no(i, CONDITIONS.join(', '));
  return null;
};
const INDEX: Test = (a) => Number(a[0]) === 0 ? no(0, 'an index other than 0') : a[1] === '' ? no(1, 'at least one separator') : null;
const BYTES = since('2.9', (a) => {
  if (variableProblem(a[0] ?? '') && !/^\+?\d*$/.test(a[0] ?? '')) return no(0, 'a number of 0 or above, or a variable');
  return a[1] !== undefined && variableProblem(a[1]) && !(/^\+?\d+$/.test(a[1]) && Number(a[1]) > 0) ? no(1, 'a number above 0, or a variable') : null;
});
const WHEN: Test = (a) => {
  const words = ['stopping', 'normal', 'error', 'forwarded', 'toapplet', 'processed', 'acl'], word = (a[0] ?? '').replace(/^!/, '');
  return words.includes(word) ? word === 'acl' && !a[1] ? no(0, 'the name of an ACL behind acl') : null : no(0, words.join(', '));
};
const PACKETS = ['connect', 'connack', 'publish', 'puback', 'pubrec', 'pubrel', 'pubcomp', 'subscribe', 'suback', 'unsubscribe', 'unsuback', 'pingreq', 'pingresp', 'disconnect', 'auth'];
const MQTT: Test = (a) => PACKETS.includes((a[0] ?? '').toLowerCase()) || /^(?:\d|1[0-5])$/.test(a[0] ?? '') ? null : no(0, 'an MQTT packet type');

export const FETCH_VALUES: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['accept_date', oneOf(0, ...UNIT)], ['request_date', oneOf(0, ...UNIT)], ['date', oneOf(1, ...UNIT)],
  ['bc_rtt', RTT], ['bc_rttvar', RTT], ['fc_rtt', RTT], ['fc_rttvar', RTT],
  ['bin', matching(0, /^(?:[0-9a-fA-F]{2})+$/, 'pairs of hexadecimal digits')], ['bool', matching(0, /^(?:true|false|0|1)$/i, 'true, false, 0 or 1')],
  ['meth', matching(0, /^[!#$%&'*+.^_`|~0-9A-Za-z-]*$/, 'a method, without blanks or separators')],
  ['uuid', (a, v) => (compareVersions(v, '3.0') < 0 ? oneOf(0, '4') : oneOf(0, '4', '7'))(a, v)],
  ['distcc_body', TOKEN], ['distcc_param', TOKEN], ['query', oneOf(0, '', 'with_qm')], ['dump_all_vars', oneOf(0, '', 'sess', 'txn', 'req', 'res', 'proc')],
  ...['fc_pp_tlv'].map((n): [string, Test] => [n, (a) => a[0] === undefined || !/^-?\d+$/.test(a[0]) || (Number(a[0]) >= 0 && Number(a[0]) <= 255) ? matching(0, /^(?:-?\d+|0x[0-9a-f]+|alpn|authority|crc32c|noop|unique_id|ssl|netns|)$/i, 'a number from 0 to 255 or the name of a TLV')(a, '3.4') : no(0, 'a number from 0 to 255 or the name of a TLV')]),
  ...['data', 'hdrname', 'hdrval', 'size', 'start_line', 'type'].map((n): [string, Test] => [`internal.htx_blk.${n}`, BLOCK]),
  ...['payload_lv', 'req.payload_lv', 'res.payload_lv'].map((n): [string, Test] => [n, PAYLOAD]),
  ...['c_i', 'c_r', 'c_s', 'f_i', 'f_s', 's_i', 's_s'].map((n): [string, Test] => [`ssl_${n}_dn`, DN]),
  ...['hdr', 'hdr_ip', 'hdr_val', 'req.hdr', 'req.fhdr', 'req.hdr_ip', 'req.hdr_val', 'res.hdr', 'res.fhdr', 'res.hdr_ip', 'res.hdr_val', 'shdr', 'shdr_ip', 'shdr_val'].map((n): [string, Test] => [n, HEADER]),
  ...['capture.req.hdr', 'capture.res.hdr'].map((n): [string, Test] => [n, since('3.2', range(0, 0, Number.POSITIVE_INFINITY, 'a number of 0 or above'))]),
  ['var', variable(0)],
]);

export const CONVERTER_VALUES: ReadonlyMap<string, Test> = new Map<string, Test>([
  ...['add', 'sub', 'mul', 'div', 'mod', 'and', 'or', 'xor'].map((n): [string, Test] => [n, NUMBER]),
  ['aes_gcm_dec', AES], ['aes_gcm_enc', all(BITS, variableOrEmptySecret(1), secret(2))], ['aes_cbc_dec', BITS], ['aes_cbc_enc', BITS],
  ['be2dec', CHUNK(8)], ['le2dec', CHUNK(8)], ['be2hex', HEX_CHUNK], ['bytes', BYTES], ['digest', DIGEST], ['hmac', all(DIGEST, secret(1))],
  ['http_date', oneOf(1, ...UNIT)], ['json', oneOf(0, '', 'ascii', 'utf8', 'utf8s', 'utf8p', 'utf8ps')], ['json_query', all((a) => a[0] === '' ? no(0, 'a JSON path') : null, INT_OUTPUT)],
  ['jwt_header_query', INT_OUTPUT], ['jwt_payload_query', INT_OUTPUT], ['jwt_verify', JWT], ['jwt_verify_cert', JWT], ['mqtt_field_value', MQTT],
  ['param', matching(1, /^.$/s, 'a delimiter of one character')], ['protobuf', PROTOBUF], ['ungrpc', PROTOBUF], ['regsub', matching(2, /^[ig]*$/, 'the flags i and g')],
  ['set-var', STORE], ['unset-var', variable(0)], ['sha2', oneOf(0, '224', '256', '384', '512')], ['url_enc', oneOf(0, '', 'query')], ['when', WHEN],
  ['strcmp', variable(0)], ['secure_memcmp', variable(0)], ['concat', variableOrEmpty(1)],
  ['add_item', all(variableOrEmpty(1), (a) => !a[1] && !a[2] ? no(1, 'a variable or a suffix') : null)],
  ['field', INDEX], ['word', INDEX],
  ...['map_ip', 'map_str_ip', 'map_beg_ip', 'map_sub_ip', 'map_dir_ip', 'map_dom_ip', 'map_end_ip', 'map_reg_ip', 'map_int_ip', 'map_ip_ip'].filter((n) => n !== 'map_ip').map((n): [string, Test] => [n, matching(1, /[.:]|^[a-z]/i, 'an IP address')]),
]);
