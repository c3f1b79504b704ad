// Hover on any keyword, option, action, fetch, converter or log-format alias.
import { table } from '../../language/table.ts';
import type { Common, Entry, Ruleset, SectionKind } from '../../language/facts.ts';
import { anyAction, at, bindOption, converters, crtStoreOptions, fetches, filters, logAliases, logFlags, logFormats, matchDirective, scopeOf, sections, serverOption, services, stickKeys, stickTypes, usable } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { newestIn, oldestIn, VERSIONS, type Version } from '../../language/version.ts';
import { headIndex } from '../../model/keyword.ts';
import { columnIn, type Token } from '../../syntax/lexer.ts';
import { parseLogFormat } from '../../syntax/logFormat.ts';
import { parseSample, type Sample } from '../../syntax/sample.ts';
import { proseOf, webSocketText } from '../prose.ts';
import { exampleLine } from './example.ts';
import { code, type Part, type Place } from './place.ts';

const RULESETS: ReadonlySet<string> = new Set<Ruleset>(['quic-initial', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'http-request', 'http-response', 'http-after-response']);
const OPTIONS = table<'bind' | 'server'>({ bind: 'bind', 'default-bind': 'bind', server: 'server', 'default-server': 'server', 'server-template': 'server' });

/** Text about an entry of the facts, for the selected version. */
export function describe(entry: Entry<Common>, key: string, version: Version): string {
  const facts = at(entry, version), out = [`**${entry.name}**`], known = entry.usable;
  if (facts.signatures.some((s) => s !== entry.name)) out.push(`\`\`\`haproxy\n${facts.signatures.join('\n')}\n\`\`\``);
  const text = proseOf(key), ws = webSocketText(key, version);
  if (text) out.push(t(text));
  if (ws) out.push(ws);
  const notes: string[] = [], since = oldestIn(known), until = newestIn(known);
  if (facts.default !== null) notes.push(t('Default: {0}.', code(facts.default)));
  if (since && since !== VERSIONS[0]) notes.push(t('Since HAProxy {0}.', since));
  if (until && until !== VERSIONS[VERSIONS.length - 1]) notes.push(t('Until HAProxy {0}.', until));
  if (!usable(entry, version)) notes.push(`**${t('HAProxy {0} does not take it.', version)}**`);
  if (facts.deprecated) notes.push(t('Deprecated in HAProxy {0}.', version));
  if (facts.replacement) notes.push(t('Use {0}.', code(facts.replacement)));
  if (facts.experimental) notes.push(t('Experimental: needs expose-experimental-directives.'));
  if (notes.length) out.push(notes.join(' '));
  if (facts.anchor) out.push(`[${t('Manual, section {0}', facts.anchor)}](https://docs.haproxy.org/${version}/configuration.html#${facts.anchor})`);
  return out.join('\n\n');
}

export function hoverKeyword(place: Place): Part | null {
  const { project, section, line, tokens, at: index } = place, { version } = project.settings, head = headIndex(tokens), token = tokens[index]!;
  const words = tokens.slice(head).map((x) => x.value), i = index - head;
  if (i < 0) return null;
  const scope = section.kind === 'none' ? null : scopeOf(section.kind as SectionKind), found = scope && matchDirective(scope, words);
  if (found && i < found.words) {
    const { entry } = found, filter = entry.name.startsWith('filter ') ? proseOf(`filter/${entry.name.slice(7)}`) : null;
    const more = filter && !proseOf(`${scope}/${entry.name}`)?.includes(filter) ? `\n\n${t(filter)}` : '';
    return { markdown: describe(entry as Entry<Common>, `${scope}/${entry.name}`, version) + more + places(entry, version) + logged(entry.name, words, version), span: { start: tokens[head]!.start, end: tokens[head + found.words - 1]!.end } };
  }
  const other = otherWord(words, i, token.value, version);
  if (other) return { markdown: other, span: token };
  const ruleset = words.slice(0, 2).join(' ');
  const at0 = RULESETS.has(words[0]!) ? 1 : RULESETS.has(ruleset) ? 2 : 0;
  if (at0 && i === at0) { const a = anyAction(token.value); if (a) return { markdown: describe(a as Entry<Common>, `action/${a.name}`, version), span: token }; }
  const kind = OPTIONS[words[0]!];
  if (kind && i >= 1) { const e = kind === 'bind' ? bindOption(token.value) : serverOption(token.value); if (e) return { markdown: describe(e as Entry<Common>, `${kind}/${e.name}`, version), span: token }; }
  if (words[0] === 'stick-table' || words[0] === 'table') { const e = storeAt(place, token); if (e) return e; }
  return inWord(place, token, line.text);
}

/** Words that belong to a table of their own. */
function otherWord(words: readonly string[], i: number, word: string, version: Version): string | null {
  const say = (entry: Entry<Common> | undefined, scope: string): string | null => (entry ? describe(entry, `${scope}/${entry.name}`, version) : null);
  if (words[0] === 'filter' && i === 1) return say(filters().get(word), 'filter');
  if (words[i - 1] === 'use-service') return say(services().get(word), 'service');
  if (words[0] === 'load' && i >= 1) return say(crtStoreOptions().get(word) as Entry<Common> | undefined, 'load');
  if ((words[0] === 'stick-table' || words[0] === 'table') && words[i - 1] === 'type') return say(stickKeys().get(word) as Entry<Common> | undefined, 'stick-key');
  return null;
}

const FORMATS: ReadonlySet<string> = new Set(['log-format', 'error-log-format', 'unique-id-format', 'log-format-sd']);
const DEFAULT_FORMATS = table<string>({ 'option httplog': 'default_http_log_format', 'option httpslog': 'default_https_log_format', 'option tcplog': 'default_tcp_log_format' });

/** What a format writes, or what `option httplog` does. */
function logged(name: string, words: readonly string[], version: Version): string {
  const known = DEFAULT_FORMATS[name], entry = known ? logFormats().get(words.includes('clf') && name === 'option httplog' ? 'clf_http_log_format' : known) : undefined;
  const format = entry ? at(entry, version).value.replace(/\\"/g, '"') : FORMATS.has(name) ? words[1] : undefined, line = format ? exampleLine(format, version) : null;
  return line === null ? '' : `\n\n${t('For example, for a WebSocket of an hour:')}\n\`\`\`text\n${line}\n\`\`\``;
}

function places(entry: Entry<{ places?: Readonly<Record<string, string>> | null } & Common>, version: Version): string {
  const facts = at(entry as Entry<Common>, version) as Common & { places?: Readonly<Record<string, string>> | null };
  if (!facts.places) return '';
  const all = Object.entries(facts.places).filter(([, r]) => r === 'yes').map(([p]) => p);
  const shown = all.filter((p) => !(p === 'defaults-named' && all.includes('defaults'))).map((p) => (p === 'defaults-named' ? t('named defaults') : p));
  return `\n\n${t('Sections: {0}.', shown.join(', '))}`;
}

function storeAt(place: Place, token: Token): Part | null {
  const text = place.line.text, column = place.column;
  let a = column, b = column;
  while (a > token.start && /[a-z0-9_]/.test(text[a - 1]!)) a--;
  while (b < token.end && /[a-z0-9_]/.test(text[b]!)) b++;
  const e = stickTypes().get(text.slice(a, b));
  return e ? { markdown: describe(e as Entry<Common>, `stick-table/${e.name}`, place.project.settings.version), span: { start: a, end: b } } : null;
}

/** Fetches, converters and aliases inside a word. */
function inWord(place: Place, token: Token, text: string): Part | null {
  const { version } = place.project.settings, column = place.column;
  const near = (from: number, to: number): boolean => column >= columnIn(text, token, from) && column <= columnIn(text, token, to);
  const sample = (s: Sample): Part | null => {
    for (const [k, p] of [s.fetch, ...s.converters].entries()) {
      if (!near(p.start, p.start + p.name.length)) continue;
      const e = (k === 0 ? fetches() : converters()).get(p.name) as Entry<Common> | undefined;
      if (e) return { markdown: describe(e, `${k === 0 ? 'fetch' : 'converter'}/${e.name}`, version), span: { start: columnIn(text, token, p.start), end: columnIn(text, token, p.start + p.name.length) } };
    }
    return null;
  };
  if (token.value.includes('%')) for (const p of parseLogFormat(token.value)) {
    if (!near(p.start, p.end)) continue;
    if (p.kind === 'expression') return sample(p.sample);
    const flag = p.flags && column < columnIn(text, token, p.end - p.name.length) ? flagAt(text, column) : null;
    if (flag) return { markdown: describe(flag, `log-flag/${flag.name}`, version), span: { start: columnIn(text, token, p.start), end: columnIn(text, token, p.end) } };
    const e = logAliases().get(p.name) as Entry<Common> | undefined;
    if (e) return { markdown: describe(e, `log-alias/${e.name}`, version), span: { start: columnIn(text, token, p.start), end: columnIn(text, token, p.end) } };
  }
  if (token.value.includes('%')) { const line = exampleLine(token.value, version); if (line) return { markdown: `${t('For example, for a WebSocket of an hour:')}\n\`\`\`text\n${line}\n\`\`\``, span: token }; }
  return sample(parseSample(token.value));
}

/** The flag of `%{+Q}` under the cursor. */
function flagAt(text: string, column: number): Entry<Common> | null {
  let a = column, b = column;
  while (a > 0 && /\w/.test(text[a - 1]!)) a--;
  while (b < text.length && /\w/.test(text[b]!)) b++;
  return (logFlags().get(text.slice(a, b)) as Entry<Common> | undefined) ?? null;
}

export function hoverSection(kind: string, version: Version): string | null {
  const e = sections().get(kind);
  return e ? describe(e as Entry<Common>, `section/${kind}`, version) : null;
}
