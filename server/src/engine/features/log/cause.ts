// What ended a session, told from state and status alone (docs/evidence.md, "Termination states", and the manual's session state at
// disconnection). The same in all releases but for the spelling: `101 K---` and `101 D---` read `500 KC--` and `500 DC--` from 3.0.11 on.
import { t } from '../../language/text.ts';

/** Sentence case; what the summary counts under. */
const TITLE = {
  'ws-closed': 'WebSocket closed normally',
  'ws-client-silent': 'WebSocket cut for silence: timeout tunnel, or timeout client without one',
  'ws-server-silent': 'WebSocket cut for silence: timeout server, no timeout tunnel',
  'ws-client-reset': 'WebSocket reset by the client',
  'ws-server-reset': 'WebSocket reset by the server',
  killed: 'Session ended by an operator or by hard-stop-after',
  'marked-down': 'Session ended because its server was marked down',
  'server-late': 'Server answered too late',
  'server-no-answer': 'Server closed without an answer',
  'answer-invalid': 'Answer of the server refused by HAProxy',
  'connect-refused': 'Connection to the server failed',
  'no-server': 'No server to use',
  'connect-timeout': 'Server did not take the connection in time',
  'queue-timeout': 'Waited too long for a free place on a server',
  'request-invalid': 'Invalid request refused by HAProxy',
  'request-too-large': 'Request headers too large',
  'request-denied': 'Request denied by a rule of HAProxy',
  'request-late': 'Request headers came too slowly',
  'client-no-request': 'Client closed before its request was complete',
  'client-left': 'Client left before the answer',
  'client-late': 'timeout client over before the answer',
  'answered-here': 'Answered by HAProxy itself',
  resources: 'HAProxy ran out of a resource',
  internal: 'Internal error of HAProxy',
  answered: 'Answered',
  'server-refused': 'Refused by the server with a status of its own',
  'tcp-closed': 'Connection closed normally',
  'tcp-client-silent': 'Connection cut for silence: timeout tunnel, or timeout client without one',
  'tcp-server-silent': 'Connection cut for silence: timeout server, no timeout tunnel',
  'tcp-client-reset': 'Connection reset by the client',
  'tcp-server-reset': 'Connection reset by the server',
  accepted: 'Connection accepted; how it ended is not logged',
  broken: 'Error before a session began',
  notice: 'Message of HAProxy about itself',
  early: 'Session begun (option logasap); how it ended is not logged',
  unknown: 'State of no known cause',
  unread: 'Line of no known format',
};

export type Cause = keyof typeof TITLE;
export const titleOf = (cause: Cause): string => t(TITLE[cause]);
export const causes = (): Cause[] => Object.keys(TITLE) as Cause[];

/** `http` state → cause, where the status does not matter. */
const ALWAYS: Readonly<Record<string, Cause>> = { sH: 'server-late', SH: 'server-no-answer', PH: 'answer-invalid', sC: 'connect-timeout', sQ: 'queue-timeout', cR: 'request-late', CR: 'client-no-request', CQ: 'client-left', CC: 'client-left', CH: 'client-left', LR: 'answered-here', LH: 'answered-here' };
const SOCKET: Readonly<Record<string, Cause>> = { '--': 'ws-closed', cD: 'ws-client-silent', sD: 'ws-server-silent', CD: 'ws-client-reset', SD: 'ws-server-reset' };
const TCP: Readonly<Record<string, Cause>> = { '--': 'tcp-closed', cD: 'tcp-client-silent', sD: 'tcp-server-silent', CD: 'tcp-client-reset', SD: 'tcp-server-reset' };

/**
 * @param state the two or four letters of %ts or %tsc
 * @param status of the answer; undefined in TCP mode, or where the format does not write it
 * @param http the format writes a status
 * @param noServer the server is `<NOSRV>`
 */
export function causeOf(state: string | undefined, status: string | undefined, http: boolean, noServer: boolean): Cause {
  if (state === undefined) return status === '101' ? 'early' : 'unknown';
  const two = state.slice(0, 2), first = two[0]!;
  if (first === 'K') return 'killed';
  if (first === 'D') return 'marked-down';
  if (first === 'R') return 'resources';
  if (first === 'I') return 'internal';
  if (two === 'SC') return noServer ? 'no-server' : 'connect-refused';
  const known = ALWAYS[two];
  if (known) return known;
  if (!http) return TCP[two] ?? (first === 'P' ? 'request-denied' : 'unknown');
  if (two === 'PR') return status === '400' ? 'request-invalid' : status === '431' || status === '414' ? 'request-too-large' : 'request-denied';
  if (status === '101') return SOCKET[two] ?? 'unknown';
  if (two === 'CD' && (status === '400' || status === '-1')) return 'client-left';
  if (two === 'cD' && status === '400') return 'client-late';
  if (two === '--') return Number(status) >= 400 ? 'server-refused' : 'answered';
  return 'unknown';
}

/** The cause of a line's values. @param early written before the end, by option logasap: a plus stands before %Ta or %Tt */
export function endOf(state: string | undefined, status: string | undefined, noServer: boolean, early: boolean): Cause {
  const cause = causeOf(state, status, status !== undefined || state?.length === 4, noServer);
  return early && (cause === 'ws-closed' || cause === 'tcp-closed' || cause === 'answered') ? 'early' : cause;
}

export type Closer = 'client' | 'server' | 'haproxy' | 'either' | 'nobody' | 'unknown';
/** Who ended the session, by the first letter. */
export function closerOf(cause: Cause, state: string | undefined): Closer {
  if (cause === 'early' || cause === 'accepted' || state === undefined) return 'unknown';
  if (cause === 'answered' || cause === 'server-refused') return 'nobody';
  const first = state[0]!;
  return first === 'C' ? 'client' : first === 'S' ? (cause === 'no-server' ? 'haproxy' : 'server') : first === '-' ? 'either' : 'haproxy';
}
