// A client that hands over a bundle gets its sentences, in every kind of answer.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CodeAction, CompletionItem, CompletionList, Diagnostic, Hover, MarkupContent, SignatureHelp } from 'vscode-languageserver';
import type { Client } from './client.mjs';
import { withServer } from './withServer.ts';

type Said = Diagnostic & { readonly message: string };
const URI = 'file:///etc/haproxy/haproxy.cfg';
const TEXT = `global
    maxconn 20000
    tune.bufsize 16k
frontend www
    bind :80
    timeout server 1m
    timeout client 90s
    default_backend be_ws
backend be_ws
    timeout connect 5s
    timeout server 1m
    balance leastcon
    server s1 10.0.0.1:80 ws h1
    http-request set-header X-A b
`;
const ru = JSON.parse(readFileSync('l10n/bundle.l10n.ru.json', 'utf8')) as Record<string, string>;
const lines = TEXT.split('\n');
const place = (line: number, word: string): { textDocument: { uri: string }; position: { line: number; character: number } } => ({ textDocument: { uri: URI }, position: { line, character: lines[line]!.indexOf(word) + 1 } });
const filled = (english: string, ...args: string[]): string => { assert.ok(english in ru, english); return ru[english]!.replace(/\{(\d)\}/g, (_, i: string) => args[Number(i)]!); };

const session = (run: (c: Client) => Promise<void>, translations: object): Promise<void> => withServer({ initializationOptions: { trusted: false, translations }, locale: 'ru', settings: { version: '3.2' } }, async (c) => { c.open(URI, TEXT); await run(c); });
const hover = async (c: Client, line: number, word: string): Promise<string> => ((await c.request<Hover>('textDocument/hover', place(line, word))).contents as MarkupContent).value;

test('findings, hovers, completion, signatures and code actions in Russian', { timeout: 60_000 }, () => session(async (c) => {
  const found = (await c.pull(URI)).items! as Said[];
  const of = (rule: string): Said => found.find((d) => d.code === rule) ?? assert.fail(`${rule} is not among ${found.map((d) => String(d.code)).join()}`);
  for (const d of found) assert.match(d.message, /[а-яё]{3}/i, d.message);
  assert.match(of('timeout-in-wrong-section').message, /timeout server/);
  assert.ok(of('bad-value').message.includes(ru['one of {0}']!.replace('{0}', 'roundrobin')), of('bad-value').message);

  const timeout = await hover(c, 10, 'timeout');
  for (const [english, ...args] of [['Governs'], ['The log shows'], ['In {0} the effective value is {1}.', '`backend be_ws`', '**1m** (строка 11)'], ['How long the server may stay silent when HAProxy waits for it, above all for the response headers. During a WebSocket handshake it is the time the server has to answer 101.']] as const) assert.ok(timeout.includes(filled(english, ...args)), `${english}\nnot in\n${timeout}`);
  assert.match(await hover(c, 6, '90s'), /действует значение: \*\*1m30s\*\*/);
  assert.match(await hover(c, 2, '16k'), /16\u00a0384/, 'digits are grouped as in Russian');
  assert.match(await hover(c, 12, 'ws'), /Для WebSocket/);

  const list = await c.request<CompletionList>('textDocument/completion', { textDocument: { uri: URI }, position: { line: 9, character: lines[9]!.indexOf('connect') } });
  const item = await c.request<CompletionItem>('completionItem/resolve', list.items.find((i) => i.label === 'queue') ?? assert.fail('no queue'));
  assert.match((item.documentation as MarkupContent).value, /[а-яё]{3}/i);
  const help = await c.request<SignatureHelp>('textDocument/signatureHelp', { textDocument: { uri: URI }, position: { line: 13, character: lines[13]!.length } });
  assert.match((help.signatures[0]!.documentation as MarkupContent).value, /[а-яё]{3}/i);

  const wrong = of('bad-value'), actions = await c.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: URI }, range: wrong.range, context: { diagnostics: [wrong] } });
  assert.ok(actions.some((a) => a.title === filled("Write '{0}'", 'leastconn')), actions.map((a) => a.title).join('\n'));
  for (const a of actions) assert.match(a.title, /[а-яё]{3}/i);
}, ru));

test('a sentence that the bundle lacks is said in English', { timeout: 60_000 }, () => session(async (c) => {
  const wrong = ((await c.pull(URI)).items! as Said[]).find((d) => d.code === 'bad-value')!;
  assert.match(wrong.message, /it expects одно из/);
}, { 'one of {0}': 'одно из {0}' }));
