// A large, realistic haproxy.cfg that `haproxy -c` accepts from 2.6 on, for measuring: `generate({ lines, seed })`, or
// `node scripts/gen-config.mjs [--lines 24000] [--seed 1] > big.cfg`. Exactly that many lines; the tail is comments.
import { basename } from 'node:path';

const SVC = ['api', 'web', 'img', 'auth', 'chat', 'feed', 'pay', 'search', 'mail', 'geo', 'push', 'live', 'admin', 'docs'];
const BALANCE = ['roundrobin', 'leastconn', 'source', 'random', 'uri', 'hdr(X-Tenant)'];
const WITH_WEBSOCKET = new Set(['chat', 'push', 'live', 'feed']);
const PER_FRONTEND = 24;

const PREAMBLE = [
  '# generated haproxy.cfg: a large multi-tenant edge',
  'global',
  '    log 127.0.0.1:514 local0 info',
  '    log 127.0.0.1:514 local1 notice',
  '    maxconn 20000',
  '    stats timeout 30s',
  '    tune.bufsize 32768',
  '    tune.ssl.default-dh-param 2048',
  '    ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets',
  '    spread-checks 5',
  '',
  'defaults http_base',
  '    mode http',
  '    log global',
  '    option httplog',
  '    option dontlognull',
  '    option redispatch',
  '    retries 3',
  '    timeout connect 5s',
  '    timeout client 60s',
  '    timeout server 60s',
  '    timeout http-request 10s',
  '    timeout http-keep-alive 15s',
  '    timeout queue 30s',
  '    timeout tunnel 1h',
  '    timeout client-fin 30s',
  '    timeout check 3s',
  '',
  'resolvers dc1',
  '    nameserver ns1 10.0.0.2:53',
  '    nameserver ns2 10.0.0.3:53',
  '    resolve_retries 3',
  '    timeout resolve 1s',
  '    timeout retry 1s',
  '    hold valid 10s',
  '    accepted_payload_size 8192',
  '',
  'userlist ops',
  '    group admins users alice,bob',
  '    user alice insecure-password s3cret1',
  '    user bob insecure-password s3cret2',
  '',
  'cache static_cache',
  '    total-max-size 64',
  '    max-object-size 100000',
  '    max-age 120',
  '',
  'peers mesh',
  '    peer edge1 10.1.0.1:10000',
  '    peer edge2 10.1.0.2:10000',
  '',
  'backend st_ratelimit',
  '    stick-table type ip size 100k expire 10m store http_req_rate(10s),gpc0',
  '',
  'frontend stats',
  '    bind 127.0.0.1:8404',
  '    stats enable',
  '    stats uri /stats',
  '    stats refresh 10s',
  '    acl is_ops http_auth(ops)',
  '    http-request auth realm ops unless is_ops',
  '',
];

/** mulberry32: the same numbers from the same seed, everywhere. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function frontendBlock(n, services, { int }) {
  const b = [];
  const port = 10000 + (n % 50000);
  b.push(
    `# ---- tenant group ${n} ----`,
    `frontend fe_${n}`,
    `    bind 10.${(n >> 8) & 255}.${n & 255}.1:${port} name edge${n}`,
    `    maxconn ${int(500, 4000)}`,
    '    option forwardfor',
    '    http-request set-var(txn.host) req.hdr(host),lower',
    '    http-request track-sc0 src table st_ratelimit',
    `    http-request deny deny_status 429 if { sc_http_req_rate(0) gt ${int(100, 900)} }`,
    '    acl is_websocket hdr(Upgrade) -i websocket',
    '    acl is_upgrade hdr(Connection),lower -m sub upgrade',
    '    acl is_static path_end -i .css .js .png .svg',
    '    http-request set-header X-Forwarded-Proto https if { ssl_fc }',
    '    http-request set-header X-Request-Start %[date()]',
    '    http-response del-header Server',
  );
  for (const s of services) {
    b.push(
      `    acl host_${s.name} req.hdr(host) -i ${s.name}.example.com www.${s.name}.example.com`,
      `    acl path_${s.name} path_beg -i /${s.kind}/v${s.v} /${s.kind}/${s.id}`,
    );
  }
  for (const s of services) {
    if (s.ws) b.push(`    use_backend be_${s.name} if host_${s.name} is_websocket is_upgrade`);
    b.push(`    use_backend be_${s.name} if host_${s.name} path_${s.name} !is_static`);
    b.push(`    use_backend be_${s.name} if host_${s.name}`);
  }
  b.push(`    default_backend be_${services[0].name}`, '');
  return b;
}

function backendBlock(s, { rnd, pick, int }) {
  const b = [];
  b.push(
    `backend be_${s.name}`,
    `    # ${s.kind} service ${s.id}, owner team-${s.id % 17}`,
    `    balance ${pick(BALANCE)}`,
  );
  if (rnd() < 0.5) {
    b.push(`    option httpchk`, `    http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host ${s.name}.example.com`, `    http-check expect status 200`);
  } else {
    b.push('    option tcp-check');
  }
  if (rnd() < 0.3) b.push(`    cookie SRV_${s.id} insert indirect nocache`);
  if (rnd() < 0.3) b.push(`    stick-table type ip size ${int(10, 200)}k expire ${int(5, 60)}m peers mesh`, '    stick on src');
  if (s.ws) b.push(`    timeout tunnel ${int(1, 8)}h`, `    timeout server ${int(30, 300)}s`, '    option http-keep-alive');
  if (rnd() < 0.4) b.push(`    http-request set-path /${s.kind}%[path] if { path_beg /${s.id} }`);
  if (rnd() < 0.3) b.push('    http-response set-header Strict-Transport-Security "max-age=31536000; includeSubDomains"');
  if (rnd() < 0.2) b.push('    http-request cache-use static_cache', '    http-response cache-store static_cache');
  if (rnd() < 0.2) b.push(`    retry-on conn-failure empty-response 503`);
  b.push(`    default-server inter ${int(2, 10)}s fall 3 rise 2 maxconn ${int(50, 500)}`);
  const n = int(3, 9);
  for (let i = 1; i <= n; i++) {
    const tail = ['check', `weight ${int(1, 100)}`];
    if (rnd() < 0.2) tail.push('ssl', 'verify none');
    if (rnd() < 0.1) tail.push('backup');
    if (rnd() < 0.1) tail.push('slowstart 30s');
    b.push(`    server ${s.kind}${i} 10.${int(1, 254)}.${int(0, 254)}.${int(1, 254)}:${int(8000, 8999)} ${tail.join(' ')}`);
  }
  b.push('');
  return b;
}

/** @param {{ lines?: number, seed?: number }} options */
export function generate({ lines = 24_000, seed = 1 } = {}) {
  const rnd = random(seed), dice = { rnd, pick: (a) => a[Math.floor(rnd() * a.length)], int: (lo, hi) => lo + Math.floor(rnd() * (hi - lo + 1)) };
  const out = [...PREAMBLE];
  let id = 0;
  for (let group = 1; out.length < lines; group++) {
    const services = Array.from({ length: PER_FRONTEND }, () => {
      id++;
      const kind = dice.pick(SVC);
      return { id, kind, name: `${kind}_${id}`, v: dice.int(1, 4), ws: WITH_WEBSOCKET.has(kind) };
    });
    const all = (some) => [...frontendBlock(group, some, dice), ...some.flatMap((s) => backendBlock(s, dice))];
    let block = all(services);
    // a smaller last group, so that the file stays valid
    for (let k = services.length - 1; out.length + block.length > lines && k >= 1; k--) block = all(services.slice(0, k));
    if (out.length + block.length > lines) block = [];
    out.push(...block);
    if (block.length === 0) while (out.length < lines) out.push('# end of generated file');
  }
  return `${out.slice(0, lines).join('\n')}\n`;
}

if (basename(process.argv[1] ?? '') === 'gen-config.mjs') {
  const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i > 0 ? Number(process.argv[i + 1]) : otherwise; };
  process.stdout.write(generate({ lines: option('lines', 24_000), seed: option('seed', 1) }));
}
