// What `haproxy -c` said of a configuration, put on its lines beside our own findings. A line is held by identity and text: what was
// said of it is gone once it is edited, and moves with it while others come and go.
import type { Core } from '../../core.ts';
import { t } from '../../language/text.ts';
import type { Document } from '../../model/document.ts';
import type { Severity } from '../../model/settings.ts';
import type { Reported } from '../../rules/findings.ts';
import { textOf } from '../../text/edit.ts';
import type { Line } from '../../text/lineTree.ts';
import { isMachines, readMessages, type Site } from './messages.ts';
import { columnsOf, type Place, placer } from './place.ts';

/** A file as it was when HAProxy was asked. */
export interface Asked { readonly document: Document; readonly name: string; readonly text: string; readonly lines: readonly Line[]; readonly texts: readonly string[] }
/** A line, and the text it had. */
export interface Held { readonly document: Document; readonly line: Line; readonly text: string }
export type VerdictCode = 'haproxy-alert' | 'haproxy-warning' | 'haproxy-notice' | 'haproxy-environment';
export interface Placed extends Held {
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  readonly code: VerdictCode;
  readonly message: string;
  readonly related: readonly (Held & { readonly message: string })[];
}
/** HAProxy's words on a line (the `Held`) of which our finding on line `of` says the same. */
export interface Echo extends Held { readonly of: { readonly document: Document; readonly line: Line; readonly rule: string }; readonly message: string }
export interface Verdict {
  /** What our findings do not say already. */
  readonly placed: readonly Placed[];
  /** What they do. */
  readonly echoes: readonly Echo[];
  /** Messages on the configuration, ours or not. */
  readonly alerts: number;
  readonly warnings: number;
  /** Of them, those that may be this machine's business only. */
  readonly machines: number;
}

const MESSAGES_AT_ONCE = 50;

/** The files of the document's configuration, in order; null when the document is not open. */
export function askedOf(engine: Core, uri: string): Asked[] | null {
  const project = engine.model(uri)?.project;
  return project ? project.documents.map((document) => {
    const lines = [...document.tree.slice()];
    return { document, name: decoded(document.uri.slice(document.uri.lastIndexOf('/') + 1)), text: textOf(document.tree), lines, texts: lines.map((l) => l.text) };
  }) : null;
}
const decoded = (name: string): string => { try { return decodeURIComponent(name); } catch { return name; } };

/**
 * @param output what HAProxy wrote on standard error
 * @param folder where the copies of the files lay
 * @param refused HAProxy would not start: else its alerts did not keep it from starting
 * @param rest called now and then, for other work to have its turn
 */
export async function verdictOf(engine: Core, asked: readonly Asked[], output: string, folder: string, refused: boolean, rest: () => Promise<void>): Promise<Verdict> {
  const messages = readMessages(output, folder, asked.map((a) => a.name)), placeOf = placer(asked.map((a) => a.texts)), placed: Placed[] = [], echoes: Echo[] = [];
  const ours = new Map(asked.map(({ document }) => [document, byLine(engine.findings(document.uri))]));
  const hold = ({ file, line }: Site): Held | null => { const a = asked[file], l = a?.lines[Math.min(line, a.lines.length - 1)]; return l ? { document: a!.document, line: l, text: a!.texts[Math.min(line, a!.lines.length - 1)]! } : null; };
  /** An error of ours in the line says why HAProxy refuses it, and one in its section's header what follows from that; a warning of HAProxy, any of our errors and warnings on its rules. */
  const said = ({ document, line }: Held, severity: Severity): Echo['of'] | null => {
    const found = ours.get(document), header = line.leaf && document.tree.holds(line) ? document.sectionOf(line).header : null;
    const f = found?.get(line)?.find((x) => x.severity === 'error' || (x.severity === 'warning' && severity !== 'error' && !x.rule.startsWith('ws-')))
      ?? (header !== null && header !== line ? found?.get(header)?.find((x) => x.severity === 'error') : undefined);
    return f ? { document, line: f.finding.line, rule: f.rule } : null;
  };
  let alerts = 0, warnings = 0, machines = 0, done = 0;
  for (const message of messages) {
    if (++done % MESSAGES_AT_ONCE === 0) await rest();
    const place: Place = message.sites[0] ?? placeOf(message), at = hold(place), above = place.inherited ? hold(place.inherited) : null;
    if (!at) continue;
    const variable = message.level === 'alert' && /(?:^|[^\\])\$\{?\w/.test(at.text) && !/unknown keyword/.test(message.text), machine = variable || (message.level !== 'notice' && isMachines(message.text));
    if (message.level === 'alert') alerts++; else if (message.level === 'warning') warnings++;
    if (machine) machines++;
    const severity: Severity = machine || message.level === 'notice' ? 'info' : message.level === 'alert' && refused ? 'error' : 'warning';
    const of = !machine || variable ? said(at, severity) ?? (above && said(above, severity)) : null;
    if (of) { echoes.push({ ...at, of, message: message.text }); continue; }
    const related = message.sites.slice(1).flatMap((s) => { const h = hold(s); return h ? [{ ...h, message: t('HAProxy names this line, too') }] : []; });
    placed.push({ ...at, ...columnsOf(message, at.text), severity, code: machine ? 'haproxy-environment' : `haproxy-${message.level}`, message: machine ? `${message.text}\n${t('It may be so on this machine only: files, users, host names, variables and what HAProxy was built with can differ where the configuration runs.')}` : message.text, related });
  }
  return { placed, echoes, alerts, warnings, machines };
}

function byLine(findings: readonly Reported[]): Map<Line, Reported[]> {
  const out = new Map<Line, Reported[]>();
  for (const f of findings) { const at = out.get(f.finding.line); if (at) at.push(f); else out.set(f.finding.line, [f]); }
  return out;
}

