// A declared ACL in a condition that is evaluated where the ACL's fetch has no value. Tests in braces are judged with their line.
import { fetchOfPredefined, isPredefinedAcl } from '../../language/acls.ts';
import { fetchInAcl } from '../../language/aclKeyword.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import { ENV } from '../../syntax/lexer.ts';
import { rangeIn } from '../../syntax/range.ts';
import { parseSample } from '../../syntax/sample.ts';
import { ANYWHERE, conditionPlace } from '../check/place.ts';
import { type Found, lineRule, type LineUnit, NOTHING, type View } from '../rule.ts';
import { span } from '../write.ts';
import { aclReach } from './acls.ts';
import { CONDITIONS } from './undefined-acl.ts';

/** Predefined ACLs that do not have a value everywhere. */
const PREDEFINED = /HTTP|METH_|RDP_COOKIE|REQ_CONTENT/;

interface Args extends Record<string, string> { acl: string; fetch: string; keyword: string; kind: string }

/** `kind`: never (no line of the ACL can match there), partly (some cannot). */
export const aclNotAvailable = lineRule<Args>({
  id: 'acl-not-available',
  title: 'ACL that cannot match where it is used',
  why: 'Each fetch has a value only for a while: response headers not while the request is processed, request headers not when the response comes. HAProxy loads a condition with an ACL that has no value there, warns, and the ACL never matches.',
  severity: 'warning',
  source: 'manual 7.3; haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  keywords: CONDITIONS,
  may: ({ line }) => PREDEFINED.test(line.text),
  anyway: (section, { project }, keyword) => { const place = conditionPlace(section.kind, keyword), reach = place === ANYWHERE ? null : aclReach(project, section); return place !== ANYWHERE && (!reach || (reach.places & place) === 0); },
  message: (a) => a.kind === 'never' ? t("ACL '{0}' never matches here: '{1}' has no value when '{2}' is evaluated.", a.acl, a.fetch, a.keyword)
    : t("A line of ACL '{0}' never matches here: '{1}' has no value when '{2}' is evaluated.", a.acl, a.fetch, a.keyword),
  check(unit, view) {
    const { document, section, line } = unit, place = conditionPlace(section.kind, line.keyword);
    if (place === ANYWHERE || isConditional(document, line)) return NOTHING;
    const reach = aclReach(view.project, section);
    // every ACL of the section has a value here
    return reach && (reach.places & place) !== 0 && !PREDEFINED.test(line.text) ? NOTHING : unavailable(unit, view, place);
  },
});

function* unavailable(unit: LineUnit, { project }: View, place: number): Iterable<Found<Args>> {
  const { document, section, line } = unit;
  const { tokens } = unit.statement, at = conditionAt(tokens, 1);
  if (at < 0) return;
  const { tree } = document, here = tree.numberOf(line), version = document.target;
  for (const group of parseCondition(tokens, at).groups) for (const term of group) {
    if (!term.closed) return;
    const lines = term.name === null ? [] : (section.local('acl', term.name)?.declared ?? []).filter((l) => tree.numberOf(l) < here).sort((a, b) => tree.numberOf(a) - tree.numberOf(b));
    const judged = lines.map((l) => {
      const expression = project.lex(l.text).tokens[2];
      const fetch = expression && !(expression.flags & ENV) && !isConditional(document, l) ? fetchInAcl(parseSample(expression.value).fetch.name, version) : null;
      return { line: l, name: expression ? parseSample(expression.value).fetch.name : '', token: expression, unavailable: fetch !== null && fetch.availability !== null && (fetch.availability & place) === 0 };
    });
    const token = tokens[term.last]!;
    if (lines.length === 0 && term.name !== null && isPredefinedAcl(term.name, version)) {
      const name = fetchOfPredefined(term.name), available = fetchInAcl(name, version)?.availability ?? null;
      if (available === null || (available & place) !== 0) continue;
      yield { line, ...rangeIn(line.text, token, token.value.length - term.name.length, token.value.length), args: { acl: term.name, fetch: name, keyword: line.keyword, kind: 'never' } };
      return;
    }
    const bad = judged.find((j) => j.unavailable);
    if (!bad) continue;
    yield {
      line, ...rangeIn(line.text, token, token.value.length - term.name!.length, token.value.length),
      args: { acl: term.name!, fetch: bad.name, keyword: line.keyword, kind: judged.every((j) => j.unavailable) ? 'never' : 'partly' },
      related: [{ ...span(bad.line, bad.token!), document, message: t("what '{0}' tests", term.name!) }],
    };
    return; // HAProxy names one
  }
}
