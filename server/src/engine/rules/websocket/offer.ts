// Which binds offer HTTP/2 to their clients, and how to offer HTTP/1.1 alone (evidence c01-c12, y06).
import { compareVersions } from '../../language/version.ts';
import { modeOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { hidesOptions, type Option, optionIn, protocols } from '../options.ts';
import type { Edit } from '../rule.ts';
import { replace } from '../write.ts';

/** `default`: TLS without alpn, from 2.8 on. `option`: the words that say it. */
export type Http2Offer = { readonly how: 'alpn' | 'proto'; readonly option: Option } | { readonly how: 'default'; readonly option: null };

export const isTls = (tokens: readonly Token[]): boolean => tokens.some((x, i) => i >= 2 && x.value === 'ssl');

/** How the bind offers HTTP/2 and speaks it; null when it does not, or when the line does not tell. */
export function http2Offer(project: Project, section: Section, line: Line, tokens: readonly Token[]): Http2Offer | null {
  if (hidesOptions(tokens, 2) || /^quic/.test(tokens[1]?.value ?? '')) return null;
  const proto = optionIn(line, tokens, 'proto', 2);
  if (proto) return proto.value?.value === 'h2' ? { how: 'proto', option: proto } : null;
  if (!isTls(tokens)) return null;
  const alpn = optionIn(line, tokens, 'alpn', 2);
  if (alpn) return alpn.value && !(alpn.value.flags & ENV) && protocols(alpn.value).includes('h2') ? { how: 'alpn', option: alpn } : null;
  return !optionIn(line, tokens, 'no-alpn', 2) && compareVersions(project.settings.version, '2.8') >= 0 && modeOf(project, section) === 'http' ? { how: 'default', option: null } : null;
}

/** Some port of the section takes HTTP/2. */
export const offersHttp2 = (project: Project, section: Section): boolean =>
  section.lines('bind').some((line) => http2Offer(project, section, line, project.lex(line.text).tokens) !== null);

/** `alpn http/1.1`; on a port without TLS `proto h1` instead of `proto h2`. */
export function offerHttp11(section: Section, line: Line, tokens: readonly Token[]): Edit[] {
  const alpn = optionIn(line, tokens, 'alpn', 2), proto = optionIn(line, tokens, 'proto', 2), edits: Edit[] = [];
  const put = (start: number, end: number, text: string): void => { edits.push(replace(section, line, start, end, text)); };
  if (!isTls(tokens)) { if (proto?.value?.value === 'h2') put(proto.value.start, proto.value.end, 'h1'); return edits; }
  if (alpn?.value) put(alpn.value.start, alpn.value.end, 'http/1.1');
  if (proto?.value?.value === 'h2') {
    if (alpn) put(tokens[tokens.indexOf(proto.name) - 1]!.end, proto.value.end, ''); else put(proto.name.start, proto.value.end, 'alpn http/1.1');
  } else if (!alpn) { const { end } = tokens[tokens.length - 1]!; put(end, end, ' alpn http/1.1'); }
  return edits;
}
