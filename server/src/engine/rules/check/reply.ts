// An HTTP reply: status, headers and body of `return`, `deny`, `tarpit` and `http-error`, as http_parse_http_reply() reads them.
import { atoi } from '../../language/ints.ts';
import { t } from '../../language/text.ts';
import { conflictingArguments } from '../language/conflicting-arguments.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { replyPartIgnored } from '../language/reply-part-ignored.ts';
import { STOP, words } from './action-context.ts';
import type { Check } from './context.ts';
import { checkLogFormat } from './logFormat.ts';
import type { Place } from './place.ts';
import { need, refuse } from './values.ts';

/** Status codes that HAProxy has error pages for. */
export const ERROR_CODES = words('error-code');

/** What the body comes from. */
const BODIES: ReadonlyMap<string, string> = new Map([
  ['errorfiles', 'the name of an http-errors section'], ['default-errorfiles', ''], ['errorfile', 'a file name'], ['file', 'a file name'], ['string', 'a text'], ['lf-file', 'a file name'], ['lf-string', 'a log-format string'],
]);
const WRITTEN_BY_HAPROXY: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'content-type']);

export interface ReplyRead {
  /** Index of the first word behind the reply, or STOP. */
  readonly next: number;
  /** Null when it depends on the environment. */
  readonly status: number | null;
}
const STOPPED: ReplyRead = { next: STOP, status: null };

/**
 * Reads the reply from word `i` on. `status`: that of a reply that names none. `legacy`: the first word may be `deny_status`, which
 * without anything behind it means the error page of that code.
 */
export function checkReply(c: Check, i: number, keyword: string, defaultStatus: number, place: Place, legacy = false): ReplyRead {
  let status: number | null = defaultStatus, body = -1, contentType = -1, headers = -1, statusAt = -1;
  const alone = legacy && c.value(i) === 'deny_status' && (c.value(i + 2) === '' || c.value(i + 2) === 'if' || c.value(i + 2) === 'unless');
  for (let first = true; c.value(i) !== ''; first = false) {
    if (c.unknown(i)) return STOPPED;
    const word = c.value(i);
    if (word === 'status' || (first && legacy && word === 'deny_status')) {
      if (!need(c, i + 1, `${keyword} ${word}`, 'a status code')) return STOPPED;
      status = null;
      if (!c.unknown(i + 1)) {
        status = atoi(c.value(i + 1));
        if (status < 200 || status > 599) { refuse(c, i + 1, `${keyword} ${word}`, 'a status code from 200 to 599'); return STOPPED; }
      }
      statusAt = i + 1; i += 2;
    } else if (word === 'content-type') {
      if (!need(c, i + 1, `${keyword} content-type`, 'a media type')) return STOPPED;
      contentType = i; i += 2;
    } else if (word === 'hdr') {
      if (!need(c, i + 1, `${keyword} hdr`, 'a header name') || !need(c, i + 2, `${keyword} hdr`, 'a header value')) return STOPPED;
      if (WRITTEN_BY_HAPROXY.has(c.value(i + 1).toLowerCase())) c.report(replyPartIgnored, c.span(i, i + 2), { part: c.value(i + 1), kind: 'always' });
      else { headers = headers < 0 ? i : headers; if (!c.unknown(i + 2)) checkLogFormat(c, c.words[i + 2]!, place, { keyword }); }
      i += 3;
    } else if (BODIES.has(word)) {
      if (body >= 0) { c.report(conflictingArguments, c.span(i), { keyword, first: c.value(body), second: word }); return STOPPED; }
      const expected = BODIES.get(word)!;
      if (expected !== '' && !need(c, i + 1, `${keyword} ${word}`, expected)) return STOPPED;
      body = i; i += expected === '' ? 1 : 2;
    } else break;
  }
  return checkBody(c, { keyword, place, status, statusAt, body, contentType, headers, alone }) ? { next: i, status } : STOPPED;
}

interface Body { readonly keyword: string; readonly place: Place; readonly status: number | null; readonly statusAt: number; readonly body: number; readonly contentType: number; readonly headers: number; readonly alone: boolean }

function checkBody(c: Check, { keyword, place, status, statusAt, body, contentType, headers, alone }: Body): boolean {
  const kind = body < 0 ? alone ? 'default-errorfiles' : '' : c.value(body);
  if (kind === '') {
    if (contentType >= 0) c.report(replyPartIgnored, c.span(contentType, contentType + 1), { part: `content-type ${c.value(contentType + 1)}`, kind: 'no-body' });
    return true;
  }
  if (kind.includes('errorfile')) {
    // /dev/null means the page that HAProxy brings itself
    const fromFile = kind === 'errorfile' && (c.unknown(body + 1) || c.value(body + 1) !== '/dev/null');
    if (!fromFile && status !== null && !ERROR_CODES(c).includes(String(status))) {
      if (statusAt < 0) return true;
      refuse(c, statusAt, `${keyword} ${kind}`, t('a status code that has an error page: {0}', ERROR_CODES(c).join(', ')));
      return false;
    }
    if (contentType >= 0) c.report(replyPartIgnored, c.span(contentType, contentType + 1), { part: `content-type ${c.value(contentType + 1)}`, kind: 'errorfile' });
    if (headers >= 0) c.report(replyPartIgnored, c.span(headers, headers + 2), { part: `hdr ${c.value(headers + 1)}`, kind: 'errorfile' });
    return true;
  }
  // what a file holds is not known here: one that is empty needs no content type and fits every status
  if (kind === 'file') return true;
  if (status === 204 || status === 304) { refuse(c, statusAt, `${keyword} ${kind}`, 'a status code of replies that have a body'); return false; }
  if (contentType < 0) { c.report(missingArgument, c.span(body, body + 1), { keyword: `${keyword} ${kind}`, expected: 'content-type' }); return false; }
  if (kind === 'lf-string' && !c.unknown(body + 1)) checkLogFormat(c, c.words[body + 1]!, place, { keyword });
  return true;
}
