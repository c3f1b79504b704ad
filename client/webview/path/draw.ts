// Small pieces: elements, shortened text.
const SVG = 'http://www.w3.org/2000/svg';
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

function fill<T extends Element>(element: T, attributes: Attributes, children: readonly (Node | string | null)[]): T {
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  for (const c of children) if (c !== null) element.append(c);
  return element;
}
export const svg = <K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly (Node | string | null)[]): SVGElementTagNameMap[K] => fill(document.createElementNS(SVG, tag), attributes, children);
export const html = <K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly (Node | string | null)[]): HTMLElementTagNameMap[K] => fill(document.createElement(tag), attributes, children);

let pen: CanvasRenderingContext2D | null = null;
/** Width of a text in pixels. @param font as in CSS, `600 13px` */
export function widthOf(text: string, font: string): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * 7;
  pen.font = `${font} ${getComputedStyle(document.body).fontFamily || 'sans-serif'}`;
  return pen.measureText(text).width;
}
/** As much of the text as fits, with an ellipsis where some is missing. */
export function shortened(text: string, font: string, width: number): string {
  if (widthOf(text, font) <= width) return text;
  let lo = 0, hi = text.length;
  while (lo < hi) { const mid = (lo + hi + 1) >> 1; if (widthOf(`${text.slice(0, mid)}…`, font) <= width) lo = mid; else hi = mid - 1; }
  return `${text.slice(0, lo).trimEnd()}…`;
}

/** `{0} of {1}` filled in. */
export const filled = (text: string, ...args: readonly (string | number)[]): string => text.replace(/\{(\d)\}/g, (_all, n: string) => String(args[Number(n)] ?? ''));
