// From the t('…') calls of server and client to l10n/bundle.l10n.json: what a translator translates, one sentence a line.
// A translation, l10n/bundle.l10n.<language>.json, has the same keys, and the hover texts of server/data/prose as well.
// `--check` writes nothing and fails when the file is stale or a translation names what is not there.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './npm.mjs';

/** A literal of several words that says what is wanted: `'a name'`, `'0 or 1'`; not `'proxy stick on'`. */
const LACKED = /^.(?:an?|the|one|another|at least|on or|what|how|name or|type and|data|pairs|ranges|threads|thread group|networks|status|field|permissions|digits|hexadecimal|all|no) \S|[\w).-]'?,? (?:or|and|joined by|from \d|of|once)\b/;
/** A regular expression, whose quotes are none. */
const REGEX = /(?<=[(,=:?]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;
const FOLDERS = ['client/src', 'server/src'], BUNDLE = 'l10n/bundle.l10n.json';

/** The end of the string that begins at `at`, behind its quote; `at` is that of the quote. */
function stringEnd(text, at) {
  let i = at + 1;
  while (text[i] !== text[at]) i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

/** The strings of the first argument of a call, whose text begins behind its parenthesis; null where it has none. */
function firstArgument(text, from) {
  const strings = [];
  for (let i = from, depth = 0; ; i++) {
    const c = text[i];
    if (c === "'" || c === '"' || c === '`') {
      const end = stringEnd(text, i);
      // compared with, not said: x === 'a' ? … : …
      if (!/[=!]==\s*$/.test(text.slice(0, i)) && text[i - 1] !== '[') strings.push(text.slice(i, end));
      i = end - 1;
    } else if (c === '(' || c === '[' || c === '{') depth++;
    else if ((c === ')' || c === ']' || c === '}') && depth-- === 0) return { strings, source: text.slice(from, i) };
    else if (c === ',' && depth === 0) return { strings, source: text.slice(from, i) };
  }
}

/** @param literal a string with its quotes, as in the source */
function spoken(literal, where) {
  if (literal[0] === '`' && literal.includes('${')) throw new Error(`${where}: ${literal} cannot be translated; write {0}`);
  return JSON.parse(`"${literal.slice(1, -1).replace(/\\([\s\S])|"/g, (all, c) => (all === '"' ? '\\"' : /['`$]/.test(c) ? c : all))}"`);
}

/** Every sentence of the sources: sentence → where it stands first. */
export function sentences() {
  const found = new Map(), dynamic = [];
  for (const folder of FOLDERS) for (const path of readdirSync(join(root, folder), { recursive: true }).map((f) => String(f).replaceAll('\\', '/')).filter((f) => f.endsWith('.ts')).sort()) {
    const text = readFileSync(join(root, folder, path), 'utf8').replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, ''), where = `${folder}/${path}`;
    // what a statement lacks, in the words of the checks; rules translate it with their message
    if (where.includes('/rules/check/')) for (const [s] of text.replace(REGEX, '').matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`/g)) if (s[0] !== '`' && LACKED.test(s)) found.set(spoken(s, where), where);
    if (!/\bimport \{[^}]*\b(?:t|l10n)\b[^}]*\}|\(l10n: \{/.test(text)) continue;
    for (const call of text.matchAll(/(?<![\w.$])(?:l10n\.)?t\(/g)) {
      const { strings, source } = firstArgument(text, call.index + call[0].length);
      for (const s of strings) { const value = spoken(s, where); if (/\p{L}/u.test(value) && !found.has(value)) found.set(value, where); }
      // t(WORDS[kind]): the words stand in a table of the same file
      const table = /^([A-Z_]+)\[/.exec(source)?.[1];
      if (table) { const at = text.search(new RegExp(`\\bconst ${table}\\b[^=]*= \\{`)), body = text.slice(at, text.indexOf('};', at)); for (const [, s] of body.matchAll(/:\s*('[^']*'|"[^"]*")/g)) found.set(spoken(s, where), where); }
      else if (strings.length === 0) dynamic.push(`${where}: t(${source})`);
    }
  }
  return { found, dynamic };
}

/** The hover texts: they are translated by their English sentence, too. */
export function proseSentences() {
  const out = new Set(), walk = (v) => { if (typeof v === 'string') out.add(v); else if (v && typeof v === 'object') for (const [k, x] of Object.entries(v)) if (!['evidence', 'since', 'until'].includes(k)) walk(x); };
  for (const f of readdirSync(join(root, 'server/data/prose'))) { const { entries, ws } = JSON.parse(readFileSync(join(root, 'server/data/prose', f), 'utf8')); walk(entries); walk(ws); }
  return out;
}

const holes = (s) => [...s.matchAll(/\{\d+\}/g)].map((m) => m[0]).sort().join();

if (process.argv[1] === import.meta.filename) {
  const { found } = sentences(), keys = [...found.keys()].sort(), prose = proseSentences(), wrong = [];
  const text = `${JSON.stringify(Object.fromEntries(keys.map((k) => [k, k])), null, 2)}\n`, path = join(root, BUNDLE);
  if (process.argv.includes('--check')) {
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) wrong.push(`${BUNDLE} is STALE: run \`npm run gen:l10n\` and commit it`);
  } else { mkdirSync(join(root, 'l10n'), { recursive: true }); writeFileSync(path, text); }
  for (const file of existsSync(join(root, 'l10n')) ? readdirSync(join(root, 'l10n')).filter((f) => /^bundle\.l10n\.[\w-]+\.json$/.test(f)) : []) {
    const translated = JSON.parse(readFileSync(join(root, 'l10n', file), 'utf8'));
    for (const k of [...keys, ...prose]) if (!(k in translated)) wrong.push(`${file} lacks: ${k}`);
    for (const [k, v] of Object.entries(translated)) {
      if (!found.has(k) && !prose.has(k)) wrong.push(`${file} translates what is not there: ${k}`);
      else if (holes(k) !== holes(v)) wrong.push(`${file} has other places for arguments: ${k}`);
    }
  }
  for (const w of wrong) console.error(`l10n: ${w}`);
  console.log(`l10n: ${keys.length} sentences, ${prose.size} hover texts`);
  process.exitCode = wrong.length ? 1 : 0;
}
