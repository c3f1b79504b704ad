// Refactorings: what they write, and that every HAProxy at hand takes it without a word.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/engine/index.ts';
import { apply } from '../../rules/fixture.ts';
import { checkConfig, compareVersions, requireBuilds } from '../../support/haproxy.mjs';
import { open, URI } from '../cursor.ts';

const DEFAULTS = 'defaults base\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\n\n';
const APP = '\nbackend app\n    balance roundrobin\n    server s1 127.0.0.1:8081 check\n    server s2 127.0.0.1:8082 check\n';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly title: RegExp;
  /** The text afterwards; the common beginning and end left out. Null: nothing of that title is offered. */
  readonly is: string | null;
  readonly version?: Settings['version'];
  /** The oldest HAProxy that takes the result. */
  readonly since?: string;
  readonly kind?: string;
}
const front = (body: string): string => `${DEFAULTS}frontend www\n    bind 127.0.0.1:8080\n${body}`;

const CASES: readonly Case[] = [
  { name: 'a test becomes an ACL', text: front('    http-request deny if { path_beg /ad‸min }\n    default_backend app\n') + APP, title: /Make this test an ACL 'is_admin'/, kind: 'extract', is: front('    acl is_admin path_beg /admin\n    http-request deny if is_admin\n    default_backend app\n') + APP },
  { name: 'a negated test, and the same one below', text: front('    http-request deny if !{ hdr(Upg‸rade) -i websocket } METH_POST\n    use_backend app if { hdr(Upgrade) -i websocket }\n    default_backend app\n') + APP, title: /ACL 'is_websocket', here and in 1 more/, is: front('    acl is_websocket hdr(Upgrade) -i websocket\n    http-request deny if !is_websocket METH_POST\n    use_backend app if is_websocket\n    default_backend app\n') + APP },
  { name: 'a name that is taken gets a number', text: front('    acl is_src src 10.0.0.1\n    http-request deny if { src‸ 10.0.0.2 } is_src\n') + APP, title: /ACL 'is_src2'/, is: front('    acl is_src src 10.0.0.1\n    acl is_src2 src 10.0.0.2\n    http-request deny if is_src2 is_src\n') + APP },
  { name: 'quotes and escapes stay', text: front('    http-request deny if { req.hdr(‸User-Agent) -m sub "bad bot" evil\\ one }\n') + APP, title: /ACL 'is_evil_one'/, is: front('    acl is_evil_one req.hdr(User-Agent) -m sub "bad bot" evil\\ one\n    http-request deny if is_evil_one\n') + APP },
  { name: 'an ACL goes back into its conditions', text: front('    acl is_api path_beg /api\n    http-request deny if !is_‸api METH_POST or is_api\n    default_backend app\n') + APP, title: /Put the test of ACL 'is_api'/, kind: 'inline', is: front('    http-request deny if !{ path_beg /api } METH_POST or { path_beg /api }\n    default_backend app\n') + APP },
  { name: 'not an ACL of two lines', text: front('    acl is_api path_beg /api\n    acl is_api path_beg /v2\n    http-request deny if is_‸api\n') + APP, title: /Put the test/, is: null },
  { name: 'not an ACL that an expression names', text: front('    acl is_api path_beg /api\n    http-request set-var(txn.a) acl(is_api)\n    http-request deny if is_‸api\n') + APP, title: /Put the test/, is: null },
  { name: 'redirect as a rule', text: front('    redir‸ect scheme https code 301 if !{ ssl_fc }\n    default_backend app\n') + APP, title: /http-request redirect/, is: front('    http-request redirect scheme https code 301 if !{ ssl_fc }\n    default_backend app\n') + APP },
  { name: 'not above a rule that would come later then', text: front('    redir‸ect scheme https if !{ ssl_fc }\n    http-request deny if METH_POST\n') + APP, title: /http-request redirect/, is: null },
  { name: 'a captured header as a rule', text: front('    capture request‸ header Host len 64\n    default_backend app\n') + APP, title: /http-request capture/, is: front('    http-request capture req.hdr(Host) len 64\n    default_backend app\n') + APP },
  { name: 'the request of a check on a line of its own', text: `${front('    default_backend app\n') + APP}    option http‸chk GET /health HTTP/1.1\\r\\nHost:\\ a.example\n`, title: /Move the request/, is: `${front('    default_backend app\n') + APP}    option httpchk\n    http-check send meth GET uri /health ver HTTP/1.1 hdr Host a.example\n`, version: '2.6' },
  { name: 'a deprecated word', text: front('    option accept-invalid‸-http-request\n    default_backend app\n') + APP, title: /Write 'option accept-unsafe/, is: front('    option accept-unsafe-violations-in-http-request\n    default_backend app\n') + APP, version: '3.2', since: '3.2' },
  {
    name: 'a listen in two', title: /Split 'listen all'/,
    text: `${DEFAULTS}listen a‸ll from base # both\n    bind 127.0.0.1:8080\n    # who may come in\n    acl is_api path_beg /api\n    http-request deny if is_api\n    balance leastconn\n    option httpchk\n    use-server s1 if is_api\n    # the servers\n    server s1 127.0.0.1:8081 check\n    server s2 127.0.0.1:8082 check\n    timeout client 1m\n    timeout server 1m\n\n# next\nbackend other from base\n    server s1 127.0.0.1:1\n`,
    is: `${DEFAULTS}frontend all from base # both\n    bind 127.0.0.1:8080\n    # who may come in\n    acl is_api path_beg /api\n    http-request deny if is_api\n    timeout client 1m\n    default_backend all_servers\n\nbackend all_servers from base # both\n    acl is_api path_beg /api\n    balance leastconn\n    option httpchk\n    use-server s1 if is_api\n    # the servers\n    server s1 127.0.0.1:8081 check\n    server s2 127.0.0.1:8082 check\n    timeout server 1m\n\n# next\nbackend other from base\n    server s1 127.0.0.1:1\n`,
  },
  {
    name: 'a listen that others route to: its servers keep the name', title: /Split 'listen all'/,
    text: `${DEFAULTS}frontend www\n    bind 127.0.0.1:8080\n    use_backend all if { path_beg /x }\n\nlisten a‸ll\n    bind 127.0.0.1:8081\n    server s1 127.0.0.1:1\n`,
    is: `${DEFAULTS}frontend www\n    bind 127.0.0.1:8080\n    use_backend all if { path_beg /x }\n\nfrontend all_in\n    bind 127.0.0.1:8081\n    default_backend all\n\nbackend all\n    server s1 127.0.0.1:1\n`,
  },
  { name: 'not a listen with conditional blocks', text: `${DEFAULTS}listen a‸ll\n    bind 127.0.0.1:8080\n.if defined(X)\n    server s1 127.0.0.1:1\n.endif\n`, title: /Split/, is: null },
  {
    name: 'WebSockets to a backend of their own', text: front('    default_back‸end app\n') + APP, title: /backend of their own, 'app_ws'/,
    is: `${front('    acl is_websocket hdr(Upgrade) -i websocket\n    use_backend app_ws if is_websocket\n    default_backend app\n') + APP}\nbackend app_ws\n    balance roundrobin\n    timeout tunnel 1h\n    server s1 127.0.0.1:8081 check\n    server s2 127.0.0.1:8082 check\n`,
  },
  { name: 'not where they have one', text: front('    acl is_ws hdr(Upgrade) -i websocket\n    use_backend app if is_ws\n    default_back‸end app\n') + APP, title: /backend of their own/, is: null },
  { name: 'timeout tunnel in this backend', text: `${front('    default_backend app\n') + APP.replace('backend app', 'back‸end app')}    timeout queue 5s\n`, title: /Add 'timeout tunnel 1h' to backend app$/, is: `${front('    default_backend app\n') + APP}    timeout queue 5s\n    timeout tunnel 1h\n` },
  { name: 'timeout tunnel in the defaults', text: front('    default_backend app\n') + APP.replace('backend app', 'back‸end app'), title: /to defaults base, for every proxy/, is: front('    default_backend app\n').replace('    timeout server 30s\n', '    timeout server 30s\n    timeout tunnel 1h\n') + APP },
  { name: 'not where there is one', text: front('    default_backend app\n').replace('    timeout server 30s\n', '    timeout server 30s\n    timeout tunnel 1h\n') + APP.replace('backend app', 'back‸end app'), title: /timeout tunnel/, is: null },
  {
    name: 'limits for handshakes', text: front('    http-request deny if { path_beg /x }\n    default_backend app\n').replace('frontend www', 'front‸end www') + APP, title: /Limit WebSocket handshakes/,
    is: front('    acl is_handshake hdr(Upgrade) -i websocket\n    stick-table type ipv6 size 200k expire 10m store conn_cur,http_req_rate(30s)\n    http-request track-sc0 src if is_handshake\n    http-request deny deny_status 429 if is_handshake { sc_conn_cur(0) gt 50 }\n    http-request deny deny_status 429 if is_handshake { sc_http_req_rate(0) gt 20 }\n    http-request deny if { path_beg /x }\n    default_backend app\n') + APP,
  },
  { name: 'not where something is tracked', text: front('    http-request track-sc0 src table app\n').replace('frontend www', 'front‸end www') + APP, title: /Limit/, is: null },
  {
    name: 'the log shows the upgrade: option httplog by itself', text: front('    log 127.0.0.1:514 local0\n    option http‸log\n    default_backend app\n') + APP, title: /Show Upgrade/,
    is: front('    log 127.0.0.1:514 local0\n    option httplog\n    http-request capture req.hdr(Upgrade) len 32\n    http-request capture req.hdr(Connection) len 32\n    default_backend app\n') + APP,
  },
  {
    name: 'the log shows the upgrade: an own format, behind other captures', text: front('    log 127.0.0.1:514 local0\n    http-request capture req.hdr(Host) len 64\n    log-for‸mat "%ci %ST"\n    default_backend app\n') + APP, title: /Show Upgrade/,
    is: front('    log 127.0.0.1:514 local0\n    http-request capture req.hdr(Host) len 64\n    http-request capture req.hdr(Upgrade) len 32\n    http-request capture req.hdr(Connection) len 32\n    log-format "%ci %ST upgrade=%[capture.req.hdr(1)] connection=%[capture.req.hdr(2)]"\n    default_backend app\n') + APP,
  },
  {
    name: 'the log shows the upgrade: no format at all', text: front('    lo‸g 127.0.0.1:514 local0\n    default_backend app\n') + APP, title: /Show Upgrade/,
    is: `${DEFAULTS}frontend www\n    bind 127.0.0.1:8080\n    log-format "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq upgrade=%[capture.req.hdr(0)] connection=%[capture.req.hdr(1)] %{+Q}r"\n    log 127.0.0.1:514 local0\n    http-request capture req.hdr(Upgrade) len 32\n    http-request capture req.hdr(Connection) len 32\n    default_backend app\n` + APP,
  },
  {
    name: 'the log shows the upgrade: the format of the defaults, with more', text: front('    lo‸g 127.0.0.1:514 local0\n    default_backend app\n').replace('    mode http\n', '    mode http\n    log-format "%ci %ST"\n') + APP, title: /Show Upgrade/,
    is: front('    log-format "%ci %ST upgrade=%[capture.req.hdr(0)] connection=%[capture.req.hdr(1)]"\n    log 127.0.0.1:514 local0\n    http-request capture req.hdr(Upgrade) len 32\n    http-request capture req.hdr(Connection) len 32\n    default_backend app\n').replace('    mode http\n', '    mode http\n    log-format "%ci %ST"\n') + APP,
  },
  {
    name: 'a sticky backend', text: front('    default_backend app\n') + APP.replace('balance', 'bal‸ance'), title: /Keep each browser/,
    is: front('    default_backend app\n') + APP.replace('    balance roundrobin\n', '    balance roundrobin\n    cookie SRV insert indirect nocache httponly\n').replace('8081 check', '8081 check cookie s1').replace('8082 check', '8082 check cookie s2'),
  },
  { name: 'a sticky backend in TCP', text: `${DEFAULTS.replace('mode http', 'mode tcp')}frontend www\n    bind 127.0.0.1:8080\n    default_backend app\n${APP.replace('balance', 'bal‸ance')}`, title: /Keep each address/, is: `${DEFAULTS.replace('mode http', 'mode tcp')}frontend www\n    bind 127.0.0.1:8080\n    default_backend app\n${APP.replace('    balance roundrobin\n', '    balance roundrobin\n    stick-table type ip size 200k expire 1h\n    stick on src\n')}` },
  {
    name: 'a check that is a handshake', text: `${front('    default_backend app\n') + APP}    option httpchk\n    http-check send meth GET‸ uri /ws\n    http-check expect status 200\n`, title: /full WebSocket handshake/,
    is: `${front('    default_backend app\n') + APP}    option httpchk\n    http-check send meth GET uri /ws ver HTTP/1.1 hdr Host localhost hdr Connection Upgrade hdr Upgrade websocket hdr Sec-WebSocket-Version 13 hdr Sec-WebSocket-Key dGhlIHNhbXBsZSBub25jZQ==\n    http-check expect status 101\n`,
  },
  {
    name: 'a check that is plain again', text: `${front('    default_backend app\n') + APP}    option httpchk\n    http-check send meth GET‸ uri /ws ver HTTP/1.1 hdr Host a hdr Connection Upgrade hdr Upgrade websocket\n    http-check expect status 101\n`, title: /plain request/,
    is: `${front('    default_backend app\n') + APP}    option httpchk\n    http-check send meth GET uri / ver HTTP/1.1 hdr Host a\n    http-check expect status 200\n`,
  },
];

const done = new Map<string, { readonly after: string; readonly since: string }>();
suite('refactorings', () => {
  for (const c of CASES) test(c.name, () => {
    const { engine, position, text } = open(c.text, { ...DEFAULT_SETTINGS, version: c.version ?? '3.2', auto: false });
    const all = engine.refactorings(URI, { start: position, end: position }), found = all.find((r) => c.title.test(r.title));
    if (c.is === null) { assert.equal(found?.title, undefined); return; }
    assert.ok(found, `offered: ${all.map((r) => r.title).join(' | ')}`);
    if (c.kind) assert.equal(found.kind, c.kind);
    const after = apply(text, found.edits);
    assert.equal(after, c.is);
    done.set(c.name, { after, since: c.since ?? '0' });
  });
});

interface Missing { readonly name: string; readonly text: string; readonly rule: string; readonly title: string; readonly is: string }
const CREATED: readonly Missing[] = [
  { name: 'a backend', rule: 'undefined-name', title: "Create backend 'shop'", text: front('    default_backend shop\n'), is: front('    default_backend shop\n\nbackend shop\n    mode http\n    server s1 127.0.0.1:8080 check\n') },
  { name: 'a server', rule: 'undefined-name', title: "Add server 's3'", text: `${front('    default_backend app\n') + APP}    use-server s3 if { path_beg /x }\n`, is: `${front('    default_backend app\n') + APP.replace('8082 check\n', '8082 check\n    server s3 127.0.0.1:8080 check\n')}    use-server s3 if { path_beg /x }\n` },
  { name: 'a cache', rule: 'undefined-name', title: "Create cache 'pages'", text: front('    http-request cache-use pages\n    http-response cache-store pages\n    default_backend app\n') + APP, is: front('    http-request cache-use pages\n    http-response cache-store pages\n    default_backend app\n\ncache pages\n    total-max-size 4\n    max-age 60\n') + APP },
  { name: 'an ACL', rule: 'undefined-acl', title: "Declare ACL 'is_ws' above", text: front('    use_backend app if is_ws\n') + APP, is: front('    acl is_ws hdr(Upgrade) -i websocket\n    use_backend app if is_ws\n') + APP },
  { name: 'a userlist', rule: 'undefined-in-expression', title: "Create userlist 'ops'", text: front('    http-request auth if !{ http_auth(ops) }\n    default_backend app\n') + APP, is: front('    http-request auth if !{ http_auth(ops) }\n    default_backend app\n\nuserlist ops\n    user admin insecure-password change-me\n') + APP },
  { name: 'a table', rule: 'undefined-in-expression', title: "Create backend 'seen'", text: front('    http-request deny if { src_conn_cur(seen) gt 10 }\n    default_backend app\n') + APP, is: front('    http-request deny if { src_conn_cur(seen) gt 10 }\n    default_backend app\n\nbackend seen\n    stick-table type ip size 100k expire 10m store conn_cur,http_req_rate(10s)\n') + APP },
  { name: 'the table of a backend that has none', rule: 'undefined-in-expression', title: "Add a stick-table to 'app'", text: front('    http-request deny if { src_conn_cur(app) gt 10 }\n    default_backend app\n') + APP, is: front('    http-request deny if { src_conn_cur(app) gt 10 }\n    default_backend app\n') + APP.replace('backend app\n', 'backend app\n    stick-table type ip size 100k expire 10m store conn_cur,http_req_rate(10s)\n') },
];

suite('what is missing is declared', () => {
  for (const c of CREATED) test(c.name, () => {
    const engine = open(`‸${c.text}`).engine, finding = engine.findings(URI).find((f) => f.rule === c.rule);
    assert.ok(finding, engine.findings(URI).map((f) => f.rule).join(' '));
    const offered = engine.creations(URI, finding), fix = offered.find((f) => f.title === c.title);
    assert.ok(fix, offered.map((f) => f.title).join(' | '));
    const after = apply(c.text, fix.edits);
    assert.equal(after, c.is);
    done.set(`declared: ${c.name}`, { after, since: '0' });
  });
});

suite('a rule is silenced by a comment', () => {
  const ID = 'timeout-in-wrong-section', LINE = '    timeout server 5s';
  const CASES: readonly (readonly [name: string, text: string, title: string, is: string])[] = [
    ['on its line', `frontend f\n${LINE}\n`, `Ignore '${ID}' on this line`, `frontend f\n${LINE} # haproxy-ws-ignore: ${ID}\n`],
    ['behind a comment', `frontend f\n${LINE} # slow\n`, `Ignore '${ID}' on this line`, `frontend f\n${LINE} # slow # haproxy-ws-ignore: ${ID}\n`],
    ['behind another id', `frontend f\n${LINE} # haproxy-ws-ignore: x-y\n`, `Ignore '${ID}' on this line`, `frontend f\n${LINE} # haproxy-ws-ignore: x-y, ${ID}\n`],
    ['in its section', `frontend f\n    bind :80\n${LINE}\n`, `Ignore '${ID}' in frontend f`, `frontend f # haproxy-ws-ignore: ${ID}\n    bind :80\n${LINE}\n`],
    ['with trailing blanks and CRLF', `frontend f\r\n${LINE}  \r\n`, `Ignore '${ID}' on this line`, `frontend f\r\n${LINE} # haproxy-ws-ignore: ${ID}\r\n`],
  ];
  for (const [name, text, title, is] of CASES) test(name, () => {
    const { engine } = open(`‸${text}`), finding = engine.findings(URI).find((f) => f.rule === ID)!;
    const fix = engine.ignores(URI, finding).find((f) => f.title === title);
    assert.ok(fix, engine.ignores(URI, finding).map((f) => f.title).join(' | '));
    const after = apply(text, fix.edits);
    assert.equal(after, is);
    assert.ok(!open(`‸${after}`).engine.findings(URI).some((f) => f.rule === ID), 'and it is silent');
  });
  test('not where the comment would be text', () => {
    const { engine } = open('‸global\n    description "x\n'), finding = engine.findings(URI).find((f) => f.rule === 'bad-quoting')!;
    assert.deepEqual(engine.ignores(URI, finding).map((f) => f.title), ["Ignore 'bad-quoting' in global"]);
  });
});

suite('HAProxy takes what refactorings write', () => {
  for (const build of requireBuilds('HAProxy takes what refactorings write')) test(build.version, () => {
    assert.ok(done.size >= 15);
    for (const [name, { after, since }] of done) {
      if (compareVersions(build.version, since) < 0) continue;
      const { exit, alerts } = checkConfig(build, after);
      assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, `${name}\n${after}`);
    }
  });
});
