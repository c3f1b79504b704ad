// The page of the panel: what it asks for, what it was told, and where it is put. No word of it comes from anywhere but the extension.
import './path.css';
import type { PathModel, PathNode, PathView } from '../../../server/src/engine/features/path/model.ts';
import type { FromPage, Texts, ToPage } from '../../src/pathPage.ts';
import { html, svg } from './draw.ts';
import { standalone } from './export.ts';
import type { Direction } from './layout.ts';
import { listOf } from './list.ts';
import { Picture, type Viewport } from './picture.ts';
import { type Opens, timelineOf, verdictOf } from './timeline.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; getState(): unknown; setState(state: unknown): void };
interface State { uri: string; view: PathView; direction: Direction | null; list: boolean; open: string[]; viewport: Viewport | null }

const vscode = acquireVsCodeApi(), MORE = 12, breaches: string[] = [];
document.addEventListener('securitypolicyviolation', (e) => { breaches.push(`${e.violatedDirective} ${e.blockedURI}`); });
const fresh = (): PathView => ({ webSocketOnly: true, frontend: null, find: '', expanded: {}, selected: null, stay: null, at: null, list: false });
const kept = vscode.getState() as Partial<State> | undefined;
const state: State = { uri: kept?.uri ?? document.body.dataset.uri ?? '', view: { ...fresh(), ...kept?.view, at: null }, direction: kept?.direction ?? null, list: kept?.list ?? false, open: kept?.open ?? ['found'], viewport: kept?.viewport ?? null };
let texts: Texts | null = null, model: PathModel | null = null, told = false;

const app = document.getElementById('app')!, tools = html('header', { class: 'tools' }), verdict = html('div', { class: 'top' }), notice = html('p', { class: 'notice', role: 'status' }), stage = html('div', { class: 'stage' }), bottom = html('div', { class: 'bottom' });
const main = html('main', {}, verdict, notice, stage, bottom);
const say = (message: FromPage): void => vscode.postMessage(message);
const keep = (): void => { vscode.setState({ ...state, viewport: picture.moved ? picture.viewport : null } satisfies State); };
const ask = (change: Partial<PathView>): void => { state.view = { ...state.view, stay: model?.timeline?.way.id ?? state.view.stay, ...change }; keep(); say({ type: 'view', view: state.view }); };
const open = (at: { uri: string; line: number } | null, focus: boolean): void => { if (at) say({ type: 'open', at, focus }); };

const picture = new Picture({
  choose(node, focus) {
    if (node.kind === 'group') { const id = groupOf(node); ask({ expanded: { ...state.view.expanded, [id]: (state.view.expanded[id] ?? 0) + MORE } }); return; }
    ask({ selected: node.way, at: node.at });
    open(node.at, focus && false);
  },
  jump(node) { if (node.kind !== 'group') open(node.at, true); else this.choose(node, true); },
});
picture.direction = state.direction;
/** Groups of backends alike are three boxes: of their rules, themselves, their servers. */
const groupOf = ({ id }: PathNode): string => id.replace(/( alike \d+) (?:rule|backend|server)$/, '$1');
const opens: Opens = { open: (at) => open(at, true), turn: (id) => ask({ selected: id }) };

const ICONS = {
  picture: 'M1.5,6h4v4h-4zM10.5,2h4v4h-4zM10.5,10h4v4h-4zM5.5,7.5L10.5,4M5.5,8.5L10.5,12', list: 'M2,3.5h12M2,8h12M2,12.5h12', minus: 'M3,8h10', plus: 'M3,8h10M8,3v10', fit: 'M2,5.5V2h3.5M10.5,2H14v3.5M14,10.5V14h-3.5M5.5,14H2v-3.5', turn: 'M2.5,6.5A6,6 0 0 1 13.5,8M13.5,3v5h-5M13.5,11.5a6,6 0 0 1 -8,2',
};
function button(label: string, icon: keyof typeof ICONS, act: () => void, pressed?: boolean): HTMLButtonElement {
  const b = html('button', { type: 'button', class: 'icon', title: label, 'aria-label': label, ...(pressed === undefined ? {} : { 'aria-pressed': String(pressed) }) }, svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: ICONS[icon] })));
  b.addEventListener('click', act);
  return b;
}

/** Made once for each set of texts and frontends, so that what is being typed stays. */
let made = '';
function drawTools(t: Texts, m: PathModel): void {
  const key = JSON.stringify([m.frontends, m.webSocket, state.view.webSocketOnly, state.view.frontend, state.list]);
  if (key === made) return;
  made = key;
  const typed = tools.querySelector('input'), typing = typed !== null && document.activeElement === typed, only = html('button', { type: 'button', class: 'toggle', title: t.onlyTitle, 'aria-pressed': String(state.view.webSocketOnly && m.webSocket), ...(m.webSocket ? {} : { disabled: true }) }, t.only), find = typed ?? html('input', { type: 'search', placeholder: t.find, 'aria-label': t.find, value: state.view.find });
  only.addEventListener('click', () => ask({ webSocketOnly: !state.view.webSocketOnly }));
  if (!typed) find.addEventListener('input', () => ask({ find: find.value, expanded: {} }));
  const parts: HTMLElement[] = [only];
  if (m.frontends.length > 1) {
    const choice = html('select', { 'aria-label': t.frontend }, html('option', { value: '' }, t.allFrontends), ...m.frontends.filter((f) => f.sign || !state.view.webSocketOnly || !m.webSocket || f.id === state.view.frontend).map((f) => html('option', { value: f.id, ...(f.id === state.view.frontend ? { selected: true } : {}) }, f.name)));
    choice.addEventListener('change', () => ask({ frontend: choice.value || null, expanded: {} }));
    parts.push(choice);
  }
  const swap = (list: boolean) => (): void => { state.list = list; made = ''; ask({ list }); };
  tools.replaceChildren(...parts, find, html('span', { class: 'gap' }),
    html('span', { class: 'group' }, button(t.picture, 'picture', swap(false), !state.list), button(t.list, 'list', swap(true), state.list)),
    ...(state.list ? [] : [html('span', { class: 'group' }, button(t.zoomOut, 'minus', () => { picture.zoom(1 / 1.25); keep(); }), button(t.fit, 'fit', () => { picture.overview(); keep(); }), button(t.zoomIn, 'plus', () => { picture.zoom(1.25); keep(); }), button(t.turn, 'turn', turnAround))]),
    html('span', { class: 'group' }, ...(state.list ? [] : [word('SVG', t.svg, () => exportSvg(false))]), word('Mermaid', t.mermaid, () => say({ type: 'mermaid' }))));
  if (typing) find.focus();
}
function word(text: string, title: string, act: () => void): HTMLButtonElement {
  const b = html('button', { type: 'button', class: 'icon word', title }, text);
  b.addEventListener('click', act);
  return b;
}
function turnAround(): void {
  state.direction = picture.direction = picture.drawn?.direction === 'LR' ? 'TB' : 'LR';
  picture.moved = false;
  draw();
  picture.fit();
  keep();
}
function exportSvg(asked: boolean): void {
  const drawn = picture.element.isConnected ? picture.drawn : null;
  if (drawn || asked) say({ type: 'svg', text: drawn ? standalone(picture.element, picture.content, drawn.layout.width, drawn.layout.height) : '', asked });
}

function draw(): void {
  const t = texts;
  if (!t) return;
  const begun = performance.now();
  if (!app.firstChild) app.append(tools, main);
  if (!model) {
    if (!told) return;
    tools.replaceChildren(); made = '';
    for (const e of [verdict, stage, bottom]) e.replaceChildren();
    notice.textContent = t.nothing;
    report(begun);
    return;
  }
  const m = model, { timeline } = m;
  drawTools(t, m);
  notice.textContent = m.nodes.length === 0 ? t.empty : !m.webSocket ? t.noSocket : '';
  verdict.replaceChildren(...(timeline ? [verdictOf(timeline, m.turn, t, opens)] : []));
  const width = Math.max(280, Math.min(1100, main.clientWidth - 40)), focus = document.activeElement instanceof HTMLElement && bottom.contains(document.activeElement) ? [...bottom.querySelectorAll('button, summary')].indexOf(document.activeElement) : -1;
  bottom.replaceChildren(...(timeline ? [timelineOf(timeline, t, width, opens, new Set(state.open))] : []));
  if (focus >= 0) (bottom.querySelectorAll('button, summary')[focus] as HTMLElement | undefined)?.focus();
  if (state.list) stage.replaceChildren(listOf(m.ways, timeline?.way.id ?? null, t, (id) => ask({ selected: id })));
  else {
    if (picture.element.parentElement !== stage) stage.replaceChildren(picture.element, legend(t));
    picture.show(m, t);
    if (state.viewport) { picture.viewport = state.viewport; state.viewport = null; }
  }
  report(begun);
}
function report(begun: number): void {
  const drawn = model && !state.list ? model.nodes.map((n) => n.id) : [];
  say({ type: 'rendered', uri: state.uri, nodes: drawn, selected: model?.timeline?.way.id ?? null, here: model?.here ?? null, verdict: model?.timeline?.verdict.text ?? '', breaches: [...breaches], ms: Math.round(performance.now() - begun) });
}

const legend = (t: Texts): HTMLElement => html('ul', { class: 'legend', 'aria-hidden': 'true' }, ...(['strong', 'weak', 'other', 'open'] as const).map((k) => html('li', { class: k }, t[k])));

/** The cursor moved: within the same box nothing has to be asked. */
function moveTo(at: PathView['at']): void {
  if (!at || (at.uri === state.view.at?.uri && at.line === state.view.at.line)) return;
  const here = model && smallest(model.nodes, at);
  if (here && here.id === model!.here) { state.view = { ...state.view, at }; return; }
  const through = here && model!.timeline?.nodes.includes(here.id);
  ask({ at, ...(through ? {} : { selected: null }) });
}
function smallest(nodes: readonly PathNode[], at: { uri: string; line: number }): PathNode | null {
  let best: PathNode | null = null;
  for (const n of nodes) if (n.at?.uri === at.uri && n.at.line <= at.line && at.line <= n.to && n.kind !== 'unknown' && (!best || n.to - n.at.line < best.to - best.at!.line)) best = n;
  return best;
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'start') {
    texts = data.texts;
    if (data.at && data.at.uri !== state.uri && state.uri === '') state.uri = data.at.uri;
    ask({ at: data.at });
    draw();
  } else if (data.type === 'at') moveTo(data.at);
  else if (data.type === 'export') exportSvg(true);
  else if (data.type === 'model') {
    if (data.uri !== state.uri && model && data.model && data.model.files.join() !== model.files.join()) { state.view = { ...fresh(), at: state.view.at, list: state.list }; picture.moved = false; say({ type: 'view', view: state.view }); state.uri = data.uri; model = data.model; return; }
    state.uri = data.uri;
    told = true;
    model = data.model;
    keep();
    draw();
  }
});
bottom.addEventListener('toggle', (e) => { const part = (e.target as HTMLElement).dataset.part; if (part) { state.open = [...state.open.filter((p) => p !== part), ...((e.target as HTMLDetailsElement).open ? [part] : [])]; keep(); } }, true);
new ResizeObserver(() => { if (model) draw(); }).observe(app);
window.addEventListener('pagehide', keep);
say({ type: 'ready' });
