// What an ACL or a condition asks, in words.
import { table } from '../../language/table.ts';
import { aclKeyword } from '../../language/aclKeyword.ts';
import { at, fetches } from '../../language/load.ts';
import { defaultMatch } from '../../language/samples.ts';
import { t } from '../../language/text.ts';
import type { Version } from '../../language/version.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { type Condition, parseAclTest, type Term } from '../../syntax/condition.ts';
import type { Token } from '../../syntax/lexer.ts';
import { parseSample, type SamplePart } from '../../syntax/sample.ts';
import { code } from './place.ts';

const MOST_PATTERNS = 6;

/** `hdr(Upgrade) -i websocket` → "header `Upgrade` is `websocket`, in upper or lower case". Null when it is no test. */
export function testInWords(words: readonly Token[], version: Version): string | null {
  const test = parseAclTest(words);
  if (!test) return null;
  const sample = parseSample(test.expression.value), keyword = aclKeyword(sample.fetch.name, version), base = keyword?.fetch ?? fetches().get(sample.fetch.name);
  const subject = subjectOf(sample.fetch, keyword ? keyword.fetch.name : sample.fetch.name) + (sample.converters.length ? ` ${t('({0})', sample.converters.map((c) => code(test.expression.value.slice(c.start, c.end))).join(', '))}` : '');
  const method = test.method ?? (sample.converters.length ? null : keyword?.match) ?? (base && !sample.converters.length ? defaultMatch(at(base, version).output) : null) ?? 'str';
  const patterns = test.fromFile ? [t('a line of file {0}', code(test.flags.find((f) => f.flag === '-f')?.value?.value ?? '?'))] : test.patterns.slice(0, MOST_PATTERNS).map((p) => code(p.value));
  if (!test.fromFile && test.patterns.length > MOST_PATTERNS) patterns.push(t('{0} more', test.patterns.length - MOST_PATTERNS));
  const values = patterns.length ? patterns.join(` ${t('or')} `) : '';
  const said = relation(subject, method, values, test.patterns.map((p) => p.value));
  return test.ignoreCase && values ? t('{0}, in upper or lower case', said) : said;
}

function subjectOf(f: SamplePart, name: string): string {
  const arg = f.args?.[0]?.text ?? '', plain = name.replace(/_(?:beg|dir|dom|end|len|reg|sub|str)$/, '');
  switch (plain) {
    case 'path': return t('the path');
    case 'pathq': return t('the path with its query');
    case 'url': return t('the URL');
    case 'base': return t('host and path');
    case 'query': return t('the query');
    case 'method': return t('the method');
    case 'src': return t("the client's address");
    case 'dst': return t('the address that the client asked for');
    case 'src_port': return t("the client's port");
    case 'dst_port': return t('the port that the client asked for');
    case 'status': return t("the response's status");
    case 'hdr': case 'req.hdr': case 'req.fhdr': return t('request header {0}', code(arg || '*'));
    case 'res.hdr': case 'res.fhdr': case 'shdr': return t('response header {0}', code(arg || '*'));
    case 'hdr_cnt': case 'req.hdr_cnt': return t('the number of headers {0}', code(arg));
    case 'cook': case 'req.cook': return t('cookie {0}', code(arg || '*'));
    case 'url_param': case 'urlp': return t('URL parameter {0}', code(arg || '*'));
    case 'var': return t('variable {0}', code(arg));
    case 'ssl_fc': return t('the client came over TLS');
    case 'ssl_fc_sni': return t('the name asked for in TLS (SNI)');
    case 'ssl_fc_alpn': return t('the protocol agreed on in TLS (ALPN)');
    case 'nbsrv': return t('the number of servers up in {0}', code(arg || t('this backend')));
    case 'http_auth': return t('name and password are of userlist {0}', code(arg));
    case 'always_true': return t('always');
    case 'always_false': return t('never');
    default: return code(`${f.name}${f.args ? `(${f.args.map((a) => a.text).join(',')})` : ''}`);
  }
}

const OPERATORS = table<(n: string) => string>({ eq: (n) => n, ge: (n) => t('at least {0}', n), gt: (n) => t('more than {0}', n), le: (n) => t('at most {0}', n), lt: (n) => t('less than {0}', n) });

function relation(subject: string, method: string, values: string, raw: readonly string[]): string {
  switch (method) {
    case 'found': return raw.includes('0') ? t('{0} is not there', subject) : t('{0} is there', subject);
    case 'bool': return values && raw[0] === '0' ? t('not: {0}', subject) : subject;
    case 'int': return values ? t('{0} is {1}', subject, numbers(raw)) : subject;
    case 'len': return t('{0} has a length of {1}', subject, numbers(raw));
    case 'ip': return t('{0} is in {1}', subject, values);
    case 'beg': return t('{0} begins with {1}', subject, values);
    case 'end': return t('{0} ends with {1}', subject, values);
    case 'sub': return t('{0} contains {1}', subject, values);
    case 'dir': return t('{0} has {1} between slashes', subject, values);
    case 'dom': return t('{0} has {1} between dots', subject, values);
    case 'reg': case 'regm': return t('{0} fits the regular expression {1}', subject, values);
    default: return values ? t('{0} is {1}', subject, values) : subject;
  }
}

function numbers(raw: readonly string[]): string {
  const out: string[] = [];
  let operator = 'eq';
  for (const w of raw) { if (OPERATORS[w]) operator = w; else out.push(OPERATORS[operator]!(code(w))); }
  return out.join(` ${t('or')} `);
}

/** Several lines of one name are joined by "or". */
export function aclInWords(project: Project, section: Section, name: string): string | null {
  const lines = section.local('acl', name)?.declared ?? [], said = lines.slice(0, 4).flatMap((l) => testInWords(project.lex(l.text).tokens.slice(2), project.settings.version) ?? []);
  return said.length ? said.join(`, ${t('or')} `) + (lines.length > 4 ? ', …' : '') : null;
}

/** A condition as a list: any of the lines, each with all of its tests. */
export function conditionInWords(project: Project, section: Section, c: Condition): string {
  const term = (x: Term): string => {
    const said = x.name === null ? testInWords(x.words, project.settings.version) : aclInWords(project, section, x.name), shown = said ?? code(x.name ?? '');
    return x.negated ? t('not: {0}', shown) : shown;
  };
  const groups = c.groups.filter((g) => g.length).map((g) => g.map(term).join(` **${t('and')}** `));
  const head = c.unless ? (groups.length > 1 ? t('Unless one of these is true:') : t('Unless this is true:')) : groups.length > 1 ? t('If one of these is true:') : t('If this is true:');
  return `${head}\n${groups.map((g) => `- ${g}`).join('\n')}`;
}
