// Names of backends, servers, caches and other sections that nothing declares: HAProxy looks them up when it has read everything.
import { suggest } from '../../language/suggest.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { isLocal, namesOf, type NameKind } from '../../model/names.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV } from '../../syntax/lexer.ts';
import { rangeIn } from '../../syntax/range.ts';
import { type Found, lineRule, type LineUnit, NOTHING, type View } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string> { name: string; kind: string }

/** Which statements speak of which kind. */
const KINDS: Readonly<Record<string, readonly NameKind[]>> = {
  use_backend: ['backend'], default_backend: ['backend'], 'use-server': ['server'], 'use-fcgi-app': ['fcgi-app'], errorfiles: ['http-errors'], 'stick-table': ['peers'], filter: ['cache', 'fcgi-app'],
  'http-request': ['cache', 'http-errors', 'resolvers'], 'http-response': ['cache', 'http-errors'], 'tcp-request content': ['resolvers'],
};
const WORDS: Readonly<Record<string, string>> = { backend: 'backend', server: 'server', cache: 'cache', peers: 'peers section', 'http-errors': 'http-errors section', 'fcgi-app': 'fcgi-app', resolvers: 'resolvers section' };

const PLAIN_TARGET = /^\s*\w+[ \t]+([\w.:-]+)(?:[ \t]|$)/;

const entries = (project: Project, section: Section, kind: NameKind): [string, { readonly declared: readonly unknown[] }][] => [...(isLocal(kind) ? section.names : project.names)];

export const undefinedName = lineRule<Args>({
  id: 'undefined-name',
  title: 'Name that nothing declares',
  why: 'A rule speaks of a backend, a server, a cache or another section by name. HAProxy looks the name up after reading all files, and refuses to start when there is none; it often names no line.',
  severity: 'error',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'unsafe',
  keywords: Object.keys(KINDS),
  mentions: ['use', 'default_backend', 'cache', 'errorfiles', 'peers', 'fcgi', 'do-resolve'],
  reads: { own: ['server-template'] },
  message: (a) => t("There is no {0} '{1}'.", t(WORDS[a.kind] ?? a.kind), a.name),
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), prefix = `${f.args.kind} `;
    const known = entries(project, section, f.args.kind as NameKind).filter(([k, e]) => k.startsWith(prefix) && e.declared.length > 0).map(([k]) => k.slice(prefix.length));
    return suggest(f.args.name, known).map((s) => ({ title: t("Change to '{0}'", s), safe: false, edits: [replace(section, f.line, f.start, f.end, s)] }));
  },
  check(unit, view) {
    const { line } = unit;
    // most of what is looked up is there
    const target = line.keyword === 'use_backend' || line.keyword === 'default_backend' ? PLAIN_TARGET.exec(line.text)?.[1] : undefined;
    return target && (view.project.names.get(`backend ${target}`)?.declared.length ?? 0) > 0 ? NOTHING : undefinedOn(unit, view);
  },
});

function* undefinedOn(unit: LineUnit, { project }: View): Iterable<Found<Args>> {
  const { document, section, line } = unit, kinds = KINDS[line.keyword]!;
  if (!project.complete || document.template || isConditional(document, line)) return;
  // what a defaults section says counts in its heirs, which may have another
  if (section.kind === 'defaults' && (line.keyword === 'use-server' || line.keyword === 'default_backend')) return;
  // a default has no format: HAProxy looks for a backend of that very name
  const fallback = line.keyword === 'default_backend' ? unit.statement.tokens[1] : undefined;
  if (fallback?.value.includes('%') && !(fallback.flags & ENV)) yield { line, start: fallback.start, end: fallback.end, args: { name: fallback.value, kind: 'backend' } };
  for (const use of namesOf(unit.statement.tokens, section.kind, false)) {
    if (use.declares || !kinds.includes(use.kind)) continue;
    const entry = isLocal(use.kind) ? section.local(use.kind, use.name) : project.names.get(`${use.kind} ${use.name}`);
    if (entry && entry.declared.length > 0) continue;
    if (use.kind === 'server' && section.byKeyword.has('server-template')) continue; // it makes names of its own
    if (use.kind === 'resolvers' && use.name === 'default' && compareVersions(document.target, '2.6') >= 0) continue;
    yield { line, ...rangeIn(line.text, use.token, use.at, use.at + use.name.length), args: { name: use.name, kind: use.kind } };
  }
}
