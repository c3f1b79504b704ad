// Proxies, servers, tables and userlists that the arguments of fetches and converters name: HAProxy looks them up when it has read
// the whole configuration.
import type { Argument } from '../../language/facts.ts';
import { at as factsAt, converter, fetch, usable } from '../../language/load.ts';
import { ownCopy, suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import { type ReferenceKind, referenceKind } from '../../model/references.ts';
import type { Section } from '../../model/section.ts';
import type { Project } from '../../model/project.ts';
import { ENV, EXPANDS, type Token } from '../../syntax/lexer.ts';
import { parseLogFormat } from '../../syntax/logFormat.ts';
import { parseSample, type Sample, type SamplePart } from '../../syntax/sample.ts';
import { rangeIn } from '../../syntax/range.ts';
import { type LineUnit, lineRule } from '../rule.ts';
import { replace } from '../write.ts';
import { CONDITIONS } from './undefined-acl.ts';

interface Args extends Record<string, string> { name: string; kind: string; word: string }

const FORMATS = ['log-format', 'log-format-sd', 'error-log-format', 'unique-id-format'];

interface Placed { readonly token: Token; readonly sample: Sample }

/** Expressions of the line: in `%[…]`, behind the name of an ACL, in braces, and any word that looks like one. */
function *samplesIn({ line, statement: { tokens } }: LineUnit): Iterable<Placed> {
  for (let i = 1; i < tokens.length; i++) {
    const token = tokens[i]!, { value } = token;
    if (token.flags & EXPANDS) return;
    if (token.flags & ENV) continue;
    if (value.includes('%[')) { for (const p of parseLogFormat(value)) if (p.kind === 'expression') yield { token, sample: p.sample }; } else if ((line.keyword === 'acl' && i === 2) || /^!*\{$/.test(tokens[i - 1]!.value) || value.includes('(') || value.includes(',')) yield { token, sample: parseSample(value) };
  }
}

interface Problem { readonly kind: string; readonly name: string }
const declared = (project: Project, kind: 'backend' | 'frontend' | 'userlist' | 'peers', name: string): boolean => project.declared(kind, name).length > 0;

function problemOf(project: Project, section: Section, kind: ReferenceKind, name: string): Problem | null {
  const slash = name.indexOf('/');
  switch (kind) {
    case 'backend': case 'frontend': case 'userlist': return declared(project, kind, name) ? null : { kind, name };
    case 'table': {
      if (slash >= 0) return declared(project, 'peers', name.slice(0, slash)) ? null : { kind, name };
      const proxies = [...project.declared('backend', name), ...project.declared('frontend', name)];
      return proxies.length === 0 ? { kind, name } : proxies.some((s) => s.lines('stick-table').length > 0) ? null : { kind: 'no-table', name };
    }
    case 'server': {
      const proxy = name.slice(0, Math.max(0, slash)), server = name.slice(slash + 1);
      if (slash >= 0 && proxy !== section.name) return declared(project, 'backend', proxy) ? null : { kind: 'proxy', name: proxy };
      if (section.kind === 'defaults') return slash < 0 ? { kind: 'defaults-server', name } : null;
      return section.lines('server-template').length > 0 || (section.local('server', server)?.declared.length ?? 0) > 0 ? null : { kind: 'server', name: server };
    }
    default: return null;
  }
}

/** Names that may be meant. */
function candidates(project: Project, section: Section, kind: string): string[] {
  const kinds = kind === 'table' ? ['backend', 'frontend'] : kind === 'proxy' ? ['backend'] : [kind];
  return [...section.names, ...project.names].filter(([key, { declared: lines }]) => lines.length > 0 && kinds.includes(key.slice(0, key.indexOf(' ')))).map(([key]) => key.slice(key.indexOf(' ') + 1));
}

/** An argument left out stands for the proxy itself. */
function problemOfSelf(section: Section, kind: ReferenceKind): string | null {
  switch (kind) {
    case 'table': return section.kind === 'defaults' ? 'defaults-table' : section.lines('stick-table').length > 0 ? null : 'own-table';
    case 'backend': return hasFrontend(section.kind) && !hasBackend(section.kind) ? 'own-backend' : null;
    case 'frontend': return hasBackend(section.kind) && !hasFrontend(section.kind) ? 'own-frontend' : null;
    case 'userlist': return 'no-userlist';
    case 'server': return 'no-server';
    default: return null;
  }
}

function specsOf(part: SamplePart, isFetch: boolean, version: Version): readonly Argument[] | null {
  const entry = isFetch ? fetch(part.name) : converter(part.name);
  return entry && usable(entry, version) ? factsAt<{ readonly args: readonly Argument[] }>(entry, version).args : null;
}

/** Whether an expression may name, or stand for, something that is looked up. */
function refers(unit: LineUnit): boolean {
  const version = unit.document.target;
  for (const { token, sample } of samplesIn(unit)) {
    const alone = sample.fetch.start === 0 && token.value.length < 1000; // not one of many in a format
    let known = alone ? REFERRING.get(token.value) : undefined;
    if (known?.version !== version || !alone) {
      const refs = [sample.fetch, ...sample.converters].some((part, n) => specsOf(part, n === 0, version)?.some((spec) => referenceKind(spec) !== null));
      known = { version, refs };
      if (REFERRING.size > 4096) REFERRING.clear();
      if (alone) REFERRING.set(ownCopy(token.value), known);
    }
    if (known.refs) return true;
  }
  return false;
}
const REFERRING = new Map<string, { readonly version: Version; readonly refs: boolean }>();

export const undefinedInExpression = lineRule<Args>({
  id: 'undefined-in-expression',
  title: 'Proxy, server, table or userlist in an expression that does not exist',
  why: 'Some fetches and converters speak of a proxy, a server, a stick-table or a userlist by name, or of the proxy they stand in. HAProxy looks the name up after it has read everything, and refuses to start when it is not there.',
  severity: 'error',
  source: 'manual 7.3; haproxy -c',
  fix: 'unsafe',
  keywords: [...CONDITIONS, 'acl', 'server', 'server-template', 'default-server', 'balance', 'http-error', ...FORMATS],
  reads: { own: ['stick-table', 'server-template', '@table'] },
  message: (a) => {
    switch (a.kind) {
      case 'backend': return t("'{0}' asks for a backend '{1}', and there is none.", a.word, a.name);
      case 'frontend': return t("'{0}' asks for a frontend '{1}', and there is none.", a.word, a.name);
      case 'userlist': return t("'{0}' asks for a userlist '{1}', and there is none.", a.word, a.name);
      case 'table': return t("'{0}' reads the stick-table '{1}', and there is none.", a.word, a.name);
      case 'no-table': return t("'{0}' reads the stick-table of '{1}', which has none: a stick-table line is missing there.", a.word, a.name);
      case 'proxy': return t("'{0}' asks for a server of the backend '{1}', and there is no such backend.", a.word, a.name);
      case 'server': return t("'{0}' asks for a server '{1}', which is not in this section. Write backend/server for another one's.", a.word, a.name);
      case 'defaults-server': return t("'{0}' needs the backend's name here: write backend/{1}.", a.word, a.name);
      case 'defaults-table': return t("'{0}' needs the table's name here, because a defaults section has no table of its own.", a.word);
      case 'own-table': return t("'{0}' reads the stick-table of this section, which has none. Name a table in parentheses, or add a stick-table.", a.word);
      case 'own-backend': return t("'{0}' needs a backend's name in parentheses: this section is a frontend.", a.word);
      case 'own-frontend': return t("'{0}' needs a frontend's name in parentheses: this section is a backend.", a.word);
      case 'no-userlist': return t("'{0}' needs the name of a userlist in parentheses.", a.word);
      default: return t("'{0}' needs the name of a server in parentheses.", a.word);
    }
  },
  repair: (f, { project }) => {
    const section = f.document.sectionOf(f.line);
    if (f.args.kind === 'no-table') return [];
    return suggest(f.args.name, candidates(project, section, f.args.kind)).map((s) => ({ title: t("Change to '{0}'", s), safe: false, edits: [replace(section, f.line, f.start, f.end, s)] }));
  },
  may: (unit) => /[({,%]/.test(unit.line.text) || unit.line.keyword === 'acl' ? refers(unit) : false,
  *check(unit, { project }) {
    const { document, section, line } = unit, version = document.target;
    if (!project.complete || isConditional(document, line)) return;
    const inDefaults = section.kind === 'defaults';
    // HAProxy resolves what a defaults section's own rules name; log-formats are read again in each frontend, ACLs alone since 3.3
    if (inDefaults && (FORMATS.includes(line.keyword) || (line.keyword === 'acl' && compareVersions(version, '3.3') < 0))) return;
    for (const { token, sample } of samplesIn(unit)) {
      const parts = [sample.fetch, ...sample.converters];
      if (specsOf(sample.fetch, true, version) === null) continue;
      for (const [n, part] of parts.entries()) {
        const specs = specsOf(part, n === 0, version);
        if (specs === null || !part.closed) break;
        for (const [i, spec] of specs.entries()) {
          const kind = referenceKind(spec);
          if (kind === null) continue;
          const arg = part.args?.[i], value = arg?.text ?? '';
          const word = rangeIn(line.text, token, part.start, part.start + part.name.length);
          if (value === '') {
            const self = spec.optional && !spec.implicit ? null : problemOfSelf(section, kind);
            if (self) yield { line, ...word, args: { name: '', kind: self, word: part.name } };
            continue;
          }
          const problem = /^[\w.:/-]+$/.test(value) ? problemOf(project, section, kind, value) : null;
          if (!problem) continue;
          const from = arg!.start + Math.max(0, value.indexOf(problem.name));
          yield { line, ...rangeIn(line.text, token, from, from + problem.name.length), args: { name: problem.name, kind: problem.kind, word: part.name } };
        }
      }
    }
  },
});
