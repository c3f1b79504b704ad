// What "Report an issue" puts into the address: versions, and nothing else.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { issueAddress } from '../../client/src/issueAddress.ts';

const ALL = { extension: '0.1.0', editor: '1.91.1', host: 'desktop', system: 'linux x64', haproxy: '3.2.26', target: '3.2' };
const body = (address: string): string => new URL(address).searchParams.get('body') ?? '';

test('the page of the repository in package.json, with the versions', () => {
  const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as { repository: { url: string } };
  const address = issueAddress(repository.url, ALL);
  assert.equal(address.split('?')[0], repository.url.replace(/\.git$/, '/issues/new'));
  for (const said of ['| Extension | 0.1.0 |', '| VS Code | 1.91.1 (desktop) |', '| System | linux x64 |', '| haproxy | 3.2.26 |', '| Checked for | 3.2 |']) assert.ok(body(address).includes(said), said);
  assert.deepEqual([...new URL(address).searchParams.keys()], ['body']);
});

test('what is not known, and what would break the table', () => {
  const said = body(issueAddress('git+https://example.org/a/b.git', { ...ALL, haproxy: null, target: null, system: 'a|b\nc' }));
  assert.ok(said.includes('| haproxy | none found |') && said.includes('| Checked for | no file open |') && said.includes('| System | a b c |'), said);
});
