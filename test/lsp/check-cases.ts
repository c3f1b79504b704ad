// Configurations that real HAProxy has something to say about, each ill in another way. `at`: text of the lines that are marked.

export interface Broken {
  readonly name: string;
  /** Files in the order of their `-f`; the first is haproxy.cfg, the others lie in conf.d. */
  readonly files: readonly string[];
  /** Of each file, by its place in `files`. */
  readonly at: Readonly<Record<number, readonly string[]>>;
  /** What is told of the machine, not of the language: information. Else the severity follows from whether HAProxy refuses. */
  readonly machine?: true;
  /** HAProxy is the one who says it: our rules do not, or cannot. */
  readonly haproxys?: true;
}

const DEFAULTS = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\n\n';
const WWW = 'frontend www\n    bind 127.0.0.1:8080\n    default_backend app\n\n';
const APP = 'backend app\n    server a 127.0.0.1:8000\n';
/** A line more in the frontend, the backend, or `global`. */
const www = (line: string): string => `${DEFAULTS}${WWW.replace('    default', `    ${line}\n    default`)}${APP}`;
const app = (line: string): string => `${DEFAULTS}${WWW}${APP}    ${line}\n`;
const global = (line: string): string => `global\n    ${line}\n\n${DEFAULTS}${WWW}${APP}`;

export const BROKEN: readonly Broken[] = [
  { name: 'a keyword misspelt', files: [www('timout client 5s')], at: { 0: ['timout'] } },
  { name: 'a section misspelt', files: [`${DEFAULTS}${WWW}${APP}\nbckend other\n    server b 127.0.0.1:1\n`], at: { 0: ['bckend'] } },
  { name: 'a value left out', files: [app('timeout server')], at: { 0: ['    timeout server\n'] } },
  { name: 'a time that is none', files: [app('timeout server 5x')], at: { 0: ['5x'] } },
  { name: 'a default backend that is not there', files: [`${DEFAULTS}${WWW.replace('app', 'nope')}${APP}`], at: { 0: ['nope'] } },
  { name: 'a backend of a rule that is not there', files: [www('use_backend live if { path_beg /live }')], at: { 0: ['use_backend'] } },
  { name: 'an ACL that is not there', files: [www('http-request deny if is_bad')], at: { 0: ['is_bad'] } },
  { name: 'a table that is not there', files: [www('http-request track-sc0 src table clients')], at: { 0: ['track-sc0'] } },
  { name: 'a quote left open', files: [www('http-request set-header X-A "a')], at: { 0: ['X-A'] } },
  { name: 'an address without a port', files: [www('bind 127.0.0.1')], at: { 0: ['bind 127.0.0.1\n'] } },
  { name: 'a server option misspelt', files: [app('server b 127.0.0.1:8001 chck')], at: { 0: ['chck'] } },
  { name: 'a fetch misspelt', files: [www('http-request set-header X-A %[hdrr(host)]')], at: { 0: ['hdrr'] } },
  { name: 'a converter misspelt', files: [www('acl w hdr(host),lowerr -m str a')], at: { 0: ['lowerr'] } },
  { name: 'an action misspelt', files: [www('http-request dney')], at: { 0: ['dney'] } },
  { name: 'an algorithm that is none', files: [app('balance fastest')], at: { 0: ['fastest'] } },
  { name: 'two backends of one name', files: [`${DEFAULTS}${WWW}${APP}\n${APP.replace('backend app', 'backend app # again')}`], at: { 0: ['# again'] } },
  { name: 'a keyword of a backend in a frontend', files: [www('server x 127.0.0.1:1')], at: { 0: ['server x'] } },
  { name: 'three lines at once', files: [www('timout client 5s').replace('server a', 'serverr a').replace('mode http', 'mode htp')], at: { 0: ['timout', 'serverr', 'mode htp'] } },
  { name: 'an alert, and a warning elsewhere', files: [`${www('timout client 5s')}\nbackend old\n    http-request deny\n    option httpchk GET /x HTTP/1.1\\r\\nHost:\\ a\n    server c 127.0.0.1:2\n`], at: { 0: ['timout'] } },
  { name: 'the last line without its end', files: [`${DEFAULTS}${WWW}${APP}`.trimEnd()], at: { 0: ['server a'] } },
  { name: 'HTTP rules in TCP mode', files: [www('http-request deny if { path /x }').replace('mode http', 'mode tcp')], at: { 0: ['http-request'] } },
  { name: 'timeouts left out', files: [`defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n\n${WWW}${APP}`], at: { 0: ['\nbackend app'] }, haproxys: true },
  { name: 'a frontend without bind', files: [`${DEFAULTS}${WWW}frontend idle\n    default_backend app\n\n${APP}`], at: { 0: ['frontend idle'] }, haproxys: true },
  { name: 'a log format without a log', files: [www('log-format "%ci"')], at: { 0: ['log-format'] }, haproxys: true },
  { name: 'peers without this host', files: [`${DEFAULTS}${WWW}${APP}\npeers cluster\n    peer other-host 127.0.0.1:10000\n`], at: { 0: ['peers cluster'] }, haproxys: true },
  { name: 'a check by a program that is not allowed to start', files: [app('option external-check\n    external-check command /bin/true').replace('server a 127.0.0.1:8000', 'server a 127.0.0.1:8000 check')], at: { 0: ['option external-check'] }, haproxys: true },
  { name: 'one user of the statistics twice', files: [`${DEFAULTS}listen stats\n    bind 127.0.0.1:9000\n    stats uri /\n    stats auth admin:a\n    stats auth admin:b\n`], at: { 0: ['stats auth admin:b'] }, haproxys: true },
  { name: 'warnings that are not allowed', files: [global('zero-warning').replace('frontend www', 'frontend idle\n    default_backend app\n\nfrontend www')], at: { 0: ['zero-warning'] }, haproxys: true },
  { name: 'a check without a port', files: [`${DEFAULTS.replace('http', 'tcp')}${WWW}backend app\n    option tcp-check\n    tcp-check connect\n    server a /tmp/none.sock check\n    server b 127.0.0.1 check\n`], at: { 0: ['server b'] } },
  { name: 'a certificate that is not there', files: [www('bind 127.0.0.1:8443 ssl crt /no/such/site.pem')], at: { 0: ['site.pem'] }, machine: true, haproxys: true },
  { name: 'an error page that is not there', files: [app('errorfile 503 /no/such/503.http')], at: { 0: ['503.http'] }, machine: true, haproxys: true },
  { name: 'a user that is not there', files: [global('user no-such-user')], at: { 0: ['no-such-user'] }, machine: true, haproxys: true },
  { name: 'a script that is not there', files: [global('lua-load /no/such/script.lua')], at: { 0: ['script.lua'] }, machine: true, haproxys: true },
  { name: 'a list that is not there', files: [www('acl bad src -f /no/such/list')], at: { 0: ['/no/such/list'] }, machine: true, haproxys: true },
  { name: 'a variable that is not set here', files: [www('bind "127.0.0.1:${HTTP_PORT_OF_NOBODY}"')], at: { 0: ['HTTP_PORT_OF_NOBODY'] }, machine: true, haproxys: true },
  { name: 'a fault in the second file', files: [`${DEFAULTS}${WWW}`, APP.replace('server a', 'serverr a')], at: { 1: ['serverr'] } },
  { name: 'an undefined name in the second file', files: [`${DEFAULTS}${APP}`, WWW.replace('app', 'nope')], at: { 1: ['nope'] } },
  { name: 'one name in two files', files: [`${DEFAULTS}${WWW}${APP}`, `# ours\n${APP}`], at: { 1: ['backend app'] } },
  { name: 'a warning about the second file', files: [`${DEFAULTS}${WWW}`, `${APP}\nfrontend idle\n    default_backend app\n`], at: { 1: ['frontend idle'] }, haproxys: true },
];
