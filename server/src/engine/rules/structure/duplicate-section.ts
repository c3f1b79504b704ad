import { t } from '../../language/text.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { NameKind } from '../../model/names.ts';
import type { Section } from '../../model/section.ts';
import type { Severity } from '../../model/settings.ts';
import { lineRule, type View } from '../rule.ts';
import { headerAnchor, span } from '../write.ts';

interface Args extends Record<string, string> { kind: string; name: string; other: string; effect: string }

/** `effect`: refused, dangerous (3.2: refused from 3.3 on) or ignored (the second one). */
export const duplicateSection = lineRule<Args>({
  id: 'duplicate-section',
  title: 'Two sections with one name',
  why: 'Rules find sections by name. HAProxy refuses a second section of the same kind and name; since 3.3 frontends, backends, listen and named defaults sections share one set of names.',
  severity: 'error',
  source: 'haproxy -c of each version',
  fix: 'none',
  keywords: ['frontend', 'backend', 'listen', 'defaults', 'log-forward', 'userlist', 'peers', 'resolvers', 'mailers', 'cache', 'ring', 'http-errors', 'fcgi-app', 'log-profile', 'acme', 'healthcheck'],
  message: (a) => a.effect === 'ignored' ? t("There is a {0} '{1}' above: HAProxy warns and ignores this one.", a.other, a.name)
    : a.effect === 'dangerous' ? t("There is a {0} '{1}' above: HAProxy warns, and refuses the two since 3.3.", a.other, a.name)
      : t("There is a {0} '{1}' above: HAProxy refuses a second section with this name.", a.other, a.name),
  may: ({ section }, { project }) => section.name !== null && (project.names.get(`${kindOf(section)} ${section.name}`)?.declared.length ?? 0) > 1,
  check({ document, section, line, statement }, view) {
    const name = section.name, token = statement.tokens[1];
    if (name === null || !token || !view.project.complete || isConditional(document, line)) return [];
    const kind = kindOf(section);
    let worst: { other: Section; effect: 'refused' | 'dangerous' | 'ignored' } | null = null;
    for (const other of above(section, kind, name, view)) {
      const effect = kind === 'proxy' ? proxies(section.kind, other.kind, view.project.settings.version) : section.kind === 'userlist' ? 'ignored' : 'refused';
      if (effect && (!worst || effect === 'refused')) worst = { other, effect };
      if (worst?.effect === 'refused') break;
    }
    if (!worst) return [];
    const { other, effect } = worst, anchor = headerAnchor(other, view);
    return [{
      ...span(line, token), args: { kind: section.kind, name, other: other.kind, effect }, severity: (effect === 'refused' ? 'error' : 'warning') satisfies Severity,
      related: anchor ? [{ ...anchor, document: other.document, message: t("the first '{0}'", name) }] : [],
    }];
  },
});

const OTHERS: ReadonlySet<string> = new Set(['userlist', 'peers', 'resolvers', 'mailers', 'cache', 'ring', 'http-errors', 'fcgi-app', 'log-profile', 'acme', 'healthcheck']);
const kindOf = (section: Section): NameKind => (OTHERS.has(section.kind) ? section.kind as NameKind : 'proxy');

/** Sections of the name that are certainly there, in front of this one. */
function* above(section: Section, kind: NameKind, name: string, view: View): Iterable<Section> {
  for (const s of view.project.declared(kind, name)) {
    if (s === section || view.project.compare(s, section) >= 0) return;
    if (s.header && !isConditional(s.document, s.header)) yield s;
  }
}

const before = (version: Version, other: Version): boolean => compareVersions(version, other) < 0;

/** What HAProxy makes of a second proxy of the same name. 3.1 and 3.3 were not at hand: the more lenient neighbour speaks for 3.1. */
function proxies(kind: string, first: string, version: Version): 'refused' | 'dangerous' | null {
  if (kind === 'defaults' || first === 'defaults') {
    if (kind === first || before(version, '3.2')) return null;
    if (first === 'log-forward') return 'refused';
    return before(version, '3.3') || kind === 'log-forward' ? 'dangerous' : 'refused';
  }
  if (kind === 'log-forward' || first === 'log-forward') return 'refused';
  const overlap = (hasFrontend(kind) && hasFrontend(first)) || (hasBackend(kind) && hasBackend(first));
  // an older listen looks for frontends only
  if (overlap && !(kind === 'listen' && first === 'backend' && before(version, '3.2'))) return 'refused';
  return before(version, '3.2') ? null : before(version, '3.3') ? (overlap ? 'refused' : 'dangerous') : 'refused';
}
