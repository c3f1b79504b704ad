// Arguments of directives that have no checker of their own: how many words HAProxy was seen to want, and the type of the first.
import type { Directive } from '../../language/facts.ts';
import type { GrammarNode } from '../../language/grammar.ts';
import { t } from '../../language/text.ts';
import { EXPANDS } from '../../syntax/lexer.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import type { Check } from './context.ts';
import { firstValue, fixedWords, wantTyped } from './typed.ts';
import { wantWord } from './values.ts';

/** `words`: how many of the line's words are the directive's name. */
export function checkArguments(c: Check, facts: Directive, words: number): void {
  if (c.words.some((w) => w.flags & EXPANDS)) return;
  const given = c.words.length - words, limits = facts.words, sequence = facts.grammar.length === 1 ? facts.grammar[0] : undefined;
  if (limits && c.prefix !== 'no' && given < limits.min) { // `no log` takes back all of them
    c.report(missingArgument, c.whole(), { keyword: facts.name, expected: expectedAt(sequence?.[words + given]) });
    return;
  }
  if (limits && limits.max !== null && given > limits.max) {
    c.report(unexpectedArgument, c.span(words + limits.max, c.words.length - 1), { keyword: facts.name, word: c.words.slice(words + limits.max).map((w) => w.value).join(' '), expected: limits.max > 0 ? countText(limits.max) : '' });
    return;
  }
  if (given === 0) return;
  const node = firstValue(sequence, words);
  if (node === null) return;
  if (!('kind' in node)) { if (limits?.strict) wantWord(c, words, facts.name, node); } else if (limits?.strict || !node.type?.startsWith('enum:')) wantTyped(c, words, facts.name, node.type, facts.limits);
}

const countText = (n: number): string => (n === 1 ? 'one word' : t('{0} words', n));

function expectedAt(node: GrammarNode | undefined): string {
  if (node?.kind === 'value') return `<${node.name}>`;
  return node?.kind === 'oneOf' ? fixedWords(node)?.join(', ') ?? '' : '';
}
