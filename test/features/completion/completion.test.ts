import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, Engine, type Settings } from '../../../server/src/engine/index.ts';
import { open, URI } from '../cursor.ts';

const labels = (text: string, version: Settings['version'] = '3.2'): string[] => {
  const { engine, position } = open(text, { ...DEFAULT_SETTINGS, version, auto: false });
  return engine.complete(URI, position).sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1)).map((i) => i.label);
};
const F = 'userlist ops\n    user a insecure-password b\ndefaults base\n    mode http\nbackend be_app\n    server s1 127.0.0.1:1\n    server s2 127.0.0.1:2\nbackend be_ws\n';

const CASES: readonly { name: string; text: string; has: readonly string[]; not?: readonly string[]; version?: Settings['version'] }[] = [
  { name: 'sections at the start of a file', text: '‸', has: ['global', 'defaults', 'frontend', 'backend', 'listen'] },
  { name: 'sections of the version only', text: '‸', has: ['frontend'], not: ['crt-store'], version: '2.6' },
  { name: 'directives of a frontend', text: 'frontend f\n    ‸', has: ['bind', 'acl', 'use_backend', 'default_backend', 'timeout client'], not: ['server', 'balance'] },
  { name: 'directives of a backend', text: 'backend b\n    ‸', has: ['server', 'balance', 'timeout tunnel', 'option httpchk'], not: ['bind', 'use_backend'] },
  { name: 'directives of global', text: 'global\n    ‸', has: ['maxconn', 'nbthread', 'stats socket', 'tune.bufsize'], not: ['server'] },
  { name: 'not in an anonymous defaults', text: 'defaults\n    ‸', has: ['timeout client'], not: ['acl', 'http-request'] },
  { name: 'in a named defaults', text: 'defaults d\n    ‸', has: ['http-request'] },
  { name: 'resolvers', text: 'resolvers r\n    ‸', has: ['nameserver', 'hold'] },
  { name: 'second word of timeout', text: 'frontend f\n    timeout ‸', has: ['client', 'http-request'], not: ['tunnel', 'server'] },
  { name: 'second word of option', text: 'backend b\n    option ‸', has: ['httpchk', 'redispatch'] },
  { name: 'values of mode', text: 'backend b\n    mode ‸', has: ['http', 'tcp', 'log'] },
  { name: 'values of mode in an older version', text: 'backend b\n    mode ‸', has: ['http', 'tcp'], not: ['log'], version: '2.6' },
  { name: 'balance', text: 'backend b\n    balance ‸', has: ['roundrobin', 'leastconn', 'source'] },
  { name: 'bind options, not those already given', text: 'frontend f\n    bind :443 ssl ‸', has: ['crt', 'alpn', 'accept-proxy'], not: ['ssl'] },
  { name: 'server options', text: 'backend b\n    server s 127.0.0.1:1 ‸', has: ['check', 'ssl', 'ws', 'maxconn'] },
  { name: 'no ws on 2.4', text: 'backend b\n    server s 127.0.0.1:1 ‸', has: ['check'], not: ['ws'], version: '2.4' },
  { name: 'values of ws', text: 'backend b\n    server s 127.0.0.1:1 ws ‸', has: ['auto', 'h1', 'h2'] },
  { name: 'default-server leaves out what only a server takes', text: 'backend b\n    default-server ‸', has: ['check', 'inter'] },
  { name: 'actions of http-request', text: 'frontend f\n    http-request ‸', has: ['deny', 'set-header', 'redirect', 'track-sc'], not: ['accept'] },
  { name: 'actions of tcp-request content', text: 'frontend f\n    tcp-request content ‸', has: ['accept', 'reject'], not: ['add-header'] },
  { name: 'actions of http-after-response', text: 'backend b\n    http-after-response ‸', has: ['set-header'], not: ['deny'] },
  { name: 'a condition behind an action', text: 'frontend f\n    http-request deny ‸', has: ['if', 'unless'] },
  { name: 'ACL names of this section', text: 'frontend f\n    acl is_ws hdr(Upgrade) -i websocket\n    http-request deny if ‸\nfrontend g\n    acl other src 1.1.1.1\n', has: ['is_ws', 'TRUE', '{ … }'], not: ['other'] },
  { name: 'negated ACL names', text: 'frontend f\n    acl is_ws hdr(Upgrade) -i websocket\n    http-request deny if !is‸', has: ['is_ws'] },
  { name: 'or between terms', text: 'frontend f\n    acl a src 1.1.1.1\n    http-request deny if a ‸', has: ['or', 'a'] },
  { name: 'a fetch in braces', text: 'frontend f\n    http-request deny if { ‸', has: ['src', 'path_beg', 'req.hdr'] },
  { name: 'flags in braces', text: 'frontend f\n    http-request deny if { path ‸', has: ['-i', '-m'], not: ['}'] },
  { name: 'the end of a test that can match', text: 'frontend f\n    http-request deny if { path -m beg /ws ‸', has: ['}'] },
  { name: 'match methods', text: 'frontend f\n    acl x path -m ‸', has: ['beg', 'reg', 'str', 'found'] },
  { name: 'the expression of an acl', text: 'frontend f\n    acl x ‸', has: ['src', 'hdr', 'method'] },
  { name: 'header names in parentheses', text: 'frontend f\n    acl x hdr(‸', has: ['Upgrade', 'Connection', 'Host'] },
  { name: 'converters that fit a string', text: 'frontend f\n    http-request set-var(txn.x) req.hdr(Host),‸', has: ['lower', 'field', 'regsub'] },
  { name: 'converters that fit a number', text: 'frontend f\n    http-request set-header X "%[rand,‸', has: ['add', 'mul'] },
  { name: 'backends behind use_backend', text: `${F}frontend f\n    use_backend ‸`, has: ['be_app', 'be_ws'] },
  { name: 'backends behind default_backend', text: `${F}frontend f\n    default_backend be_‸`, has: ['be_app', 'be_ws'] },
  { name: 'defaults behind from', text: `${F}frontend f from ‸`, has: ['base'] },
  { name: 'from behind a name', text: `${F}frontend f ‸`, has: ['from'] },
  { name: 'log-format aliases', text: 'frontend f\n    log-format "%‸', has: ['ci', 'ST', 'tsc', '[expression]'] },
  { name: 'expressions in a log-format', text: 'frontend f\n    log-format "%[‸', has: ['src', 'var'] },
  { name: 'stick-table types', text: 'backend b\n    stick-table type ‸', has: ['ip', 'ipv6', 'string'] },
  { name: 'stored data, not what is stored already', text: 'backend b\n    stick-table type ip size 1k store gpc0,‸', has: ['conn_cur', 'http_req_rate'], not: ['gpc0'] },
  { name: 'http-check rules', text: 'backend b\n    http-check ‸', has: ['send', 'expect', 'connect'] },
  { name: 'userlists in http_auth', text: `${F}frontend f\n    http-request auth if !{ http_auth(‸`, has: ['ops'] },
  { name: 'resolvers of a server', text: 'resolvers dns\nbackend b\n    server s a.example:80 resolvers ‸', has: ['dns'] },
  { name: 'caches', text: 'cache pages\nfrontend f\n    http-request cache-use ‸', has: ['pages'] },
  { name: 'tables: only proxies that have one', text: 'backend t\n    stick-table type ip size 1k\nbackend other\nfrontend f\n    http-request track-sc0 src table ‸', has: ['t'], not: ['other'] },
  { name: 'tables of peers', text: 'peers mates\n    table visits type ip size 1k\nfrontend f\n    http-request track-sc0 src table ‸', has: ['mates/visits'] },
  { name: 'peers of a stick-table', text: 'peers mates\nbackend b\n    stick-table type ip size 1k peers ‸', has: ['mates'] },
  { name: 'http-errors', text: 'http-errors pretty\nfrontend f\n    errorfiles ‸', has: ['pretty'] },
  { name: 'fcgi-apps', text: 'fcgi-app php\nbackend b\n    use-fcgi-app ‸', has: ['php'] },
  { name: 'rings and log backends as targets of log', text: 'ring logs\nbackend away\n    mode log\nbackend web\nfrontend f\n    log ‸', has: ['ring@logs', 'backend@away', 'stdout'], not: ['backend@web'] },
  { name: 'mailers', text: 'mailers post\nbackend b\n    email-alert mailers ‸', has: ['post'] },
  { name: 'servers of this backend', text: `${F}backend b\n    server one 127.0.0.1:1\n    use-server ‸`, has: ['one'], not: ['s1'] },
  { name: 'variables set in the file', text: 'frontend f\n    http-request set-var(txn.room) path\nbackend b\n    http-request set-header X-Room %[var(‸', has: ['txn.room', 'req.'] },
  { name: 'variables where they are set', text: 'frontend f\n    http-request set-var(txn.room) path\n    http-request set-var(‸', has: ['txn.room', 'sess.'] },
  { name: 'groups of a userlist', text: 'userlist u\n    group staff\n    user a insecure-password b groups ‸', has: ['staff'] },
  { name: 'captured headers by number', text: 'frontend f\n    capture request header Upgrade len 16\n    http-request capture req.hdr(Connection) len 32\n    log-format "%[capture.req.hdr(‸', has: ['0', '1'] },
  { name: 'header names of set-header', text: 'frontend f\n    http-request set-header ‸', has: ['Host', 'X-Forwarded-Proto'] },
  { name: 'header names of del-header', text: 'frontend f\n    http-request del-header ‸', has: ['Origin', 'Sec-WebSocket-Extensions'] },
  { name: 'header names of replace-header', text: 'frontend f\n    http-request replace-header ‸', has: ['Host', 'Cookie'] },
  { name: 'values of verify on a server', text: 'backend b\n    server s 127.0.0.1:1 ssl verify ‸', has: ['none', 'required'], not: ['optional'] },
  { name: 'values of verify on a bind', text: 'frontend f\n    bind :443 ssl crt x.pem verify ‸', has: ['none', 'optional', 'required'] },
  { name: 'values of on-marked-down', text: 'backend b\n    server s 127.0.0.1:1 on-marked-down ‸', has: ['shutdown-sessions'] },
  { name: 'no request data in a log-format', text: 'frontend f\n    log-format "%[‸', has: ['capture.req.hdr', 'var'], not: ['req.hdr', 'path'] },
  { name: 'no response data in a request', text: 'frontend f\n    http-request set-header X "%[‸', has: ['req.hdr'], not: ['status', 'res.hdr'] },
  { name: 'no set-retries in a frontend', text: 'frontend f\n    http-request ‸', has: ['deny'], not: ['set-retries'] },
  { name: 'no ACL whose fetch has no value yet', text: 'frontend f\n    acl is_ws hdr(Upgrade) -i websocket\n    acl home src 10.0.0.0/8\n    tcp-request connection reject if ‸', has: ['home'], not: ['is_ws'] },
  { name: 'fetches while nothing is typed behind a comma', text: 'frontend f\n    acl x req.hdr(Host),‸', has: ['lower', 'field'], not: ['path'] },
  { name: 'actions behind http-check', text: 'backend b\n    http-check expect ‸', has: ['status', 'rstring', '!'] },
  { name: 'options of redirect', text: 'frontend f\n    redirect scheme https ‸', has: ['code', 'drop-query', 'if'] },
  { name: 'what a name needs: the rest of the statement', text: 'frontend f\n    capture ‸', has: ['request header', 'cookie'] },
  { name: 'nothing that is deprecated and gone', text: 'frontend f\n    ‸', has: ['http-request'], not: ['reqrep', 'block'] },
  { name: 'blocks, with what closes them only inside one', text: 'global\n    ‸', has: ['.if'], not: ['.elif', '.endif', '.alert'] },
  { name: 'inside a block', text: '.if feature(X)\n‸', has: ['.if', '.elif', '.else', '.endif', 'frontend'] },
  { name: 'messages behind a dot', text: 'global\n    .‸', has: ['.notice', '.alert', '.if'] },
  { name: 'predicates', text: '.if ‸', has: ['version_atleast', 'feature', 'defined'] },
  { name: 'predicates behind an operator', text: '.if version_atleast(2.6) && !def‸', has: ['defined'] },
  { name: 'predicates of the version', text: '.if ‸', has: ['version_before'], not: ['enabled'], version: '2.6' },
  { name: 'names of the environment, also from other sections', text: 'global\n    setenv BIND_TO :80\nfrontend f\n    bind "${BI‸', has: ['BIND_TO'], not: [':80'] },
  { name: 'methods', text: 'frontend f\n    acl get method ‸', has: ['GET', 'POST'], not: ['-m'] },
  { name: 'websocket behind Upgrade', text: 'frontend f\n    acl ws hdr(Upgrade) -i ‸', has: ['websocket'] },
  { name: 'statuses that a check expects', text: 'backend b\n    option httpchk\n    http-check expect status ‸', has: ['200', '101'] },
  { name: 'no in front of what can be negated', text: 'backend b\n    no ‸', has: ['option redispatch', 'log'], not: ['server', 'option httpchk'] },
];

suite('completion', () => {
  for (const c of CASES) test(c.name, () => {
    const all = labels(c.text, c.version);
    for (const h of c.has) assert.ok(all.includes(h), `${h} is missing in: ${all.slice(0, 60).join(' ')}`);
    for (const n of c.not ?? []) assert.ok(!all.includes(n), `${n} does not belong here`);
    assert.equal(new Set(all).size, all.length, `proposed twice: ${all.filter((x, i) => all.indexOf(x) !== i).join(' ')}`);
  });
  test('names of the other files', () => {
    const engine = new Engine();
    engine.openAll([{ uri: URI, version: 1, text: 'frontend f\n    use_backend \n' }, { uri: 'file:///etc/haproxy/conf.d/b.cfg', version: 1, text: 'backend elsewhere\n' }]);
    assert.ok(engine.complete(URI, { line: 1, character: 16 }).some((i) => i.label === 'elsewhere'));
  });
  test('nothing in a comment', () => { assert.deepEqual(labels('global\n    # max‸'), []); });
  test('what is common comes first', () => {
    assert.ok(labels('frontend f\n    ‸').indexOf('bind') < labels('frontend f\n    ‸').indexOf('errorloc302'));
    assert.equal(labels('backend b\n    timeout tunnel ‸')[0], '1h');
  });
  const MISSING = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\nfrontend f\n    bind :80\n    acl is_ws hdr(Upgrade) -i websocket\n    use_backend be_ws if is_ws\nbackend be_ws\n    ‸\n    server s 127.0.0.1:1\n';
  test('timeout tunnel comes first where a WebSocket backend has none', () => {
    assert.equal(labels(MISSING)[0], 'timeout tunnel');
    assert.notEqual(labels(MISSING.replace('    server', '    timeout tunnel 1h\n    server'))[0], 'timeout tunnel');
    assert.equal(labels(MISSING.replace('‸', 'timeout ‸'))[0], 'tunnel');
  });
  test('a route for WebSockets comes first where a backend waits for them', () => {
    const text = 'frontend f\n    mode http\n    bind :80\n    ‸\n    default_backend app\nbackend app\nbackend ws_app\n    server s 127.0.0.1:1\n', { engine, position } = open(text);
    const first = engine.complete(URI, position).sort((a, b) => a.rank - b.rank)[0];
    assert.equal(first?.label, 'WebSocket route');
    assert.match(first.insert, /^acl is_websocket hdr\(Upgrade\) -i websocket\n {4}use_backend \$\{1:ws_app\} if is_websocket$/);
  });
  test('where a file may stand, and what is written of it', () => {
    const path = (text: string): string | undefined => { const { engine, position } = open(text); return engine.completions(URI, position).path?.label; };
    assert.equal(path('defaults\n    errorfile 503 /etc/err‸'), '/etc/err');
    assert.equal(path('frontend f\n    bind :443 ssl crt ‸'), '');
    assert.equal(path('frontend f\n    maxconn ‸'), undefined);
  });
  test('deprecated words are marked and come last', () => {
    const { engine, position } = open('frontend f\n    ‸', { ...DEFAULT_SETTINGS, version: '3.4' }), all = engine.complete(URI, position);
    const old = all.filter((i) => i.deprecated).map((i) => i.label);
    assert.ok(old.includes('option accept-invalid-http-request'), old.join(' '));
    assert.ok(all.filter((i) => i.deprecated).every((i) => i.rank >= 800));
  });
  test('many names: those that begin like the word', () => {
    const text = `${Array.from({ length: 1000 }, (_, i) => `backend be_${i}\n`).join('')}frontend f\n    use_backend be_99‸`;
    const found = labels(text).filter((l) => l.startsWith('be_'));
    assert.deepEqual(found, ['be_99', ...Array.from({ length: 10 }, (_, i) => `be_99${i}`)]);
  });
  test('documentation is resolved by key', () => {
    const { engine, position } = open('backend b\n    timeout tun‸');
    const i = engine.complete(URI, position).find((x) => x.label === 'tunnel');
    assert.ok(i && engine.prose(i.prose), i?.prose);
  });
});
