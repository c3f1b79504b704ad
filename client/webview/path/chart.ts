// The clock of an open WebSocket, drawn: silence rises, a ping sets it back to nothing, and what it reaches closes the connection.
import type { Timeline } from '../../../server/src/engine/features/path/model.ts';
import type { Texts } from '../../src/pathPage.ts';
import { filled, svg, widthOf } from './draw.ts';

const HEIGHT = 118, TOP = 22, BASE = 86, LEFT = 14, RIGHT = 14, USUAL: readonly [number, number] = [25_000, 60_000];
/** 90000 → `1m30s`; as the server writes durations. */
function duration(ms: number): string {
  let rest = Math.round(ms), text = '', parts = 0;
  for (const [unit, size] of [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]] as const) {
    const n = Math.floor(rest / size);
    if (n > 0 && parts < 2) text += `${n}${unit}`;
    if (text) parts++;
    rest -= n * size;
  }
  return text || '0';
}

export function chartOf(t: Timeline, texts: Texts, width: number): SVGSVGElement {
  const { ping, outerIdle } = t, limit = t.idle.known ? t.idle.ms : null, levels = [...(limit === null ? [] : [limit]), ...(outerIdle > 0 && (limit === null || outerIdle < limit) ? [outerIdle] : [])], closes = levels.length ? Math.min(...levels) : null;
  const saved = ping > 0 && (closes === null || ping < closes), cutAt = saved ? null : closes, teeth = saved ? 6 : 0;
  const span = saved ? ping * (teeth + 0.45) : Math.max(...[cutAt ?? 0, ping, cutAt !== null && cutAt <= 90_000 && ping === 0 ? USUAL[1] : 0]) * 1.12 || 1;
  const x = (time: number): number => LEFT + (time / span) * (width - LEFT - RIGHT), right = width - RIGHT;
  const root = svg('svg', { class: 'chart', width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': `${texts.tunnel}. ${t.verdict.text}` });
  const text = (content: string, at: number, y: number, kind: string, anchor = 'start'): void => { const w = widthOf(content, '11px'), px = anchor === 'end' ? Math.max(at, LEFT + w) : anchor === 'middle' ? Math.min(Math.max(at, LEFT + w / 2), right - w / 2) : Math.min(at, right - w); root.append(svg('text', { class: kind, x: Math.max(LEFT, px), y, 'text-anchor': anchor }, content)); };
  // heights are true as long as they can be told apart
  const most = Math.max(...levels, ping, 1), height = (ms: number): number => Math.max(0.2, Math.min(1, ms / most)), crushed = levels.some((l) => saved && ping / l < 0.2) || (levels.length > 1 && Math.min(...levels) / most < 0.2), y = (ms: number): number => BASE - (BASE - TOP) * (saved && ms === ping ? Math.min(height(ms), 0.55) : levels.length > 1 && ms === Math.min(...levels) ? Math.min(0.68, Math.max(0.4, height(ms))) : ms === most ? 1 : height(ms));
  if (limit !== null) {
    root.append(svg('path', { class: 'level', d: `M${LEFT},${y(limit)}H${right}` }));
    text(filled(texts.limit, duration(limit), t.idle.key ?? '', t.idle.from ?? ''), LEFT, y(limit) - 7, 'level');
  } else text(t.idle.known ? texts.none : texts.unknown, LEFT, TOP - 7, 'level');
  if (outerIdle > 0 && levels.includes(outerIdle)) {
    root.append(svg('path', { class: 'level outer', d: `M${LEFT},${y(outerIdle)}H${right}` }));
    text(filled(texts.outer, duration(outerIdle)), right, y(outerIdle) - 5, 'level outer', 'end');
  }
  if (cutAt !== null) {
    root.append(svg('rect', { class: 'gone', x: x(cutAt), y: TOP, width: Math.max(0, right - x(cutAt)), height: BASE - TOP }));
    if (ping === 0 && cutAt <= USUAL[1] * 1.5) {
      root.append(svg('rect', { class: 'usual', x: x(USUAL[0]), y: BASE + 1, width: x(USUAL[1]) - x(USUAL[0]), height: 5, rx: 2 }));
      text(texts.usual, x((USUAL[0] + USUAL[1]) / 2), BASE + 22, 'ping', 'middle');
    }
  }
  // the clock itself
  let d = `M${LEFT},${BASE}`;
  if (saved) {
    const up = y(ping);
    for (let i = 1; i <= teeth; i++) d += `L${x(ping * i)},${up}V${BASE}`;
    d += `L${right},${BASE - (BASE - up) * 0.45}`;
    root.append(svg('path', { class: 'area', d: `${d}V${BASE}Z` }), svg('path', { class: 'clock good', d }));
    for (let i = 1; i <= teeth; i++) root.append(svg('path', { class: 'pulse', d: `M${x(ping * i)},${BASE + 12}v-9m-3.5,3.5l3.5,-3.5l3.5,3.5` }));
    text(filled(texts.ping, duration(ping)), x(ping), BASE + 26, 'ping', 'middle');
  } else if (cutAt !== null) {
    d += `L${x(cutAt)},${y(cutAt)}`;
    root.append(svg('path', { class: 'area', d: `${d}V${BASE}Z` }), svg('path', { class: 'clock bad', d }), svg('path', { class: 'cut', d: `M${x(cutAt)},${TOP - 4}V${BASE + 6}` }), svg('circle', { class: 'cut', cx: x(cutAt), cy: y(cutAt), r: 8 }), svg('path', { class: 'cross', d: `M${x(cutAt) - 3.2},${y(cutAt) - 3.2}l6.4,6.4m0,-6.4l-6.4,6.4` }));
    const label = filled(texts.cut, duration(cutAt)), room = right - x(cutAt) - 18;
    if (room >= widthOf(label, '600 11px')) text(label, x(cutAt) + 14, BASE - 10, 'cut'); else text(label, x(cutAt) - 14, BASE - 10, 'cut', 'end');
    if (ping > 0) { root.append(svg('path', { class: 'pulse late', d: `M${x(ping)},${BASE + 12}v-9m-3.5,3.5l3.5,-3.5l3.5,3.5` })); text(filled(texts.late, duration(ping)), x(ping), BASE + 26, 'ping', 'middle'); }
  } else root.append(svg('path', { class: 'clock open', d: `${d}L${right},${TOP + 14}` }));
  root.append(svg('path', { class: 'axis', d: `M${LEFT},${BASE}H${right}` }), svg('circle', { class: 'start', cx: LEFT, cy: BASE, r: 3.5 }));
  if (!saved || x(ping) - widthOf(filled(texts.ping, duration(ping)), '11px') / 2 > LEFT + 60) text(t.tcp ? texts.connected : '101', LEFT, BASE + 22, 'axis');
  if (crushed) text(texts.scale, right, BASE + 26, 'axis', 'end');
  return root;
}
