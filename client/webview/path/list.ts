// The same as a table: every path in words, for screen readers and for whoever likes lists.
import type { Way } from '../../../server/src/engine/features/path/model.ts';
import type { Texts } from '../../src/pathPage.ts';
import { html } from './draw.ts';

export function listOf(ways: readonly Way[], chosen: string | null, texts: Texts, turn: (id: string) => void): HTMLElement {
  const { columns } = texts, row = (w: Way): HTMLElement => {
    const name = html('button', { type: 'button', class: 'link', 'aria-pressed': String(w.id === chosen) }, `${w.frontend.name} → ${w.backend.name}`);
    name.addEventListener('click', () => turn(w.id));
    const lines = (all: readonly string[]): HTMLElement => html('td', {}, ...all.slice(0, 4).map((x) => html('div', { title: x }, x)), ...(all.length > 4 ? [`+ ${all.length - 4}`] : []));
    return html('tr', { class: w.id === chosen ? 'chosen' : '' }, html('th', { scope: 'row' }, name, html('div', { class: 'sign' }, texts[w.sign ?? 'other'])), lines(w.binds), lines(w.conditions), html('td', {}, w.servers), html('td', { class: `tone-${w.tone}` }, w.idle), html('td', {}, String(w.findings)));
  };
  return html('div', { class: 'list', tabindex: 0, role: 'region', 'aria-label': texts.caption }, html('table', {}, html('caption', {}, texts.caption), html('thead', {}, html('tr', {}, ...[columns.path, columns.binds, columns.conditions, columns.servers, columns.idle, columns.findings].map((c) => html('th', { scope: 'col' }, c)))), html('tbody', {}, ...ways.map(row))));
}
