// The recorded lines of real HAProxy, and what each scenario has to be explained as.
import { readFileSync } from 'node:fs';
import { Engine } from '../../server/src/engine/index.ts';
import { type LogLines, logLines, readersOf } from '../../server/src/engine/log.ts';
import type { Cause, Closer } from '../../server/src/engine/features/log/cause.ts';
import type { Project } from '../../server/src/engine/model/project.ts';

export interface Row { readonly version: string; readonly scenario: string; readonly line: string }
export const ROWS = JSON.parse(readFileSync('test/log/rows.json', 'utf8')) as Row[];

/** Cause, who closed, format, and for timeouts the setting and the section that it stands in. */
export const EXPECTED: Readonly<Record<string, readonly [cause: Cause, closer: Closer, format: string, timeout?: string, section?: string]>> = {
  'ws-tunnel': ['ws-client-silent', 'haproxy', 'option httplog', 'timeout tunnel', 'backend tunnel'],
  'ws-server-silent': ['ws-server-silent', 'haproxy', 'option httplog', 'timeout server', 'backend impatient'],
  'ws-client-silent': ['ws-client-silent', 'haproxy', 'option httplog', 'timeout client', 'frontend short'],
  'ws-client-reset': ['ws-client-reset', 'client', 'option httplog'],
  'ws-server-reset': ['ws-server-reset', 'server', 'option httplog'],
  'ws-closed': ['ws-closed', 'either', 'option httplog'],
  'ws-server-closed': ['ws-closed', 'either', 'option httplog'],
  'ws-killed': ['killed', 'haproxy', 'option httplog'],
  'ws-hard-stop': ['killed', 'haproxy', 'option httplog'],
  'ws-marked-down': ['marked-down', 'haproxy', 'option httplog'],
  'ws-late': ['server-late', 'haproxy', 'option httplog', 'timeout server', 'backend impatient'],
  'ws-no-answer': ['server-no-answer', 'server', 'option httplog'],
  'ws-bad-accept': ['answer-invalid', 'haproxy', 'option httplog'],
  'ws-no-key': ['request-invalid', 'haproxy', 'option httplog'],
  'too-large': ['request-invalid', 'haproxy', 'option httplog'],
  'server-refuses': ['server-refused', 'nobody', 'option httplog'],
  page: ['answered', 'nobody', 'option httplog'],
  refused: ['connect-refused', 'server', 'option httplog'],
  'no-server': ['no-server', 'haproxy', 'option httplog'],
  'connect-timeout': ['connect-timeout', 'haproxy', 'option httplog', 'timeout connect', 'defaults'],
  denied: ['request-denied', 'haproxy', 'option httplog'],
  redirected: ['answered-here', 'haproxy', 'option httplog'],
  'client-left': ['client-left', 'client', 'option httplog'],
  queue: ['queue-timeout', 'haproxy', 'option httplog', 'timeout queue', 'defaults'],
  'slow-head': ['request-late', 'haproxy', 'option httplog', 'timeout http-request', 'defaults'],
  'no-head': ['client-no-request', 'client', 'option httplog'],
  early: ['early', 'unknown', 'option httplog'],
  'own-words': ['ws-client-silent', 'haproxy', 'log-format', 'timeout tunnel', 'backend tunnel'],
  'own-json': ['connect-refused', 'server', 'log-format'],
  'own-words-tcp': ['tcp-client-silent', 'haproxy', 'log-format', 'timeout client', 'frontend own_words_tcp'],
  common: ['connect-refused', 'server', 'option httplog clf'],
  https: ['ws-client-silent', 'haproxy', 'option httpslog', 'timeout tunnel', 'backend tunnel'],
  'tls-error': ['broken', 'unknown', 'error-log-format'],
  'tls-error-plain': ['broken', 'unknown', 'error'],
  connects: ['accepted', 'unknown', 'default'],
  'tcp-closed': ['tcp-closed', 'either', 'option tcplog'],
  'tcp-client-silent': ['tcp-client-silent', 'haproxy', 'option tcplog', 'timeout client', 'frontend tcp_silent'],
  'tcp-server-silent': ['tcp-server-silent', 'haproxy', 'option tcplog', 'timeout server', 'backend tcp_server'],
  'tcp-tunnel': ['tcp-client-silent', 'haproxy', 'option tcplog', 'timeout tunnel', 'backend tcp_tunnelled'],
  'tcp-refused': ['connect-refused', 'server', 'option tcplog'],
  profiled: ['ws-client-silent', 'haproxy', 'log-profile', 'timeout tunnel', 'backend tunnel'],
  encoded: ['ws-client-silent', 'haproxy', 'log-format', 'timeout tunnel', 'backend tunnel'],
};

/** The configuration that wrote the rows, as `-f states.cfg -f profile.cfg`. */
export function configuration(text?: (config: string) => string): { readonly project: Project; readonly lines: LogLines } {
  const engine = new Engine(), files = ['states.cfg', 'profile.cfg'].map((name) => ({ uri: name, version: 1, text: (text ?? String)(readFileSync(`test/log/${name}`, 'utf8')) }));
  engine.openAll(files);
  const { project } = engine.model('states.cfg')!;
  return { project, lines: logLines(readersOf(project)) };
}
