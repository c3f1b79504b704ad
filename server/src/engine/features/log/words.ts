// What happened and what to check next, by cause: claims of docs/evidence.md and of the manual's session state at disconnection.
import { t } from '../../language/text.ts';
import type { Cause, Closer } from './cause.ts';

const HAPPENED: Readonly<Record<Cause, string>> = {
  'ws-closed': 'The upgrade was accepted (101). Later one side closed, with a close frame or a plain end of the connection; the line does not tell which.',
  'ws-client-silent': 'The upgrade was accepted (101). Then nothing passed for so long that HAProxy closed both sides, without a close frame. This state stands for an expired timeout tunnel, and without one for timeout client when it is not longer than timeout server.',
  'ws-server-silent': 'The upgrade was accepted (101). Then nothing passed for so long that timeout server was over and HAProxy closed both sides, without a close frame. No timeout tunnel was in force.',
  'ws-client-reset': 'The upgrade was accepted (101). Later the client, or something between it and HAProxy, reset the connection.',
  'ws-server-reset': "The upgrade was accepted (101). Later the server reset the connection, and HAProxy closed the client's.",
  killed: 'The session was open when somebody ended it with "shutdown sessions" on the statistics socket, or when hard-stop-after was over after a reload.',
  'marked-down': 'The server was marked down while the session was open, and "on-marked-down shutdown-sessions" ended it.',
  'server-late': 'The server took the connection and did not answer within timeout server. The client got 504.',
  'server-no-answer': 'The server closed or reset the connection before it had answered. The client got 502.',
  'answer-invalid': 'The server answered, and HAProxy refused the answer. The client got 502.',
  'connect-refused': 'The server refused the connection, or it failed at once. The client got 503 where HTTP is spoken.',
  'no-server': 'No server of the backend could be used: all are down or disabled, or there is none. The client got 503 where HTTP is spoken.',
  'connect-timeout': 'The connection to the server was not established within timeout connect. The client got 503 where HTTP is spoken.',
  'queue-timeout': 'All places on the servers were taken, and the request waited in the queue until timeout queue was over. The client got 503.',
  'request-invalid': 'HAProxy refused the request itself; no server saw it. A WebSocket handshake without Sec-WebSocket-Key ends like this, and so do headers that are too large up to 3.0.',
  'request-too-large': 'The headers of the request did not fit into the buffer. No server saw the request.',
  'request-denied': 'A rule of HAProxy refused it; no server saw it.',
  'request-late': 'The client did not send its whole request head within timeout http-request. It got 408, or nothing.',
  'client-no-request': 'The client closed before it had sent a whole request.',
  'client-left': 'The client closed while HAProxy was still waiting for the server.',
  'client-late': 'timeout client was over while HAProxy waited for the answer; from 3.3 on it runs there, too, as abortonclose is on by default. The client got 400.',
  'answered-here': 'HAProxy answered by itself: a redirect, a return rule, statistics or the like. No server saw the request.',
  resources: 'HAProxy had no memory, socket, port or the like left for this session.',
  internal: 'HAProxy met an error of its own.',
  answered: 'The server answered and the exchange ended normally.',
  'server-refused': "The status is the server's own; HAProxy passed it on.",
  'tcp-closed': 'One side closed normally; the line does not tell which.',
  'tcp-client-silent': 'Nothing passed for so long that HAProxy closed both sides. This state stands for an expired timeout tunnel, and without one for timeout client when it is not longer than timeout server.',
  'tcp-server-silent': 'Nothing passed for so long that timeout server was over and HAProxy closed both sides. No timeout tunnel was in force.',
  'tcp-client-reset': 'The client, or something between it and HAProxy, reset the connection.',
  'tcp-server-reset': 'The server reset the connection.',
  accepted: 'No log format is chosen here, so HAProxy writes a line when a connection is accepted and none when it ends.',
  broken: 'The connection failed before there was a session, mostly in the TLS handshake.',
  notice: 'The line tells about a server, a proxy or the process, not about a session.',
  early: 'The line was written when the answer came, not when the session ended: state, times and bytes are not final.',
  unknown: 'The state in this line is of none of the known causes.',
  unread: 'The line fits none of the formats of HAProxy, and none of the given configuration.',
};
/** None where nothing is wrong. */
const NEXT: Readonly<Partial<Record<Cause, string>>> = {
  'ws-closed': 'Nothing, unless clients reconnect soon after: then look at the close code in the browser.',
  'ws-client-silent': 'Compare the total time with the timeouts. Let the application ping more often than the limit, or raise timeout tunnel in the backend.',
  'ws-server-silent': 'Set timeout tunnel in the backend, above the ping interval of the application.',
  'ws-client-reset': 'Many of them at one moment point to a reload or to a balancer in front; single ones to closed tabs and changed networks.',
  'ws-server-reset': "Look into the server's log at this time: a crash, a deployment or a limit of its own. Round total times point to a limit.",
  killed: 'Compare the time with reloads and with hard-stop-after.',
  'marked-down': 'Look at the health check of this server at this time.',
  'server-late': 'See why the server does not answer, and whether the request went to the right backend.',
  'server-no-answer': 'Check port and protocol: clear text to a TLS port, or a server line that speaks HTTP/2 to a server without RFC 8441, ends like this; "ws h1" or "alpn http/1.1" helps there. Else look for a crash.',
  'answer-invalid': 'Ask the statistics socket "show errors". Usual: 101 without or with a wrong Sec-WebSocket-Accept, 101 that nobody asked for because a rule sets the Upgrade header on every request, response headers above the buffer, a "http-response deny" that does not know 101.',
  'connect-refused': 'See whether the server listens at this address and port.',
  'no-server': 'Look at the health checks. A check on a WebSocket path without an upgrade gets 400 or 426 and takes the server down.',
  'connect-timeout': 'See whether packets reach the server: firewall, route, a full accept queue.',
  'queue-timeout': 'Open WebSockets hold their place until they end: raise maxconn of the servers, or add servers.',
  'request-invalid': 'Ask the statistics socket "show errors": it keeps the last invalid request.',
  'request-too-large': 'Raise tune.bufsize; headers have room for bufsize minus maxrewrite. Large cookies are the usual reason.',
  'request-denied': 'Find the rule: deny, tarpit and reject, limits by stick-table counters.',
  'request-late': 'Usually a slow client or one that connects in advance; nothing to do with timeouts of an open WebSocket.',
  'client-no-request': 'Usually a scanner or a probe; option dontlognull leaves out connections without a byte.',
  'client-left': 'See how long it had waited: the times tell which phase took long.',
  'client-late': 'Raise timeout client above the time that the server needs, or write "no option abortonclose".',
  'answered-here': 'If this was a WebSocket: browsers do not follow a redirect of a handshake, so leave upgrades out of the rule.',
  resources: 'Look at the limits of the process: maxconn, file descriptors, source ports, memory.',
  internal: 'Update HAProxy to the last release of its branch; look at filters and Lua.',
  'server-refused': "Look into the server's log. 400 or 426 to a handshake: check that no rule removes Upgrade or Connection.",
  'tcp-client-silent': 'Compare the total time with the timeouts; raise timeout tunnel in the backend, or let the application send something more often.',
  'tcp-server-silent': 'Set timeout tunnel in the backend, above the longest silence.',
  'tcp-server-reset': "Look into the server's log at this time.",
  accepted: 'Write option httplog or option tcplog to see how sessions end.',
  broken: 'A client that speaks no TLS, or none that the certificate and its settings allow.',
  early: 'Without option logasap the line would come at the end, with the final state.',
  unknown: 'The letters are told below; more is not known.',
  unread: 'Give the configuration that wrote it: --config haproxy.cfg.',
};
const CLOSER: Readonly<Record<Closer, string>> = {
  client: 'the client', server: 'the server', haproxy: 'HAProxy', either: 'one of the two sides; the line does not tell which', nobody: 'nobody before its time', unknown: 'not told by this line',
};
const FIRST: Readonly<Record<string, string>> = {
  C: 'C: the client closed or reset the connection.', S: 'S: the server closed, reset or refused the connection.', P: 'P: HAProxy refused or ended it: a rule, a limit, or something invalid.', L: 'L: HAProxy answered by itself.',
  R: 'R: a resource of HAProxy ran out.', I: 'I: an error inside HAProxy.', D: 'D: the server was marked down.', U: "U: a server came up and its backup's sessions were ended.", K: 'K: ended by an operator or hard-stop-after.', c: "c: a timeout of the client's side was over.", s: "s: a timeout of the server's side was over.", '-': '-: normal end.',
};
const SECOND: Readonly<Record<string, string>> = {
  R: 'R: while waiting for the request.', Q: 'Q: while waiting in the queue.', C: 'C: while connecting to the server.', H: "H: while waiting for the answer's headers.", D: 'D: while data was passing.', L: 'L: while the last data went to the client.', T: 'T: while the request was held back by tarpit.', '-': '-: after the end.',
};

export const happened = (cause: Cause): string => t(HAPPENED[cause]);
export const next = (cause: Cause): string => (Object.hasOwn(NEXT, cause) ? t(NEXT[cause]!) : '');
export const closedBy = (closer: Closer): string => t(CLOSER[closer]);
/** What the manual says about the two letters; empty for letters that it does not have. */
export function letters(state: string): string[] {
  const a = state[0] ?? '', b = state[1] ?? '';
  return [...(Object.hasOwn(FIRST, a) ? [t(FIRST[a]!)] : []), ...(Object.hasOwn(SECOND, b) ? [t(SECOND[b]!)] : [])];
}
