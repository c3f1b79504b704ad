// Where each snippet belongs: its text with a configuration around it that HAProxy can load.
import { testCertificate } from '../support/haproxy.mjs';

const HEAD = `global
    log 127.0.0.1:514 local0

defaults
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s

`;
const indented = (text: string) => text.trimEnd().split('\n').map((line) => `    ${line}\n`).join('');
const backend = (name: string, body = '') => `\nbackend ${name}\n${body}    server one 127.0.0.1:8080 check\n`;
const entry = (uses: string) => `frontend www\n    bind 127.0.0.1:8080\n    default_backend ${uses}\n\n`;
const inFrontend = (text: string) => `${HEAD}frontend www\n    bind 127.0.0.1:8443\n${indented(text)}    default_backend web\n${backend('web')}`;
const inBackend = (text: string) => `${HEAD}${entry('web')}backend web\n${indented(text)}    server one 127.0.0.1:8080 check\n`;
const sections = (text: string) => `${HEAD}${entry('ws_servers')}${text}`;

/** A whole configuration around the expanded text of the snippet with this prefix; certificates are ones that exist. */
export const AROUND: Readonly<Record<string, (text: string) => string>> = {
  'ws-backend': sections,
  'wss-frontend': (text) => withCertificate(`${HEAD}${text}${backend('ws_servers', '    timeout tunnel 1h\n')}${backend('web_servers')}`),
  'ws-limits': inFrontend,
  'ws-sticky': sections,
  'ws-tcp': (text) => `${HEAD}${text}`,
  'ws-check-plain': inBackend,
  'ws-check-101': inBackend,
  'ws-log': inFrontend,
};

/** All snippets that go together, each in the place it is for. */
export function together(text: (prefix: string) => string): string {
  const frontend = text('wss-frontend').replace(/^ +bind .*\n/m, (bind) => `${bind}${indented(text('ws-limits'))}`);
  const sockets = `${text('ws-sticky').trimEnd()}\n${indented(text('ws-check-101'))}`;
  return withCertificate(`${HEAD}${frontend}\n${sockets}${backend('web_servers', indented(text('ws-check-plain')))}\n${text('ws-tcp')}`);
}

export const withCertificate = (text: string) => text.replace(/ crt \S+/g, ` crt ${testCertificate()}`);
