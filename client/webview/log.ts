// The page of the log reader: one line explained, or many counted by cause with a picture over time. Draws what it is given.
import type { Said, Shown, ShownCause, ShownLine, ShownLog, ShownWords } from '../src/log/view.ts';
import { h, s, words } from './dom.ts';
import './log.css';

const host = acquireVsCodeApi(), say = (message: Said): void => host.postMessage(message);

function lineOf(body: ShownLine, w: ShownWords): Node[] {
  const { timeout } = body;
  const open = timeout?.at && h('button', { class: 'link', type: 'button' }, w.openLine);
  if (open) open.addEventListener('click', () => say({ type: 'open', ...timeout.at! }));
  const points = [...body.points.map((p) => [p.label, [p.text]] as const), ...(timeout ? [[timeout.label, [timeout.text, open]] as const] : [])];
  const total = Math.max(1, ...body.phases.map((p) => (p.from ?? 0) + (p.ms ?? 0)));
  return [
    h('pre', { tabindex: 0, 'aria-label': w.line }, body.line),
    h('p', {}, body.happened),
    h('dl', {}, ...points.flatMap(([label, text]) => [h('dt', {}, label), h('dd', {}, ...text)])),
    ...(body.phases.length ? [h('h2', {}, w.phases), h('table', {}, ...body.phases.map((p) => h('tr', {},
      h('th', { scope: 'row' }, h('code', {}, p.timer), ` ${p.what}`),
      h('td', { class: 'number' }, p.took),
      h('td', { class: 'phase', 'aria-hidden': 'true' }, s('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none' },
        !p.ms ? null : s('rect', { class: p.from === null ? 'whole' : 'part', x: (100 * (p.from ?? 0)) / total, y: 2, height: 6, width: Math.max(0.4, (100 * p.ms) / total) })))))) ] : []),
  ];
}

const time = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, 19);
/** Only what differs from the whole picture's first day. */
const clock = (ms: number, { from, step, size }: NonNullable<ShownLog['spans']>): string => (time(from).slice(0, 10) === time(from + step * size - 1).slice(0, 10) ? time(ms).slice(11) : time(ms).slice(0, step < 86_400_000 ? 16 : 10));

function logOf(body: ShownLog, w: ShownWords): Node[] {
  const number = new Intl.NumberFormat(w.language), { spans } = body, marks: SVGRectElement[] = [];
  const span = (i: number): string => words(w.from, clock(spans!.from + i * spans!.step, spans!), clock(spans!.from + (i + 1) * spans!.step, spans!));
  /** One bar for each span; the highest is as high as the picture, and says so. */
  const chart = (c: ShownCause): Element => {
    const { size } = spans!, most = Math.max(...c.times), where = c.times.indexOf(most), mark = s('rect', { class: 'here', x: 0, y: 0, width: 1, height: 100, visibility: 'hidden' });
    marks.push(mark);
    const alone = words(w.most, number.format(most), span(where));
    const bars = c.times.flatMap((n, i) => (n ? [s('rect', { class: c.tone, x: i, width: 0.9, y: 100 - Math.max(4, (96 * n) / most), height: Math.max(4, (96 * n) / most) })] : []));
    return s('svg', { role: 'img', viewBox: `0 0 ${size} 100`, preserveAspectRatio: 'none', 'aria-label': most ? `${c.title}: ${alone}` : `${c.title}: ${w.noTimes}` }, mark, s('line', { class: 'ground', x1: 0, x2: size, y1: 99, y2: 99 }), ...bars);
  };
  const row = (c: ShownCause): Element => h('li', {}, h('span', { class: 'count' }, number.format(c.count)),
    h('div', {}, h('h3', {}, c.title), c.detail && h('p', {}, c.detail)), spans ? h('div', { class: 'time' }, chart(c)) : h('span'));
  const list = h('ul', { class: 'rows' }, ...body.causes.map(row));
  const advice = body.causes.filter((c) => c.next), next = advice.length ? [h('h2', {}, w.next), h('dl', { class: 'advice' }, ...advice.flatMap((c) => [h('dt', {}, c.title), h('dd', {}, c.next)]))] : [];
  if (!spans) return [list, ...next];
  list.append(h('li', { class: 'pick' }, h('div', { class: 'axis', 'aria-hidden': 'true' }, h('span', {}, clock(spans.from, spans)), h('span', {}, clock(spans.from + spans.step * spans.size, spans)))));
  const slider = h('input', { type: 'range', id: 'when', min: 0, max: spans.size - 1, step: 1, value: 0 }), told = h('output', { for: 'when' });
  list.append(h('li', { class: 'pick' }, h('label', { for: 'when' }, w.time), slider));
  const point = (): void => {
    const at = Number(slider.value), here = body.causes.filter((c) => c.times[at]);
    for (const m of marks) { m.setAttribute('x', String(at)); m.setAttribute('visibility', 'visible'); }
    const text = `${span(at)}: ${here.length ? here.map((c) => `${number.format(c.times[at]!)} ${c.title}`).join('; ') : w.nothing}`;
    told.textContent = text;
    slider.setAttribute('aria-valuetext', text);
  };
  slider.addEventListener('input', point);
  for (const svg of list.querySelectorAll('svg')) svg.addEventListener('click', (e) => {
    const box = svg.getBoundingClientRect();
    slider.value = String(Math.min(spans.size - 1, Math.floor(((e.clientX - box.left) / box.width) * spans.size)));
    point();
  });
  return [h('h2', {}, w.overTime), h('p', {}, w.overTimeIntro), list, told, table(body, w, number, span), ...next];
}

/** The same numbers in words and cells, for whom a picture says nothing. */
function table(body: ShownLog, w: ShownWords, number: Intl.NumberFormat, span: (i: number) => string): Element {
  const filled = Array.from({ length: body.spans!.size }, (_, i) => i).filter((i) => body.causes.some((c) => c.times[i]));
  return h('details', {}, h('summary', {}, w.asTable), h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': w.asTable }, h('table', {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, w.time), ...body.causes.map((c) => h('th', { scope: 'col', class: 'number' }, c.title)))),
    h('tbody', {}, ...filled.map((i) => h('tr', {}, h('th', { scope: 'row' }, span(i)), ...body.causes.map((c) => h('td', { class: 'number' }, number.format(c.times[i] ?? 0)))))))));
}

addEventListener('message', ({ data }: MessageEvent<Shown>) => {
  const { about, words: w, body } = data;
  document.documentElement.lang = w.language;
  document.body.replaceChildren(h('main', {}, h('h1', {}, body.title), h('p', { class: 'about' }, about), ...(body.kind === 'line' ? lineOf(body, w) : logOf(body, w))));
  scrollTo(0, 0);
});
say({ type: 'ready' });
