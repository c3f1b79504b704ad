// Where a redirect leads (manual 4.2, redirect), and the other ways in which HAProxy answers itself.
import { t } from '../../language/text.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Context } from './context.ts';
import { format } from './expression.ts';
import { linesOf, pathAndQuery } from './state.ts';
import { isUnknown, known, type Slot } from './value.ts';

export type Ending =
  /** `late`: after `timeout tarpit`. */
  | { readonly kind: 'status'; readonly status: number; readonly late?: boolean }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: Slot<string> }
  | { readonly kind: 'closed' }
  | { readonly kind: 'service'; readonly name: string };

/** Null: with `ignore-empty`, an empty location leaves the request alone. */
export function redirect(c: Context, args: readonly Token[]): Ending | null {
  let status = 302, keepsQuery = true, slash = false, ignoresEmpty = false, what = '', to: Token | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!.value;
    if (word === 'location' || word === 'prefix' || word === 'scheme') { what = word; to = args[++i]; } else if (word === 'code') status = Number(args[++i]?.value) || 302;
    else if (word === 'drop-query') keepsQuery = false; else if (word === 'append-slash') slash = true; else if (word === 'ignore-empty') ignoresEmpty = true; else if (word === 'set-cookie' || word === 'set-cookie-fmt' || word === 'clear-cookie') i++;
  }
  const text: Slot<string> = to ? format(c, to) : { unknown: t('the redirect is not complete') };
  if (ignoresEmpty && !isUnknown(text) && text.known === '') return null;
  return { kind: 'redirect', status, location: what === 'location' ? text : isUnknown(text) ? text : rest(c, text.known, what === 'scheme', keepsQuery, slash) };
}

function rest(c: Context, text: string, scheme: boolean, keepsQuery: boolean, slash: boolean): Slot<string> {
  const { uri } = c.state, host = linesOf(c.state, 'host');
  if (isUnknown(uri)) return uri;
  if (scheme && isUnknown(host)) return host;
  const path = keepsQuery ? pathAndQuery(uri.known) : uri.known.path, asked = slash && !path.endsWith('/') ? `${path}/` : path; // behind the query, where that is kept
  if (scheme) return known(`${text}://${isUnknown(host) ? '' : host[0] ?? ''}${asked}`);
  return known((text === '/' ? '' : text) + asked);
}
