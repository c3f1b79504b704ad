// Sample expressions and log-format texts, worked out for one request.
import { aclKeyword } from '../../language/aclKeyword.ts';
import type { Argument } from '../../language/facts.ts';
import { at, converter, fetch } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { readArguments } from '../../rules/check/arguments.ts';
import { ENV, EXPANDS, type Token } from '../../syntax/lexer.ts';
import { parseLogFormat } from '../../syntax/logFormat.ts';
import { parseSample, type SamplePart } from '../../syntax/sample.ts';
import { code } from '../hover/place.ts';
import type { Context } from './context.ts';
import { convert } from './converters.ts';
import { fetchSample } from './fetches.ts';
import { isUnknown, known, type Slot, type Unknown, type Value, type Values } from './value.ts';

const NO_ARGUMENTS: readonly string[] = [];
export const fromEnvironment = (): Unknown => ({ unknown: t('it depends on the environment') });
export const depends = (token: Token): boolean => (token.flags & (ENV | EXPANDS)) !== 0;

/** Arguments as HAProxy splits them; null where that is not certain. */
function argumentsOf(text: string, part: SamplePart, specs: readonly Argument[]): readonly string[] | null {
  if (part.args === null) return NO_ARGUMENTS;
  const read = readArguments(text, part.start + part.name.length, specs);
  return read.problem || read.end !== part.end ? null : read.values;
}

/** `all`: every value, for an ACL; else the one that HAProxy takes. `from`: where it begins in the text; `acl`: an ACL keyword may stand for the fetch. */
export function evaluate(c: Context, text: string, all: boolean, from = 0, acl = false): Values {
  const sample = parseSample(text, from), { version } = c.project.settings, { name } = sample.fetch;
  const entry = (acl ? aclKeyword(name, version)?.fetch : undefined) ?? fetch(name);
  const args = entry ? argumentsOf(text, sample.fetch, at(entry, version).args) : null;
  if (!entry || !args) return { unknown: entry ? t('the arguments of {0} are not covered', code(name)) : t('only the running HAProxy knows {0}', code(name)) };
  let values = fetchSample(c, entry.name, args, all);
  for (const part of sample.converters) {
    if (isUnknown(values)) return values;
    const of = converter(part.name), given = of ? argumentsOf(text, part, at(of, version).args) : null, out: Value[] = [];
    if (!of || !given) return { unknown: t('the converter {0} is not covered', code(part.name)) };
    for (const v of values) {
      const done = convert(v, part.name, given, (variable) => { const x = fetchSample(c, 'var', [variable], false); return isUnknown(x) ? x : x[0] ?? null; }, version);
      if (done === null) continue;
      if ('unknown' in done) return done;
      out.push(done);
    }
    values = out;
  }
  return values;
}

/** An expression that stands as words of its own up to the condition; converters may be words, too. */
export function evaluateWords(c: Context, words: readonly Token[]): Slot<Value | null> {
  if (words.length === 0 || words.some(depends)) return words.length ? fromEnvironment() : { unknown: t('the expression is not complete') };
  const values = evaluate(c, words.map((w) => w.value).join(','), false);
  return isUnknown(values) ? values : known(values[0] ?? null);
}

/** Aliases that a request decides. */
const ALIASES: Readonly<Record<string, string>> = { HM: 'method', HU: 'url', HP: 'path', HQ: 'query', ci: 'src', f: 'fe_name', b: 'be_name' };

/** A log-format text, as in the value of set-header. What is absent adds nothing. */
export function format(c: Context, token: Token): Slot<string> {
  if (depends(token)) return fromEnvironment();
  const text = token.value;
  let out = '', at = 0;
  const plain = (to: number): string => text.slice(at, to).replace(/%%/g, '%');
  for (const part of parseLogFormat(text)) {
    out += plain(part.start);
    at = part.end;
    if (part.flags.replace(/[+-]M/g, '') !== '' || part.typed !== '') return { unknown: t('the flags of {0} are not covered', code(text.slice(part.start, part.end))) };
    const alias = part.kind === 'alias' ? ALIASES[part.name] : null;
    if (alias === undefined) return { unknown: t('only the running HAProxy knows {0}', code(text.slice(part.start, part.end))) };
    const values = alias !== null ? fetchSample(c, alias, NO_ARGUMENTS, false) : evaluate(c, text.slice(0, part.end - 1), false, part.kind === 'expression' ? part.at : 0);
    if (isUnknown(values)) return values;
    out += values[0]?.text ?? '';
  }
  return known(out + plain(text.length));
}
