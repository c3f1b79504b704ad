// `npm run new-rule websocket/ws-example`: one rule file and its fixture folder, ready to be filled in.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './npm.mjs';

const [, group, id] = /^([a-z]+)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)+)$/.exec(process.argv[2] ?? '') ?? [];
if (!id) { console.error('usage: npm run new-rule GROUP/RULE-ID, for example websocket/ws-route-unreachable'); process.exit(2); }
const name = id.replace(/-(.)/g, (_, c) => c.toUpperCase());
const file = join(root, 'server/src/engine/rules', group, `${id}.ts`), folder = join(root, 'test/rules', id);
if (existsSync(file) || existsSync(folder)) { console.error(`${id} is there already`); process.exit(1); }

const defaults = `defaults
    mode http
    timeout connect 5s
    timeout client 1m
    timeout server 1m
    timeout tunnel 1h

frontend www
    bind :8080
    default_backend be_app

backend be_app
    server app1 192.0.2.1:8080
`;
mkdirSync(join(folder, '..', id), { recursive: true });
mkdirSync(join(file, '..'), { recursive: true });
writeFileSync(file, `// What is wrong, in one line.
import { t } from '../../language/text.ts';
import { lineRule } from '../rule.ts';
import { span } from '../write.ts';

interface Args extends Record<string, string> { value: string }

export const ${name} = lineRule<Args>({
  id: '${id}',
  title: 'A few words for lists',
  why: 'One paragraph: what HAProxy does, what the client sees, what to write instead.',
  severity: 'warning',
  source: 'evidence x00',
  fix: 'none',
  keywords: ['option httplog'],
  // every other line, effective value or route that the check looks at must stand here
  reads: {},
  message: (a) => t("'{0}' does not do what is meant. Write …", a.value),
  *check({ line, statement: { tokens } }) {
    const value = tokens[1];
    if (value) yield { ...span(line, value), args: { value: value.value } };
  },
});
`);
writeFileSync(join(folder, 'bad.cfg'), `# What is wrong here; a line such as "#   ^^^^ ${id}" below a line marks the columns of the finding.\n${defaults}`);
writeFileSync(join(folder, 'good.cfg'), `# What looks alike and is right.\n${defaults}`);
console.log(`wrote ${file}
wrote ${folder}/{bad,good}.cfg (add fixed.cfg when the rule has a fix)
next: fill them in, \`npm run gen:rules\`, \`HAPROXY_WS_RECORD=1 npm run test:unit -- rules/said\` and read said.txt, \`npm run test:unit -- rules\``);
