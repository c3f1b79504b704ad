// Which .cfg and .conf files are taken for HAProxy's, by their text. The samples are short and our own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { looksLikeHaproxy } from '../../client/src/recognise.ts';

const lines = (text: string): string[] => text.split(/\r?\n/);

const HAPROXY: Record<string, string> = {
  'a whole configuration': 'global\n    daemon\n    maxconn 4000\n\ndefaults\n    mode http\n    timeout client 1m\n\nfrontend www\n    bind :80\n    default_backend app\n\nbackend app\n    server a 127.0.0.1:8080\n',
  'CRLF and tabs': 'global\r\n\tlog stdout format raw local0\r\ndefaults\r\n\ttimeout connect 5s\r\n',
  'indented headers': '  frontend fe\n    bind :80\n  backend be\n    server s 127.0.0.1:1\n',
  'comments and directives first': '# edge, Paris\n.notice "loading"\nglobal\n  nbthread 4\nlisten stats\n  bind :9000\n  stats enable\n',
  'one proxy alone': 'backend app\n    balance leastconn\n    server a 10.0.0.1:80 check\n',
  'the old form of listen': 'listen web 0.0.0.0:80\n    mode http\n    server a 10.0.0.1:80\n',
  'names from the environment': 'frontend "${NAME}"\n    bind :80\n    mode http\n',
  'conditions and unknown words in the minority': 'global\n  daemon\n  tune.bufsize 32768\ndefaults base\n  mode http\n.if version_atleast(2.4)\n  timeout tunnel 1h\n.endif\n  some-new-word 1\nfrontend f from base\n  bind :80\n',
  'typed halfway': 'defaults\n    mode http\n    timeout client 1m\nfrontend\n    bi\n',
};

const FOREIGN: Record<string, string> = {
  empty: '',
  'comments only': '# global\n# defaults\n',
  'setup.cfg': '[metadata]\nname = proxy\n\n[options]\npackages = find:\n[flake8]\nmax-line-length = 100\n',
  'tox.ini as .cfg': '[tox]\nenvlist = py311\n[testenv]\ncommands = pytest\n',
  'mdadm.conf': 'DEVICE partitions\nARRAY /dev/md0 UUID=1:2:3:4\nMAILADDR root\n',
  'nginx.conf': 'user www-data;\nworker_processes auto;\nhttp {\n  upstream backend {\n    server 10.0.0.1:80;\n  }\n  server {\n    listen 80;\n  }\n}\n',
  'a piece of nginx': 'server 10.0.0.1:80;\nlisten 80;\nbackend app;\n',
  'httpd.conf': 'ServerRoot "/etc/httpd"\nListen 80\n<VirtualHost *:80>\n  ServerName a.example\n</VirtualHost>\n',
  'supervisord.conf': '[supervisord]\nlogfile=/tmp/s.log\n[program:app]\ncommand=/bin/app\n',
  'grub.cfg': 'set default="0"\nif [ -s $prefix/grubenv ]; then\n  load_env\nfi\nmenuentry "Linux" {\n  linux /vmlinuz\n}\n',
  'a router': 'hostname edge\n!\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n!\nglobal (outside) 1 interface\nlogging enable\n',
  'slapd.conf': 'backend\tmdb\ndatabase\tmdb\nsuffix\t"dc=example,dc=org"\nrootdn\t"cn=admin"\ndirectory\t/var/lib/ldap\n',
  'multipath.conf': 'defaults {\n    user_friendly_names yes\n}\nblacklist {\n}\n',
  'DRBD': 'global { usage-count no; }\ncommon {\n  net { protocol C; }\n}\n',
  'a TLS proxy with frontend and backend': 'frontend = {\n  host = "*"\n  port = "443"\n}\nbackend = "[127.0.0.1]:8443"\npem-file = "x.pem"\n',
  'VCL-like': 'backend default {\n    .host = "127.0.0.1";\n    .port = "8080";\n}\n',
  'smb.conf': '[global]\n  workgroup = WORKGROUP\n',
  'keepalived.conf': 'global_defs {\n  router_id a\n}\nvrrp_script chk_haproxy {\n  script "killall -0 haproxy"\n}\n',
  "the file of a HAProxy filter's agent": '[agent]\nspoe-agent agent\n    messages check\n    timeout hello 2s\n    use-backend agents\nspoe-message check\n    args ip=src\n',
  'rsyslog about haproxy': '$AddUnixListenSocket /var/lib/haproxy/dev/log\n:programname, startswith, "haproxy" {\n  /var/log/haproxy.log\n  stop\n}\n',
  'words of HAProxy as assignments': 'global\n  maxconn = 10\n  timeout = 4\ndefaults\n  mode = a\n  log = b\n',
  'prose': 'global\n\nA frontend accepts, a backend serves.\n\nfrontend www\n\nSee the manual.\n',
  'a proxy in braces': 'frontend www {\n  bind *:443\n}\nbackend app {\n  server a 1.2.3.4:80\n}\n',
};

for (const [name, text] of Object.entries(HAPROXY)) test(`HAProxy: ${name}`, () => assert.equal(looksLikeHaproxy(lines(text)), true));
for (const [name, text] of Object.entries(FOREIGN)) {
  test(`foreign: ${name}`, () => {
    assert.equal(looksLikeHaproxy(lines(text), '/srv/app.cfg'), false);
    // A folder called haproxy lowers the bar, but not for these.
    assert.equal(looksLikeHaproxy(lines(text), '/etc/haproxy/app.cfg'), false);
  });
}

test('a path with haproxy in it makes one section enough, elsewhere it does not', () => {
  const text = lines('global\n    daemon\n');
  assert.equal(looksLikeHaproxy(text, '/etc/haproxy/conf.d/00.cfg'), true);
  assert.equal(looksLikeHaproxy(text, '/etc/other/00.cfg'), false);
});

test('reads no more lines than it is given and stops at the first foreign one', () => {
  let read = 0;
  function* endless(): Iterable<string> {
    for (;;) {
      read++;
      yield read === 3 ? '[section]' : 'global';
    }
  }
  assert.equal(looksLikeHaproxy(endless()), false);
  assert.equal(read, 3);
});

test('what package.json recognises by name stays away from foreign names', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { languages: { filenames: string[]; extensions: string[]; filenamePatterns: string[] }[] } };
  const [language] = contributes.languages;
  assert.ok(language);
  assert.deepEqual(language.extensions, ['.haproxy']);
  for (const pattern of [...language.filenames, ...language.filenamePatterns]) assert.match(pattern, /haproxy/);
});
