// How people begin common statements, and better notations where the facts' grammar cannot be proposed from.
import { table } from '../../language/table.ts';
import type { Section } from '../../model/section.ts';
import { choice, hole } from './item.ts';
import { parseGrammar, type Sequence } from '../../language/grammar.ts';

/**
 * Common statements, in the order in which people write them, with placeholders that say what belongs there. In `{name:kind}`
 * stands a name of that kind that the configuration declares, else `name`.
 */
const COMMON = table<string>({
  bind: `bind ${hole(':80')}`, 'proxy/server': `server {s1:new-server} ${hole('127.0.0.1:8080')} check`, acl: `acl ${hole('name')} path_beg ${hole('/')}`, use_backend: 'use_backend {name:backend} if {TRUE:acl}',
  default_backend: 'default_backend {name:backend}', mode: `mode ${choice(['http', 'tcp'])}`, balance: `balance ${choice(['roundrobin', 'leastconn', 'source', 'random'])}`, 'timeout client': `timeout client ${hole('50s')}`,
  'timeout server': `timeout server ${hole('50s')}`, 'timeout connect': `timeout connect ${hole('5s')}`, 'timeout tunnel': `timeout tunnel ${hole('1h')}`, 'timeout http-request': `timeout http-request ${hole('10s')}`, 'option httplog': 'option httplog',
  'option httpchk': 'option httpchk', 'option forwardfor': 'option forwardfor', 'http-request': 'http-request deny if {TRUE:acl}', 'http-response': `http-response del-header ${hole('Server')}`,
  'default-server': 'default-server check', cookie: `cookie ${hole('SRV')} insert indirect nocache`, 'stick-table': `stick-table type ${choice(['ip', 'ipv6', 'integer', 'string'])} size ${hole('100k')} expire ${hole('30m')}`,
'proxy/log': 'log global', 'http-check expect': `http-check expect status ${hole('200')}`, 'http-check send': `http-check send meth ${hole('GET')} uri ${hole('/health')}`,
  maxconn: `maxconn ${hole('2000')}`, redirect: 'redirect scheme https code 301 if {TRUE:acl}', 'option redispatch': 'option redispatch', retries: `retries ${hole('3')}`, 'tcp-request content': 'tcp-request content accept if {TRUE:acl}',
  'tcp-request inspect-delay': `tcp-request inspect-delay ${hole('5s')}`,
});
/** Statements that are not common but need words that no type tells. */
const OTHERS = table<string>({
  'http-after-response': `http-after-response set-header ${hole('X-Header')} ${hole('value')}`, 'tcp-request connection': `tcp-request connection reject if { src ${hole('192.0.2.0/24')} }`, 'tcp-request session': `tcp-request session accept if { src ${hole('10.0.0.0/8')} }`,
  'tcp-response content': 'tcp-response content accept', 'quic-initial': 'quic-initial accept', 'peers/server': `server ${hole('peer1')} ${hole('127.0.0.1:10000')}`, 'ring/server': `server ${hole('syslog')} ${hole('127.0.0.1:514')}`, 'ring/size': `size ${hole('32768')}`, 'ssl-f-use': `ssl-f-use crt ${hole('/etc/haproxy/cert.pem')}`, 'tune.epoll.mask-events': `tune.epoll.mask-events ${hole('err')}`, 'tune.quic.fe.stream.max-total': `tune.quic.fe.stream.max-total ${hole('100')}`, 'tune.ssl.default-dh-param': `tune.ssl.default-dh-param ${hole('2048')}`,
  ...Object.fromEntries(['global', 'proc', 'reqres', 'sess', 'txn'].map((s) => [`tune.vars.${s}-max-size`, `tune.vars.${s}-max-size ${hole('65536')}`])),
  'hash-balance-factor': `hash-balance-factor ${hole('150')}`, 'http-send-name-header': `http-send-name-header ${hole('X-Server')}`,
});
export const ORDER: ReadonlyMap<string, number> = new Map(Object.keys(COMMON).map((k, i) => [k.replace(/^.*\//, ''), i]));
export const formFor = (scope: string, keyword: string): string | undefined => COMMON[`${scope}/${keyword}`] ?? COMMON[keyword] ?? OTHERS[`${scope}/${keyword}`] ?? OTHERS[keyword];

const EXPECT = ' [min-recv <int=integer>] [comment <msg=string>] [ok-status <st=enum:http-check-status>] [error-status <st=enum:http-check-error-status>] [tout-status <st=enum:http-check-tout-status>] [on-success <fmt=log-format>] [on-error <fmt=log-format>] [status-code <expr=sample-expr>] [!] ';
const REDIRECT = ' {location <loc=log-format>|prefix <pfx=log-format>|scheme <sch=log-format>} [code <code=enum:redirect-code>] [@{<option=enum:redirect-option>}] [{if|unless} <condition=acl-cond>]';
const REPLY = '[{content-type <type=mime-type> {string <str=string>|lf-string <fmt=log-format>|file <file=path>|lf-file <file=path>} [@{hdr <name=header-name> <fmt=log-format>}]|default-errorfiles|errorfile <file=path>|errorfiles <name=ref:http-errors>}]';
const STICK = [' <pattern=sample-expr> table <table=ref:table> [{if|unless} <condition=acl-cond>]'];
/** By the name of a directive or action: what stands behind its own words. */
const NOTATIONS: Readonly<Record<string, readonly string[]>> = {
  'proxy/balance': [' <algorithm=enum:balance-algorithm>'],
  'proxy/retry-on': [' @{<condition=enum:retry-on>}'],
  'proxy/hash-type': [' <method=enum:hash-method> [<function=enum:hash-function> [<modifier=enum:hash-modifier>]]'],
  'proxy/cookie': [' <name=cookie-name> {insert|rewrite|prefix} [@{{indirect|nocache|postonly|preserve|httponly|secure|domain <domain=string>|maxidle <idle=time(s)>|maxlife <life=time(s)>|dynamic|attr <value=cookie-attr>}}]'],
  'proxy/redirect': [REDIRECT], 'action/redirect': [REDIRECT],
  'proxy/http-check expect': [`${EXPECT}<match=enum:http-check-match>`], 'proxy/tcp-check expect': [`${EXPECT}<match=enum:tcp-check-match>`],
  'proxy/log-steps': [' @","{<steps=enum:log-step>}'],
  'frontend/mode': [' {http|tcp}'], 'proxy/mode': [' <mode=enum:mode>'],
  'proxy/declare capture': [' {request|response} len <length=integer>'],
  'proxy/server-template': [' <prefix=server-name> <count=integer-or-range> <fqdn=address(server)> [@{<param=options>}]'],
  'global/httpclient.ssl.verify': [' {required|none}'], 'global/ssl-server-verify': [' {required|none}'], 'global/ocsp-update.disable': [' {on|off}'], 'global/ocsp-update.mode': [' {on|off}'], 'global/stats calculate-max-counters': [' {on|off}'], 'global/tune.takeover-other-tg-connections': [' <mode=enum:takeover-tg>'], 'global/cpu-map': [' <threads=thread-set> @{<cpus=cpu-set>}'], 'global/cpu-set': [' {reset|only-cpu <set=cpu-set>|drop-cpu <set=cpu-set>|only-node <set=cpu-set>|drop-node <set=cpu-set>}'], 'global/setcap': [' {cap_net_bind_service|cap_net_raw|cap_net_admin|cap_sys_admin}'], 'global/thread-group': [' <group=thread-set> [<range=thread-set>]'], 'global/unsetenv': [' @{<name=env-name>}'], 'global/resetenv': [' [@{<name=env-name>}]'], 'global/h1-case-adjust': [' <pair=header-case>'], 'global/stress-level': [' <level=digit>'],
  'global/ssl-default-bind-options': [' @{<option=enum:ssl-default-bind-option>}'], 'global/ssl-default-server-options': [' @{<option=enum:ssl-default-server-option>}'], 'crt-store/load': [' crt <filename=path> [@{<param=options>}]'],
  'global/jwt.decrypt_alg_list': [' <list=jwt-algorithms>'], 'global/jwt.decrypt_enc_list': [' <list=jwt-encodings>'], 'log-profile/on': [' <step=enum:log-profile-step> {format <fmt=log-format> [sd <sd=log-format>]|sd <sd=log-format>|drop}'], 'healthcheck/type': [' <type=enum:healthcheck-type>'],
  'global/trace': [' <source=trace-source> {sink stderr|level developer|verbosity complete|start now|stop now}'], 'traces/trace': [' <source=trace-source> {sink stderr|level developer|verbosity complete|start now|stop now}'], 'acme/challenge': [' <type=enum:acme-challenge>'], 'acme/keytype': [' <type=enum:acme-keytype>'], 'proxy/stats show-desc': [' <desc=string>'],
  'global/set-var': [' <var-name=variable(proc.)> <expr=constant>'],
  'proxy/option pgsql-check': [' user <username=string>'], 'proxy/http-send-name-header': [' <header=own-header>'], 'bind/quic-cc-algo': [' <algorithm=enum:quic-cc-algo>'], 'server/quic-cc-algo': [' <algorithm=enum:quic-cc-algo>'], 'server/hash-key': [' <key=enum:hash-key>'],
  'http-errors/errorfile': [' <code=enum:error-code> <file=path>'], 'proxy/http-error': [` status <code=enum:error-code> ${REPLY}`],
  ...Object.fromEntries([0, 1, 2].map((n) => [`tableless/track-sc${n}`, [' <key=sample-expr> table <table=ref:table> [{if|unless} <condition=acl-cond>]']])),
  'tableless/stick on': STICK, 'tableless/stick match': STICK, 'tableless/stick store-request': STICK, 'tableless/stick store-response': STICK,
  'action/set-timeout': [' <name=enum:set-timeout-name> {<timeout=time>|<expr=sample-expr>}'],
  'action/capture': [' <sample=sample-expr> {len <length=integer>|id <id=integer>}'], 'http-response/capture': [' <sample=sample-expr> id <id=integer>'],
  'action/set-log-level': [' {<level=enum:syslog-level>|silent}'],
  'action/deny': [` [{deny_status|status} <code=enum:deny-status>] ${REPLY}`], 'action/tarpit': [` [{deny_status|status} <code=enum:deny-status>] ${REPLY}`], 'action/return': [` [status <code=http-status>] ${REPLY}`],
};
/** Some notations depend on the section: key of the one that fits it. */
export function formKey(section: Section, key: string): string {
  if (key === 'proxy/mode' && section.kind === 'frontend') return 'frontend/mode';
  return key.startsWith('proxy/stick ') && section.lines('stick-table').length === 0 ? key.replace('proxy', 'tableless') : key;
}

const kept = new Map<string, readonly Sequence[]>();

/** The notation to propose from: ours, else the facts'. Own words of the keyword come first. */
export function grammarOf(key: string, facts: readonly Sequence[]): readonly Sequence[] {
  const own = NOTATIONS[key];
  if (!own) return facts;
  let parsed = kept.get(key);
  if (!parsed) { const name = key.slice(key.indexOf('/') + 1); parsed = own.map((n) => parseGrammar(name + n)); kept.set(key, parsed); }
  return parsed;
}
