// Rewrites a health check so that it sends the full handshake of a WebSocket.
import type { Section } from '../../model/section.ts';
import type { Edit } from '../rule.ts';
import { indentOf, quoteWord, replace } from '../write.ts';
import { HANDSHAKE, type HealthCheck } from './check.ts';

/** Edits that add to the check what a handshake needs and it lacks. */
export function handshakeEdits(section: Section, check: HealthCheck): Edit[] {
  const { option, send } = check;
  if (send) {
    const has = (name: string): boolean => send.tokens.some((x, i) => x.value === 'hdr' && send.tokens[i + 1]?.value.toLowerCase() === name.toLowerCase());
    const end = send.tokens[send.tokens.length - 1]!.end, words: string[] = [];
    if (!send.tokens.some((x) => x.value === 'ver')) words.push('ver HTTP/1.1');
    if (!has('Host')) words.push('hdr Host localhost');
    for (const [name, value] of HANDSHAKE) if (!has(name)) words.push(`hdr ${name} ${value}`);
    return [replace(section, send.line, end, end, words.map((w) => ` ${w}`).join(''))];
  }
  const { tokens, line } = option, host = quoteWord(tokens[5]?.value ?? 'localhost'), uri = quoteWord(check.uri?.token.value ?? '/');
  const text = `http-check send meth GET uri ${uri} ver HTTP/1.1 hdr Host ${host} ${HANDSHAKE.map(([n, v]) => `hdr ${n} ${v}`).join(' ')}`;
  return [replace(section, line, tokens[1]!.end, tokens[tokens.length - 1]!.end, ''), { kind: 'insert', document: section.document, line, where: 'below', lines: [indentOf(line) + text] }];
}
