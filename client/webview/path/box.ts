// One box of the picture: what stands in it, how large it is, and its element.
import type { Fact, NodeKind, PathNode } from '../../../server/src/engine/features/path/model.ts';
import type { Texts } from '../../src/pathPage.ts';
import { filled, shortened, svg, widthOf } from './draw.ts';
import type { Placed, Size } from './layout.ts';

const WIDTH: Readonly<Record<NodeKind, number>> = { bind: 150, frontend: 190, listen: 200, rule: 204, backend: 200, server: 204, unknown: 200, group: 150 };
const PAD = 11, GAP = 6, TITLE = '600 13px', SMALL = '11px', TAG = '600 10px', MOST_FACTS = 4, MOST_DETAILS = 3;
const severities = ['error', 'warning', 'info', 'hint'] as const;

/** In bind and server short facts stand beside the protocols. */
type Row = { readonly kind: 'title' | 'detail'; readonly height: number; readonly text: string } | { readonly kind: 'tags'; readonly height: number } | { readonly kind: 'fact'; readonly height: number; readonly fact: Fact };
export interface Box extends Size { readonly node: PathNode; readonly rows: readonly Row[]; /** Beside the title: a server's address. */ readonly aside: string }

const isLeg = (n: PathNode): boolean => n.of === 'bind' || n.of === 'server';
const inLine = (n: PathNode): readonly string[] => (isLeg(n) ? n.facts.map((f) => f.text) : []);
const tagsWidth = (n: PathNode): number => 2 * PAD - 4 + [...n.tags.map((x) => widthOf(x, TAG) + 10), ...inLine(n).map((x) => widthOf(x, SMALL) + 4)].reduce((a, w) => a + Math.ceil(w) + 4, 0);
const badgeWidth = (n: PathNode): number => (n.found ? Math.ceil(widthOf(String(n.found), TAG)) + 26 : 0);

export function boxOf(node: PathNode, texts: Texts): Box {
  const shape = node.kind === 'group' ? node.of : node.kind, rows: Row[] = [{ kind: 'title', height: 18, text: node.title }], aside = node.kind === 'server' ? node.detail : '';
  if (node.detail && !aside) { const all = node.detail.split('\n'); for (const text of all.length > MOST_DETAILS ? [...all.slice(0, MOST_DETAILS - 1), `+ ${all.length - MOST_DETAILS + 1}`] : all) rows.push({ kind: 'detail', height: 15, text }); }
  if (node.perhaps) rows.push({ kind: 'detail', height: 15, text: texts.perhaps });
  if (node.tags.length || inLine(node).length) rows.push({ kind: 'tags', height: 21 });
  if (!isLeg(node)) {
    const facts = node.facts.length > MOST_FACTS ? [...node.facts.slice(0, MOST_FACTS - 1), { text: `+ ${node.facts.length - MOST_FACTS + 1}`, tone: 'plain' as const }] : node.facts;
    for (const fact of facts) rows.push({ kind: 'fact', height: 16, fact });
  }
  const width = Math.min(320, Math.max(node.kind === 'group' ? WIDTH.group : WIDTH[shape], tagsWidth(node)));
  return { id: node.id, kind: shape, node, rows, aside, width, height: rows.reduce((n, r) => n + r.height, 13) };
}

/** Boxes of one kind stand in one column: they are as wide as the widest of them. */
export function inColumns(boxes: readonly Box[]): Box[] {
  const widest = new Map<NodeKind, number>(), column = (b: Box): NodeKind => (b.kind === 'unknown' ? 'backend' : b.kind);
  for (const b of boxes) widest.set(column(b), Math.max(widest.get(column(b)) ?? 0, b.width));
  return boxes.map((b) => ({ ...b, width: widest.get(column(b))! }));
}

/** What a screen reader says of it: what is drawn, then what is not. @param drawn the words that are seen */
function labelOf(n: PathNode, drawn: string, texts: Texts): string {
  const parts = [drawn, ...[n.title, ...n.detail.split('\n'), ...n.facts.map((f) => f.text)].filter((x) => !drawn.includes(x)), n.leg, n.sign ? texts[n.sign] : '', n.kind === 'group' ? texts.expand : ''];
  if (n.found) parts.push(`${n.found === 1 ? texts.finding : filled(texts.findings, n.found)}: ${[...new Set(n.findings.map((f) => f.message))].slice(0, 3).join(' ')}`);
  if (n.at) parts.push(filled(texts.line, n.at.line + 1));
  return parts.filter((p) => p !== '').join(', ');
}

export function drawBox({ node, rows, width, height, aside }: Box, at: Placed, texts: Texts): SVGGElement {
  const group = svg('g', { class: `node ${node.kind} of-${node.of} ${node.sign ?? 'other'}${node.perhaps ? ' perhaps' : ''}${node.facts.some((f) => f.tone === 'bad') && node.sign ? ' trouble' : ''}`, 'data-id': node.id, role: 'button', tabindex: -1, transform: `translate(${Math.round(at.x - width / 2)},${Math.round(at.y - height / 2)})` });
  const face = svg('g'), round = node.of === 'rule' ? 12 : 5;
  group.append(svg('title', {}, titleOf(node, texts)), face);
  if (node.kind === 'group') for (const i of [2, 1]) face.append(svg('rect', { class: 'card behind', x: i * 4, y: i * 4, width, height, rx: round }));
  face.append(svg('rect', { class: 'card', width, height, rx: round }));
  if (node.sign) face.append(svg('path', { class: 'accent', d: `M1.5,${round}V${height - round}` }));
  let y = 6;
  for (const row of rows) {
    const base = y + row.height - 5;
    if (row.kind === 'tags') tags(face, node, y);
    // the count stands behind the title here, too: what is read aloud begins with what is seen
    else if (row.kind === 'title') {
      title(face, node, row.text, aside, base, width - 2 * PAD - badgeWidth(node), texts);
      const badge = badgeOf(node, width);
      if (badge) face.append(badge);
    }
    else if (row.kind === 'fact') face.append(mark(row.fact, base - 4), svg('text', { class: `fact tone-${row.fact.tone}`, x: PAD + 11, y: base }, shortened(row.fact.text, row.fact.tone === 'bad' ? `600 ${SMALL}` : SMALL, width - 2 * PAD - 11)));
    else face.append(svg('text', { class: row.kind, x: PAD, y: base }, shortened(row.text, SMALL, width - 2 * PAD)));
    y += row.height;
  }
  const words = [...face.querySelectorAll('text')];
  for (const w of words.slice(1)) w.before(' ');
  group.setAttribute('aria-label', labelOf(node, words.map((w) => w.textContent).join(' '), texts));
  return group;
}

/** As in the file: the keyword, then the name. A condition speaks for itself. */
function title(face: SVGElement, node: PathNode, text: string, aside: string, y: number, room: number, texts: Texts): void {
  const word = node.kind === 'rule' || node.kind === 'unknown' ? '' : node.kind === 'group' ? '' : texts.kinds[node.kind], at = word ? Math.ceil(widthOf(word, SMALL)) + 5 : 0;
  if (word) face.append(svg('text', { class: 'kind', x: PAD, y }, word));
  const shown = node.kind === 'group' ? `${text} ${texts.groups[node.of]}` : text, least = aside ? Math.min(widthOf(aside, SMALL), (room - at) / 2) : 0, name = shortened(shown, TITLE, room - at - least - (aside ? GAP : 0)), used = at + widthOf(name, TITLE);
  face.append(svg('text', { class: 'title', x: PAD + at, y }, name));
  if (aside) face.append(svg('text', { class: 'detail', x: PAD + room, y, 'text-anchor': 'end' }, shortened(aside, SMALL, room - used - GAP)));
}

const titleOf = (n: PathNode, texts: Texts): string => [n.kind === 'group' ? `${n.title} ${texts.groups[n.of]}` : `${n.kind === 'rule' ? '' : `${texts.kinds[n.kind]} `}${n.title}`, n.detail, n.leg, ...n.facts.map((f) => f.text), ...[...new Set(n.findings.map((f) => `${f.rule}: ${f.message}`))].slice(0, 5)].filter((x) => x !== '').join('\n');

/** A tick, a cross or an exclamation mark: the tone is not told by its colour alone. */
function mark({ tone }: Fact, y: number): SVGElement {
  const x = PAD + 3;
  if (tone === 'bad') return svg('path', { class: 'mark bad', d: `M${x - 3},${y - 3}l6,6m0,-6l-6,6` });
  if (tone === 'good') return svg('path', { class: 'mark good', d: `M${x - 4},${y}l3,3l5,-6` });
  return tone === 'open' ? svg('path', { class: 'mark open', d: `M${x},${y - 4}v4.5m0,3v.4` }) : svg('circle', { class: 'mark plain', cx: x, cy: y, r: 1.8 });
}

function tags(face: SVGElement, node: PathNode, y: number): void {
  let x = PAD;
  for (const name of node.tags) {
    const width = Math.ceil(widthOf(name, TAG)) + 10;
    face.append(svg('rect', { class: `tag${name === '?' ? ' open' : ''}`, x, y: y + 2, width, height: 16, rx: 3 }), svg('text', { class: 'tag', x: x + width / 2, y: y + 13.5, 'text-anchor': 'middle' }, name));
    x += width + 4;
  }
  for (const text of inLine(node)) {
    face.append(svg('text', { class: 'fact', x: x + 3, y: y + 14 }, text));
    x += Math.ceil(widthOf(text, SMALL)) + 8;
  }
}

/** The worst finding's sign, and how many there are. */
function badgeOf(node: PathNode, width: number): SVGGElement | null {
  const worst = severities.find((s) => node.findings.some((f) => f.severity === s));
  if (!worst) return null;
  const text = String(node.found), w = Math.ceil(widthOf(text, TAG)) + 22, sign = worst === 'error' ? 'M0,-4.5a4.5,4.5 0 1 0 .01,0M-2,-2l4,4m0,-4l-4,4' : worst === 'warning' ? 'M0,-4.5L5,4H-5ZM0,-1.5v2.5m0,1v.8' : 'M0,-4.5a4.5,4.5 0 1 0 .01,0M0,-.5v3m0,-4.8v.6';
  return svg('g', { class: `badge ${worst}`, transform: `translate(${width - w - 6},7)` }, svg('rect', { width: w, height: 16, rx: 8 }), svg('path', { d: sign, transform: `translate(9,${worst === 'warning' ? 8.4 : 8})` }), svg('text', { x: 16.5, y: 11.8 }, text));
}
