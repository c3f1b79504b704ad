// The drawn picture as a file of its own: every style that the page gives is written into it, in the colours of the theme.
const STYLES = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'fill-opacity', 'stroke-opacity', 'font-family', 'font-size', 'font-weight', 'letter-spacing', 'opacity'];

export function standalone(picture: SVGSVGElement, content: SVGGElement, width: number, height: number): string {
  const copy = picture.cloneNode(true) as SVGSVGElement, from = picture.querySelectorAll('*'), to = copy.querySelectorAll('*');
  for (const [i, element] of from.entries()) {
    const style = getComputedStyle(element), target = to[i]!;
    for (const name of STYLES) { const value = style.getPropertyValue(name); if (value) target.setAttribute(name, value); }
    for (const name of ['class', 'tabindex', 'role', 'aria-label', 'aria-current', 'data-id']) target.removeAttribute(name);
  }
  const inner = [...copy.children].find((_, i) => picture.children[i] === content);
  inner?.removeAttribute('transform');
  for (const name of [...copy.attributes].map((a) => a.name)) copy.removeAttribute(name);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(Math.ceil(width)));
  copy.setAttribute('height', String(Math.ceil(height)));
  copy.setAttribute('viewBox', `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`);
  const back = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: getComputedStyle(document.body).backgroundColor })) back.setAttribute(name, value);
  copy.prepend(back);
  return new XMLSerializer().serializeToString(copy);
}
