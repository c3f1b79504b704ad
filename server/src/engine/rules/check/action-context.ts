// What the readers of action arguments share.
import type { Ruleset } from '../../language/facts.ts';
import { enumWords } from '../../language/load.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { keywordNotHere } from '../language/keyword-not-here.ts';
import { nameOf } from '../write.ts';
import type { Check } from './context.ts';
import { checkSampleWords } from './expression.ts';
import type { Place } from './place.ts';
import { need } from './values.ts';

/** The rule that an action stands in. */
export interface RuleContext {
  readonly ruleset: Ruleset;
  /** The action's name, without parentheses. */
  readonly action: string;
  /** Rule set and action, for messages: `http-request set-header`. */
  readonly keyword: string;
  readonly place: Place;
  readonly frontend: boolean;
  readonly backend: boolean;
}

/** Reads an action's arguments, from word `i` on. Gives the index of the first word behind them, or STOP. */
export type ActionArguments = (c: Check, i: number, rule: RuleContext) => number;
/** Something was reported, or the rest is not known. */
export const STOP = -1;

export const since = (c: Check, version: Version): boolean => compareVersions(c.version, version) >= 0;

/** Words of an enumeration in the check's version. */
export const words = (id: string): ((c: Check) => readonly string[]) => {
  const kept = new Map<string, readonly string[]>();
  return (c) => {
    let list = kept.get(c.version);
    if (!list) { list = enumWords(id, c.version); kept.set(c.version, list); }
    return list;
  };
};

/** A sample expression from word `i` on; it ends at the first word that cannot belong to it. */
export const expression: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'a sample expression')) return STOP;
  const read = checkSampleWords(c, i, rule.place, { keyword: rule.keyword });
  return read.known ? read.next : STOP;
};

/** One word of any form. */
export const oneWord = (what: string): ActionArguments => (c, i, rule) => need(c, i, rule.keyword, what) ? i + 1 : STOP;

/** The action is refused in this kind of section. */
export function notHere(c: Check, i: number, word: string, allowed: string): number {
  c.report(keywordNotHere, c.span(i), { word, section: nameOf(c.section), allowed });
  return STOP;
}
