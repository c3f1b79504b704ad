// Lines that differ in names and small numbers alone: what was found of the first of them while a file was read goes for
// the others, which are then not taken apart into words. No line holds a line feed, so keys hold one and are no line.
import { isPlainAddress } from '../language/plainAddress.ts';
import { hasBackend, type SectionKind } from './keyword.ts';
import { connectsTo } from './local.ts';
import type { NameUse } from './names.ts';

/** A name on a line, where its place in the line does not matter. */
export type Mention = Pick<NameUse, 'kind' | 'name' | 'declares'>;

/** `names` decide more than the shape does: rules that look names up have to look again. */
export interface Shape { readonly key: string; readonly mentions: readonly Mention[]; readonly names: boolean }

const SERVER = /^[ \t]+server +([\w.-]+) +(\S+) +([^"'\\#$]*)$/;
/** Names of ACLs that HAProxy defines itself are in capitals. */
const USE_BACKEND = /^[ \t]+use_backend +([\w.-]+) +(if|unless)((?: +!?[a-z][\w.-]*)+) *$/;
const JOINING = /^!?(?:if|unless|or|and)$/i;
/** Tests of strings, with words that are neither numbers nor addresses. */
const ACL = /^[ \t]+acl +([a-z][\w.-]*) +((?:(?:req\.)?f?hdr(?:_(?:beg|dir|dom|end|sub))?\([\w-]+\)|(?:path|url|base)(?:_(?:beg|dir|dom|end|sub))?|req[._]ssl_sni|ssl_fc_sni)(?: +-i)?(?: +-m +(?:str|beg|end|sub|dir|dom))?)((?: +[A-Za-z/][\w./-]*)+) *$/;
/** Whole numbers and times from 1 to 255 (of weights, intervals and limits, HAProxy takes all of these or none). */
const NUMBER = / (?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(ms|s|m|h)?(?= |$)/g;
/** The number at the end of a name, `img_12`, and that of a path, ` /12`. */
const NUMBERED = /_\d+(?!\d|\.\d)| \/\d+(?= |$)/g;
const SIGN = /upgrade|connection|websocket/i;
const NO_MENTIONS: readonly Mention[] = [];
const INDENTED = /^[ \t]+(\w)/;

/** The shape of a line that was not seen before; null when the line has to be read. */
export function shapeOf(kind: SectionKind, text: string): Shape | null {
  switch (INDENTED.exec(text)?.[1]) {
    case 's': return serverShape(kind, text);
    case 'u': return routeShape(text);
    case 'a': return aclShape(text);
    case 'd': if (text.includes('default-server ') && !QUOTED.test(text)) return { key: `\nd${text.replace(NUMBER, ' \n$1')}`, mentions: NO_MENTIONS, names: false }; break;
    default: break;
  }
  const key = text.replace(NUMBERED, '\n');
  return key === text ? null : { key: `\n${key}`, mentions: NO_MENTIONS, names: false };
}
const QUOTED = /["'\\#$]/;

function serverShape(kind: SectionKind, text: string): Shape | null {
  const m = hasBackend(kind) ? SERVER.exec(text) : null;
  if (!m || !isPlainAddress(m[2]!) || connectsTo(m[2]!) !== null) return null;
  return { key: `\ns${m[3]!.replace(NUMBER, ' \n$1')}`, mentions: [{ kind: 'server', name: m[1]!, declares: true }], names: false };
}

/** `use_backend` with a condition of names alone, all of which have to hold; a term keeps its `!`. */
export interface PlainRule { readonly backend: string; readonly unless: boolean; readonly terms: readonly string[] }

export function plainRule(text: string): PlainRule | null {
  const m = USE_BACKEND.exec(text), terms = m?.[3]!.split(' ').filter((x) => x !== '');
  return m && terms && !terms.some((x) => JOINING.test(x)) ? { backend: m[1]!, unless: m[2] === 'unless', terms } : null;
}

function routeShape(text: string): Shape | null {
  const rule = plainRule(text);
  if (!rule) return null;
  const mentions: Mention[] = [{ kind: 'backend', name: rule.backend, declares: false }];
  for (const x of rule.terms) mentions.push({ kind: 'acl', name: x.startsWith('!') ? x.slice(1) : x, declares: false });
  return { key: rule.unless ? '\nunless' : '\nif', mentions, names: true };
}

function aclShape(text: string): Shape | null {
  const m = ACL.exec(text);
  // of WebSockets more is asked than the words alone say
  return m && !SIGN.test(text) ? { key: `\na${m[2]!}`, mentions: [{ kind: 'acl', name: m[1]!, declares: true }], names: false } : null;
}
