// Where a section ends for a reader: blanks and the comment right above the next header belong to what follows.
import type { Document } from '../model/document.ts';
import type { Section } from '../model/section.ts';

/** Number of the section's last line that holds something of its own. */
export function lastLineOf(document: Document, section: Section): number {
  const { tree } = document, start = section.header ? tree.numberOf(section.header) : 0, end = document.endOf(section);
  let last = end ? tree.numberOf(end) - 1 : tree.lineCount - 1;
  if (end) while (last > start && /^\s*#/.test(tree.at(last).text)) last--;
  while (last > start && !/\S/.test(tree.at(last).text)) last--;
  return last;
}
