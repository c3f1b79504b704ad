// HAProxy's messages out of its output, and the copies that it is given. Shapes as 2.4 to 3.4 write them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { copiesOf } from '../../../server/src/engine/features/verdict/copies.ts';
import { isMachines, type Message, readMessages } from '../../../server/src/engine/features/verdict/messages.ts';
import { columnsOf, placer } from '../../../server/src/engine/features/verdict/place.ts';

const NAMES = ['haproxy.cfg', '1.cfg'];
const read = (output: string): Message[] => readMessages(output, '/t/x', NAMES);

const ROWS: readonly { readonly name: string; readonly output: string; readonly is: readonly (readonly [level: string, text: string, sites: string])[] }[] = [
  { name: '2.4 has a date in front', output: "[ALERT] 325/182154 (7) : parsing [/t/x/0.cfg:3] : unknown keyword 'foo' in 'global' section", is: [['alert', "unknown keyword 'foo' in 'global' section", '0:2']] },
  { name: 'config in front, a blank or none before the colon, twice the same place', output: "[ALERT]    (1) : config : parsing [/t/x/0.cfg:3] : Parsing [/t/x/0.cfg:3]: 'stats socket' : no\n\n", is: [['alert', "'stats socket' : no", '0:2']] },
  { name: 'another line is named in the text', output: "[ALERT]    (1) : config : Parsing [/t/x/1.cfg:4]: backend 'a' has the same name as backend 'a' declared at /t/x/0.cfg:2.", is: [['alert', "backend 'a' has the same name as backend 'a' declared at haproxy.cfg:2.", '1:3 0:1']] },
  { name: 'lines that go on', output: "[WARNING]  (1) : config : missing timeouts for backend 'a'.\n   | While not invalid,\n   | do it.\n[WARNING]  (1) : next", is: [['warning', "missing timeouts for backend 'a'. While not invalid, do it.", ''], ['warning', 'next', '']] },
  { name: 'an excerpt with a mark', output: '[ALERT]    (1) : config : parsing [/t/x/0.cfg:1]: unmatched quote at position 9:\n  listen "a\n         ^\n', is: [['alert', 'unmatched quote at position 9.', '0:0']] },
  { name: 'what says nothing of its own is left out, what is said twice comes once', output: "[NOTICE]   (1) : haproxy version is 3.2.1\n[ALERT]    (1) : [/t/x/0.cfg:9] : x\n[ALERT]    (1) : [/t/x/0.cfg:9] : x\n[ALERT]    (1) : config : Error(s) found in configuration file : /t/x/0.cfg\n[ALERT]    (1) : config : Fatal errors found in configuration.\n", is: [['alert', 'x', '0:8']] },
  { name: 'a line beyond any file, a file that is not ours', output: '[WARNING]  (1) : parsing [/etc/passwd:1] : no\n[WARNING]  (1) : parsing [/t/x/7.cfg:1] : no', is: [['warning', 'parsing [/etc/passwd:1] : no', ''], ['warning', 'no', '']] },
];

suite("HAProxy's messages", () => {
  for (const { name, output, is } of ROWS) test(name, () => { assert.deepEqual(read(output).map((m) => [m.level, m.text, m.sites.map((s) => `${s.file}:${s.line}`).join(' ')]), is); });

  test('a mark under an excerpt is where the line is underlined', () => {
    assert.deepEqual(columnsOf(read(ROWS[4]!.output)[0]!, 'listen "a'), { start: 8, end: 9 });
  });

  test("the machine's business is told from the language's", () => {
    for (const text of ["unable to stat SSL certificate from file '/x.pem' : No such file or directory.", "'server a/b' : could not resolve address 'x.invalid'.", "cannot find user id for 'x' (0:Success)", "errorfile : error opening file '/x'.", 'this SSL library does not support the QUIC protocol.']) assert.ok(isMachines(text), text);
    for (const text of ["unknown keyword 'foo' in 'global' section", "Proxy 'a': unable to find required use_backend: 'b'.", "'option httpchk' : not supported in 'global'", "missing timeouts for backend 'a'."]) assert.ok(!isMachines(text), text);
  });

  test('a message without a line stands at the line of its section that it is about, else at the header', () => {
    const file = ['defaults', '    option forwardfor', 'frontend a', '    use_backend x if TRUE', '    default_backend y', 'backend a', '    server s 1.2.3.4:80'], place = placer([file]), at = (text: string): number => place({ level: 'alert', text, sites: [], column: -1 }).line;
    assert.equal(at("Proxy 'a': unable to find required default_backend: 'y'."), 4);
    assert.equal(at("Proxy 'a': unable to find required use_backend: 'x'."), 3);
    assert.equal(at("backend 'a' : ignoring cookie for server 's' as HTTP mode is disabled."), 6);
    assert.equal(at("missing timeouts for frontend 'a'."), 2);
    assert.deepEqual(place({ level: 'warning', text: "'option forwardfor' ignored for frontend 'a' as it requires HTTP mode.", sites: [], column: -1 }), { file: 0, line: 2, inherited: { file: 0, line: 1 } });
    assert.equal(at('nothing of this is there'), 0);
  });
});

suite('copies for HAProxy', () => {
  const at = (name: string): string => `/t/x/${name}`;
  test('the text itself, line for line, where nothing speaks of places', () => {
    const text = 'global\r\n    default-path origin /etc # config\r\nlisten a\n\n# backing-file x';
    assert.deepEqual(copiesOf([{ folder: '/e', text }], at), { files: [{ name: '0.cfg', text }], order: ['0.cfg'], key: null, writes: null });
  });
  test('default-path config and parent become where the files lie', () => {
    const both = copiesOf([{ folder: "/e/it's", text: 'global\n    default-path config\n' }, { folder: '/e/d', text: 'listen a\n' }], at);
    assert.deepEqual(both.order, ['0.cfg', 'p1.cfg', '1.cfg']);
    assert.deepEqual(both.files.map((f) => f.text), ["global\n    default-path origin '/e/it'\\''s'\n", "global\n    default-path origin '/e/d'\n", 'listen a\n']);
    assert.equal(copiesOf([{ folder: '/e/f', text: 'global\n default-path parent # up\n' }], at).files[0]!.text, "global\n default-path origin '/e' # up\n");
  });
  test('what HAProxy would write goes into the private folder, or it is not asked', () => {
    const copies = copiesOf([{ folder: '/e', text: 'ring r\n    backing-file "a b"\nacme x\n    account-key /k\nglobal\n    shm-stats-file s # x\n' }], at);
    assert.equal(copies.files[0]!.text, "ring r\n    backing-file '/t/x/own0'\nacme x\n    account-key '/t/x/account.key'\nglobal\n    shm-stats-file '/t/x/own1' # x\n");
    assert.deepEqual([copies.key, copies.writes], ['account.key', null]);
    for (const text of ['acme x\n    contact a@b.c\n', 'acme x\n    contact a\nlisten l\n    mode http\n', 'acme x\n    account-key k\nacme y\n']) assert.equal(copiesOf([{ folder: null, text }], at).writes, 'acme', text);
  });
});
