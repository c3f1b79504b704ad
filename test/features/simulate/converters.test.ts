// What converters make of a value, recorded from HAProxy 2.6, 3.0, 3.2 and 3.4, which agree on all of these: `set-var(txn.v) str(val)`,
// `set-var(txn.n) int(5)`, a request from 127.0.0.1. null: nothing, so that a rule with it does nothing.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { simulate } from '../../../server/src/engine/features/simulate/simulate.ts';
import { DEFAULT_SETTINGS, Engine } from '../../../server/src/engine/index.ts';

const RECORDED: readonly (readonly [expression: string, gives: string | null])[] = [
  ['str(aAbB),lower', 'aabb'], ['str(aAbB),upper', 'AABB'], ['str(xxax),ltrim(x)', 'ax'], ['str(axx),rtrim(x)', 'a'], ['str(abc),length', '3'],
  ['str(a/b//c),field(2,/)', 'b'], ['str(a/b//c),field(-1,/)', 'c'], ['str(a/b//c),field(3,/)', ''], ['str(a/b//c),field(9,/)', null], ['str(a/b//c),word(3,/)', 'c'], ['str(a/b//c),word(-2,/)', 'b'],
  ['str(hello),bytes(1,3)', 'ell'], ['str(hello),bytes(9)', ''], ['str(hello),bytes(2)', 'llo'],
  ['str(hello),concat(<,txn.v,>)', 'hello<val>'], ['str(hello),concat(<)', 'hello<'], ['str(hello),concat(<,txn.none,>)', 'hello<>'],
  ['int(1),iif(yes,no)', 'yes'], ['int(0),iif(yes,no)', 'no'],
  ['str(val),strcmp(txn.v)', '0'], ['str(zzz),strcmp(txn.v)', '4'], ['str(aaa),strcmp(txn.v)', '-21'], ['str(Val),strcmp(txn.v)', '-32'], ['str(vam),strcmp(txn.v)', '1'], ['str(va),strcmp(txn.v)', '-1'], ['str(valxyz),strcmp(txn.v)', '1'],
  ['str(a.test:80),host_only', 'a.test'], ['str([::1]:80),host_only', '[::1]'], ['str(a%20b?c+d),url_dec', 'a b?c d'], ['str(a+b),url_dec', 'a+b'], ['str(a%zz),url_dec', null],
  ['int(7),add(3)', '10'], ['int(7),sub(10)', '-3'], ['int(7),mul(3)', '21'], ['int(7),div(2)', '3'], ['int(-7),div(2)', '-3'], ['int(7),mod(4)', '3'], ['int(-7),mod(4)', '-3'], ['int(7),add(txn.n)', '12'], ['int(7),neg', '-7'],
  ['int(7),bool', '1'], ['int(0),not', '1'], ['int(7),even', '0'], ['int(8),even', '1'], ['int(7),odd', '1'],
  ['src,ipmask(8)', '127.0.0.0'], ['src,ipmask(0)', '0.0.0.0'], ['src,ipmask(32)', '127.0.0.1'],
  ['str(a.b.c),regsub(\\.,-)', 'a-b.c'], ['str(a.b.c),regsub(\\.,-,g)', 'a-b-c'], ['str(AbA),regsub(a,x,gi)', 'xbx'],
];

/** Verdicts of the two rules: the value is there; it is the one that HAProxy gives. */
function verdicts(expression: string, value: string): string[] {
  const engine = new Engine(), uri = 'file:///haproxy.cfg';
  engine.open(uri, 1, `defaults
    mode http
frontend f
    bind :80
    http-request set-var(txn.v) str(val)
    http-request set-var(txn.n) int(5)
    http-request set-var(txn.r) '${expression}'
    http-request set-header There yes if { var(txn.r) -m found }
    http-request set-header Same yes if { var(txn.r) -m str "${value}" }
    http-request return status 200
`, { ...DEFAULT_SETTINGS, auto: false, version: '3.2' });
  const { steps } = simulate(engine.model(uri)!.project, { method: 'GET', target: '/', headers: [{ name: 'Host', value: 'a' }], http2: false, tls: false, sni: '', source: '127.0.0.1' }, null);
  return steps.filter((s) => s.text.includes('set-header')).map((s) => s.verdict);
}

suite('converters give what HAProxy gives', () => {
  for (const [expression, gives] of RECORDED) test(expression, () => {
    assert.deepEqual(verdicts(expression, gives ?? 'x'), gives === null ? ['no', 'no'] : ['yes', 'yes']);
    if (gives !== null) assert.deepEqual(verdicts(expression, `${gives}x`), ['yes', 'no'], 'and no other value');
  });
  for (const expression of ['int(7),div(0)', 'int(9223372036854775807),add(1)', 'str(a/b/c),field(1,/,2)', 'str(a),sha2(256)', 'str(a),map(/etc/a.map)']) test(`${expression} is left open`, () => { assert.deepEqual(verdicts(expression, 'x'), ['unknown', 'unknown']); });
});
