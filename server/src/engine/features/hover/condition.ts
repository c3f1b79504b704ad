// Hover in conditions: `if`, flags, methods, patterns; and in `.if` lines.
import { table } from '../../language/table.ts';
import type { Common, Entry } from '../../language/facts.ts';
import { conditionDirectives, predicates } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { CONDITIONAL } from '../../text/lineTree.ts';
import { aclKeyword } from '../../language/aclKeyword.ts';
import { conditionAt, parseAclTest, parseCondition } from '../../syntax/condition.ts';
import { columnIn, type Token } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import { evaluate } from '../../language/predicate.ts';
import { describe } from './keyword.ts';
import { code, type Part, type Place } from './place.ts';
import { describeRegex } from './regex.ts';
import { conditionInWords, testInWords } from './test.ts';
import { describeValue } from './value.ts';

const FLAGS = table<() => string>({
  '-i': () => t('Upper and lower case count as the same.'), '-m': () => t('The method by which the patterns behind it are compared.'), '-f': () => t('Reads the patterns from a file, one in each line.'), '-n': () => t('Patterns that are no addresses are not looked up in DNS.'),
  '-u': () => t('Gives this list of patterns a number, for the CLI.'), '-M': () => t('The file of -f is a map: its first column counts.'), '--': () => t('Ends the flags: what follows are patterns, even with a dash in front.'),
});
const METHODS = table<() => string>({
  found: () => t('True when there is a value at all.'), bool: () => t('True when the value is not zero.'), int: () => t('Compares numbers; eq, ge, gt, le and lt may stand in front, and ranges such as 10:20.'), ip: () => t('Compares addresses and networks.'), bin: () => t('Compares bytes, written in hexadecimal.'),
  len: () => t('Compares the length of the text.'), str: () => t('The whole text has to be the same.'), beg: () => t('The text has to begin with a pattern.'), sub: () => t('A pattern has to stand somewhere in the text.'), dir: () => t('A pattern has to stand between slashes.'),
  dom: () => t('A pattern has to stand between dots, as parts of a domain do.'), end: () => t('The text has to end with a pattern.'), reg: () => t('A regular expression has to fit somewhere in the text.'), regm: () => t('A regular expression has to fit somewhere in the text.'),
});
const OPERATORS = table<() => string>({ eq: () => t('equal to'), ge: () => t('greater than or equal to'), gt: () => t('greater than'), le: () => t('less than or equal to'), lt: () => t('less than') });

export function hoverCondition(place: Place): Part | null {
  const { project, section, line, tokens, at } = place, token = tokens[at]!;
  if (line.flags & CONDITIONAL || (at === 0 && token.value.startsWith('.'))) return hoverConditional(place);
  const from = line.keyword === 'acl' ? -1 : conditionAt(tokens, 1);
  if (from >= 0 && at === from) return { span: token, markdown: `**${token.value}**\n\n${conditionInWords(project, section, parseCondition(tokens, from))}` };
  if (from >= 0 && at > from && /^(?:or|\|\|)$/i.test(token.value)) return { span: token, markdown: t('**or**: what stands in front of it has to be true as a whole, or what stands behind it. Terms side by side are joined by "and", which binds more tightly.') };
  const words = line.keyword === 'acl' ? tokens.slice(2) : from < 0 ? null : parseCondition(tokens, from).groups.flat().find((x) => x.name === null && at >= x.first && at <= x.last)?.words;
  if (!words || at < tokens.indexOf(words[0]!)) {
    const opens = words && token.value.endsWith('{') ? testInWords(words, project.settings.version) : null;
    return opens ? { span: token, markdown: t('True when {0}.', opens) } : null;
  }
  return words.includes(token) ? inTest(place, words, token) : null;
}

function inTest(place: Place, words: readonly Token[], token: Token): Part | null {
  const { version } = place.project.settings, test = parseAclTest(words), i = words.indexOf(token);
  if (!test || i === 0) return null; // the expression is the keyword's
  const said = testInWords(words, version), part = (own: string): Part => ({ span: token, markdown: [own, ...(said ? [t('True when {0}.', said)] : [])].join('\n\n') });
  if (words[i - 1]?.value === '-m') return part(`**-m ${token.value}**: ${METHODS[token.value]?.() ?? ''}`);
  if (!test.patterns.includes(token)) return FLAGS[token.value] ? part(`**${token.value}**: ${FLAGS[token.value]!()}`) : null;
  const operator = OPERATORS[token.value];
  if (operator) return part(`**${token.value}**: ${operator()}`);
  const { fetch, converters } = parseSample(test.expression.value), method = test.method ?? (converters.length ? null : aclKeyword(fetch.name, version)?.match);
  const regex = method === 'reg' || method === 'regm' ? describeRegex(token.value) : null;
  const value = regex ? null : describeValue(token.value);
  if (value) return part(`${code(token.value)}: ${value}`);
  return regex ? part(`${code(token.value)}:\n\n${regex}`) : said ? { span: token, markdown: t('True when {0}.', said) } : null;
}

/** `.if version_atleast(2.6)`: the word, the predicate under the cursor, and what the condition comes to. */
function hoverConditional({ project, tokens, at, line, column }: Place): Part | null {
  const { version } = project.settings, token = tokens[at]!;
  if (at === 0) {
    const entry = conditionDirectives().get(token.value) as Entry<Common> | undefined;
    if (!entry) return null;
    const answer = tokens.length > 1 && (token.value === '.if' || token.value === '.elif') ? evaluate(tokens.slice(1).map((x) => x.value).join(' '), version) : null;
    const known = answer === null ? '' : `\n\n${answer ? t('True for HAProxy {0}.', version) : t('False for HAProxy {0}: the lines below are left out.', version)}`;
    return { span: token, markdown: describe(entry, `macro/${entry.name}`, version) + known };
  }
  for (const m of token.value.matchAll(/(?<!\w)[A-Za-z_]\w*(?=\()/g)) {
    const entry = predicates().get(m[0]) as Entry<Common> | undefined, start = columnIn(line.text, token, m.index), end = columnIn(line.text, token, m.index + m[0].length);
    if (entry && column >= start && column <= end) return { span: { start, end }, markdown: describe(entry, `predicate/${entry.name}`, version) };
  }
  return null;
}
