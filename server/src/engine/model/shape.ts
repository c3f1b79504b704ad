// Lines that differ in names and small numbers alone: what was found of the first of them while a file was read goes for
// the others, which are then not taken apart into words. No line holds a line feed, so it stands for what differs.
import { PLAIN_ADDRESS } from '../language/plainAddress.ts';
import type { SectionKind } from './keyword.ts';
import type { NameUse } from './names.ts';

/** A name on a line, where its place in the line does not matter. */
export type Mention = Pick<NameUse, 'kind' | 'name' | 'declares'>;

/** `mentions` null: those of the line that was read. `named`: rules look the names up, so they have to look again. */
export interface Shape { readonly key: string; readonly mentions: readonly Mention[] | null; readonly named: boolean }
export const NO_MENTIONS: readonly Mention[] = [];

/** A server with a plain name, at an IPv4 address on another machine: its options alone decide. */
const SERVER = new RegExp(`^[ \\t]+server +([\\w.-]+) +(?!127\\.)${PLAIN_ADDRESS} +([^"'\\\\#$]*)$`);
/** Its name and what stands behind the address. */
export const plainServer = (text: string): RegExpExecArray | null => SERVER.exec(text);

/** A proxy's header with a name that is nothing but a name. */
const HEADER = /^[ \t]*(frontend|backend|listen)[ \t]+([a-z0-9_][\w.-]*)[ \t]*$/;
export function plainHeader(text: string): { readonly kind: SectionKind; readonly name: string } | null {
  const m = HEADER.exec(text);
  return m && m[2] !== 'from' ? { kind: m[1]!, name: m[2]! } : null;
}

/** Whole numbers, times and sizes from 1 to 255 (of weights, intervals and limits, HAProxy takes all of these or none). */
const NUMBER = / (?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(ms|s|m|h|k)?(?= |$)/g;
/** A time: without a unit it is another matter. */
const TIMEOUT = /^([ \t]+timeout [\w-]+) (?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(ms|s|m|h)$/;
/** Limits, which may be any number. */
const LIMIT = / (maxconn|minconn|maxqueue) [1-9]\d{0,8}(?= |$)/g;
/** Options of servers, the same for all numbers that HAProxy treats alike. */
export const withoutNumbers = (options: string): string => options.replace(LIMIT, ' $1 \n').replace(NUMBER, ' \n$1');

/** The number at the end of a name, `img_12`, and that of a path, ` /12`. */
const NUMBERED = /_\d+(?!\d|\.\d)| \/\d+(?= |$)/g;
const QUOTED = /["'\\#$]/;
const INDENTED = /^[ \t]+(\w)/;

/** The shape of a line that is no server; null when it has none. */
export function shapeOf(text: string): Shape | null {
  switch (INDENTED.exec(text)?.[1]) {
    case 'u': return routeShape(text);
    case 'a': return aclShape(text);
    case 'd': if (text.includes('default-server ') && !QUOTED.test(text)) return { key: withoutNumbers(text), mentions: NO_MENTIONS, named: false }; break;
    case 's': if (text.includes('stick-table ') && !QUOTED.test(text)) return { key: withoutNumbers(text), mentions: null, named: false }; break;
    case 't': { const m = TIMEOUT.exec(text); return m && { key: `${m[1]!} \n${m[2]!}`, mentions: NO_MENTIONS, named: false }; }
    default: break;
  }
  const key = text.replace(NUMBERED, '\n');
  return key === text ? null : { key, mentions: NO_MENTIONS, named: false };
}

/** `use_backend` with a condition of names alone, all of which have to hold; a term keeps its `!`. */
export interface PlainRule { readonly backend: string; readonly unless: boolean; readonly terms: readonly string[] }

/** Names of ACLs that HAProxy defines itself are in capitals. */
const USE_BACKEND = /^[ \t]+use_backend +([\w.-]+) +(if|unless)((?: +!?[a-z][\w.-]*)+) *$/;
const JOINING = /^!?(?:if|unless|or|and)$/i;

export function plainRule(text: string): PlainRule | null {
  const m = USE_BACKEND.exec(text), terms = (m?.[3] ?? '').split(' ').filter((x) => x !== '');
  return m && !terms.some((x) => JOINING.test(x)) ? { backend: m[1]!, unless: m[2] === 'unless', terms } : null;
}

function routeShape(text: string): Shape | null {
  const rule = plainRule(text);
  if (!rule) return null;
  const mentions: Mention[] = [{ kind: 'backend', name: rule.backend, declares: false }];
  for (const x of rule.terms) mentions.push({ kind: 'acl', name: x.startsWith('!') ? x.slice(1) : x, declares: false });
  return { key: rule.unless ? '\nunless' : '\nif', mentions, named: true };
}

/** Tests of strings, with words that are neither numbers nor addresses. */
const ACL = /^[ \t]+acl +([a-z][\w.-]*) +((?:(?:req\.)?f?hdr(?:_(?:beg|dir|dom|end|sub))?\([\w-]+\)|(?:path|url|base)(?:_(?:beg|dir|dom|end|sub))?|req[._]ssl_sni|ssl_fc_sni)(?: +-i)?(?: +-m +(?:str|beg|end|sub|dir|dom))?)((?: +[A-Za-z/][\w./-]*)+) *$/;
/** Of WebSockets more is asked than the words alone say. */
const SIGN = /upgrade|connection|websocket/i;

function aclShape(text: string): Shape | null {
  const m = ACL.exec(text);
  return m && !SIGN.test(text) ? { key: `\na${m[2]!}`, mentions: [{ kind: 'acl', name: m[1]!, declares: true }], named: false } : null;
}
