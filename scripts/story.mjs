// A log that tells a story, for pictures and tests: an hour of an application with WebSockets, in which a server goes down and a reload ends what is open.
const two = (n) => String(n).padStart(2, '0');
const date = (ms) => { const d = new Date(ms); return `${two(d.getUTCDate())}/Nov/2026:${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}.${String(d.getUTCMilliseconds()).padStart(3, '0')}`; };
const syslog = (ms) => { const d = new Date(ms); return `Nov ${d.getUTCDate()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} lb1 haproxy[812]: `; };
const BEGIN = Date.UTC(2026, 10, 22, 16, 0, 0);

/** @returns {string} lines in the order in which HAProxy would write them */
export function story() {
  const lines = [];
  let seed = 1;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  /** A session that ended at this second of the hour. */
  const put = (end, ms, { backend = 'chat', server = 'chat1', status = 101, state = '----', path = '/chat/socket', times = `0/0/1/4/${ms}` }) => {
    const at = BEGIN + end * 1000;
    lines.push([at, `${syslog(at)}203.0.113.${Math.floor(random() * 200)}:${1024 + Math.floor(random() * 60_000)} [${date(at - ms)}] www~ ${backend}/${server} ${times} ${status} ${Math.floor(random() * 9000)} - - ${state} 312/310/280/140/0 0/0 "GET ${path} HTTP/1.1"`]);
  };
  for (let i = 0; i < 900; i++) put(random() * 3600, Math.floor(20 + random() * 200), { backend: 'pages', server: 'pages1', status: 200, path: '/', times: `0/0/1/9/${20 + Math.floor(random() * 200)}` });
  for (let i = 0; i < 160; i++) put(random() * 3600, Math.floor(60_000 + random() * 900_000), {});
  for (let i = 0; i < 260; i++) put(random() * 3600, 60_004, { state: 'cD--' });
  // 16:22: a server goes down; its sessions end, and clients that come back find it refusing for a while
  for (let i = 0; i < 140; i++) put(1320 + random() * 4, Math.floor(60_000 + random() * 600_000), { state: 'DC--', server: 'chat2', status: 500 });
  for (let i = 0; i < 90; i++) put(1300 + random() * 30, 5, { state: 'SC--', server: 'chat2', status: 503, times: '0/0/-1/-1/5' });
  for (let i = 0; i < 40; i++) put(1330 + random() * 200, 30_002, { state: 'sH--', status: 504, times: '0/0/1/-1/30002' });
  lines.push([BEGIN + 1_320_000, `${syslog(BEGIN + 1_320_000)}Server chat/chat2 is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. 1 active and 0 backup servers left. 140 sessions active, 0 requeued, 0 remaining in queue.`]);
  lines.push([BEGIN + 1_500_000, `${syslog(BEGIN + 1_500_000)}Server chat/chat2 is UP, reason: Layer4 check passed, check duration: 0ms. 2 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.`]);
  // 16:47: a reload, and hard-stop-after some minutes later
  for (let i = 0; i < 200; i++) put(2820 + random() * 3, Math.floor(120_000 + random() * 600_000), { state: 'KC--', status: 500 });
  return `${lines.sort(([a], [b]) => a - b).map(([, line]) => line).join('\n')}\n`;
}

export const STORY_CONFIG = `# haproxy-ws: version=3.2
global
    log stdout format raw local0
    hard-stop-after 5m

defaults
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    timeout http-request 10s

frontend www
    bind :443 ssl crt /etc/haproxy/site.pem
    use_backend chat if { path_beg /chat/ }
    default_backend pages

backend chat
    timeout tunnel 1m
    server chat1 10.0.1.11:8080 check on-marked-down shutdown-sessions
    server chat2 10.0.1.12:8080 check on-marked-down shutdown-sessions

backend pages
    server pages1 10.0.4.11:8080 check
`;
