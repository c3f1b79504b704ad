// What holds of all ACLs of a section, so that most conditions need not be read one by one.
import { isPredefinedAcl } from '../../language/acls.ts';
import { fetchInAcl } from '../../language/aclKeyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV } from '../../syntax/lexer.ts';
import { parseSample } from '../../syntax/sample.ts';
import type { Line } from '../../text/lineTree.ts';

/** Larger sections are looked at line by line: an edit must not cost what the section holds. */
const SMALL = 256;
const usable = (section: Section): boolean => section.names.size <= SMALL && section.document.tree.conditionalCount === 0 && section.opaque === 0;

/** Every ACL name that the section uses is declared above its first use, or predefined. False also means: not known. */
export function allDeclared(project: Project, section: Section): boolean {
  return usable(section) && project.lasting('allDeclared', section, () => {
    const { tree } = section.document;
    for (const [key, { declared, used }] of section.names) {
      if (used.length === 0 || !key.startsWith('acl ')) continue;
      if (declared.length === 0) { if (isPredefinedAcl(key.slice(4), section.document.target)) continue; return false; }
      let first = Number.POSITIVE_INFINITY;
      for (const l of declared) first = Math.min(first, tree.numberOf(l));
      for (const l of used) if (tree.numberOf(l) <= first) return false;
    }
    return true;
  });
}

/** The fetch of an ACL without quotes, escapes and variables. */
const AS_WRITTEN = /^\s*acl +[\w.-]+ +([\w.]+)(?:[(,][^\s"'\\$#]*)?(?: |$)/;
function fetchOf(project: Project, line: Line): string | null {
  const expression = project.lex(line.text).tokens[2];
  return expression && !(expression.flags & ENV) ? parseSample(expression.value).fetch.name : null;
}

/** What the section's own ACLs read: places where all of them have a value, and whether one reads raw bytes. Null: not known. */
export function aclReach(project: Project, section: Section): { readonly places: number; readonly raw: boolean } | null {
  return usable(section) ? project.lasting('aclReach', section, () => {
    let places = -1, raw = false;
    for (const line of section.lines('acl')) {
      const name = AS_WRITTEN.exec(line.text)?.[1] ?? fetchOf(project, line);
      const fetch = name === null ? null : fetchInAcl(name, section.document.target);
      if (!fetch) continue;
      if (fetch.availability !== null) places &= fetch.availability;
      if (fetch.uses.length > 0 && fetch.uses.every((u) => u === 'L6REQ' || u === 'L6RES')) raw = true;
    }
    return { places, raw };
  }) : null;
}
