// Language by name and by content.
import { check, closeAll, findings, open, ruleOf, until } from './window.ts';

const CONFIG = 'defaults\n    mode http\n    timeout connect 5s\n\nfrontend www\n    bind :80\n    timeout server 1m\n    default_backend app\n\nbackend app\n    server a 127.0.0.1:8080\n';

suite('recognition', () => {
  teardown(closeAll);
  for (const name of ['haproxy.cfg', 'haproxy-edge.cfg', 'haproxy.cfg.j2', 'edge.haproxy', 'edge.cfg', 'edge.conf'])
    test(`${name} is HAProxy's`, async () => {
      const document = await open(name, CONFIG);
      await until('the language', () => document.languageId === 'haproxy');
    });
  test('a file recognised by content has findings', async () => {
    const document = await open('www.cfg', CONFIG);
    const found = await until('findings', () => findings(document).length && findings(document));
    check(found.some((d) => ruleOf(d) === 'timeout-in-wrong-section'), `timeout-in-wrong-section, got ${found.map(ruleOf)}`);
  });
  for (const [name, text] of [['nginx.conf', 'http {\n  upstream backend {\n    server 10.0.0.1:80;\n  }\n}\n'], ['tox.cfg', '[tox]\nenvlist = py\n']] as const)
    test(`${name} is not`, async () => {
      const document = await open(name, text);
      const edge = await open('after.cfg', CONFIG);
      await until('a later file is recognised', () => edge.languageId === 'haproxy');
      check(document.languageId !== 'haproxy', `another language than haproxy for ${name}`);
    });
});
