// Tells a HAProxy configuration from the many other things that end in .cfg or .conf, by its text alone.
// Pure: no editor, no I/O. When in doubt it says no: taking over a foreign file is worse than a missed one.

const PROXY =
  'acl balance bind bind-process capture compression cookie default-server default_backend description disabled dispatch ' +
  'email-alert enabled error-log-format errorfile errorfiles errorloc errorloc302 errorloc303 filter force-persist fullconn ' +
  'hash-balance-factor hash-type http-after-response http-check http-error http-request http-response http-reuse ' +
  'http-send-name-header id ignore-persist load-server-state-from-file log log-format log-format-sd log-tag maxconn mode ' +
  'monitor monitor-net monitor-uri option persist rate-limit redirect retries retry-on server server-state-file-name ' +
  'server-template source stats stick stick-table tcp-check tcp-request tcp-response timeout transparent unique-id-format ' +
  'unique-id-header use-fcgi-app use-server use_backend declare reqadd reqdel reqirep reqrep rspadd rspdel rspirep contimeout ' +
  'clitimeout srvtimeout';
const GLOBAL =
  'ca-base chroot cpu-map cpu-policy crt-base daemon default-path description expose-fd external-check gid group h1-case-adjust hard-stop-after ' +
  'insecure-fork-wanted limited-quic localpeer log log-send-hostname log-tag lua-load lua-load-per-thread lua-prepend-path ' +
  'master-worker maxcompcpuusage maxcomprate maxconn maxconnrate maxpipes maxsessrate maxsslconn maxsslrate maxzlibmem nbproc ' +
  'nbthread node nogetaddrinfo noepoll nopoll nosplice numa-cpu-mapping pidfile presetenv quiet resetenv server-state-base ' +
  'server-state-file set-dumpable set-var set-var-fmt setcap setenv spread-checks ssl-default-bind-ciphers ssl-default-bind-ciphersuites ' +
  'ssl-default-bind-curves ssl-default-bind-options ssl-default-server-ciphers ssl-default-server-ciphersuites ' +
  'ssl-default-server-options ssl-dh-param-file ssl-engine ssl-load-extra-files ssl-mode-async ssl-server-verify ' +
  'stats strict-limits uid ulimit-n unix-bind unsetenv user wurfl-data-file zero-warning';
const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const proxy = words(PROXY);

/** The statements one expects under each header. */
const SECTIONS: ReadonlyMap<string, { readonly named: 'yes' | 'no' | 'maybe'; readonly keywords: ReadonlySet<string> }> = new Map([
  ['global', { named: 'no', keywords: words(GLOBAL) }],
  ['defaults', { named: 'maybe', keywords: proxy }],
  ['frontend', { named: 'yes', keywords: proxy }],
  ['backend', { named: 'yes', keywords: proxy }],
  ['listen', { named: 'yes', keywords: proxy }],
  ['peers', { named: 'yes', keywords: words('bind default-bind default-server disabled enabled log peer server shards table') }],
  ['resolvers', { named: 'yes', keywords: words('accepted_payload_size hold nameserver parse-resolv-conf resolve_retries timeout') }],
  ['userlist', { named: 'yes', keywords: words('group user') }],
  ['cache', { named: 'yes', keywords: words('max-age max-object-size max-secondary-entries process-vary total-max-size') }],
  ['mailers', { named: 'yes', keywords: words('mailer timeout') }],
  ['program', { named: 'yes', keywords: words('command group option user') }],
  ['ring', { named: 'yes', keywords: words('backing-file description format maxlen server size timeout') }],
  ['http-errors', { named: 'yes', keywords: words('errorfile') }],
  ['fcgi-app', { named: 'yes', keywords: words('acl docroot index log-stderr option pass-header path-info set-param') }],
]);
/** Statements at the heart of a section: one of them, beside another known one, makes a single section enough. */
const CORE = words('bind server default_backend use_backend server-template timeout nameserver');
const NAME = /^[\w.:${}%"'<>-]+$/;

/**
 * @param lines the first lines of the file, without their ends
 * @param path of the file with forward slashes; a folder or a name with `haproxy` in it lowers the bar
 */
export function looksLikeHaproxy(lines: Iterable<string>, path = ''): boolean {
  let here: ReadonlySet<string> | undefined;
  let known = 0;
  let unknown = 0;
  let sections = 0;
  let inSection = 0;
  const core = new Set<string>();
  const seen = new Set<string>();
  for (const line of lines) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    // `[section]` of an ini file or of a HAProxy filter's own file; a tag; a brace that opens a block.
    if (/^(\[[^\]]*\]|<[^>]*>?|.*[^%{]\{)$/.test(text)) return false;
    const [first = '', second, third] = text.split(/\s+/);
    const section = SECTIONS.get(first); // indented or not: HAProxy does not mind
    if (section && isHeader(section.named, second, third)) {
      here = section.keywords;
      inSection = 0;
    } else if (here === undefined) {
      // Before the first header only HAProxy's own directives may stand.
      if (!first.startsWith('.')) return false;
    } else {
      const keyword = first === 'no' || first === 'default' ? (second ?? '') : first;
      // Directives and template marks say nothing either way.
      if (/^(\.|\{[%{#]|<%)/.test(first)) continue;
      if ((here.has(keyword) || keyword.startsWith('tune.')) && second !== '=' && !text.endsWith(';')) {
        if (inSection++ === 0) sections++;
        known++;
        seen.add(keyword);
        if (CORE.has(keyword)) core.add(keyword);
      } else unknown++;
    }
  }
  if (unknown > known) return false;
  if (sections >= 2) return true;
  if (sections === 0) return false;
  return /haproxy/i.test(path) || (core.size > 0 && seen.size >= 2);
}

function isHeader(named: 'yes' | 'no' | 'maybe', second: string | undefined, third: string | undefined): boolean {
  const end = (word: string | undefined): boolean => word === undefined || word.startsWith('#');
  if (end(second)) return named !== 'yes';
  if (named === 'no' || !NAME.test(second!)) return false;
  // After the name: nothing, `from <defaults>`, or the address that old files put beside `listen`.
  return end(third) || third === 'from' || second === 'from' || /^[\w.*:,\-${}[\]/@]+$/.test(third!);
}
