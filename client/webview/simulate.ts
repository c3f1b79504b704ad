// The page of the request simulator: a form, what happens to its request, and the rules that were tried. The form belongs to the page, and
// is filled from outside only when somebody asks for it; the rest is drawn anew with each answer.
import { asksForSocket, type Form, plainHeaders, type Said, type Shown, withSocket, type Words } from '../src/simulate/view.ts';
import { h, words } from './dom.ts';
import './simulate.css';

const host = acquireVsCodeApi(), say = (message: Said): void => host.postMessage(message);
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

interface Page { readonly fields: Readonly<Record<keyof Form, Field>>; readonly socket: HTMLButtonElement; readonly about: HTMLElement; readonly outcome: HTMLElement; readonly limits: HTMLElement; readonly steps: HTMLElement; readonly only: HTMLInputElement }
let page: Page | null = null, filled = -1, last: Shown | null = null;

/** Words in backticks are code. */
function told(text: string): Node[] {
  return text.split(/(`+[^`](?:.*?[^`])?`+)/).filter((x) => x !== '').map((x) => { const m = /^(`+) ?(.*?) ?\1$/.exec(x); return m ? h('code', {}, m[2]!) : document.createTextNode(x); });
}

function build(w: Words): Page {
  const text = (id: string, more: Record<string, string> = {}): HTMLInputElement => h('input', { id, type: 'text', spellcheck: 'false', autocomplete: 'off', ...more }), check = (id: string): HTMLInputElement => h('input', { id, type: 'checkbox' });
  const fields = { entry: h('select', { id: 'entry' }), method: text('method', { size: '8' }), host: text('host'), target: text('target'), headers: h('textarea', { id: 'headers', rows: 5, spellcheck: 'false', 'aria-describedby': 'headers-hint' }), http2: check('http2'), tls: check('tls'), sni: text('sni'), source: text('source') };
  const field = (name: keyof Form, label: string, hint?: Node): HTMLElement => h('div', { class: `field ${name}` }, h('label', { for: name }, label), fields[name], hint ?? null);
  const box = (name: 'http2' | 'tls', label: string): HTMLElement => h('div', { class: 'box' }, fields[name], h('label', { for: name }, label));
  const socket = h('button', { type: 'button', id: 'socket' }), only = check('only');
  const made: Page = { fields, socket, about: h('p', { class: 'about' }), outcome: h('div', { id: 'outcome', role: 'status', 'aria-live': 'polite' }), limits: h('div'), steps: h('ol', { class: 'steps' }), only };
  const form = h('form', { 'aria-label': w.form },
    field('entry', w.entry), h('div', { class: 'row' }, field('method', w.method), field('target', w.target)), h('div', { class: 'row' }, field('host', w.host), field('source', w.source)),
    field('headers', w.headers, h('small', { id: 'headers-hint' }, w.headersHint)), h('div', { class: 'row boxes' }, box('http2', w.http2), box('tls', w.tls), field('sni', w.sni), socket));
  form.addEventListener('submit', (e) => e.preventDefault());
  form.addEventListener('input', ask);
  fields.entry.addEventListener('change', () => { const e = last?.simulation.entries.find((x) => x.id === fields.entry.value); if (e && e.tls !== null && e.mode !== 'tcp') { fields.tls.checked = e.tls; ask(); } });
  socket.addEventListener('click', () => { const now = fields.headers.value, is = asksForSocket({ headers: now }); fields.headers.value = is ? plainHeaders(now) : withSocket(now); if (!is) fields.method.value = 'GET'; ask(); });
  only.addEventListener('change', () => { if (last) drawSteps(made, last); });
  document.body.replaceChildren(h('main', {}, h('h1', {}, document.title), made.about, form, h('section', { 'aria-labelledby': 'happens' }, h('h2', { id: 'happens' }, w.outcome), made.outcome, made.limits),
    h('section', { 'aria-labelledby': 'tried' }, h('h2', { id: 'tried' }, w.steps), h('div', { class: 'box only' }, only, h('label', { for: 'only' }, w.onlyThose)), made.steps)));
  return made;
}

function read({ fields: f }: Page): Form {
  const box = (x: Field): boolean => (x as HTMLInputElement).checked;
  return { entry: f.entry.value || null, method: f.method.value, host: f.host.value, target: f.target.value, headers: f.headers.value, http2: box(f.http2), tls: box(f.tls), sni: f.sni.value, source: f.source.value };
}
function ask(): void {
  if (!page || !last) return;
  const form = read(page);
  label(page, last.words, form);
  say({ type: 'ask', form });
}
function label({ socket, fields }: Page, w: Words, form: Form): void {
  socket.textContent = asksForSocket(form) ? w.plain : w.webSocket;
  (fields.sni as HTMLInputElement).disabled = !form.tls;
}

function fill(p: Page, { form }: Shown): void {
  for (const [name, field] of Object.entries(p.fields) as [keyof Form, Field][]) if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = form[name] === true; else if (name !== 'entry') field.value = String(form[name] ?? '');
  p.fields.entry.value = form.entry ?? '';
}

function draw(p: Page, shown: Shown): void {
  const { simulation: s, words: w } = shown, link = (at: { uri: string; line: number } | null): Node | null => at && go(at, words(w.because, at.line + 1), w.goTo);
  const list = p.fields.entry as HTMLSelectElement, chosen = list.value;
  const ids = s.entries.map((e) => e.id);
  if (ids.join('\n') !== [...list.options].map((o) => o.value).join('\n')) {
    list.replaceChildren(...s.entries.map((e) => h('option', { value: e.id }, `${e.id}${e.tls ? ' · TLS' : ''}${e.mode && e.mode !== 'http' ? ` · mode ${e.mode}` : ''}`)));
    list.value = ids.includes(chosen) ? chosen : s.entry ?? '';
  }
  p.about.textContent = shown.about;
  const html = [...s.problems.map((x) => h('p', { class: 'problem' }, ...told(x))), ...(s.outcomes.length > 1 ? [h('p', {}, `${w.outcomes}:`)] : []),
    ...s.outcomes.map((o) => h('p', { class: `result ${s.outcomes.length > 1 ? 'unknown' : o.kind === 'backend' ? 'yes' : 'ends'}` }, ...told(o.says), ' ', link(o.at)))];
  // a live region speaks of what changes: the same words are left alone
  const next = h('div', {}, ...html);
  if (next.textContent !== p.outcome.textContent || next.childElementCount !== p.outcome.firstElementChild?.childElementCount) p.outcome.replaceChildren(next);
  const served = s.outcomes.filter((o) => o.limits.length > 0), limits = served.length === 1 ? served[0]!.limits : [];
  p.limits.replaceChildren(...(limits.length ? [h('h3', {}, w.limits), h('dl', {}, ...limits.map((l) => h('div', {}, h('dt', {}, l.key), h('dd', {}, l.value, ' ', link(l.at)))))] : []));
  drawSteps(p, shown);
}

function go(at: { readonly uri: string; readonly line: number }, text: string, title: string): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'link', title }, text);
  button.addEventListener('click', () => say({ type: 'open', uri: at.uri, line: at.line }));
  return button;
}

const MARK = { yes: '✓', no: '–', unknown: '?' } as const;

function drawSteps(p: Page, { simulation: s, words: w }: Shown): void {
  const verdict = { yes: w.applies, no: w.not, unknown: w.unknown }, rows: HTMLElement[] = [];
  let section = '';
  for (const x of s.steps) {
    if (p.only.checked && x.verdict === 'no') continue;
    if (x.section !== section) { section = x.section; rows.push(h('li', { class: 'section' }, h('h3', {}, section))); }
    rows.push(h('li', { class: x.verdict }, h('span', { class: 'mark', 'aria-hidden': 'true' }, MARK[x.verdict]), h('div', {},
      h('p', { class: 'head' }, go(x.at, x.text, `${w.goTo} ${x.at.line + 1}`), h('span', { class: 'verdict' }, verdict[x.verdict])),
      x.does ? h('p', {}, ...told(x.does)) : null,
      x.terms.length ? h('ul', {}, ...x.terms.map((y) => h('li', {}, h('code', {}, y.term), ` ${y.answer === null ? w.unknown : y.answer ? w.yes : w.no}: `, ...told(y.saw)))) : null)));
  }
  if (rows.length === 0) rows.push(h('li', { class: 'none' }, w.noRules));
  p.steps.replaceChildren(...rows);
}

addEventListener('message', ({ data }: MessageEvent<Shown>) => {
  last = data;
  document.documentElement.lang = data.words.language;
  document.title = data.title;
  const fresh = page === null;
  page ??= build(data.words);
  if (fresh || data.filled !== filled) { filled = data.filled; draw(page, data); fill(page, data); } else draw(page, data);
  label(page, data.words, read(page));
});
say({ type: 'ready' });
