import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Argument, Entry, Scope } from '../../server/src/engine/language/facts.ts';
import { type GrammarNode, parseGrammar, type Sequence, showGrammar, writeGrammar } from '../../server/src/engine/language/grammar.ts';
import * as load from '../../server/src/engine/language/load.ts';
import { suggest } from '../../server/src/engine/language/suggest.ts';
import { knownIn, type Version, VERSIONS, versionIndex, versionsOf } from '../../server/src/engine/language/version.ts';

const { at, usable } = load;

test('a directive is found by its longest name', () => {
  const rows: [Scope, string, string | undefined, number][] = [
    ['proxy', 'timeout client 5s', 'timeout client', 2], ['proxy', 'option httpchk GET /', 'option httpchk', 2], ['proxy', 'capture request header Host len 5', 'capture request header', 3],
    ['proxy', 'balance roundrobin', 'balance', 1], ['proxy', 'timeout nonsense', undefined, 0], ['proxy', 'tune.bufsize 1', undefined, 0], ['global', 'tune.bufsize 1', 'tune.bufsize', 1],
    ['peers', 'peer a 1.2.3.4:5', 'peer', 1], ['proxy', 'constructor', undefined, 0], ['namespace_list', 'x', undefined, 0],
  ];
  for (const [scope, line, name, words] of rows) {
    const found = load.matchDirective(scope, line.split(' '));
    assert.equal(found?.entry.name, name, line);
    assert.equal(found?.words ?? 0, words, line);
  }
  assert.ok(load.wordsAfter('proxy', 'timeout').includes('tunnel'));
  assert.deepEqual(load.wordsAfter('proxy', 'balance'), []);
});

test('known, usable and placed by version', () => {
  const backlog = load.directive('global', 'nbproc')!;
  assert.deepEqual(versionsOf(backlog.usable), ['2.4']);
  assert.ok(knownIn(backlog.known, '3.4'), 'nbproc is still known, to be refused');
  assert.equal(at(backlog, '3.0').replacement, 'nbthread');
  assert.equal(at(backlog, '2.4').removed, false);
  const session = load.directive('proxy', 'tcp-request session')!;
  assert.equal(load.reaction(at(session, '2.4'), 'defaults', true), 'error');
  assert.equal(load.reaction(at(session, '3.2'), 'defaults', true), 'yes');
  assert.equal(load.reaction(at(session, '3.2'), 'defaults', false), 'error');
  const keepalive = at(load.directive('proxy', 'option clitcpka')!, '3.1');
  assert.equal(load.reaction(keepalive, 'backend', false), 'warning');
  assert.equal(load.reaction(at(load.directive('proxy', 'option clitcpka')!, '3.2'), 'backend', false), 'error');
  assert.equal(load.reaction(at(load.directive('peers', 'peer')!, '3.2'), 'peers', false), 'yes');
  assert.equal(load.reaction(at(load.directive('peers', 'peer')!, '3.2'), 'cache', false), 'error');
  assert.equal(at(load.directive('global', 'force-cfg-parser-pause')!, '2.4').name, 'force-cfg-parser-pause', 'a version without the keyword gets the nearest facts');
});

test('actions by rule set, with their prefixes', () => {
  assert.equal(load.action('http-request', 'set-var(txn.x)')?.name, 'set-var');
  assert.equal(load.action('http-request', 'set-var-fmt(txn.x)')?.name, 'set-var-fmt');
  assert.equal(load.anyAction('track-sc2')?.name, 'track-sc');
  assert.equal(load.action('http-request', 'sc-inc-gpc0(0)')?.name, 'sc-inc-gpc0');
  assert.equal(load.action('tcp-request connection', 'redirect'), undefined);
  assert.equal(load.anyAction('redirect')?.name, 'redirect');
  assert.equal(load.anyAction('rediret'), undefined);
  assert.ok(load.actionsOf('quic-initial', '3.1').some((e) => e.name === 'dgram-drop'));
  assert.deepEqual(load.actionsOf('quic-initial', '2.6'), []);
});

test('samples, options, enumerations', () => {
  const param = at(load.fetch('url_param')!, '3.2');
  assert.deepEqual(param.args.map((a) => [a.name, a.type, a.optional]), [['name', 'string', true], ['delim', 'string', true], ['i', 'string', true]]);
  assert.deepEqual(param.args[2]!.values, ['i']);
  assert.deepEqual(param.signatures, ['url_param([<name>[,<delim>[,i]]])'].map((s) => s.replace(',i', ',<i>')));
  assert.deepEqual(at(load.fetch('hdr_beg')!, '3.2').match, 'beg');
  assert.equal(at(load.fetch('hdr_beg')!, '3.2').aclOnly, true);
  assert.equal(at(load.converter('lower')!, '3.2').output, 'str');
  assert.equal(at(load.bindOption('alpn')!, '3.2').arity, 1);
  assert.equal(at(load.serverOption('check')!, '3.2').arity, 0);
  assert.ok(load.enumWords('mode', '3.2').includes('log') && !load.enumWords('mode', '2.8').includes('log'));
  assert.deepEqual(load.enumWords('on-off', '2.4'), ['on', 'off']);
  assert.equal(load.section('traces')!.known & 1, 0);
  assert.equal(load.fetch('__proto__'), undefined);
  const columns = load.availabilityColumns();
  const header = at(load.fetch('req.hdr')!, '3.2');
  assert.ok(header.availability! & (1 << columns.indexOf('be-http-req')));
  assert.equal(header.availability! & (1 << columns.indexOf('be-http-res')), 0);
});

test('suggestions', () => {
  const names = load.directivesOf('frontend').map((e) => e.name);
  const rows: [string, string][] = [['timeout clinet', 'timeout client'], ['balanse', 'balance'], ['Balance', 'balance'], ['optoin httpchk', 'option httpchk'], ['maxcon', 'maxconn']];
  for (const [word, expected] of rows) assert.equal(suggest(word, names)[0], expected, word);
  assert.deepEqual(suggest('zzzzzzzz', names), []);
  assert.ok(suggest('mod', names).includes('mode'));
});

test('the grammar notation is read and shown', () => {
  const rows: [string, string][] = [
    ['balance url_param <param=string> [check_post]', 'balance url_param <param> [ check_post ]'], ['x <a=ip>:<p=port>', 'x <a>:<p>'], ['x {on|off}', 'x { on | off }'],
    ['x @","{<a=ip>}', 'x <a>,...'], ['x [@{<a=string>}]', 'x [<a>]*'], ['f(<a>[,<b>])', 'f(<a>[ ,<b> ])'],
  ];
  for (const [notation, shown] of rows) {
    assert.equal(showGrammar(parseGrammar(notation)), shown);
    assert.equal(writeGrammar(parseGrammar(notation)), notation);
  }
  for (const broken of ['', '[', '{', '<', '(', '@', '@"', '@{', '{a|', '\\', '~', ']', '}', '|', '>', ')', 'a]b}c']) assert.ok(Array.isArray(parseGrammar(broken)), broken);
});

test('facts.json is what its sources make of it', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/gen.mjs', '--check'], { encoding: 'utf8' });
  if (stderr.includes('NOT CHECKED')) process.stderr.write(`\n!!!!!! ${stderr}\n`);
  assert.equal(status, 0, stdout + stderr);
});

// What the short form keeps, told from outside: every entry of the source, in every version, against the view of the same version.
const source = join(process.cwd(), '..', 'shared', 'facts');
const overlay = JSON.parse(readFileSync('server/data/overlay.json', 'utf8')) as { corrections: { table: string; name: string; scope?: string }[] };
type Fields = Record<string, unknown>;
interface SourceEntry extends Fields { name: string; scope?: string; since: Version; until: Version; gaps?: Version[]; history?: ({ since: Version; until: Version } & Fields)[] }

test('facts.json loses nothing of the source', { skip: existsSync(source) ? false : 'NOT CHECKED: ../shared/facts is absent' }, () => {
  let compared = 0;
  const read = (name: string) => (JSON.parse(readFileSync(join(source, `${name}.json`), 'utf8')) as { entries: SourceEntry[] }).entries;
  const corrected = new Set(overlay.corrections.map((c) => `${c.table} ${c.scope ?? ''} ${c.name}`));
  const each = (name: string, find: (e: SourceEntry) => Entry<object> | undefined, expected: (x: Fields, e: SourceEntry) => Fields) => {
    for (const e of read(name)) {
      if (corrected.has(`${name} ${e.scope ?? ''} ${e.name}`) || corrected.has(`${name}  ${e.name}`)) continue;
      const entry = find(e);
      assert.ok(entry, `${name} ${e.name}`);
      for (const v of VERSIONS) {
        const inRange = (x: { since: Version; until: Version }) => versionIndex(x.since) <= versionIndex(v) && versionIndex(x.until) >= versionIndex(v);
        const known = inRange(e) && !e.gaps?.includes(v);
        assert.equal(knownIn(entry.known, v), known, `${e.name} ${v}`);
        if (!known) continue;
        const x: Fields = { ...e, ...e.history?.find(inRange) };
        assert.equal(usable(entry, v), !x.removed && !x.docOnly, `${e.name} usable in ${v}`);
        const view = at(entry, v) as Record<string, unknown>;
        const wanted: Fields = { ...common(x), ...expected(x, e) };
        for (const key in wanted) assert.deepEqual(view[key], wanted[key], `${name} ${e.name} ${v} ${key}`);
        compared++;
      }
    }
  };
  each('directives', (e) => load.directive(e.scope as Scope, e.name), (x, e) => ({
    grammar: grammar(x), modes: x.modes ?? null, requiresMode: x.requiresMode ?? null, negatable: !!x.negatable, cumulative: !!x.repeat, places: e.scope === 'proxy' ? places(x) : null,
  }));
  const option = (x: Fields) => ({ grammar: grammar(x), modes: x.modes ?? null, negates: x.negates ?? null });
  each('bind-options', (e) => load.bindOption(e.name), (x) => ({ ...option(x), arity: x.arity, ssl: !!x.ssl, crtList: !!x.crtList, crtListOnly: !!x.crtListOnly }));
  each('server-options', (e) => load.serverOption(e.name), (x) => ({ ...option(x), arity: x.arity === 'variable' ? null : x.arity, defaultServer: !!x.defaultServer, dynamic: !!x.dynamic }));
  each('crt-store-load-options', (e) => load.crtStoreOptions().get(e.name), (x) => ({ valueType: x.valueType }));
  each('actions', (e) => load.anyAction(e.name), (x) => ({ grammar: grammar(x), rulesets: x.rulesets, final: !!x.final, prefixMatch: !!x.prefixMatch }));
  const columns = load.availabilityColumns();
  each('fetches', (e) => load.fetch(e.name), (x) => ({
    args: args(x), output: x.out ?? 'any', uses: x.use ?? [], layer: x.layer ?? null, acl: x.acl ?? {}, aclOnly: !!x.aclOnly, base: x.base ?? null, match: x.match ?? null,
    availability: x.avail ? columns.reduce((mask, _, i) => ((x.avail as string)[i] === 'Y' ? mask | (1 << i) : mask), 0) : null,
  }));
  each('converters', (e) => load.converter(e.name), (x) => ({ args: args(x), input: x.in, output: x.out, family: x.family ?? null }));
  each('sections', (e) => load.section(e.name), (x) => ({ nameMin: x.nameMin, nameMax: x.nameMax, from: !!x.from, refKind: x.refKind ?? null, file: x.file }));
  each('log-aliases', (e) => load.logAliases().get(e.name), (x) => ({
    mode: x.mode, restriction: x.restriction ?? null, field: x.field ?? null, type: x.type ?? null, fetch: x.fetch ?? null, needs: x.needs ?? [],
  }));
  each('stick-table', (e) => load.stickTypes().get(e.name), (x) => ({ std: x.std, args: args(x), size: x.size ?? null, local: !!x.local, array: !!x.array }));
  each('predicates', (e) => load.predicates().get(e.name), (x) => ({ args: args(x) }));
  each('filters', (e) => load.filters().get(e.name), () => ({}));
  assert.ok(compared > 15_000, String(compared));
});

function common(x: Fields): Fields {
  const text = (k: string) => x[k] ?? null;
  return {
    anchor: text('anchor'), undocumented: !!x.undocumented, deprecated: !!x.deprecated, removed: !!x.removed, docOnly: !!x.docOnly, experimental: !!x.experimental,
    deprecatedIn: text('deprecatedIn'), removedIn: text('removedIn'), replacement: text('replacement'), build: x.build ?? [], addon: text('addon'), notInBinary: !!x.notInBinary,
    default: text('default'), range: text('range'),
  };
}

function grammar(x: Fields): Sequence[] {
  type Node = string | { lit?: string; arg?: string; type?: string; opt?: Node[]; alt?: (string | Node[])[]; paren?: Node[]; rep?: Node[]; sep?: string; glue?: boolean };
  const all = (nodes: Node[]): Sequence => nodes.map((n): GrammarNode => {
    if (typeof n === 'string') return { kind: 'word', text: n, glued: false };
    const glued = !!n.glue;
    if (n.lit !== undefined) return { kind: 'word', text: n.lit, glued };
    if (n.arg !== undefined) return { kind: 'value', name: n.arg, type: n.type ?? null, glued };
    if (n.opt) return { kind: 'optional', of: all(n.opt), glued };
    if (n.alt) return { kind: 'oneOf', of: n.alt.map((a) => all(Array.isArray(a) ? a : [a])), glued };
    if (n.paren) return { kind: 'parens', of: all(n.paren), glued };
    if (n.rep) return { kind: 'repeat', of: all(n.rep), separator: n.sep ?? null, glued };
    return { kind: 'separator', text: n.sep!, glued };
  });
  return ((x.grammar ?? []) as Node[][]).map(all);
}

function args(x: Fields): Argument[] {
  type Arg = { name?: string; type: string; optional?: boolean; implicit?: string; omitParens?: boolean; docSaysOptional?: boolean; enum?: string[]; format?: string };
  return ((x.args ?? []) as Arg[]).map((a) => ({
    name: a.name ?? '', type: a.type, optional: !!a.optional, implicit: !!a.implicit, onlyWithoutParens: !!a.omitParens, bracketedInManual: !!a.docSaysOptional, values: a.enum ?? null,
    format: a.format ?? null,
  }));
}

function places(x: Fields): Record<string, string> {
  const sections = (x.sections ?? []) as string[];
  const outside = Object.entries((x.outside ?? {}) as Record<string, string[]>);
  const of = (place: string) => outside.find(([, at]) => at.includes(place))?.[0];
  const inside = (place: string) => {
    if (place === 'defaults') return x.defaults === 'any';
    if (place === 'defaults-named') return x.defaults === 'any' || x.defaults === 'named';
    return sections.includes(place);
  };
  return Object.fromEntries(['defaults', 'defaults-named', 'frontend', 'listen', 'backend'].map((p) => [p, inside(p) ? 'yes' : of(p) ?? 'error']));
}
