// The hand-written pages: what they name exists, and their configurations are what they are said to be. A block ```haproxy is silent
// under all rules; ```haproxy rule-id shows exactly these rules.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { DEFAULT_SETTINGS, Engine, RULES } from '../../server/src/engine/index.ts';

const PAGES = ['README.md', ...['docs', 'docs/ru'].flatMap((d) => readdirSync(d).filter((f) => f.endsWith('.md')).map((f) => `${d}/${f}`))];
const read = (page: string): string => readFileSync(page, 'utf8');
const rules = new Set(RULES.map((r) => r.id));
const rulesIn = (text: string): string[] => { const e = new Engine(); e.open('file:///a.cfg', 1, text, { ...DEFAULT_SETTINGS, auto: false }); return [...new Set(e.findings('file:///a.cfg').map((f) => f.rule))].sort(); };
/** Text without blocks and code. */
const prose = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
const anchorOf = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');

suite('documentation', () => {
  for (const page of PAGES) test(page, () => {
    const text = read(page);
    for (const [, id] of text.matchAll(/(?:docs\/)?rules\/([\w-]+)\.md/g)) assert.ok(id === 'README' || rules.has(id!), `no rule ${id}`);
    // a name that looks like one of a rule of ours
    for (const [, id] of text.matchAll(/`((?:ws|stick|bind|httpchk|log-format)-[a-z0-9]+(?:-[a-z0-9]+)+)`/g)) assert.ok(rules.has(id!) || read('snippets/haproxy.json').includes(`"${id}"`) || id!.startsWith('log-format-sd'), `no rule or snippet ${id}`);
    for (const [, target] of prose(text).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [file, anchor] = target!.split('#'), path = file ? join(dirname(page), file) : page;
      assert.ok(existsSync(path), `${target} leads nowhere`);
      if (anchor && path.endsWith('.md')) assert.ok([...read(path).matchAll(/^#+ (.*)$/gm)].some((h) => anchorOf(h[1]!) === anchor), `${target}: no such heading`);
    }
    for (const [, info, body] of text.matchAll(/^```haproxy *(.*)\n([\s\S]*?)^```$/gm)) assert.deepEqual(rulesIn(body!), info!.split(' ').filter(Boolean).sort(), body);
  });

  test('the guide: configurations, all 25 claims, rows that stand on the evidence page', () => {
    const guide = read('docs/websocket.md'), evidence = read('docs/evidence.md');
    assert.ok([...guide.matchAll(/^```haproxy/gm)].length >= 7);
    const claims = (text: string): string[] => [...text.matchAll(/^\| (\d+) \| /gm)].map((m) => m[1]!);
    assert.deepEqual(claims(guide), Array.from({ length: 25 }, (_, i) => String(i + 1)));
    assert.deepEqual(claims(evidence.slice(evidence.indexOf('## What people say'))).slice(0, 25), claims(guide));
    const rows = new Set([...evidence.matchAll(/^\| ([a-z]\d\d) \|/gm)].map((m) => m[1]!));
    for (const [, list] of guide.matchAll(/\[((?:[a-z]\d\d(?:-[a-z]\d\d)?(?:, )?)+)\]/g)) for (const [row] of list!.matchAll(/[a-z]\d\d/g)) assert.ok(rows.has(row), row);
  });

  test('the guide in Russian: the same headings, blocks, tables, links and rows', () => {
    const shape = (page: string): string[] => read(page).split('\n').map((l) => [/^#+|^\||^```\S*(?: \S+)*|^\d+\./.exec(l)?.[0] ?? '', ...[...l.matchAll(/\[((?:[a-z]\d\d[-, ]*)+)\]|\]\((?:\.\.\/)?((?:rules|images|evidence)[^)#]*)/g)].map((m) => m[1] ?? m[2]!).sort()].join(' ')).filter((l) => l !== '');
    assert.deepEqual(shape('docs/ru/websocket.md'), shape('docs/websocket.md'));
  });

  test('the README leads to the guide and to the page on other editors', () => {
    const readme = read('README.md');
    for (const target of ['docs/websocket.md', 'docs/editors.md']) assert.ok(readme.includes(`](${target})`), target);
  });
});
