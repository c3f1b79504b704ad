// Beneath the picture: the handshake step by step, the open WebSocket on its clock, and every way it can end.
import type { NodeFinding, Phase, Timeline } from '../../../server/src/engine/features/path/model.ts';
import type { Texts } from '../../src/pathPage.ts';
import { chartOf } from './chart.ts';
import { filled, html } from './draw.ts';

type Spot = { readonly uri: string; readonly line: number };
export interface Opens { open(at: Spot): void; turn(id: string): void }

/** A button that leads to a line; plain text where there is none. */
function place(text: string, at: Spot | null, opens: Opens, kind: string, title: string): HTMLElement {
  if (!at) return html('span', { class: kind }, text);
  const b = html('button', { type: 'button', class: `link ${kind}`, title }, text);
  b.addEventListener('click', () => opens.open(at));
  return b;
}
const code = (text: string): HTMLElement => html('code', {}, text);

/** What kills the socket, in one sentence; the other paths are a step away. */
export function verdictOf(t: Timeline, turn: { readonly of: number; readonly index: number; readonly previous: string | null; readonly next: string | null }, texts: Texts, opens: Opens): HTMLElement {
  const step = (id: string | null, label: string, sign: string): HTMLElement => { const b = html('button', { type: 'button', class: 'icon', title: label, 'aria-label': label, ...(id === null ? { disabled: true } : {}) }, sign); if (id !== null) b.addEventListener('click', () => opens.turn(id)); return b; };
  const where = html('p', { class: 'way' }, place(t.way.frontend.name, t.way.frontend.at, opens, 'name', filled(texts.line, t.way.frontend.at.line + 1)), html('span', { 'aria-hidden': 'true' }, ' → '), place(t.way.backend.name, t.way.backend.at, opens, 'name', filled(texts.line, t.way.backend.at.line + 1)));
  if (t.way.sign === 'weak') where.append(html('span', { class: 'weak' }, ` · ${texts.weak}`));
  return html('section', { class: `verdict ${t.verdict.tone}`, 'aria-live': 'polite' },
    html('div', { class: 'says' }, html('h1', {}, t.verdict.text), where, ...(t.verdict.more ? [html('p', { class: 'more' }, t.verdict.more)] : [])),
    ...(turn.of > 1 ? [html('div', { class: 'turn' }, step(turn.previous, texts.previous, '‹'), html('span', {}, turn.index < 0 ? texts.hides : filled(texts.of, turn.index + 1, turn.of)), step(turn.next, texts.next, '›'))] : []));
}

const phase = (p: Phase, texts: Texts, opens: Opens): HTMLElement => html('li', { class: `phase ${p.id}${p.limit ? '' : ' endless'}`, title: p.waits },
  html('span', { class: 'step' }, p.title),
  p.limit ? place(p.limit.text, p.limit.at, opens, 'limit', `${p.limit.key}: ${p.limit.from}`) : html('span', { class: 'limit' }, texts.noLimit),
  html('span', { class: 'key' }, p.limit ? p.limit.key : texts.unset),
  ...(p.limit ? [html('span', { class: 'else' }, html('span', { class: 'hidden' }, `${texts.after} `), p.log ? code(p.log) : texts.closed, ...(p.log ? [html('span', { class: 'hidden' }, `, ${p.client}`)] : []))] : []));

export function timelineOf(t: Timeline, texts: Texts, width: number, opens: Opens, open: ReadonlySet<string>): HTMLElement {
  const steps = html('ol', { class: 'phases', 'aria-label': texts.phases }, ...t.phases.map((p) => phase(p, texts, opens)), html('li', { class: 'phase opened' }, html('span', { class: 'step' }, t.tcp ? texts.connected : texts.opened)));
  const who = t.cut ? texts.haproxy : t.outerIdle > 0 && (t.idle.ms === null || t.outerIdle < t.idle.ms) ? texts.balancer : texts.nobody;
  const pinged = t.ping > 0 && who !== texts.nobody && (t.idle.ms === null || t.ping < t.idle.ms) && (t.outerIdle === 0 || t.ping < t.outerIdle);
  const facts = html('dl', { class: 'outcome' }, html('div', {}, html('dt', {}, pinged ? texts.stops : texts.closes), html('dd', {}, who)));
  if (t.cut) facts.append(html('div', {}, html('dt', {}, texts.client), html('dd', {}, t.cut.client)), html('div', {}, html('dt', {}, texts.log), html('dd', {}, code(t.cut.log))));
  else if (who === texts.balancer) facts.append(html('div', {}, html('dt', {}, texts.client), html('dd', {}, texts.clean)), html('div', {}, html('dt', {}, texts.log), html('dd', {}, code(t.tcp ? '--' : '101 ----'))));
  const more = (id: string, title: string, content: HTMLElement): HTMLElement => { const d = html('details', { 'data-part': id, ...(open.has(id) ? { open: true } : {}) }, html('summary', {}, title), content); return d; };
  return html('section', { class: 'timeline' }, steps, chartOf(t, texts, width), facts,
    ...(t.findings.length ? [more('found', `${texts.found} (${t.findings.length})`, html('ul', { class: 'found' }, ...t.findings.map((f) => found(f, texts, opens))))] : []),
    ...(t.notes.length ? [more('notes', texts.notes, html('ul', {}, ...t.notes.map((n) => html('li', {}, n.text, ' ', ...(n.at ? [place(filled(texts.line, n.at.line + 1), n.at, opens, '', n.text)] : [])))))] : []),
    more('ends', texts.ends, html('table', {}, html('thead', {}, html('tr', {}, html('th', { scope: 'col' }, texts.shows), html('th', { scope: 'col' }, texts.when))), html('tbody', {}, ...t.ends.map((e) => html('tr', {}, html('td', {}, code(e.shows)), html('td', {}, e.when)))))));
}

/** Messages quote words of the file in backticks. */
const found = (f: NodeFinding, texts: Texts, opens: Opens): HTMLElement => html('li', { class: f.severity }, place(f.rule, f.at, opens, 'rule', filled(texts.line, f.at.line + 1)), ' ', ...f.message.split(/`([^`]*)`/).map((part, i) => (i % 2 ? code(part) : part)));
