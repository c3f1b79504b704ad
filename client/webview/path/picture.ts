// The drawn graph in its frame: pan, zoom, keys, what is chosen and where the cursor is.
import type { PathModel, PathNode } from '../../../server/src/engine/features/path/model.ts';
import type { Texts } from '../../src/pathPage.ts';
import { type Box, boxOf, drawBox, inColumns } from './box.ts';
import { svg } from './draw.ts';
import { curve, type Direction, type Layout, place } from './layout.ts';

export interface Chooses { choose(node: PathNode, focus: boolean): void; jump(node: PathNode): void }
export interface Viewport { x: number; y: number; scale: number }
const SMALLEST = 0.15, LARGEST = 3, READABLE = 0.66;

export class Picture {
  readonly element = svg('svg', { class: 'picture', role: 'group' });
  readonly content = svg('g', { class: 'content' });
  /** Null: chosen by the room there is. */
  direction: Direction | null = null;
  drawn: { readonly layout: Layout; readonly direction: Direction; readonly boxes: readonly Box[]; readonly model: PathModel } | null = null;
  /** The user has moved it: it is not fitted again by itself. */
  moved = false;
  /** It is to be seen whole, however small. */
  private whole = false;
  private readonly view: Viewport = { x: 0, y: 0, scale: 1 };
  private readonly nodes = new Map<string, SVGGElement>();
  private focusId: string | null = null;
  private shape = '';
  private readonly chooses: Chooses;

  constructor(chooses: Chooses) {
    this.chooses = chooses;
    const arrow = (name: string): SVGMarkerElement => svg('marker', { id: `arrow-${name}`, class: `arrow ${name}`, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: 'userSpaceOnUse', orient: 'auto' }, svg('path', { d: 'M0,0.5L7.5,4L0,7.5z' }));
    this.element.append(svg('defs', {}, ...['strong', 'weak', 'other', 'chosen'].map(arrow)), this.content);
    this.listen();
  }

  /** Draws the model; keeps the view where the same boxes are shown as before. */
  show(model: PathModel, texts: Texts): void {
    const boxes = inColumns(model.nodes.map((n) => boxOf(n, texts))), room = this.element.getBoundingClientRect(), shape = JSON.stringify([this.direction, Math.round(room.width / 40), Math.round(room.height / 40), boxes.map((b) => [b.id, b.height]), model.edges.map((e) => [e.from, e.to])]);
    const same = shape === this.shape && this.drawn !== null, { layout, direction } = same ? this.drawn! : this.best(boxes, model, room);
    if (!same && this.drawn && this.drawn.boxes.map((b) => b.id).join() !== boxes.map((b) => b.id).join() && this.drawn.model.files.join() !== model.files.join()) this.moved = false;
    this.shape = shape;
    this.drawn = { layout, direction, boxes, model };
    this.element.setAttribute('aria-label', texts.map);
    this.paint(texts);
    if (!this.moved && !same) this.fit();
  }

  /** The direction in which more can be read. */
  private best(boxes: readonly Box[], { edges }: PathModel, room: DOMRect): { layout: Layout; direction: Direction } {
    if (this.direction) return { layout: place(boxes, edges, this.direction), direction: this.direction };
    const across = place(boxes, edges, 'LR'), down = place(boxes, edges, 'TB'), scale = (l: Layout): number => Math.min(room.width / l.width, room.height / l.height, 1.1);
    return scale(down) > scale(across) * 1.12 ? { layout: down, direction: 'TB' } : { layout: across, direction: 'LR' };
  }

  private paint(texts: Texts): void {
    const { layout, direction, boxes, model } = this.drawn!, hadFocus = this.content.contains(document.activeElement), way = new Set(model.timeline?.nodes), lines = svg('g', { class: 'lines', 'aria-hidden': 'true' }), cards = svg('g', { class: 'nodes' });
    const drawn = model.edges.map((e, i) => ({ e, points: layout.lines[i]!, chosen: way.has(e.from) && way.has(e.to) })).sort((a, b) => Number(a.chosen) - Number(b.chosen));
    for (const { e, points, chosen } of drawn) lines.append(svg('path', { class: `line ${e.sign ?? 'other'}${e.unknown ? ' open' : ''}${chosen ? ' chosen' : ''}`, d: curve(points, direction), 'marker-end': `url(#arrow-${chosen && e.sign ? 'chosen' : e.sign ?? 'other'})` }));
    this.nodes.clear();
    for (const box of boxes) {
      const element = drawBox(box, layout.nodes.get(box.id)!, texts);
      element.classList.toggle('chosen', way.has(box.id));
      this.nodes.set(box.id, element);
      cards.append(element);
    }
    this.content.replaceChildren(lines, cards);
    this.mark(model.here);
    const focus = this.focusId !== null && this.nodes.has(this.focusId) ? this.focusId : model.here ?? model.timeline?.nodes[0] ?? boxes[0]?.id ?? null;
    this.rove(focus, hadFocus);
  }

  /** The box at the cursor. */
  mark(here: string | null): void {
    for (const [id, e] of this.nodes) { e.classList.toggle('here', id === here); if (id === here) e.setAttribute('aria-current', 'true'); else e.removeAttribute('aria-current'); }
    if (here !== null) this.reveal(here);
  }

  /** The one box that Tab leads to. */
  private rove(id: string | null, focus: boolean): void {
    if (this.focusId !== null) this.nodes.get(this.focusId)?.setAttribute('tabindex', '-1');
    this.focusId = id;
    const element = id === null ? undefined : this.nodes.get(id);
    element?.setAttribute('tabindex', '0');
    if (focus && element) { element.focus({ preventScroll: true }); this.reveal(id!); }
  }

  fit(): void {
    const l = this.drawn?.layout, room = this.element.getBoundingClientRect();
    if (!l || room.width === 0) return;
    if (this.whole) { this.overview(); return; }
    const whole = Math.min(room.width / l.width, room.height / l.height, 1.1), scale = Math.max(whole, Math.min(READABLE, 1.1));
    this.view.scale = scale;
    this.view.x = Math.max(0, (room.width - l.width * scale) / 2);
    this.view.y = Math.max(0, (room.height - l.height * scale) / 2);
    this.moved = false;
    this.apply();
    // too large to be read whole: begin where the chosen way is
    if (whole < scale) { this.reveal(...(this.drawn?.model.timeline?.nodes ?? [])); const here = this.drawn?.model.here; if (here) this.reveal(here); }
  }
  /** All of it, however small. */
  overview(): void {
    const l = this.drawn?.layout, room = this.element.getBoundingClientRect();
    if (!l) return;
    const scale = Math.max(SMALLEST, Math.min(room.width / l.width, room.height / l.height, 1.1));
    Object.assign(this.view, { scale, x: (room.width - l.width * scale) / 2, y: (room.height - l.height * scale) / 2 });
    this.moved = false;
    this.whole = true;
    this.apply();
  }
  zoom(by: number, at?: { readonly x: number; readonly y: number }): void {
    const room = this.element.getBoundingClientRect(), c = at ?? { x: room.width / 2, y: room.height / 2 }, scale = Math.min(LARGEST, Math.max(SMALLEST, this.view.scale * by)), k = scale / this.view.scale;
    Object.assign(this.view, { scale, x: c.x - (c.x - this.view.x) * k, y: c.y - (c.y - this.view.y) * k });
    this.moved = true;
    this.whole = false;
    this.apply();
  }
  pan(dx: number, dy: number): void { this.view.x += dx; this.view.y += dy; this.moved = true; this.whole = false; this.apply(); }
  private apply(): void { this.content.setAttribute('transform', `translate(${this.view.x.toFixed(1)},${this.view.y.toFixed(1)}) scale(${this.view.scale.toFixed(3)})`); }
  get viewport(): Viewport { return { ...this.view }; }
  set viewport(v: Viewport) { Object.assign(this.view, v); this.moved = true; this.apply(); }

  /** Moves as little as is needed to see the boxes; where there is no room for all of them, their beginning. */
  private reveal(...ids: readonly string[]): void {
    const all = ids.flatMap((id) => this.drawn?.layout.nodes.get(id) ?? []), room = this.element.getBoundingClientRect();
    if (all.length === 0 || room.width === 0) return;
    const { scale } = this.view, left = Math.min(...all.map((n) => n.x - n.width / 2)) * scale, right = Math.max(...all.map((n) => n.x + n.width / 2)) * scale, top = Math.min(...all.map((n) => n.y - n.height / 2)) * scale, bottom = Math.max(...all.map((n) => n.y + n.height / 2)) * scale;
    const by = (from: number, size: number, most: number): number => { const gap = Math.max(2, Math.min(10, (most - size) / 2)); return from < gap || size + gap > most ? gap - from : from + size > most - gap ? most - gap - from - size : 0; };
    const dx = by(left + this.view.x, right - left, room.width), dy = by(top + this.view.y, bottom - top, room.height);
    if (dx || dy) { this.view.x += dx; this.view.y += dy; this.apply(); }
  }

  /** The box that lies next in a direction of the screen: along a line, else beside. */
  private neighbour(id: string, key: string): string | null {
    const { layout, direction, model } = this.drawn!, at = layout.nodes.get(id)!, along = direction === 'LR' ? { ArrowRight: 1, ArrowLeft: -1 } : { ArrowDown: 1, ArrowUp: -1 }, way = new Set(model.timeline?.nodes);
    const step = (along as Record<string, number>)[key];
    if (step !== undefined) {
      const ends = model.edges.filter((e) => (step > 0 ? e.from : e.to) === id).map((e) => (step > 0 ? e.to : e.from));
      return ends.find((e) => way.has(e) && way.has(id)) ?? ends[0] ?? null;
    }
    const forward = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1, main = (p: { x: number; y: number }): number => (direction === 'LR' ? p.x : p.y), cross = (p: { x: number; y: number }): number => (direction === 'LR' ? p.y : p.x);
    let best: string | null = null, least = Number.POSITIVE_INFINITY;
    for (const [other, p] of layout.nodes) {
      const d = (cross(p) - cross(at)) * forward, cost = d + Math.abs(main(p) - main(at)) * 4;
      if (other !== id && d > 0 && cost < least) { least = cost; best = other; }
    }
    return best;
  }

  private nodeAt(target: EventTarget | null): PathNode | null {
    const id = target instanceof Element ? target.closest('[data-id]')?.getAttribute('data-id') : null;
    return this.drawn?.model.nodes.find((n) => n.id === id) ?? null;
  }

  private listen(): void {
    let from: { x: number; y: number; moved: boolean; target: EventTarget | null } | null = null;
    this.element.addEventListener('wheel', (e) => {
      e.preventDefault();
      const room = this.element.getBoundingClientRect();
      if (e.ctrlKey || e.metaKey) this.zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0025)), { x: e.clientX - room.left, y: e.clientY - room.top });
      else this.pan(-(e.shiftKey ? e.deltaY : e.deltaX), -(e.shiftKey ? 0 : e.deltaY));
    }, { passive: false });
    this.element.addEventListener('pointerdown', (e) => { if (e.button === 0) from = { x: e.clientX, y: e.clientY, moved: false, target: e.target }; });
    this.element.addEventListener('pointermove', (e) => {
      if (!from) return;
      if (!from.moved && Math.hypot(e.clientX - from.x, e.clientY - from.y) < 4) return;
      if (!from.moved) { this.element.setPointerCapture(e.pointerId); this.element.classList.add('dragged'); }
      this.pan(e.clientX - from.x, e.clientY - from.y);
      from = { ...from, x: e.clientX, y: e.clientY, moved: true };
    });
    const end = (): void => { from = null; this.element.classList.remove('dragged'); };
    this.element.addEventListener('pointerup', (e) => {
      const node = from && !from.moved ? this.nodeAt(from.target) : null;
      end();
      if (!node) return;
      this.rove(node.id, true);
      this.chooses.choose(node, false);
      e.preventDefault();
    });
    this.element.addEventListener('pointercancel', end);
    this.element.addEventListener('dblclick', (e) => { const node = this.nodeAt(e.target); if (node) this.chooses.jump(node); });
    this.element.addEventListener('keydown', (e) => this.key(e));
    this.element.addEventListener('focusin', (e) => { const node = this.nodeAt(e.target); if (node && node.id !== this.focusId) this.rove(node.id, false); });
  }

  private key(e: KeyboardEvent): void {
    const node = this.nodeAt(e.target), done = (): void => { e.preventDefault(); e.stopPropagation(); };
    if (e.key === '+' || e.key === '=') { this.zoom(1.2); done(); } else if (e.key === '-') { this.zoom(1 / 1.2); done(); } else if (e.key === '0') { this.overview(); done(); } else if (e.key.startsWith('Arrow') && (e.shiftKey || !node)) {
      this.pan(e.key === 'ArrowLeft' ? 40 : e.key === 'ArrowRight' ? -40 : 0, e.key === 'ArrowUp' ? 40 : e.key === 'ArrowDown' ? -40 : 0);
      done();
    } else if (!node) return;
    else if (e.key.startsWith('Arrow')) { const to = this.neighbour(node.id, e.key); if (to !== null) this.rove(to, true); done(); } else if (e.key === 'Home' || e.key === 'End') { const all = this.drawn!.boxes; this.rove(all[e.key === 'Home' ? 0 : all.length - 1]!.id, true); done(); } else if (e.key === 'Enter') { this.chooses.jump(node); done(); } else if (e.key === ' ') { this.chooses.choose(node, true); done(); }
  }
}
