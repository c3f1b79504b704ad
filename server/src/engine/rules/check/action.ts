// Rules of all rule sets: `http-request ACTION …`, `tcp-request content ACTION …` and so on. Finds the action, lets its own
// function read the arguments, then reads the condition, as parse_http_req_cond() and its sisters do.
import { action as actionOf, actionsOf, anyAction, at, usable } from '../../language/load.ts';
import type { Action, Entry, Ruleset } from '../../language/facts.ts';
import { suggest } from '../../language/suggest.ts';
import { newestIn, oldestIn, VERSIONS, type Version, versionBit, versionIndex, knownIn } from '../../language/version.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import { keywordDeprecated } from '../language/keyword-deprecated.ts';
import { keywordVersion } from '../language/keyword-version.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unknownAction } from '../language/unknown-action.ts';
import { COMMON_ACTIONS } from './actions-common.ts';
import { HTTP_ACTIONS } from './actions-http.ts';
import { TABLE_ACTIONS } from './actions-table.ts';
import { TCP_ACTIONS } from './actions-tcp.ts';
import { VARIABLE_ACTIONS } from './actions-variable.ts';
import { type ActionArguments, type RuleContext, STOP } from './action-context.ts';
import { checkCondition } from './condition.ts';
import type { Check, Checker } from './context.ts';
import { placeOf, type Point } from './place.ts';

const POINTS: Readonly<Record<Ruleset, Point>> = {
  'quic-initial': 'tcp-conn', 'tcp-request connection': 'tcp-conn', 'tcp-request session': 'tcp-sess', 'tcp-request content': 'tcp-content', 'tcp-response content': 'tcp-res',
  'http-request': 'http-req', 'http-response': 'http-res', 'http-after-response': 'http-res',
};

const ARGUMENTS: ReadonlyMap<string, ActionArguments> = new Map(Object.entries({ ...COMMON_ACTIONS, ...HTTP_ACTIONS, ...TCP_ACTIONS, ...VARIABLE_ACTIONS, ...TABLE_ACTIONS }));

/** Actions of modules that the facts do not cover: they depend on the build. */
const OF_MODULES: ReadonlySet<string> = new Set(['ot-group', 'otel-group']);

/** Checks the rule whose action is word `i`. */
function checkRule(c: Check, ruleset: Ruleset, i: number): void {
  if (c.unknown(i)) return;
  const word = c.value(i);
  if (word === '') { c.report(missingArgument, c.whole(), { keyword: ruleset, expected: 'an action' }); return; }
  const entry = anyAction(word);
  if (!entry || !takes(entry, ruleset, c.version)) { unknown(c, ruleset, i, entry); return; }
  const facts = at(entry, c.version), name = entry.name;
  // only the manual calls some actions deprecated: HAProxy itself says nothing
  if (facts.deprecated) c.report(keywordDeprecated, c.span(i), { word: name, version: c.version, replacement: facts.replacement ?? '' }, 'hint');
  const rule: RuleContext = { ruleset, action: name, keyword: `${ruleset} ${name}`, place: placeOf(c.kind, POINTS[ruleset]), frontend: hasFrontend(c.kind) || c.kind === 'defaults', backend: hasBackend(c.kind) || c.kind === 'defaults' };
  const read = ARGUMENTS.get(name), next = read ? read(c, i + 1, rule) : i + 1;
  if (next !== STOP && c.value(next) !== '') checkCondition(c, next, rule.place);
}

const takes = (entry: Entry<Action>, ruleset: Ruleset, version: Version): boolean => usable(entry, version) && at(entry, version).rulesets.includes(ruleset);

function unknown(c: Check, ruleset: Ruleset, i: number, entry: Entry<Action> | undefined): void {
  const word = c.value(i);
  if (word.startsWith('lua.') || OF_MODULES.has(word)) return;
  if (entry && actionOf(ruleset, word)) {
    let mask = 0;
    for (const v of VERSIONS) if (knownIn(entry.usable, v) && at(entry, v).rulesets.includes(ruleset)) mask |= versionBit(v);
    if (mask) {
      const bit = versionBit(c.version), before = mask & (bit - 1), later = mask & ~(bit - 1) & ~bit;
      c.report(keywordVersion, c.span(i), { word: `${ruleset} ${entry.name}`, version: c.version, since: later && !before && versionIndex(c.version) >= 0 ? oldestIn(later) ?? '' : '', until: before ? newestIn(before) ?? '' : '', replacement: '' });
      return;
    }
  }
  const elsewhere = entry && usable(entry, c.version) ? at(entry, c.version).rulesets.join(', ') : '';
  const name = /^[^(]*/.exec(word)![0], similar = elsewhere ? [] : suggest(name, actionsOf(ruleset, c.version).map((e) => e.name));
  c.report(unknownAction, { start: c.span(i).start, end: elsewhere || name === word ? c.span(i).end : c.span(i).start + name.length }, { word: name, ruleset, similar: similar.join(' '), elsewhere });
}

const rules = (ruleset: Ruleset, i: number): Checker => (c) => checkRule(c, ruleset, i);

export const ACTION_RULES: Readonly<Record<string, Checker>> = {
  'proxy http-request': rules('http-request', 1),
  'proxy http-response': rules('http-response', 1),
  'proxy http-after-response': rules('http-after-response', 1),
  'proxy tcp-request connection': rules('tcp-request connection', 2),
  'proxy tcp-request session': rules('tcp-request session', 2),
  'proxy tcp-request content': rules('tcp-request content', 2),
  'proxy tcp-response content': rules('tcp-response content', 2),
  'proxy quic-initial': rules('quic-initial', 1),
  'proxy stats http-request': rules('http-request', 2),
};
