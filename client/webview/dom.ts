// Elements in few words. Text goes in as text only: nothing from outside is ever read as markup.
type Child = Node | string | null | false | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

function fill<T extends Element>(made: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  for (const c of children) if (c) made.append(c);
  return made;
}
export const h = <K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] => fill(document.createElement(name), attributes, children);
export const s = <K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] => fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);

/** `{0}` and so on in a sentence of the extension. */
export const words = (sentence: string, ...values: readonly (string | number)[]): string => sentence.replace(/\{(\d)\}/g, (_all, n: string) => String(values[Number(n)] ?? ''));
