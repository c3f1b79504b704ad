import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { hasBackend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { mayHold, optionSpan, serverLineOptions } from '../effectiveOptions.ts';
import { lineRule } from '../rule.ts';

interface Args extends Record<string, string> { server: string; kind: string; proxy: string; tracked: string }

/** `kind`: both (checks and tracks), proxy or server (not there), unchecked (nothing to track), self. */
export const badTracking = lineRule<Args>({
  id: 'bad-tracking',
  title: 'track without a server whose state it could follow',
  why: 'A server with track takes over the state of another one, which must exist and be checked, and is not checked itself. HAProxy refuses anything else.',
  severity: 'error',
  source: 'manual 5.2, track; haproxy -c',
  fix: 'none',
  keywords: ['server', 'server-template'],
  mentions: ['track'],
  reads: { settings: ['default-server'] },
  message: (a) => {
    switch (a.kind) {
      case 'both': return t("Server {0} cannot be checked and track another one at the same time.", a.server);
      case 'proxy': return t("'{0}' is no backend or listen section to track a server of.", a.proxy);
      case 'server': return t("{0} has no server '{1}' to track.", a.proxy, a.tracked);
      case 'self': return t("Server {0} cannot track itself.", a.server);
      default: return t("Server {0} is neither checked nor does it track another one: there is no state to follow.", `${a.proxy}/${a.tracked}`);
    }
  },
  check({ document, section, line, statement: { tokens } }, { project }) {
    if (!hasBackend(section.kind) || !tokens[2] || !mayHold(project, section, line, 'track')) return [];
    const options = serverLineOptions(project, section, line, tokens), track = options.get('track'), server = tokens[1]!.value;
    if (!options.certain || !track?.value || track.value.flags & ENV || isConditional(document, line)) return [];
    const at = optionSpan(line, tokens, track), found = (kind: string, proxy = '', tracked = '') => [{ ...at, args: { server, kind, proxy, tracked } }];
    if (options.get('check')) return found('both');
    if (track.line !== line || section.opaque > 0 || !project.complete) return [];
    const name = track.value.value, slash = name.lastIndexOf('/'), proxy = slash < 0 ? section.name ?? '' : name.slice(0, slash), tracked = name.slice(slash + 1);
    const sections = slash < 0 ? [section] : project.declared('backend', proxy);
    if (sections.length === 0) return found('proxy', proxy);
    if (sections.length > 1 || sections[0]!.opaque > 0) return [];
    const other = serverLine(sections[0]!, tracked);
    if (other === undefined) return found('server', proxy, tracked);
    if (other === line && line.keyword === 'server') return found('self');
    return other !== null && !isConditional(sections[0]!.document, other) && unchecked(project, sections[0]!, other) ? found('unchecked', proxy, tracked) : [];
  },
});

/** The line of a server; null: a template may make it. */
function serverLine(section: Section, name: string): Line | null | undefined {
  const { tree } = section.document;
  const line = section.local('server', name)?.declared.filter((l) => l.keyword === 'server').sort((a, b) => tree.numberOf(a) - tree.numberOf(b))[0];
  if (line) return line;
  return section.lines('server-template').length > 0 ? null : undefined;
}

function unchecked(project: Project, section: Section, line: Line): boolean {
  const options = serverLineOptions(project, section, line, project.lex(line.text).tokens);
  return options.certain && !options.get('check') && !options.get('agent-check') && !options.get('track');
}
