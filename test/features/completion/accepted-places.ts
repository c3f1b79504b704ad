// Where completion is tried: a place marked `‸` in one line, in a section of its kind, in a configuration that declares a name
// of every kind.
import type { Settings } from '../../../server/src/engine/index.ts';
import { compareVersions } from '../../../server/src/engine/language/version.ts';

type Version = Settings['version'];
export interface Place { readonly name: string; readonly header: string; readonly line: string; readonly since?: Version; readonly until?: Version; readonly above?: readonly string[]; readonly below?: string }

/** Experimental words are offered where global allows them. */
const AROUND = `global
    expose-experimental-directives
    log 127.0.0.1:514 local0
    maxconn 1000

userlist ops
    group staff
    user ann insecure-password x groups staff

resolvers dns
    nameserver one 127.0.0.1:53

peers mates
    peer here 127.0.0.1:10000

cache pages
    total-max-size 4

http-errors pretty
    errorfile 503 /etc/haproxy/503.http

ring logs
    format rfc3164
    size 32764

mailers post
    mailer one 127.0.0.1:25

fcgi-app php
    docroot /srv

defaults base
    mode http
    timeout connect 5s
    timeout client 50s
    timeout server 50s

backend be_app from base
    stick-table type ip size 1k expire 30s store conn_cur,http_req_rate(10s)
    server s1 127.0.0.1:8081 check

frontend fe_other from base
    bind 127.0.0.1:9000
    default_backend be_app

`;

/** The configuration up to the line, and what stands below it. */
export function configuration(p: Place, version: Version): { readonly before: string; readonly after: string } {
  const indent = '    ';
  const above = (p.above ?? []).map((l) => `${indent}${l}\n`).join('');
  const checks = compareVersions(version, '3.4') >= 0 ? 'healthcheck hc\n    type httpchk\n\n' : '';
  return { before: `${AROUND}${checks}${p.header}\n${above}${indent}`, after: p.below ? `\n${indent}${p.below}\n` : '\n' };
}

const start = (header: string, more: Partial<Place> = {}): Place => ({ name: `start of a line in ${header}`, header, line: '‸', ...more });
const FRONTEND = 'frontend www from base', BACKEND = 'backend be_ws from base', LISTEN = 'listen all from base', NAMED = 'defaults more from base';
const FE_LINES = ['bind 127.0.0.1:8080', 'acl is_ws hdr(Upgrade) -i websocket'], BE_LINES = ['option httpchk', 'server s1 127.0.0.1:8080 check'], WITH_TABLE = [...BE_LINES, 'stick-table type ip size 1k'];
const inside = (header: string, above: readonly string[], ...lines: readonly (string | readonly [string, Version])[]): Place[] =>
  lines.map((l) => { const [line, since] = typeof l === 'string' ? [l] : l; return { name: `${line} in ${header.split(' ')[0]}`, header, line, above, ...(since ? { since } : {}) }; });

export const PLACES: readonly Place[] = [
  start('global'), start('defaults'), start(NAMED, { since: '2.6' }), start(FRONTEND, { above: FE_LINES }), start(BACKEND, { above: BE_LINES }), start(LISTEN, { above: [...FE_LINES, ...BE_LINES] }),
  start('peers p'), start('resolvers r'), start('userlist u'), start('mailers m'), start('cache c'), start('http-errors h'), start('fcgi-app f'), start('ring r'), start('program p', { until: '3.2' }),
  start('log-forward l'), start('crt-store c', { since: '3.0' }), start('traces', { since: '3.1' }), start('log-profile l', { since: '3.1' }), start('acme a', { since: '3.2' }), start('healthcheck h', { since: '3.4' }),
  ...inside('global', [], 'no ‸', 'tune.‸', 'stats ‸', 'stats socket /run/a.sock ‸', 'log 127.0.0.1:514 ‸', 'log 127.0.0.1:514 local0 ‸', 'ssl-default-bind-options ‸', 'nbthread ‸', 'server-state-file ‸', 'h1-case-adjust ‸', 'setenv ‸', 'cpu-map ‸'),
  ...inside('defaults', [], 'timeout ‸', 'option ‸', 'no ‸', 'no option ‸', 'stats ‸', 'default-server ‸', 'errorfile ‸', 'retry-on ‸', 'load-server-state-from-file ‸'),
  ...inside(NAMED, [], 'timeout ‸', 'http-check ‸', 'tcp-check ‸'), ...inside(NAMED, [], ...(['http-request ‸', 'http-response ‸', 'tcp-request ‸', 'tcp-request content ‸', 'acl x ‸'] as const).map((l) => [l, '2.6'] as const)),
  ...inside(FRONTEND, FE_LINES, 'timeout ‸', 'option ‸', 'no ‸', 'no option ‸', 'mode ‸', 'bind ‸', 'bind :443 ‸', 'bind :443 ssl crt x.pem ‸', 'bind :443 ssl crt x.pem alpn ‸', 'bind :443 ssl crt x.pem ca-file ca.pem verify ‸', 'bind :80 proto ‸',
    'http-request ‸', 'http-response ‸', 'http-after-response ‸', 'tcp-request ‸', 'tcp-request connection ‸', 'tcp-request session ‸', 'tcp-request content ‸', 'tcp-request inspect-delay ‸',
    'use_backend ‸', 'use_backend be_app ‸', 'default_backend ‸', 'redirect ‸', 'redirect scheme ‸', 'redirect scheme https ‸', 'redirect scheme https code ‸', 'capture ‸', 'capture request ‸', 'capture request header ‸', 'capture cookie ‸',
    'http-request deny ‸', 'http-request deny if ‸', 'http-request deny if !‸', 'http-request deny if is_ws ‸', 'http-request deny if is_ws or ‸', 'http-request deny if { ‸', 'http-request deny if { path ‸', 'http-request deny if { path -m ‸', 'http-request deny if { path -m beg /ws ‸',
    'http-request deny if { src,‸', 'http-request deny if { req.hdr(‸', 'http-request return ‸', 'http-request return status ‸', 'http-request return status 200 ‸', 'http-request return status 200 content-type ‸', 'http-request redirect ‸', 'http-request set-header ‸', 'http-request set-header X-A ‸', 'http-request set-header X-A %[‸', 'http-request del-header ‸', 'http-request replace-header ‸', 'http-request add-header ‸',
    'http-request set-var(‸', 'http-request set-var(txn.a) ‸', 'http-request set-var(txn.a) src,‸', 'http-request set-var(txn.a) req.hdr(Host),‸', 'http-request set-var(txn.a) path,field(‸', 'http-request track-sc0 ‸', 'http-request track-sc0 src ‸', 'http-request track-sc0 src table ‸', 'http-request capture ‸', 'http-request capture req.hdr(Host) ‸', 'http-request auth ‸', 'http-request auth realm ‸', 'http-request auth realm X if { ‸', 'http-request use-service ‸', 'http-request cache-use ‸', 'http-request do-resolve(‸', 'http-request set-log-level ‸', 'http-request wait-for-body ‸', 'http-request normalize-uri ‸', 'http-request set-src ‸', 'http-request set-path ‸', 'http-request sc-inc-gpc0(‸', 'http-request set-map(‸', 'http-request tarpit ‸', 'http-request reject ‸', 'http-request set-timeout ‸', ['http-request set-timeout client ‸', '2.9'],
    'http-response set-header X-A %[‸', 'http-response set-var(txn.a) ‸', 'http-response cache-store ‸', 'http-response deny if { ‸', 'http-response capture ‸', 'http-after-response set-header ‸', 'http-after-response set-var(txn.a) ‸',
    'tcp-request connection reject if { ‸', 'tcp-request connection track-sc0 ‸', 'tcp-request content set-var(txn.a) ‸', 'tcp-request session track-sc1 ‸', 'tcp-request content accept if ‸',
    'acl ‸', 'acl x ‸', 'acl x path ‸', 'acl x path -m ‸', 'acl x src ‸', 'acl x hdr(‸', 'acl x hdr(Host),‸', 'acl x path -i ‸',
    'log-format ‸', 'log-format "%‸', 'log-format "%[‸', 'log-format "%ci %{‸', 'log-format "%[src,‸', 'log ‸', 'log global ‸', 'log-tag ‸', 'unique-id-format ‸', ['error-log-format "%‸', '2.5'], 'maxconn ‸', 'errorfile ‸', 'errorfiles ‸', 'monitor-uri ‸', 'monitor fail ‸', 'filter ‸', 'filter compression ‸', 'compression ‸', 'compression algo ‸', 'stats ‸', 'stats auth ‸', 'stick-table ‸', 'stick-table type ‸', 'stick-table type ip ‸', 'stick-table type ip size 1k ‸', 'stick-table type ip size 1k store ‸', 'stick-table type ip size 1k store gpc0,‸', 'rate-limit ‸', 'declare ‸', 'unique-id-header ‸', 'http-error ‸', 'http-error status ‸', 'quic-initial ‸'),
  ...inside(BACKEND, BE_LINES, 'timeout ‸', 'option ‸', 'no option ‸', 'no ‸', 'mode ‸', 'balance ‸', 'balance url_param ‸', 'balance hdr(‸', 'hash-type ‸', 'hash-type consistent ‸', 'cookie ‸', 'cookie SRV ‸', 'cookie SRV insert ‸', 'server ‸', 'server s2 ‸', 'server s2 127.0.0.1:1 ‸', 'server s2 127.0.0.1:1 check ‸', 'server s2 127.0.0.1:1 ssl verify none ‸', 'server s2 127.0.0.1:1 ssl ca-file x.pem verify ‸', ['server s2 127.0.0.1:1 ws ‸', '2.5'], 'server s2 127.0.0.1:1 proto ‸', 'server s2 127.0.0.1:1 resolvers ‸', 'server s2 127.0.0.1:1 on-marked-down ‸', 'server s2 127.0.0.1:1 init-addr ‸', 'server s2 127.0.0.1:1 send-proxy-v2 proxy-v2-options ‸', 'server s2 127.0.0.1:1 ssl verify none alpn ‸', 'server s2 127.0.0.1:1 ssl verify none sni ‸', 'server s2 127.0.0.1:1 observe ‸', 'server s2 127.0.0.1:1 inter ‸',
    'server-template ‸', 'server-template s 3 127.0.0.1:1 ‸', 'default-server ‸', 'option httpchk ‸', 'http-check ‸', 'http-check send ‸', 'http-check send meth GET ‸', 'http-check expect ‸', 'http-check expect status ‸', 'http-check connect ‸', 'http-check set-var(check.a) ‸', 'tcp-check ‸', 'tcp-check connect ‸', 'tcp-check expect ‸', 'tcp-check send ‸',
    'http-request ‸', 'http-response ‸', 'tcp-request content ‸', 'tcp-response ‸', 'tcp-response content ‸', 'tcp-response inspect-delay ‸', 'stick ‸', 'stick on ‸', 'stick on src ‸', 'stick on src table ‸', 'stick match ‸', 'stick store-request ‸', 'stick store-response ‸', 'stick-table ‸', 'use-server ‸', 'use-server s1 ‸', 'use-server s1 if ‸', 'retry-on ‸', 'retries ‸', 'fullconn ‸', 'use-fcgi-app ‸', 'email-alert ‸', 'email-alert mailers ‸', 'http-reuse ‸', 'source ‸', 'source 0.0.0.0 ‸', 'external-check ‸', 'force-persist ‸', 'ignore-persist ‸', 'http-send-name-header ‸', 'load-server-state-from-file ‸', 'acl x ‸', 'hash-balance-factor ‸', 'http-response set-var(txn.a) ‸', 'tcp-response content reject if { ‸'),
  ...inside(BACKEND, WITH_TABLE, 'stick ‸', 'stick on ‸', 'stick on src ‸', 'http-request track-sc0 ‸', 'acl x ‸'),
  ...inside(LISTEN, [...FE_LINES, ...BE_LINES], 'timeout ‸', 'option ‸', 'http-request ‸', 'balance ‸', 'bind :443 ‸', 'server s2 127.0.0.1:1 ‸'),
  ...inside('resolvers r', [], 'timeout ‸', 'hold ‸', 'nameserver ‸', 'nameserver one ‸', 'accepted_payload_size ‸', 'hold valid ‸'),
  ...inside('peers p', [], 'bind ‸', 'bind :10000 ‸', 'server ‸', 'peer ‸', 'default-server ‸', 'table ‸', 'table t ‸', 'table t type ip size 1k store ‸', 'log ‸'),
  ...inside('cache c', [], 'max-age ‸', 'process-vary ‸'),
  ...inside('userlist u', ['group staff'], 'user ‸', 'user bob ‸', 'user bob insecure-password x ‸', 'user bob insecure-password x groups ‸',), ...inside('userlist u', ['user ann insecure-password x'], 'group ‸', 'group ops ‸', 'group ops users ‸'),
  ...inside('ring r', [], 'format ‸', 'server ‸', 'timeout ‸'),
  ...inside('mailers m', [], 'timeout ‸', 'mailer ‸'),
  ...inside('http-errors h', [], 'errorfile ‸', 'errorfile 503 ‸'),
  ...inside('fcgi-app f', [], 'option ‸', 'pass-header ‸', 'set-param ‸', 'log-stderr ‸'),
  ...inside('log-forward l', [], 'bind ‸', 'dgram-bind ‸', 'log ‸', 'timeout ‸'),
  { name: 'a section at the start of a line', header: '', line: '‸' },
  ...['.if ‸', '.if !‸', '.if feature(OPENSSL) && ‸'].map((line): Place => ({ name: `${line} in global`, header: 'global', line, below: '.endif' })), ...inside(FRONTEND, FE_LINES, 'acl x method ‸', 'acl x hdr(Upgrade) ‸', 'http-request deny if { method ‸'), ...inside(BACKEND, BE_LINES, 'http-check expect ! status ‸'),
];

export const fits = (p: Place, version: Version): boolean => (!p.since || compareVersions(version, p.since) >= 0) && (!p.until || compareVersions(version, p.until) <= 0);
