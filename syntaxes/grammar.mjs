// Source of haproxy.tmLanguage.json: `node syntaxes/grammar.mjs` writes it, test/grammar checks that the two agree.
// Line-isolated, as HAProxy reads: every begin rule also ends at the end of the line, and no rule eats the line break.
// Speed: no nested repetition; a rule either needs a fixed head or stops at the first blank, so a line costs linear time.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An alternation of words, longest first, grouped by first letter: most places fail on one comparison instead of a hundred. */
function words(s) {
  const groups = new Map();
  for (const w of s.trim().split(/\s+/).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
    const tail = w.slice(1).replace(/[.+]/g, '\\$&');
    groups.set(w[0], [...(groups.get(w[0]) ?? []), tail]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([first, tails]) => `${first}(?:${tails.join('|')})`).join('|');
}

const SECTIONS = words(`global defaults frontend backend listen peers resolvers mailers userlist cache program ring log-forward http-errors fcgi-app
  crt-store traces log-profile acme healthcheck namespace_list spoe-agent spoe-message spoe-group`);
const RULESETS = 'http-request|http-response|http-after-response|(?:tcp-request)[ \\t]+(?:connection|session|content)|tcp-response[ \\t]+content|quic-initial|stats[ \\t]+http-request';
const BIND_SERVER = words(`accept-netscaler-cip accept-proxy addr agent-addr agent-check agent-inter agent-port agent-send allow-0rtt alpn backlog backup ca-file
  ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file cc check check-alpn check-pool-conn-name check-proto check-reuse-pool check-send-proxy
  check-sni check-sni-auto check-ssl check-via-socks4 ciphers ciphersuites client-sigalgs cookie crl-file crt crt-ignore-err crt-list curves
  default-crt defer-accept disabled downinter ecdhe ech enabled error-limit expose-fd fall fastinter force-sslv3 force-tlsv10 force-tlsv11
  force-tlsv12 force-tlsv13 generate-certificates gid group guid guid-prefix hash-key healthcheck id idle-ping init-addr init-state inter interface
  ktls label level log-bufsize log-proto max-reuse maxconn maxqueue minconn mode mss name namespace nbconn nice no-agent-check no-alpn no-backup
  no-ca-names no-check no-check-reuse-pool no-check-send-proxy no-check-sni-auto no-check-ssl no-renegotiate no-send-proxy no-send-proxy-v2
  no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn no-sni-auto no-ssl no-ssl-reuse no-sslv3 no-strict-sni no-tfo no-tls-tickets no-tlsv10 no-tlsv11
  no-tlsv12 no-tlsv13 no-verifyhost non-stick npn observe ocsp-update on-error on-marked-down on-marked-up pool-conn-name pool-low-conn
  pool-max-conn pool-purge-delay port prefer-client-ciphers process proto proxy-v2-options quic-cc-algo quic-force-retry quic-socket redir
  renegotiate resolve-net resolve-opts resolve-prefer resolvers rise send-proxy send-proxy-v2 send-proxy-v2-ssl send-proxy-v2-ssl-cn
  set-proxy-v2-tlv-fmt severity-output shard shards sigalgs slowstart sni sni-auto socks4 source ssl ssl-max-ver ssl-min-ver ssl-reuse stick
  strict-maxconn strict-sni tcp-md5sig tcp-ss tcp-ut tfo thread tls-ticket-keys tls-tickets track transparent uid user usesrc v4v6 v6only verify
  verifyhost weight ws`);
const ARGUMENTS = words(`status deny_status content-type errorfile errorfiles default-errorfiles string lf-string file lf-file hdr code location prefix scheme
  drop-query append-slash keep-query ignore-empty set-cookie clear-cookie table len id meth uri uri-lf ver body body-lf rstatus rstring binary rbinary
  binary-lf string-lf comment port addr ssl sni alpn proto linger via-socks4 send-proxy default realm hdr-lf min-recv on-success on-error
  ok-status error-status tout-status fhdr time at-least rst-ttl host if-none except header level format sample profile type size expire store peers
  nopurge srvkey write-to recv-only brates-factor insert rewrite indirect nocache postonly preserve httponly secure maxidle maxlife domain dynamic
  attr password insecure-password groups users crt key ocsp issuer sctl alias ocsp-update len facility minlevel inter bits curves keytype mode user
  group uid gid expose-fd process thread algo offload direction engine config on acl`);
const ALIASES = words(`B Bi Bp CC CS Ci Cp Fi Fp H HM HP HPO HQ HU HV ID OG ST Si Sp T TR Ta Tc Td Th Ti Tl Tq Tr Ts Tt Tu Tw U ac b bc bi bp bq cc ci cp cs f
  fc fi fp ft hr hrl hs hsl lc ms o pid r rc rt s sc si sp sq sslc sslv st t tr trg trl ts tsc`);
const PREDEFINED_ACLS = words(`FALSE TRUE HTTP HTTP_1.0 HTTP_1.1 HTTP_2.0 HTTP_3.0 HTTP_CONTENT HTTP_URL_ABS HTTP_URL_SLASH HTTP_URL_STAR LOCALHOST METH_CONNECT
  METH_DELETE METH_GET METH_HEAD METH_OPTIONS METH_POST METH_PUT METH_TRACE RDP_COOKIE REQ_CONTENT WAIT_END`);
const HEADER_FETCHES = '(?:(?:req|res)\\.f?|s)?hdr(?:_(?:beg|cnt|dir|dom|end|ip|len|reg|sub|val))?|rfc7239_field';
const VARIABLE_FETCHES = 'var|(?:un)?set-var(?:-fmt)?';
const METHODS = 'GET|HEAD|POST|PUT|DELETE|OPTIONS|TRACE|CONNECT|PATCH';
// Bounded: without a bound the search for the bracket behind a name would run to the end of the line at each place.
const KEYWORD = '[A-Za-z0-9_.:+-]{1,64}';
const BLANKS = '[ \\t]+';
const START = '(?<!\\S)';
const STOP = '(?=[\\s#]|$)';
// A line starts at column 0, or after a template mark such as `{% if tls %}`.
const LINE = '(?:^|(?<=[%}#]\\})|(?<=%>))[ \\t]*(?=[\\w.\\[])';

const n = (scopes) => scopes.split(' ').map((s) => `${s}.haproxy`).join(' ');
const name = (scopes) => ({ name: n(scopes) });
const captures = (map) => Object.fromEntries(Object.entries(map).map(([k, v]) => [k, typeof v === 'string' ? name(v) : v]));
const match = (re, scopes, caps) => ({ match: re, ...(scopes ? name(scopes) : {}), ...(caps ? { captures: captures(caps) } : {}) });
const use = (...names) => names.map((x) => ({ include: `#${x}` }));
const nested = (begin, beginCaps, end, patterns, extra = {}) => ({ begin, ...(beginCaps ? { beginCaptures: captures(beginCaps) } : {}), end, patterns, ...extra });
/** A whole line: from its first words, where LINE has stopped, to its end. */
const line = (head, caps, patterns, scopes) => nested('\\G' + head, caps, '$', patterns, scopes ? name(scopes) : {});

const CALL_OPEN = { endCaptures: captures({ 1: 'punctuation.section.parens.end' }) };

/**
 * Arguments of a call, a call with its converters, and `%[...]`, inside a place that `stop` closes:
 * a blank outside quotes, or the quote itself inside them.
 */
function samples(id, stop, inner) {
  const end = `(?=${stop})|$`;
  const args = (begin, caps, first = []) => nested(begin, caps, `(\\))|${end}`, [...first, ...inner, ...use('numbers', 'addresses'), match(',', 'punctuation.separator.arguments')], CALL_OPEN);
  const headerArgs = [match(`\\G[A-Za-z0-9!$&*+.^_|~-]+`, 'support.type.http-header')];
  const variableArgs = [match(`\\G(proc|sess|txn|req|res|check)(\\.)([\\w.]+)`, null, { 1: 'support.type.variable-scope', 2: 'punctuation.separator.period', 3: 'variable.other.readwrite' })];
  const call = (scope, before) => [
    args(`${before}(${HEADER_FETCHES})(\\()`, { 1: scope, 2: 'punctuation.section.parens.begin' }, headerArgs),
    args(`${before}(${VARIABLE_FETCHES})(\\()`, { 1: scope, 2: 'punctuation.section.parens.begin' }, variableArgs),
    args(`${before}(${KEYWORD})(\\()`, { 1: scope, 2: 'punctuation.section.parens.begin' }),
  ];
  const converters = [
    args(`(,)(${VARIABLE_FETCHES})(\\()`, { 1: 'punctuation.separator.converter', 2: 'support.function.converter', 3: 'punctuation.section.parens.begin' }, variableArgs),
    args(`(,)(${KEYWORD})(\\()`, { 1: 'punctuation.separator.converter', 2: 'support.function.converter', 3: 'punctuation.section.parens.begin' }),
    match(`(,)(${KEYWORD})`, null, { 1: 'punctuation.separator.converter', 2: 'support.function.converter' }),
  ];
  return {
    // `name(args),conv,conv(args)`: the fetch stands exactly where the rule before it stopped.
    [`expression${id}`]: { patterns: [...call('support.function.fetch', '\\G'), match(`\\G${KEYWORD}`, 'support.function.fetch'), ...converters, ...inner] },
    // A call in the middle of a free text can only be seen by its parentheses.
    [`call${id}`]: { patterns: call('support.function.fetch', '(?<![\\w.:+()-])') },
    [`embedded${id}`]: nested('(%)(\\([^()\\s]{0,80}\\))?(\\{[^{}\\s]{0,40}\\})?(\\[)', { 0: 'punctuation.section.embedded.begin', 2: 'variable.parameter.field-name', 3: 'storage.modifier.log-flag' },
      `(\\])|${end}`, use(`expression${id}`), { ...name('meta.embedded.sample'), endCaptures: captures({ 1: 'punctuation.section.embedded.end' }) }),
  };
}

const sectionHead = (kinds, kindScope, nameScope) => line(`(${kinds})${STOP}`, { 1: kindScope }, [
  ...use('comment', 'template'),
  match(`${START}(from)${BLANKS}([^\\s#"'\\\\{<]+)`, null, { 1: 'keyword.control.from', 2: 'entity.other.inherited-class' }),
  match(`${START}from${STOP}`, 'keyword.control.from'),
  ...use('strings', 'environment'),
  match(`[^\\s#"'\\\\$<{]+|[{<$]`, nameScope),
], 'meta.section-header');

const statement = (head, caps, patterns = use('value')) => line(head, caps, patterns);
const sampleAfter = (head, caps) => nested(head, caps, '(?=\\s)|$', use('expressionPlain'));
const DIRECTIVE = 'keyword.other.directive';
const SUB = 'support.type.directive-name';
const ACTION = 'support.function.action';
const ATTRIBUTE = 'entity.other.attribute-name';
const VARIABLE = '(?:(proc|sess|txn|req|res|check)(\\.)([\\w.]+))?';
const VARIABLE_ACTION = { 1: ACTION, 2: 'punctuation.section.parens.begin', 3: 'support.type.variable-scope', 4: 'punctuation.separator.period', 5: 'variable.other.readwrite', 6: 'storage.modifier.variable-condition', 7: 'punctuation.section.parens.end' };

const repository = {
  comment: match('(#).*$', 'comment.line.number-sign', { 1: 'punctuation.definition.comment' }),
  suppression: {
    match: '(#)[ \\t]*(haproxy-ws-ignore)(:)(.*)$', ...name('comment.line.number-sign'),
    captures: captures({ 1: 'punctuation.definition.comment', 2: 'keyword.other.ignore', 3: 'punctuation.separator.key-value', 4: { patterns: [match('[a-z][a-z0-9-]*', 'constant.other.rule-id')] } }),
  },
  template: {
    patterns: [
      nested('\\{#|\\{\\{-?[ \\t]*/\\*', { 0: 'punctuation.definition.comment.begin' }, '#\\}|\\*/[ \\t]*-?\\}\\}|$', [], { ...name('comment.block.template'), endCaptures: captures({ 0: 'punctuation.definition.comment.end' }) }),
      ...[['(?<!%)\\{\\{[-~]?', '[-~]?\\}\\}'], ['\\{%[-+]?(?=\\s|$|(?:if|for|set|include|import|from|macro|block|raw|else|elif|end[a-z]+)\\b)', '[-+]?%\\}'], ['<%[-=#%]?(?=\\W|[a-z])', '-?%>']].map(([begin, end]) =>
        nested(begin, { 0: 'punctuation.section.embedded.begin' }, `(${end})|$`, use('templateCode'), { ...name('meta.embedded.template'), endCaptures: captures({ 1: 'punctuation.section.embedded.end' }) })),
    ],
  },
  templateCode: {
    patterns: [
      match('"(?:[^"\\\\]|\\\\.)*+(?:"|$)', 'string.quoted.double.template'),
      match("'(?:[^'\\\\]|\\\\.)*+(?:'|$)", 'string.quoted.single.template'),
      match('(?<![\\w.$])(?:if|elif|elsif|else|end|endif|for|endfor|in|is|not|and|or|set|endset|block|endblock|include|extends|import|from|macro|endmacro|raw|endraw|range|with|define|template|do|each|unless|case|when|while)(?![\\w])', 'keyword.control.template'),
      match('(?<![\\w.])\\d+(?:\\.\\d+)?', 'constant.numeric.template'),
      match('(\\|)[ \\t]*([A-Za-z_]\\w*)', null, { 1: 'keyword.operator.pipe.template', 2: 'support.function.filter.template' }),
      match('[.$@]?[A-Za-z_][\\w.]*', 'variable.other.template'),
    ],
  },
  escape: match('\\\\(?:x[0-9A-Fa-f]{2}|.)', 'constant.character.escape'),
  environment: {
    patterns: [
      match('(\\$\\{)([A-Za-z_.][A-Za-z0-9_.]*)(?:(-)([^}"]*))?(\\[\\*\\])?(\\})', 'meta.environment', { 1: 'punctuation.definition.variable.begin', 2: 'variable.other.environment', 3: 'keyword.operator.default', 4: 'string.unquoted.default', 5: 'keyword.operator.expansion', 6: 'punctuation.definition.variable.end' }),
      match('(\\$)([A-Za-z_][A-Za-z0-9_]*)', null, { 1: 'punctuation.definition.variable', 2: 'variable.other.environment' }),
    ],
  },
  alias: match(`(%)(\\([^()\\s]{0,80}\\))?(\\{[^{}\\s]{0,40}\\})?(?:${ALIASES})(?![A-Za-z0-9_])|%%`, 'constant.other.placeholder', { 2: 'variable.parameter.field-name', 3: 'storage.modifier.log-flag' }),
  strings: {
    patterns: [
      nested('"', { 0: 'punctuation.definition.string.begin' }, '(")|$', use('template', 'escape', 'environment', 'embeddedDouble', 'alias'), { ...name('string.quoted.double'), endCaptures: captures({ 1: 'punctuation.definition.string.end' }) }),
      nested("'", { 0: 'punctuation.definition.string.begin' }, "(')|$", use('template', 'embeddedSingle', 'alias'), { ...name('string.quoted.single'), endCaptures: captures({ 1: 'punctuation.definition.string.end' }) }),
    ],
  },
  ...samples('Plain', '\\s', use('comment', 'template', 'strings', 'escape', 'environment')),
  ...samples('Double', '"', use('template', 'escape', 'environment', 'innerSingle')),
  ...samples('Single', "'", use('template', 'innerDouble')),
  // A quote of the other kind inside a string protects blanks and commas for the sample's own parser.
  innerSingle: match("'[^'\"]*+'", 'string.quoted.single.inner'),
  innerDouble: match('"[^\'"]*+"', 'string.quoted.double.inner'),
  numbers: {
    patterns: [
      match(`(?<![^\\s,(=:])(\\d+)(us|ms|[smhd])(?![^\\s,)\\]#])`, 'constant.numeric.time', { 2: 'keyword.other.unit.time' }),
      match(`(?<![^\\s,(=:])(\\d+)([kKMgG])(?![^\\s,)\\]#])`, 'constant.numeric.size', { 2: 'keyword.other.unit.size' }),
      match(`(?<![^\\s,(=:])(\\d+)(%)(?![^\\s,)\\]#])`, 'constant.numeric.percent', { 2: 'keyword.other.unit.percent' }),
      match(`(?<![^\\s,(=])(?:0x[0-9A-Fa-f]+|-?\\d+(?:\\.\\d+)?)(?![^\\s,)\\]#])`, 'constant.numeric'),
    ],
  },
  status: nested(`${START}(status|deny_status|errorfile|code|errorloc(?:30[23])?)${BLANKS}(?=\\d{3})`, { 1: ATTRIBUTE }, '(?=\\s)|$', [match('(?<!\\d)[1-5]\\d\\d(?!\\d)', 'constant.numeric.status-code'), match('[,+-]', 'punctuation.separator.range'), ...use('comment')]),
  size: match(`${START}(size|maxlen|len)(${BLANKS})(\\d+)([kKmMgG])${STOP}`, null, { 1: ATTRIBUTE, 3: 'constant.numeric.size', 4: 'keyword.other.unit.size' }),
  addresses: {
    patterns: [
      match('(?<![^\\s,])(?:(?:stream|dgram)\\+)?(?:ipv[46]|unix|uxst|uxdg|abnsz?|sockpair|fd|tcp[46]?|udp[46]?|mptcp[46]?|quic[46]|rhttp|ring|backend)@', 'storage.type.address-family'),
      match('(?<![\\w.])(\\d{1,3}(?:\\.\\d{1,3}){3})(/\\d{1,3}(?:\\.\\d{1,3}){0,3})?(?:(:)([+-]?\\d+(?:-\\d+)?))?(?![\\w.])', null, { 1: 'constant.other.address.ipv4', 2: 'constant.other.address.mask', 3: 'punctuation.separator.port', 4: 'constant.numeric.port' }),
      match('(?<![\\w:.])(\\[?(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|(?:\\d{1,3}\\.){3}\\d{1,3})?\\]?)(/\\d{1,3})?(?:(?<=\\])(:)([+-]?\\d+(?:-\\d+)?))?(?![\\w.:])', null, { 1: 'constant.other.address.ipv6', 2: 'constant.other.address.mask', 3: 'punctuation.separator.port', 4: 'constant.numeric.port' }),
      match('(?<![^\\s,@])(\\*)?(:)([+-]?\\d+(?:-\\d+)?)(?=[\\s,#]|$)', null, { 1: 'constant.other.address.any', 2: 'punctuation.separator.port', 3: 'constant.numeric.port' }),
      match('(?<=[\\w.}\\])])(:)(\\d+(?:-\\d+)?)(?=[\\s,#{<]|$)', null, { 1: 'punctuation.separator.port', 2: 'constant.numeric.port' }),
    ],
  },
  path: match(`(?<![^\\s@])(?:\\.{0,2}/)[^\\s#"'\\\\$%{<,]*`, 'string.unquoted.path'),
  http: {
    patterns: [
      match(`${START}(?:${METHODS})${STOP}`, 'support.constant.http-method'),
      match(`${START}HTTP/\\d(?:\\.\\d)?(?=[\\s#\\\\]|$)`, 'support.constant.http-version'),
      match('(?<![^\\s,])(?:h2c?|h3|h1|http/1\\.[01]|fcgi)(?=[\\s,#]|$)', 'support.constant.protocol'),
    ],
  },
  constants: {
    patterns: [
      match(`${START}(?:on|off|none|auto|any|all|optional|required|always|never|local|global)${STOP}`, 'constant.language'),
      match(`${START}(?:stdout|stderr|local[0-7]|kern|daemon|syslog|emerg|alert|crit|err|warning|notice|info|debug|silent|rfc3164|rfc5424|iso|raw|short|timed|priority)${STOP}`, 'support.constant.log'),
      match(`${START}(?:SSLv3|TLSv1\\.[0-3])${STOP}`, 'support.constant.protocol'),
    ],
  },
  /** What any argument may hold, whatever the keyword. */
  plain: { patterns: use('suppression', 'comment', 'template', 'strings', 'escape', 'environment', 'embeddedPlain', 'callPlain', 'alias') },
  value: { patterns: use('plain', 'condition', 'status', 'size', 'addresses', 'numbers', 'http', 'constants', 'path') },
  reference: match(`${START}(table|resolvers|errorfiles)${BLANKS}([^\\s#"'\\\\{<$]+)`, null, { 1: ATTRIBUTE, 2: 'entity.name.section.reference' }),
  arguments: { patterns: [...use('reference'), match(`${START}(?:${ARGUMENTS})${STOP}`, ATTRIBUTE)] },
  bindServerOptions: { patterns: [match(`${START}(resolvers)${BLANKS}([^\\s#"'\\\\{<$]+)`, null, { 1: ATTRIBUTE, 2: 'entity.name.section.reference' }), match(`${START}(?:${BIND_SERVER})${STOP}`, ATTRIBUTE)] },

  condition: nested(`${START}(if|unless)${STOP}`, { 1: 'keyword.control.conditional' }, '$', use('conditionTerms'), name('meta.condition')),
  conditionTerms: {
    patterns: [
      ...use('comment', 'template', 'escape', 'environment'),
      nested(`${START}(!*)(\\{)(?=\\s|$)`, { 1: 'keyword.operator.logical', 2: 'punctuation.section.braces.begin' }, `${START}(\\})(?=\\s|$)|$`, use('anonymousStart', 'test'), { ...name('meta.anonymous-acl'), endCaptures: captures({ 1: 'punctuation.section.braces.end' }) }),
      match(`${START}(?:\\|\\||[oO][rR])${STOP}`, 'keyword.operator.logical'),
      match(`${START}!+`, 'keyword.operator.logical'),
      match(`(?<![^\\s!])(?:${PREDEFINED_ACLS})${STOP}`, 'support.constant.acl'),
      ...use('strings'),
      match(`(?<![^\\s!])[A-Za-z0-9_.:-]+`, 'variable.other.acl'),
    ],
  },
  anonymousStart: sampleAfter(`\\G${BLANKS}(?=[A-Za-z0-9])`),
  /** What follows the fetch in an ACL: flags, match method, operators, patterns. */
  test: {
    patterns: [
      ...use('suppression', 'comment', 'template', 'strings', 'escape', 'environment'),
      match(`${START}(-m)${BLANKS}(found|bool|int|ip|bin|len|str|sub|reg|beg|end|dir|dom)${STOP}`, null, { 1: 'storage.modifier.flag', 2: 'support.constant.match-method' }),
      match(`${START}(-[fM])${BLANKS}([^\\s#"'\\\\{<$]+)`, null, { 1: 'storage.modifier.flag', 2: 'string.unquoted.path' }),
      match(`${START}-[imnfMu-]${STOP}`, 'storage.modifier.flag'),
      match(`${START}(?:eq|ge|gt|le|lt)${STOP}`, 'keyword.operator.comparison'),
      match(`${START}(\\d+)?(:)(\\d+)?${STOP}`, null, { 1: 'constant.numeric', 2: 'punctuation.separator.range', 3: 'constant.numeric' }),
      match(`${START}(\\d+)(:)(\\d+)${STOP}`, null, { 1: 'constant.numeric', 2: 'punctuation.separator.range', 3: 'constant.numeric' }),
      ...use('addresses', 'numbers', 'http', 'path'),
      match(`[^\\s#"'\\\\{<$]+`, 'string.unquoted.pattern'),
    ],
  },

  // Everything below is anchored to where LINE stopped: a comment of 100 KB is not searched for each keyword.
  lines: nested(LINE, null, '$', [
      sectionHead('global|traces', 'keyword.control.section', 'invalid.illegal.section-name'),
      sectionHead(SECTIONS, 'keyword.control.section', 'entity.name.section'),
      match(`\\G(\\[)([^\\]\\s]*)(\\])(?=\\s*(?:#|$))`, null, { 1: 'punctuation.definition.scope.begin', 2: 'entity.name.namespace', 3: 'punctuation.definition.scope.end' }),
      statement(`(\\.)(if|elif)${STOP}`, { 1: 'keyword.control.preprocessor', 2: 'keyword.control.preprocessor' }, [
        match('&&|\\|\\||!', 'keyword.operator.logical'),
        match('(?<![a-z_])([a-z_]++)(?=\\()', 'support.function.predicate'),
        match('[()]', 'punctuation.section.parens'),
        match(',', 'punctuation.separator.arguments'),
        match('(?<=\\()[A-Z][A-Z0-9_.]*(?=\\))', 'variable.other.constant'),
        match('(?<![\\w.-])\\d+(?:\\.\\d+)*(?:-[a-z]+\\d*)?(?![\\w.-])', 'constant.numeric'),
        ...use('comment', 'template', 'strings', 'escape', 'environment'),
      ]),
      match(`\\G\\.(?:else|endif)${STOP}`, 'keyword.control.preprocessor'),
      statement(`(\\.(?:notice|warning|alert|diag))${STOP}`, { 1: 'keyword.control.preprocessor' }),
      statement(`(acl)${BLANKS}([^\\s#"'\\\\{<$]+)`, { 1: DIRECTIVE, 2: 'entity.name.function.acl' }, [sampleAfter(`\\G${BLANKS}(?=[A-Za-z0-9])`), ...use('test')]),
      statement(`(?:(no|default)${BLANKS})?(bind|dgram-bind|default-bind|stats${BLANKS}socket)${STOP}`, { 1: 'storage.modifier', 2: DIRECTIVE }, use('bindServerOptions', 'value')),
      statement(`(?:(no|default)${BLANKS})?(server|server-template|peer)${BLANKS}([^\\s#"'\\\\{<$]+)`, { 1: 'storage.modifier', 2: DIRECTIVE, 3: 'entity.name.type.server' }, use('bindServerOptions', 'value')),
      statement(`(?:(no|default)${BLANKS})?(server|server-template|peer|default-server|load|ssl-f-use|source)${STOP}`, { 1: 'storage.modifier', 2: DIRECTIVE }, use('bindServerOptions', 'arguments', 'value')),
      statement(`(nameserver|mailer|table|filter|challenge)${BLANKS}([^\\s#"'\\\\{<$]+)`, { 1: DIRECTIVE, 2: 'entity.name.type' }, use('stickTable', 'arguments', 'value')),
      statement(`(${RULESETS})${STOP}`, { 1: DIRECTIVE }, [
        match(`\\G${BLANKS}((?:add|set|del|replace)-(?:header|value)|set-cookie-fmt)${BLANKS}([A-Za-z0-9!$&*+.^_|~-]+)${STOP}`, null, { 1: ACTION, 2: 'support.type.http-header' }),
        sampleAfter(`\\G${BLANKS}(set-var)(\\()${VARIABLE}([^)\\s]*)(\\))${BLANKS}(?=[A-Za-z0-9])`, VARIABLE_ACTION),
        match(`\\G${BLANKS}((?:un)?set-var(?:-fmt)?)(\\()${VARIABLE}([^)\\s]*)(\\))`, null, VARIABLE_ACTION),
        sampleAfter(`\\G${BLANKS}(track-sc\\d*|capture|sc-set-gpt\\d?\\([^)\\s]*\\)|do-resolve\\([^)\\s]*\\)|attach-srv|set-(?:src|dst)(?:-port)?|set-priority-(?:class|offset))${BLANKS}(?=[A-Za-z0-9])`, { 1: ACTION }),
        match(`\\G${BLANKS}([A-Za-z0-9_.:-]+)(?:(\\()([^)\\s]*)(\\)))?`, null, { 1: ACTION, 2: 'punctuation.section.parens.begin', 3: 'string.unquoted.argument', 4: 'punctuation.section.parens.end' }),
        match(`${START}(hdr)${BLANKS}([A-Za-z0-9!$&*+.^_|~-]+)`, null, { 1: ATTRIBUTE, 2: 'support.type.http-header' }),
        ...use('status', 'condition', 'arguments', 'value'),
      ]),
      statement(`(tcp-request|tcp-response)${BLANKS}(inspect-delay)${STOP}`, { 1: DIRECTIVE, 2: SUB }),
      statement(`(http-check|tcp-check)${BLANKS}([a-z][a-z-]*)(?:(\\()([^)\\s]*)(\\)))?`, { 1: DIRECTIVE, 2: SUB, 3: 'punctuation.section.parens.begin', 4: 'variable.other.readwrite', 5: 'punctuation.section.parens.end' }, [
        match(`${START}(hdr)${BLANKS}(?!name)([A-Za-z0-9!$&*+.^_|~-]+)`, null, { 1: ATTRIBUTE, 2: 'support.type.http-header' }),
        match(`${START}!(?=[\\sa-z])`, 'keyword.operator.logical'),
        match(`${START}(?:name|value)(?:-lf)?${STOP}`, ATTRIBUTE),
        match(`${START}(-m)${BLANKS}(str|beg|end|sub|reg)${STOP}`, null, { 1: 'storage.modifier.flag', 2: 'support.constant.match-method' }),
        ...use('status', 'arguments', 'value'),
      ]),
      statement(`(use_backend|default_backend|use-server|use-fcgi-app|dispatch)${BLANKS}([^\\s#"'\\\\{<$%]+)`, { 1: DIRECTIVE, 2: 'entity.name.section.reference' }),
      statement(`(redirect|force-persist|ignore-persist|force-be-switch|monitor${BLANKS}fail|stats${BLANKS}admin|block)${STOP}`, { 1: DIRECTIVE }, use('status', 'condition', 'arguments', 'value')),
      statement(`(stick-table)${STOP}`, { 1: DIRECTIVE }, use('stickTable', 'value')),
      statement(`(stick)${BLANKS}(on|match|store-request|store-response)${STOP}`, { 1: DIRECTIVE, 2: SUB }, [
        sampleAfter(`\\G${BLANKS}(?=[A-Za-z0-9])`),
        match(`${START}(table)${BLANKS}([^\\s#"'\\\\{<$]+)`, null, { 1: ATTRIBUTE, 2: 'entity.name.section.reference' }),
        ...use('value'),
      ]),
      statement(`(?:(no|default)${BLANKS})?(option)${BLANKS}([A-Za-z0-9_-]+)`, { 1: 'storage.modifier', 2: DIRECTIVE, 3: 'support.constant.option' }, use('arguments', 'value')),
      statement(`(capture)${BLANKS}(request|response)${BLANKS}(header)${BLANKS}([A-Za-z0-9!$&*+.^_|~-]+)`, { 1: DIRECTIVE, 2: SUB, 3: SUB, 4: 'support.type.http-header' }, use('size', 'arguments', 'value')),
      statement(`(http-send-name-header|unique-id-header)${BLANKS}([A-Za-z0-9!$&*+.^_|~-]+)`, { 1: DIRECTIVE, 2: 'support.type.http-header' }),
      statement(`(set-var(?:-fmt)?|presetenv|setenv|unsetenv|resetenv)${BLANKS}([A-Za-z_][\\w.]*)`, { 1: DIRECTIVE, 2: 'variable.other.readwrite' }, [sampleAfter(`\\G${BLANKS}(?=[A-Za-z0-9][\\w.]*[(,])`), ...use('value')]),
      statement(`(ssl-default-(?:bind|server)-options)${STOP}`, { 1: DIRECTIVE }, use('bindServerOptions', 'value')),
      statement(`(errorfile|errorloc30[23]|errorloc)${BLANKS}(\\d{3})${STOP}`, { 1: DIRECTIVE, 2: 'constant.numeric.status-code' }),
      statement(`(retry-on|http-err-codes|http-fail-codes)${STOP}`, { 1: DIRECTIVE }, [match('(?<![\\w])[1-5]\\d\\d(?![\\w])', 'constant.numeric.status-code'), match(`${START}(?:none|conn-failure|empty-response|junk-response|response-timeout|0rtt-rejected|all-retryable-errors)${STOP}`, 'support.constant.value'), ...use('value')]),
      statement(`(mode|balance|hash-type|http-reuse|hash-preserve-affinity|load-server-state-from-file)${STOP}`, { 1: DIRECTIVE }, [
        match(`\\G${BLANKS}([a-z][a-z0-9_-]*)(?:(\\()([^)\\s]*)(\\)))?`, null, { 1: 'support.constant.value', 2: 'punctuation.section.parens.begin', 3: 'string.unquoted.argument', 4: 'punctuation.section.parens.end' }),
        ...use('arguments', 'value'),
      ]),
      statement(`(log)${STOP}`, { 1: DIRECTIVE }, use('arguments', 'value')),
      statement(`(?:(no|default)${BLANKS})?(cookie)${BLANKS}([^\\s#"'\\\\{<$]+)`, { 1: 'storage.modifier', 2: DIRECTIVE, 3: 'string.unquoted.cookie-name' }, use('arguments', 'value')),
      statement(`(maxcomprate|tune\\.(?:bufsize|maxrewrite|pipesize|rcvbuf|sndbuf)[\\w.]*)${BLANKS}(\\d+)([kKmMgG])?${STOP}`, { 1: DIRECTIVE, 2: 'constant.numeric.size', 3: 'keyword.other.unit.size' }),
      statement(`(user|group)${BLANKS}([^\\s#"'\\\\{<$]+)`, { 1: DIRECTIVE, 2: 'entity.name.type.user' }, use('arguments', 'value')),
      statement(`(timeout|stats|compression|capture|declare|email-alert|external-check|persist|rate-limit|filter-sequence|hold|monitor|stick|trace|on)${BLANKS}([a-z][a-z0-9_-]*)${STOP}`, { 1: DIRECTIVE, 2: SUB }, use('arguments', 'value')),
      statement(`(?:(no|default)${BLANKS})?([A-Za-z0-9_][A-Za-z0-9_.-]*)`, { 1: 'storage.modifier', 2: DIRECTIVE }, use('arguments', 'value')),
    ...use('plain'),
  ]),
  stickTable: {
    patterns: [
      ...use('size'),
      match(`${START}(type)${BLANKS}(ip|ipv6|integer|string|binary)${STOP}`, null, { 1: ATTRIBUTE, 2: 'support.type.stick-key' }),
      nested(`${START}(store)${BLANKS}`, { 1: ATTRIBUTE }, '(?=\\s)|$', [
        nested('(?<![a-z0-9_])([a-z][a-z0-9_]*+)(\\()', { 1: 'support.type.stick-data', 2: 'punctuation.section.parens.begin' }, '(\\))|(?=\\s)|$', use('environment', 'template', 'numbers'), CALL_OPEN),
        match('(?<![a-z0-9_])[a-z][a-z0-9_]*+', 'support.type.stick-data'),
        match(',', 'punctuation.separator.arguments'),
        ...use('comment', 'template', 'strings', 'escape', 'environment'),
      ]),
      match(`${START}(?:type|size|expire|store|peers|nopurge|srvkey|write-to|recv-only|brates-factor)${STOP}`, ATTRIBUTE),
    ],
  },
};

export const grammar = {
  name: 'HAProxy',
  scopeName: 'source.haproxy',
  patterns: use('suppression', 'template', 'comment', 'lines', 'plain'),
  repository,
};

/** The file's text: one rule a line, so that a change of one rule is a change of one line. */
export function grammarText() {
  const { repository: rules, ...head } = grammar;
  const rows = Object.entries(rules).map(([key, rule]) => {
    if (key !== 'lines') return `    ${JSON.stringify(key)}: ${JSON.stringify(rule)}`;
    return `    "lines": { "begin": ${JSON.stringify(rule.begin)}, "end": "$", "patterns": [\n${rule.patterns.map((p) => `      ${JSON.stringify(p)}`).join(',\n')}\n    ] }`;
  });
  const top = Object.entries(head).map(([key, v]) => `  ${JSON.stringify(key)}: ${JSON.stringify(v)}`);
  return `{\n${top.join(',\n')},\n  "repository": {\n${rows.join(',\n')}\n  }\n}\n`;
}

if (process.argv[1]?.endsWith('grammar.mjs')) writeFileSync(join(import.meta.dirname, 'haproxy.tmLanguage.json'), grammarText());
