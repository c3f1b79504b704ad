// Code lenses on section headers: who refers to the section (of a frontend: where it sends traffic), and how long a WebSocket through it may be silent. Listing them looks
// at headers only; what they say is found out when one comes into view.
import { formatDuration } from '../language/duration.ts';
import { t } from '../language/text.ts';
import type { Document } from '../model/document.ts';
import { timeoutOf } from '../model/effective.ts';
import { hasBackend, hasFrontend, isProxy } from '../model/keyword.ts';
import type { Project } from '../model/project.ts';
import type { Section } from '../model/section.ts';
import { frontendSign, type Sign, webSocketOf } from '../model/webSocket.ts';
import type { Position, Range } from '../text/lineTree.ts';
import { idleOf } from './idle.ts';
import { meaningOf, nameAt, rangeOf, sitesOf } from './names.ts';
import type { Location } from './references.ts';

export interface LensOptions { readonly references: boolean; readonly webSocket: boolean; /** A lens of its own on each frontend that serves WebSocket, for a client that can try the handshake. */ readonly handshake?: boolean }
export interface Lens { readonly range: Range; /** What it says, where that is known at once: a handshake can be tried. */ readonly tries?: string }
/** `at`: the name on the header. */
export interface LensText { readonly title: string; readonly at: Position; readonly locations: readonly Location[] }

export function lenses(project: Project, document: Document, want: LensOptions): Lens[] {
  const out: Lens[] = [];
  for (const section of document.sections) {
    const tries = want.handshake && section.header && hasFrontend(section.kind) && section.byKeyword.has('bind') && frontendSign(project, section), says = section.header && (want.references ? counted(section) : want.webSocket && isProxy(section.kind) && shortest(project, section));
    if (!says && !tries) continue;
    const line = document.tree.numberOf(section.header!), { start, end } = nameOf(project, section), range = { start: { line, character: start }, end: { line, character: end } };
    if (says) out.push({ range });
    if (tries) out.push({ range, tries: t('Try the handshake') });
  }
  return out;
}

/** What the lens of the header in this line says; null when no header stands there any more. */
export function lensText(project: Project, document: Document, line: number, want: LensOptions): LensText | null {
  if (line < 0 || line >= document.tree.lineCount) return null;
  const header = document.tree.at(line), section = document.sectionOf(header);
  if (section.header !== header) return null;
  const at = { line, character: nameOf(project, section).start }, parts: string[] = [];
  let locations = want.references && counted(section) ? referencesTo(project, document, section, at) : [];
  // nobody refers to most frontends: where they send traffic says more
  const targets = want.references && section.kind === 'frontend' && locations.length === 0 ? [...project.targets(section)].filter((s) => s.header) : [];
  if (targets.length) {
    locations = targets.map((s) => ({ uri: s.document.uri, range: headerRange(project, s) }));
    parts.push(targets.length === 1 ? t('1 backend') : t('{0} backends', targets.length));
  } else if (want.references && counted(section)) parts.push(locations.length === 1 ? t('1 reference') : t('{0} references', locations.length));
  const idle = want.webSocket && isProxy(section.kind) ? shortest(project, section) : null;
  if (idle) parts.push(idleText(idle));
  return parts.length ? { title: parts.join(' · '), at, locations } : null;
}

const counted = (section: Section): boolean => section.name !== null || section.kind === 'defaults';

function nameOf(project: Project, section: Section): { readonly start: number; readonly end: number } {
  const { tokens } = project.lex(section.header!.text);
  return (section.name === null ? undefined : tokens[1]) ?? tokens[0] ?? { start: 0, end: 0 };
}

function referencesTo(project: Project, document: Document, section: Section, at: Position): Location[] {
  // who inherits, by name or by standing below
  if (section.kind === 'defaults') return [...project.children(section)].map((s) => ({ uri: s.document.uri, range: headerRange(project, s) }));
  const site = nameAt(project, document, at);
  return site ? sitesOf(project, meaningOf(project, site)).filter((s) => !s.use.declares).map((s) => ({ uri: s.document.uri, range: rangeOf(s) })) : [];
}

function headerRange(project: Project, section: Section): Range {
  const line = section.document.tree.numberOf(section.header!), { start, end } = nameOf(project, section);
  return { start: { line, character: start }, end: { line, character: end } };
}

/** `ms`: Infinity = no limit; null = not known. */
interface Shortest { readonly sign: Sign; readonly ms: number | null }

/** The shortest silence that ends a WebSocket through this proxy; null when it serves none. */
function shortest(project: Project, section: Section): Shortest | null {
  let sign: Sign | null = null, ms: number | null = Number.POSITIVE_INFINITY;
  const take = (frontend: Section, backend: Section, s: Sign): void => {
    if (sign !== 'strong') sign = s;
    const limit = idleOf(project, frontend, backend)?.ms ?? null;
    ms = ms === null || limit === null ? null : Math.min(ms, limit);
  };
  const own = hasBackend(section.kind) ? webSocketOf(project, section) : null;
  if (own) {
    const fronts = new Set(own.routes.map((r) => r.from));
    if (fronts.size === 0 && hasFrontend(section.kind)) fronts.add(section);
    for (const f of fronts) take(f, section, own.sign);
    if (fronts.size === 0) return { sign: own.sign, ms: tunnelOf(project, section) };
  }
  if (hasFrontend(section.kind)) for (const b of project.targets(section)) {
    const use = b === section ? null : webSocketOf(project, b);
    if (use?.routes.some((r) => r.from === section)) take(section, b, use.sign);
  }
  return sign && { sign, ms };
}

/** Nobody is known to send traffic here: without a tunnel timeout the limit depends on who will. */
function tunnelOf(project: Project, backend: Section): number | null {
  const tunnel = timeoutOf(project, backend, 'timeout tunnel');
  return tunnel && tunnel !== 'unknown' && tunnel.ms > 0 ? tunnel.ms : null;
}

function idleText({ sign, ms }: Shortest): string {
  const what = sign === 'strong' ? t('WebSocket') : t('perhaps WebSocket');
  return ms === null ? what : Number.isFinite(ms) ? t('{0}: idle limit {1}', what, formatDuration(ms)) : t('{0}: no idle limit', what);
}
