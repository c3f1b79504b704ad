// The boxes of the picture: what stands in a bind, a frontend, a rule, a backend and a server.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf, valueAt } from '../../model/effective.ts';
import { hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { bindLineOptions, serverLineOptions } from '../../rules/effectiveOptions.ts';
import { type Reported, reportBlocks } from '../../rules/findings.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { clientLeg, serverLeg } from '../checkup/legs.ts';
import { addressOf, spotOf } from '../checkup/paths.ts';
import { persistence } from '../checkup/questions.ts';
import type { Fact, NodeFinding, NodeKind, PathNode } from './model.ts';
import { type Branch, conditionOf, limitText, type Pair } from './survey.ts';

/** Findings by section; those of a line with a node of its own also by line. */
export interface Findings { readonly bySection: ReadonlyMap<Section, readonly NodeFinding[]>; readonly byLine: ReadonlyMap<Line, readonly NodeFinding[]> }
const OWN_NODE: ReadonlySet<string> = new Set(['bind', 'server', 'server-template', 'use_backend', 'default_backend']);

export function* findingsOf(project: Project): Generator<void, Findings, void> {
  const bySection = new Map<Section, NodeFinding[]>(), byLine = new Map<Line, NodeFinding[]>();
  const put = <K>(map: Map<K, NodeFinding[]>, key: K, f: NodeFinding): void => { const list = map.get(key); if (list) list.push(f); else map.set(key, [f]); };
  for (const document of project.documents) for (const block of reportBlocks(project, document)) for (const [i, r] of block.entries()) {
    if (i === 0) yield;
    const { line } = r.finding, f = plain(document.uri, r);
    put(bySection, document.sectionOf(line), f);
    if (OWN_NODE.has(line.keyword)) put(byLine, line, f);
  }
  return { bySection, byLine };
}
const plain = (uri: string, r: Reported): NodeFinding => ({ rule: r.rule, severity: r.severity, message: r.message, at: { uri, line: r.range.start.line } });

const EMPTY: readonly never[] = [];
const node = (project: Project, id: string, kind: NodeKind, title: string, line: Line | null, more: Partial<PathNode>): PathNode => {
  const at = line && spotOf(project, line);
  return { id, kind, of: kind, title, detail: '', at, to: at?.line ?? 0, sign: null, tags: EMPTY, leg: '', facts: EMPTY, findings: EMPTY, found: more.findings?.length ?? 0, perhaps: false, more: 0, way: null, ...more };
};
const lastOf = (project: Project, section: Section): number => { const end = section.document.endOf(section); return (end ? spotOf(project, end).line : section.document.tree.lineCount) - 1; };
const say = (text: string, tone: Fact['tone'] = 'plain'): Fact => ({ text, tone });

export function bindNode(project: Project, findings: Findings, id: string, section: Section, line: Line): PathNode {
  const { tokens } = project.lex(line.text), leg = clientLeg(project, section, tokens), { uses } = bindLineOptions(project, tokens), facts: Fact[] = [];
  for (const u of uses) if (u.name === 'maxconn' && u.value) facts.push(say(`maxconn ${u.value.value}`)); else if (u.name === 'accept-proxy') facts.push(say('PROXY'));
  return node(project, id, 'bind', addressOf(line, tokens[1]), line, { tags: leg.tags, leg: leg.says, facts, findings: findings.byLine.get(line) ?? EMPTY, perhaps: isConditional(section.document, line) });
}

/** Findings of the lines that have no node of their own. */
const sectionFindings = (findings: Findings, section: Section): readonly NodeFinding[] => {
  const own = new Set([...OWN_NODE].flatMap((k) => section.lines(k)).flatMap((l) => findings.byLine.get(l) ?? EMPTY));
  return (findings.bySection.get(section) ?? EMPTY).filter((f) => !own.has(f));
};

/** @param pairs the ways that end here */
export function sectionNode(project: Project, findings: Findings, id: string, section: Section, pairs: readonly Pair[], signed: boolean): PathNode {
  const front = hasFrontend(section.kind), mode = modeOf(project, section), facts: Fact[] = [], sign = pairs.some((p) => p.sign === 'strong') ? 'strong' as const : pairs.find((p) => p.sign)?.sign ?? null;
  if (mode !== 'http') facts.push(say(mode === null ? t('mode not known') : `mode ${mode}`));
  const shortest = signed ? pairs.filter((p) => p.sign) : pairs, first = shortest.find((p) => !p.idle) ?? shortest.reduce<Pair | undefined>((a, p) => (a && a.idle!.ms <= p.idle!.ms ? a : p), undefined);
  if (section.kind !== 'frontend' && first) facts.push(!first.idle ? say(t('idle limit not known'), 'plain') : say(Number.isFinite(first.idle.ms) ? t('closed after {0} of silence', limitText(first.idle)) : t('no idle limit'), first.tone));
  if (section.kind !== 'frontend') {
    const keeps = persistence(project, section);
    if (keeps?.by) facts.push(say(t('sticky: {0}', keeps.by), keeps.ok === false ? 'open' : 'good'));
    else if (keeps?.ok === false && sign) facts.push(say(t('not sticky'), 'open'));
    else if (keeps?.ok === null) facts.push(say(t('stickiness not known')));
  }
  const most = front ? valueAt(project, section, 'maxconn') : null;
  if (most?.value) facts.push(say(`maxconn ${most.certain ? most.value.value : '?'}`));
  for (const text of limitsOf(project, section)) facts.push(say(text));
  if (section.opaque > 0) facts.push(say(t('partly written by a template')));
  return node(project, id, section.kind as NodeKind, section.name ?? section.kind, section.header, { to: lastOf(project, section), sign, facts, findings: sectionFindings(findings, section), perhaps: section.header !== null && isConditional(section.document, section.header) });
}

export function ruleNode(project: Project, findings: Findings, branch: Branch): PathNode {
  const line = branch.route?.line ?? null;
  return node(project, branch.id, 'rule', conditionOf(branch), line, { detail: branch.route?.condition ? meaningOf(project, branch.from, branch.route.condition.groups.flat().flatMap((x) => x.name ?? [])) : '', sign: branch.sign, findings: (line && findings.byLine.get(line)) ?? EMPTY, perhaps: branch.perhaps });
}

/** Where a rule leads that names no section of these files. */
export function unknownNode(project: Project, branch: Branch): PathNode {
  const route = branch.route!, token = route.statement.tokens[1];
  return node(project, `${branch.id} target`, 'unknown', token ? route.line.text.slice(token.start, token.end) : '?', route.line, { detail: route.backend === null ? t('only the running HAProxy knows') : t('no such backend in these files') });
}

export function serverNode(project: Project, findings: Findings, id: string, section: Section, line: Line): PathNode {
  const { tokens } = project.lex(line.text), leg = serverLeg(project, section, line, tokens), options = serverLineOptions(project, section, line, tokens), facts: Fact[] = [], many = line.keyword === 'server-template';
  const most = options.get('maxconn')?.value;
  if (most) facts.push(say(`maxconn ${most.value}`));
  for (const word of ['backup', 'disabled']) if (options.get(word)) facts.push(say(word));
  return node(project, id, 'server', many ? `${tokens[1]?.value ?? '?'}${tokens[2]?.value ?? ''}` : tokens[1]?.value ?? '?', line, { detail: addressOf(line, tokens[many ? 3 : 2]), tags: leg.tags, leg: leg.says, facts, findings: findings.byLine.get(line) ?? EMPTY, perhaps: isConditional(section.document, line) });
}

/** Stands for what is not drawn. */
export function groupNode(project: Project, id: string, of: NodeKind, more: number, title: string, inside: Partial<PathNode> = {}): PathNode {
  const all = inside.findings ?? EMPTY;
  return { ...node(project, id, 'group', title, null, { of, more, ...inside }), findings: [...new Map(all.map((f) => [f.rule, f])).values()], found: all.length };
}

/** What named ACLs of the section test, a line each. */
const meaningOf = (project: Project, section: Section, names: readonly string[]): string =>
  [...new Set(names)].map((name) => (section.local('acl', name)?.declared ?? EMPTY).map((l) => testOf(project, l)).join(' | ')).filter((x) => x !== '').join('\n');
const words = (line: Line, tokens: readonly Token[]): string => (tokens.length ? line.text.slice(tokens[0]!.start, tokens[tokens.length - 1]!.end) : '');
const testOf = (project: Project, line: Line): string => words(line, project.lex(line.text).tokens.slice(2));

const REFUSES = /\b(?:deny|reject|tarpit|silent-drop)\b/, COUNTER = /(?:^|[^\w.])(?:sc[0-2]?_|src_)(?!inc|clr|set)\w+/;
const REFUSING = ['http-request', 'tcp-request connection', 'tcp-request session', 'tcp-request content'];

/** Conditions on counters of a stick-table under which requests are refused. */
function limitsOf(project: Project, section: Section): string[] {
  const out = new Set<string>();
  for (const keyword of REFUSING) for (const line of section.lines(keyword)) {
    if (!REFUSES.test(line.text) || isConditional(section.document, line)) continue;
    const { tokens } = project.lex(line.text), at = conditionAt(tokens);
    if (at < 0) continue;
    for (const term of parseCondition(tokens, at).groups.flat()) {
      const tests = term.name === null ? [words(line, term.words)] : (section.local('acl', term.name)?.declared ?? EMPTY).map((l) => testOf(project, l));
      for (const test of tests) if (COUNTER.test(` ${test}`)) out.add(t('refused: {0}', test));
    }
  }
  return [...out];
}
