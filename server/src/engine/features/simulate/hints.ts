// What a request needs to pass a test: a host, a path, a header. Guesses only: the simulator says whether they lead where they should.
import { aclKeyword } from '../../language/aclKeyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { type Condition, conditionAt, parseAclTest, parseCondition, type Term } from '../../syntax/condition.ts';
import type { Token } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import type { Line } from '../../text/lineTree.ts';
import type { Request } from './state.ts';

export type Hint = (r: Request) => Request;

const set = (name: string, value: string): Hint => (r) => ({ ...r, headers: [...r.headers.filter((h) => h.name.toLowerCase() !== name.toLowerCase()), { name, value }].sort((a, b) => Number(b.name === 'Host') - Number(a.name === 'Host')) });
const host = (value: string): Hint => (r) => ({ ...set('Host', value)(r), sni: value.replace(/:\d+$/, '') });
const parameter = (name: string, value: string): Hint => (r) => ({ ...r, target: `${r.target}${r.target.includes('?') ? '&' : '?'}${name}=${value}` });

/** A text that the expression may match: groups by their first way, classes by their first character. */
function sample(regex: string): string {
  let text = regex.replace(/\\([dDwWsSbBAzZ])/g, (_a, c: string) => (c === 'd' ? '1' : c === 'w' || c === 'D' ? 'a' : c === 's' ? ' ' : '')).replace(/\(\?[:=]/g, '(');
  for (let i = 0; i < 20 && /\([^()]*\)[*?]?/.test(text); i++) text = text.replace(/\(([^()|]*)(?:\|[^()]*)?\)[*?]?/, '$1');
  return text.split('|')[0]!.replace(/\[\^?\\?(.)(?:[^\]\\]|\\.)*\][*?+]?/g, '$1').replace(/\\(.)/g, '\ue000$1').replace(/(?<!\ue000)[\^$?*+]/g, '').replace(/(?<!\ue000)\./g, 'x').replace(/\ue000/g, '').replace(/\{\d[^}]*\}/g, '');
}

/** The value that passes, by the way of comparing. */
function fitting(pattern: string, method: string): string { return method === 'reg' ? sample(pattern) : pattern; }
const asPath = (v: string, method: string): string => (method === 'dir' ? `/${v.replace(/^\/+|\/+$/g, '')}/` : v.startsWith('/') ? v : `/${method === 'end' && v.startsWith('.') ? 'x' : ''}${v}`);
const asHost = (v: string, method: string): string => (v.startsWith('.') ? `www${v}` : method === 'beg' && v.endsWith('.') ? `${v}example.com` : v);

function ofTest(project: Project, words: readonly Token[]): Hint[] {
  const test = parseAclTest(words);
  if (!test || test.fromFile) return [];
  const { fetch } = parseSample(test.expression.value), keyword = aclKeyword(fetch.name, project.settings.version), name = keyword?.fetch.name ?? fetch.name, method = test.method ?? keyword?.match ?? 'str', arg = fetch.args?.[0]?.text ?? '';
  const values = method === 'found' ? ['1'] : test.patterns.map((p) => fitting(p.value, method)).filter((v) => v !== '').slice(0, 4);
  switch (name) {
    case 'hdr': case 'req.hdr': case 'req.fhdr': return /^(?:upgrade|connection|sec-websocket-(?:key|version))$/i.test(arg) ? [] : values.map((v) => (/^host$/i.test(arg) ? host(asHost(v, method)) : set(arg.replace(/(?:^|-)[a-z]/g, (c) => c.toUpperCase()), v)));
    case 'path': case 'pathq': case 'url': return values.map((v) => (r: Request) => ({ ...r, target: asPath(v, method) }));
    case 'base': return values.flatMap((v) => { const at = v.indexOf('/'); return at > 0 ? [(r: Request) => ({ ...host(v.slice(0, at))(r), target: v.slice(at) })] : []; });
    case 'url_param': case 'urlp': return values.map((v) => parameter(arg, v));
    case 'cook': case 'req.cook': return values.map((v) => set('Cookie', `${arg}=${v}`));
    case 'ssl_fc_sni': case 'req.ssl_sni': return values.map((v) => host(asHost(v, method)));
    default: return [];
  }
}

/** Ways to make the term true; one for each line of an ACL. */
function ofTerm(project: Project, section: Section, term: Term): Hint[] {
  return term.name === null ? ofTest(project, term.words) : (section.local('acl', term.name)?.declared ?? []).slice(0, 4).flatMap((l) => ofTest(project, project.lex(l.text).tokens.slice(2)));
}

const together = (hints: readonly Hint[]): Hint => (r) => hints.reduce((x, f) => f(x), r);

/** Ways to meet the condition: one group each, the first values together, then each other value. */
export function waysInto(project: Project, section: Section, condition: Condition): Hint[] {
  const out: Hint[] = [];
  for (const group of condition.groups) {
    const terms = group.filter((x) => x.negated === condition.unless).map((x) => ofTerm(project, section, x)), first = terms.flatMap((x) => x.slice(0, 1));
    // host and path in front: a path would take the query of the others away
    out.push(together(first.reverse()), together(first));
    for (const more of terms) for (const hint of more.slice(1)) out.push(together([...first, hint]));
  }
  return out;
}

/** What may keep the rule in this line from acting: the opposite of one of its terms. */
export function waysAround(project: Project, section: Section, line: Line): Hint[] {
  const { tokens } = project.lex(line.text), at = conditionAt(tokens);
  if (at < 0) return [];
  const { groups, unless } = parseCondition(tokens, at);
  return groups.flatMap((g) => g.filter((x) => x.negated !== unless).flatMap((x) => ofTerm(project, section, x)));
}
