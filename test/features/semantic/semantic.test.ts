import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_SETTINGS, Engine, SEMANTIC_MODIFIERS, SEMANTIC_TYPES, type Settings } from '../../../server/src/engine/index.ts';
import { changesOf, configuration, step, text as anyText } from '../../engine/generate.ts';
import { applied } from '../../engine/snapshot.ts';
import { URI } from '../cursor.ts';

const opened = (text: string, version: Settings['version'] = '3.2'): Engine => { const e = new Engine(); e.open(URI, 1, text, { ...DEFAULT_SETTINGS, version, auto: false }); return e; };
function full(e: Engine): { id: number; data: number[] } {
  const all = e.tokens(URI)!;
  for (;;) { const r = all.next(); if (r.done) return r.value; }
}
/** `word:type.modifier` for each token. */
function decoded(text: string, data: readonly number[]): string[] {
  const lines = text.split(/\r\n|\r|\n/), out: string[] = [];
  for (let i = 0, n = 0, c = 0; i < data.length; i += 5) {
    if (data[i]! > 0) c = 0;
    n += data[i]!; c += data[i + 1]!;
    const modifiers = SEMANTIC_MODIFIERS.filter((_, k) => data[i + 4]! & (1 << k));
    out.push([`${lines[n]!.slice(c, c + data[i + 2]!)}:${SEMANTIC_TYPES[data[i + 3]!]}`, ...modifiers].join('.'));
  }
  return out;
}

const CASES: readonly { readonly name: string; readonly text: string; readonly is: string; readonly version?: Settings['version'] }[] = [
  { name: 'headers', text: 'defaults base\nfrontend www from base # x', is: 'defaults:keyword base:class.declaration frontend:keyword www:class.declaration from:keyword base:class' },
  { name: 'directives and numbers', text: 'global\n    maxconn 1000\n    tune.bufsize 16k', is: 'global:keyword maxconn:keyword 1000:number tune.bufsize:keyword 16k:number' },
  { name: 'two words and a duration', text: 'backend b\n    timeout tunnel 1h', is: 'backend:keyword b:class.declaration timeout:keyword tunnel:keyword 1h:number' },
  { name: 'deprecated words', text: 'frontend f\n    option accept-invalid-http-request', is: 'frontend:keyword f:class.declaration option:keyword.deprecated accept-invalid-http-request:keyword.deprecated', version: '3.2' },
  { name: 'the same words before they were', text: 'frontend f\n    option accept-invalid-http-request', is: 'frontend:keyword f:class.declaration option:keyword accept-invalid-http-request:keyword', version: '2.8' },
  { name: 'no', text: 'defaults\n    no option httplog', is: 'defaults:keyword no:modifier option:keyword httplog:keyword' },
  { name: 'ACLs, their fetches, flags and patterns', text: 'frontend f\n    acl is_ws hdr(Upgrade) -i websocket\n    acl big req.body_size gt 100', is: 'frontend:keyword f:class.declaration acl:keyword is_ws:variable.declaration hdr:function -i:modifier acl:keyword big:variable.declaration req.body_size:function gt:operator 100:number' },
  { name: 'conditions', text: 'frontend f\n    use_backend b if a !c or { path_beg /x }', is: 'frontend:keyword f:class.declaration use_backend:keyword b:class if:keyword a:variable !:operator c:variable or:operator path_beg:function' },
  { name: 'actions, variables and converters', text: 'frontend f\n    http-request set-var(txn.x) req.hdr(Host),lower', is: 'frontend:keyword f:class.declaration http-request:keyword set-var:method txn.x:parameter.declaration req.hdr:function lower:function' },
  { name: 'log-format aliases and expressions, in quotes', text: 'frontend f\n    log-format "%ci \\"%{+Q}r %[var(txn.x),upper]"', is: 'frontend:keyword f:class.declaration log-format:keyword ci:macro r:macro var:function txn.x:parameter upper:function' },
  { name: 'server options', text: 'backend b\n    server s1 10.0.0.1:80 check inter 5s ssl sni req.hdr(Host) resolvers dns', is: 'backend:keyword b:class.declaration server:keyword s1:struct.declaration check:property inter:property 5s:number ssl:property sni:property req.hdr:function resolvers:property dns:class' },
  { name: 'bind options', text: 'frontend f\n    bind :443 ssl crt x.pem alpn h2,http/1.1', is: 'frontend:keyword f:class.declaration bind:keyword ssl:property crt:property alpn:property' },
  { name: 'conditional blocks', text: '.if version_atleast(2.6) && !defined(X)\n.endif', is: '.if:macro version_atleast:function &&:operator !:operator defined:function .endif:macro' },
  { name: 'userlists', text: 'userlist u\n    user ann insecure-password x groups staff', is: 'userlist:keyword u:class.declaration user:keyword ann:type.declaration staff:type' },
  { name: 'nothing in comments and unknown words', text: '# frontend x\nfrontend f\n    nonsense 5', is: 'frontend:keyword f:class.declaration 5:number' },
];

suite('semantic tokens', () => {
  for (const c of CASES) test(c.name, () => assert.equal(decoded(c.text, full(opened(c.text, c.version)).data).join(' '), c.is));
  test('a range is that part of the whole', () => {
    const text = 'frontend f\n    bind :80\n\n    acl x src 1.1.1.1\n    maxconn 5\n', e = opened(text);
    assert.deepEqual(decoded(text, e.tokensOf(URI, 3, 4)), decoded(text, full(e).data).slice(3));
  });
  test('an answer that is not the last one cannot be continued', () => {
    const e = opened('global\n    maxconn 1\n'), first = full(e), second = full(e);
    assert.equal(e.tokenChanges(URI, first.id), null);
    assert.deepEqual(e.tokenChanges(URI, second.id)?.edits, []);
  });
  test('another version draws all anew', () => {
    const e = opened('global\n    maxconn 1\n'), { id } = full(e);
    e.setSettings(URI, { ...DEFAULT_SETTINGS, version: '2.6', auto: false });
    assert.equal(e.tokenChanges(URI, id), null);
  });
});

const patched = (data: readonly number[], edits: readonly { start: number; remove: number; data: readonly number[] }[]): number[] => {
  const out: number[] = [];
  let at = 0;
  for (const e of edits) { assert.ok(e.start >= at, 'edits come in order'); out.push(...data.slice(at, e.start), ...e.data); at = e.start + e.remove; }
  return [...out, ...data.slice(at)];
};

for (const [what, document] of [['anything', anyText(40)], ['configurations', configuration]] as const) test(`changes lead to what a fresh engine draws: ${what}`, () => {
  fc.assert(fc.property(document, fc.array(fc.tuple(step, fc.boolean()), { maxLength: 12, size: 'max' }), (start, steps) => {
    const e = opened(start);
    let now = start, version = 1, shown = full(e);
    for (const [s, look] of steps) {
      for (const change of changesOf(s, () => now)) { e.update(URI, ++version, [change]); now = applied(now, change); }
      if (!look) continue;
      const d = e.tokenChanges(URI, shown.id);
      shown = d ? { id: d.id, data: patched(shown.data, d.edits) } : full(e);
      assert.deepEqual(shown.data, full(opened(now)).data);
    }
  }), { seed: 7, numRuns: Number(process.env.HAPROXY_WS_RUNS ?? 150) * 2 });
});

test('what a change costs does not grow with the file', () => {
  const cost = (sections: number): number[] => {
    const lines: string[] = [];
    for (let i = 0; i < sections; i++) lines.push(`backend be_${i}`, '    balance roundrobin', '    # servers', '', ...Array.from({ length: 6 }, (_, k) => `    server s${k} 10.0.0.${k + 1}:80 check`));
    const e = opened(lines.join('\n'));
    let { id } = full(e);
    const out: number[] = [], middle = (sections >> 1) * 10;
    for (const [at, del, text] of [[middle + 4, 0, 'x'], [middle + 5, 1, ''], [middle + 2, 0, '    maxconn 5\n    retries 3\n'], [middle, 0, '\n']] as const) {
      e.update(URI, 2, [{ range: { start: { line: at, character: 0 }, end: { line: at + del, character: 0 } }, text }]);
      e.work(URI);
      const before = e.meter(URI).lexed, d = e.tokenChanges(URI, id);
      assert.ok(d && d.edits.length > 0 && d.edits.every((x) => x.data.length < 200), 'small answers');
      id = d.id;
      out.push(e.meter(URI).lexed - before);
    }
    return out;
  };
  assert.deepEqual(cost(10_000), cost(100));
});
