import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, Engine, type Settings } from '../../../server/src/engine/index.ts';
import { open, URI } from '../cursor.ts';

interface Case { readonly name: string; readonly text: string; readonly shows: readonly string[]; readonly not?: readonly string[]; readonly version?: Settings['version']; readonly over?: string }
const F = (line: string): string => `frontend f\n    ${line}\n`, B = (line: string): string => `backend b\n    ${line}\n`;

const CASES: readonly Case[] = [
  // keywords where they stand
  { name: 'a directive of global', text: 'global\n    max‸conn 1000\n', shows: ['**maxconn**', 'Manual, section 3.2'], over: 'maxconn' },
  { name: 'a directive of a frontend', text: F('default_‸backend app'), shows: ['**default_backend**', 'Sections: defaults, frontend, listen.'] },
  { name: 'both words of a directive', text: B('option http‸chk'), shows: ['**option httpchk**', 'option httpchk <uri>'], over: 'option httpchk' },
  { name: 'a directive of another section', text: 'resolvers r\n    name‸server a 127.0.0.1:53\n', shows: ['**nameserver**'] },
  { name: 'a directive of a cache', text: 'cache c\n    max-‸age 60\n', shows: ['**max-age**'] },
  { name: 'for a WebSocket', text: F('option ‸httpclose'), shows: ['*For a WebSocket:*'] },
  { name: 'since when', text: F('option http-‸drop-response-trailers'), shows: ['Since HAProxy'] },
  { name: 'not in the selected version', text: F('error-log-‸format "%ci"'), version: '2.4', shows: ['**HAProxy 2.4 does not take it.**'] },
  { name: 'deprecated, and what instead', text: F('option accept-invalid-‸http-request'), version: '3.2', shows: ['Deprecated in HAProxy 3.2.', 'Use `option accept-unsafe-violations-in-http-request`.'] },
  { name: 'behind no', text: F('no option ‸httplog'), shows: ['**option httplog**'] },
  { name: 'a section word', text: 'fron‸tend f\n', shows: ['**frontend f**', '**frontend**'] },
  { name: 'a section word without settings', text: 'use‸rlist u\n', shows: ['**userlist**'] },
  // options, actions, expressions
  { name: 'a bind option', text: F('bind :443 ssl crt x.pem al‸pn h2'), shows: ['**alpn**', 'alpn <protocols>'], over: 'alpn' },
  { name: 'a server option', text: B('server s 127.0.0.1:1 che‸ck'), shows: ['**check**'] },
  { name: 'ws', text: B('server s 127.0.0.1:1 w‸s h1'), shows: ['**ws**', 'Since HAProxy 2.5.', '*For a WebSocket:*'] },
  { name: 'an option of default-server', text: B('default-server in‸ter 5s'), shows: ['**inter**'] },
  { name: 'an action', text: F('http-request de‸ny if TRUE'), shows: ['**deny**'], over: 'deny' },
  { name: 'an action with parentheses', text: F('http-request set-‸var(txn.a) src'), shows: ['**set-var**'] },
  { name: 'an action of tcp-request', text: F('tcp-request content re‸ject'), shows: ['**reject**'] },
  { name: 'a fetch in an ACL', text: F('acl a sr‸c 10.0.0.1'), shows: ['**src**', 'Manual, section 7.3.3'], over: 'src' },
  { name: 'an ACL keyword', text: F('acl a path_b‸eg /x'), shows: ['**path_beg**'] },
  { name: 'a fetch in braces', text: F('http-request deny if { req.h‸dr(Host) a }'), shows: ['**req.hdr**'] },
  { name: 'a fetch with a plus in its name', text: F('http-request track-sc0 base32‸+src'), shows: ['**base32+src**'], over: 'base32+src' },
  { name: 'a converter', text: F('http-request set-var(txn.a) path,lo‸wer'), shows: ['**lower**'], over: 'lower' },
  { name: 'a converter in a log-format, in quotes', text: F('log-format "x %[src,ip‸mask(24)]"'), shows: ['**ipmask**'], over: 'ipmask' },
  { name: 'a log-format alias', text: F('log-format "%ci %S‸T"'), shows: ['**ST**'] },
  { name: 'a log-format flag', text: F('log-format "%{+‸Q}r"'), shows: ['**Q**'] },
  { name: 'stored data', text: B('stick-table type ip size 1k store conn_cur,http_req‸_rate(10s)'), shows: ['**http_req_rate**'], over: 'http_req_rate' },
  { name: 'the key of a stick-table', text: B('stick-table type ip‸v6 size 1k'), shows: ['**ipv6**'] },
  { name: 'a filter', text: F('filter com‸pression'), shows: ['**filter compression**'] },
  { name: 'a service', text: F('http-request use-service prometheus‸-exporter'), shows: ['**prometheus-exporter**'] },
  { name: 'an option of load', text: 'crt-store s\n    load crt x.pem al‸ias y\n', shows: ['**alias**'] },
  // conditional blocks
  { name: '.if that is true', text: '.i‸f version_atleast(2.6)\n.endif\n', shows: ['**.if**', 'True for HAProxy 3.2.'] },
  { name: '.if that is false', text: '.i‸f version_before(2.6)\n.endif\n', shows: ['False for HAProxy 3.2: the lines below are left out.'] },
  { name: 'a predicate', text: '.if !defi‸ned(X)\n.endif\n', shows: ['**defined**'], over: 'defined' },
  // values
  { name: 'a duration', text: B('server s 127.0.0.1:1 check inter 1h‸30m'), shows: ['`1h30m`: HAProxy reads 1h and ignores `30m`'] },
  { name: 'a plain duration', text: B('server s 127.0.0.1:1 check inter 90‸s'), shows: ['1m30s (90 seconds)'] },
  { name: 'a size', text: 'global\n    tune.bufsize 16‸k\n', shows: ['16,384 (16 × 1,024)'] },
  { name: 'a network', text: F('acl a src 10.1.2.0/‸23'), shows: ['10.1.2.0 to 10.1.3.255 (512 addresses)', "True when the client's address is in `10.1.2.0/23`."] },
  { name: 'a network outside a test', text: F('option forwardfor except 127.0.0.0/‸8'), shows: ['127.0.0.0 to 127.255.255.255 (16,777,216 addresses)'] },
  { name: 'an IPv6 network', text: F('option forwardfor except 2001:db8::/‸32'), shows: ['the first 32 bits'] },
  { name: 'parts of a regular expression', text: F('acl a path_reg ^/(chat|ws)/‸[0-9]+$'), shows: ['- `^` the start', '- `|` or', '- `[0-9]+` a digit, once or more', '- `$` the end', 'the path fits the regular expression'] },
  { name: 'a pattern that is no regular expression', text: F('acl a path_beg /‸chat'), shows: ['True when the path begins with `/chat`.'] },
  // tests in words
  { name: 'an ACL in words', text: F('acl is_‸ws hdr(Upgrade) -i websocket\n    use_backend b if is_ws'), shows: ['**acl is_ws**', 'True when request header `Upgrade` is `websocket`, in upper or lower case.', 'Used once'] },
  { name: 'a number in words', text: F('acl b‸ig req.body_size gt 1000'), shows: ['True when `req.body_size` is more than `1000`.'] },
  { name: 'several patterns', text: F('acl a‸pi path_beg /api /v2'), shows: ['the path begins with `/api` or `/v2`'] },
  { name: '-m found', text: F('acl h‸as hdr(Sec-WebSocket-Key) -m found'), shows: ['request header `Sec-WebSocket-Key` is there'] },
  { name: 'a method', text: F('acl a path -m su‸b x'), shows: ['**-m sub**', 'the path contains `x`'] },
  { name: 'a flag', text: F('acl a path -‸i /x'), shows: ['**-i**: Upper and lower case'] },
  { name: 'a condition in words', text: F('acl is_ws hdr(Upgrade) -i websocket\n    use_backend b i‸f is_ws !{ path_beg /old } or { src 10.0.0.0/8 }'), shows: ['If one of these is true:', "- request header `Upgrade` is `websocket`, in upper or lower case **and** not: the path begins with `/old`", "- the client's address is in `10.0.0.0/8`"] },
  { name: 'unless', text: F('http-request deny un‸less { ssl_fc }'), shows: ['Unless this is true:\n- the client came over TLS'] },
  { name: 'or', text: F('http-request deny if a o‸r b'), shows: ['"and", which binds more tightly'] },
  // names
  { name: 'a backend', text: `${F('default_backend ap‸p')}\nbackend app\n    balance source\n    server s1 127.0.0.1:1\n`, shows: ['Line 4', 'backend app\n    balance source'] },
  { name: 'an ACL where it is used', text: F('acl is_ws hdr(Upgrade) -i websocket\n    use_backend b if is_‸ws'), shows: ['True when request header `Upgrade`', 'Line 2, in `frontend f`', 'acl is_ws hdr(Upgrade) -i websocket'] },
  { name: 'a defaults section behind from', text: 'defaults base\n    mode http\nfrontend f from ba‸se\n', shows: ['Line 1', 'defaults base\n    mode http'] },
  { name: 'a variable', text: F('http-request set-var(txn.room) path\n    http-request set-header X %[var(txn.ro‸om)]'), shows: ['Line 2, in `frontend f`', 'set-var(txn.room) path'] },
  { name: 'a userlist', text: `userlist ops\n    user a insecure-password b\n${F('http-request auth if !{ http_auth(o‸ps) }')}`, shows: ['userlist ops'] },
  { name: 'a server', text: B('use-server s‸1 if TRUE\n    server s1 127.0.0.1:1 check'), shows: ['server s1 127.0.0.1:1 check'] },
  // what a log shows
  { name: 'an example line of option httplog', text: F('option http‸log'), shows: ['203.0.113.7:51324 [22/Nov/2025:12:00:00.042] www~ be_ws/ws1 0/0/1/31/3600042 101'] },
  { name: 'an example line of a format', text: F('log-for‸mat "%ci %ST %[capture.req.hdr(0)] %{+Q}r"'), shows: ['203.0.113.7 101 websocket "GET /chat?room=1 HTTP/1.1"'] },
  { name: 'the format itself', text: F('log-format "client=‸ %ci"'), shows: ['client= 203.0.113.7'] },
  // headers
  { name: 'a header: effective settings and where they come from', text: 'defaults\n    mode http\n    timeout client 30s\nfrontend w‸ww\n    bind :80\n', shows: ['mode http, inherits from defaults, line 1', '| client | **30s** (defaults, line 3) |'] },
];

suite('hover', () => {
  for (const c of CASES) test(c.name, () => {
    const { engine, position, text } = open(c.text, { ...DEFAULT_SETTINGS, version: c.version ?? '3.2', auto: false }), h = engine.hover(URI, position);
    assert.ok(h, 'no hover');
    for (const s of c.shows) assert.ok(h.markdown.includes(s), `${s}\nnot in:\n${h.markdown}`);
    for (const s of c.not ?? []) assert.ok(!h.markdown.includes(s), `${s}\nin:\n${h.markdown}`);
    const { start, end } = h.range;
    assert.ok(start.line === position.line && position.character >= start.character && position.character <= end.character, 'the range holds the cursor');
    if (c.over) assert.equal(text.split('\n')[start.line]!.slice(start.character, end.character), c.over);
  });
  test('a name of another file', () => {
    const engine = new Engine();
    engine.openAll([{ uri: URI, version: 1, text: 'frontend f\n    default_backend app\n' }, { uri: 'file:///etc/haproxy/conf.d/10%20app.cfg', version: 1, text: '\nbackend app\n    server s 127.0.0.1:1\n' }]);
    assert.match(engine.hover(URI, { line: 1, character: 21 })!.markdown, /^`10 app\.cfg`, line 2\n\n```haproxy\nbackend app/);
  });
  test('words of the file cannot break out of the text', () => {
    const { engine, position } = open('frontend f\n    acl a path_beg /`x`‸y\n');
    assert.match(engine.hover(URI, position)!.markdown, /``\/`x`y``/);
  });
});
