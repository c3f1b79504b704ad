// Ways of HAProxy that changed from one version to the next and that no check shows: the file loads before and after. Each speaks only of
// a configuration that it touches. Sources: docs/evidence.md and runs of real HAProxy, named at each; docs/upgrade.md lists them.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { effective, modeOf, timeoutOf } from '../../model/effective.ts';
import { hasBackend, hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Edit } from '../../rules/rule.ts';
import { bindLineOptions, serverLineOptions, serversMayHold } from '../../rules/effectiveOptions.ts';
import { http2Offer, offerHttp11 } from '../../rules/websocket/offer.ts';
import { headerAnchor, insertAfterLast, nameOf, span, statementSpan } from '../../rules/write.ts';
import type { Line } from '../../text/lineTree.ts';
import { findPaths } from '../checkup/paths.ts';
import { toTextEdits } from '../edits.ts';
import type { Aim, Change } from './upgrade.ts';

interface Touched { readonly section: Section; readonly line: Line; readonly start: number; readonly end: number; readonly message: string; readonly fix?: readonly [title: string, edits: readonly Edit[]] }
interface Behaviour {
  readonly id: string;
  readonly since: Version;
  /** The first release of an older branch that does so already, after its .0: [3.0, 11]. */
  readonly also?: readonly [Version, number];
  find(project: Project): Iterable<Touched>;
}

/** Sections with a header that certainly counts. */
const sectionsOf = (project: Project, wanted: (kind: string) => boolean): Section[] =>
  project.documents.flatMap((d) => d.sections.filter((s) => s.header && wanted(s.kind) && !isConditional(d, s.header)));

const at = (section: Section, project: Project): { section: Section; line: Line; start: number; end: number } => ({ section, ...headerAnchor(section, { project })! });
const MOST_NAMES = 3;
const named = (sections: readonly Section[]): string => sections.slice(0, MOST_NAMES).map((s) => `'${s.name ?? s.kind}'`).join(', ') + (sections.length > MOST_NAMES ? ', …' : '');

/** One entry for all that take their settings from the same `defaults`: one line there is enough. */
function* shared(project: Project, sections: Iterable<Section>, statement: string | null, says: (who: string, members: readonly Section[]) => string): Generator<Touched> {
  const groups = new Map<Section, Section[]>();
  for (const s of new Set(sections)) {
    const parent = project.parent(s), key = parent?.header && !isConditional(parent.document, parent.header) ? parent : s;
    groups.set(key, [...(groups.get(key) ?? []), s]);
  }
  for (const [holder, members] of groups) {
    const edit = statement === null ? null : insertAfterLast(holder, statement.replace(/^no /, '').split(' ')[0]!, [statement]);
    yield { ...at(holder, project), message: says(members.length === 1 ? nameOf(members[0]!) : t('{0} ({1} in all, which inherit from here)', named(members), members.length), members), ...(edit ? { fix: [t("Write '{0}' here", statement!), [edit]] as const } : {}) };
  }
}

/** Options of the section's servers that hold for sure, with their lines. */
function* serversWith(project: Project, section: Section, name: string, value: string): Generator<{ line: Line; start: number; end: number }> {
  if (!serversMayHold(project, section, name)) return;
  const seen = new Set<Line>();
  for (const keyword of ['server', 'server-template']) for (const line of section.lines(keyword)) {
    const { tokens } = project.lex(line.text), options = serverLineOptions(project, section, line, tokens), held = options.get(name);
    if (held?.value?.value !== value || seen.has(held.line) || isConditional(section.document, line)) continue;
    seen.add(held.line);
    yield { line: held.line, start: held.token.start, end: held.value.end };
  }
}

const LIST: readonly Behaviour[] = [
  { // evidence c02, j31
    id: 'alpn-default', since: '2.8',
    *find(project) {
      for (const section of sectionsOf(project, hasFrontend)) for (const line of section.lines('bind')) {
        const { tokens } = project.lex(line.text), ssl = tokens.find((x, i) => i >= 2 && x.value === 'ssl');
        if (!ssl || isConditional(section.document, line) || http2Offer(project, section, line, tokens)?.how !== 'default' || !bindLineOptions(project, tokens).certain) continue;
        yield { section, ...span(line, ssl), message: t("A TLS port without 'alpn' offers HTTP/2, too: clients that know it will speak it. WebSockets pass either way. Write 'alpn http/1.1' to keep HTTP/1.1 alone, or 'alpn h2,http/1.1' to say that both are meant."), fix: [t("Keep HTTP/1.1 alone: 'alpn http/1.1'"), offerHttp11(section, line, tokens)] };
      }
    },
  },
  { // evidence a20-a25
    id: 'fin-timeouts', since: '2.9',
    *find(project) {
      const told = new Set<Line>();
      for (const { from, to } of signed(project)) for (const [section, key] of [[from, 'timeout client-fin'], [to, 'timeout server-fin']] as const) {
        const e = effective(project, section, key);
        if (!e?.certain || told.has(e.line) || modeOf(project, to) !== 'http') continue;
        told.add(e.line);
        yield { section: e.section, ...statementSpan(e.line, project.lex(e.line.text).tokens), message: t("'{0}' has no effect on a WebSocket in mode http any more: one that is half closed stays until 'timeout tunnel' ends it.", key) };
      }
    },
  },
  { // evidence m04-m07, s10 and the rows of the termination states
    id: 'log-state-killed', since: '3.2', also: ['3.0', 11],
    *find(project) {
      for (const section of sectionsOf(project, hasBackend)) if (modeOf(project, section) === 'http') for (const place of serversWith(project, section, 'on-marked-down', 'shutdown-sessions')) {
        yield { section, ...place, message: t("When this server goes down, the log shows 'DC--' for its sessions, no longer 'D---'. What reads the log has to know both.") };
      }
      for (const line of project.globalLines('hard-stop-after')) {
        const section = project.sectionOf(line), document = project.documentOf(line);
        if (section && document && !isConditional(document, line)) yield { section, ...statementSpan(line, project.lex(line.text).tokens), message: t("For sessions that 'hard-stop-after' ends, the log shows 'KC--', no longer 'K---'. What reads the log has to know both.") };
      }
    },
  },
  { // facts; runs of 2.6.12, 3.0.11, 3.2.26 (0123 0123 …) and 3.4.7 (no order) with four servers, mode http and tcp
    id: 'balance-default', since: '3.3',
    find: (project) => shared(project, sectionsOf(project, hasBackend).filter((s) => /^(?:http|tcp)$/.test(modeOf(project, s) ?? '') && spreads(project, s) && !effective(project, s, 'balance')), 'balance roundrobin',
      (who) => t("No 'balance' is written for {0}: requests go to servers picked at random, no longer to one after the other. Write 'balance roundrobin' to keep the order.", who)),
  },
  { // runs of 2.6.12, 3.2.26 and 3.4.7: a client that closes, or shuts down its sending side, 0.3 s after its request; server answers after 2.5 s
    id: 'abortonclose-default', since: '3.3',
    find: (project) => shared(project, sectionsOf(project, hasBackend).filter((s) => modeOf(project, s) === 'http' && serves(s) && !effective(project, s, 'option abortonclose')), 'no option abortonclose',
      (who) => t("'option abortonclose' is on by default, and nothing is written of it for {0}. A client that closes while it waits ends its request at the server at once, and one that shuts down only its sending side gets 400 in place of the answer. Write 'no option abortonclose' to keep the old way.", who)),
  },
  { // evidence x01; run of 3.4.7: 400 after 1 s with timeout client 1s, 101 in 2.6.12 and 3.2.26
    id: 'abortonclose-websocket', since: '3.3',
    find(project) {
      const shortest = new Map<Section, number>();
      for (const { from, to } of signed(project)) {
        if (modeOf(project, to) !== 'http' || effective(project, to, 'option abortonclose') || effective(project, from, 'option abortonclose')) continue;
        const client = timeoutOf(project, from, 'timeout client'), server = timeoutOf(project, to, 'timeout server');
        if (!client || client === 'unknown' || client.ms === 0 || server === 'unknown' || (server && server.ms > 0 && server.ms <= client.ms)) continue;
        shortest.set(to, Math.min(client.ms, shortest.get(to) ?? client.ms));
      }
      return shared(project, shortest.keys(), 'no option abortonclose', (who, members) => t("A WebSocket for {0} whose server needs longer than 'timeout client' ({1}) for the 101 gets 400 (log: cD--): 'timeout client' runs while the 101 is awaited, because 'option abortonclose' is on by default.", who, formatDuration(Math.min(...members.map((m) => shortest.get(m)!)))));
    },
  },
  { // evidence a22, a23; 3.2.26 and 3.4.0
    id: 'half-close', since: '3.4', also: ['3.2', 26],
    find(project) {
      const limited = signed(project).map((p) => p.to).filter((to) => { const tunnel = timeoutOf(project, to, 'timeout tunnel'); return modeOf(project, to) === 'http' && tunnel !== null && tunnel !== 'unknown' && tunnel.ms > 0; });
      return shared(project, limited, null, (who) => t("When the server of a WebSocket for {0} shuts down only its sending side, the socket stays half open until 'timeout tunnel' ends it (log: cD--); before, HAProxy closed both sides at once.", who));
    },
  },
];

/** WebSocket paths that something speaks for, strong signs and weak ones. */
const signed = (project: Project): ReturnType<typeof findPaths> => findPaths(project).filter((p) => p.path.sign !== null);

const serves = (s: Section): boolean => s.lines('server').length + s.lines('server-template').length > 0;
/** Two servers or more share the requests. */
const spreads = (project: Project, s: Section): boolean => s.lines('server-template').length > 0
  || s.lines('server').filter((l) => !isConditional(s.document, l) && !serverLineOptions(project, s, l, project.lex(l.text).tokens).get('backup')).length > 1;

/** Does the release behave so? A branch without a release stands for its first. */
const does = (b: Behaviour, aim: Aim): boolean => compareVersions(aim.version, b.since) >= 0 || (b.also !== undefined && (compareVersions(aim.version, b.also[0]) === 0 ? (aim.release ?? 0) >= b.also[1] : false));

/** @param project the configuration as `to` sees it */
export function behaviours(project: Project, from: Aim, to: Aim): Change[] {
  return LIST.filter((b) => does(b, to) && !does(b, from)).flatMap((b) => [...b.find(project)].map(({ section, line, start, end, message, fix }): Change => {
    const n = section.document.tree.numberOf(line);
    return {
      kind: 'changed', since: compareVersions(to.version, b.since) < 0 ? to.version : b.since, id: b.id, message, uri: section.document.uri, range: { start: { line: n, character: start }, end: { line: n, character: end } },
      fixes: fix?.[1].length ? [{ title: fix[0], safe: false, edits: toTextEdits(fix[1]) }] : [],
    };
  }));
}
