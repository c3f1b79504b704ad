// Arguments of directives that have no checker of their own, from the grammar and the arity of the facts.
import type { Directive } from '../../language/facts.ts';
import type { Check } from './context.ts';

export function checkArguments(_c: Check, _facts: Directive, _words: number): void {}
