// A foreign .cfg must cost nothing: no other language, no server.
import * as vscode from 'vscode';
import type { Client } from '../../client/src/client.ts';
import { check, closeAll, ID, open, until } from './window.ts';

const FOREIGN = '[metadata]\nname = app\n\n[options]\npackages = find:\n';

suite('activation', () => {
  teardown(closeAll);
  test('a foreign .cfg keeps its language and starts no server', async () => {
    const document = await open('setup.cfg', FOREIGN);
    const extension = vscode.extensions.getExtension<Client>(ID);
    check(extension, `the extension ${ID}`);
    await until('the extension looks at it', () => extension.isActive);
    // A file that is recognised afterwards shows that the look at this one is over.
    check(document.languageId !== 'haproxy', `another language than haproxy for setup.cfg`);
    check((await extension.exports.server()) === undefined, 'no server');
  });
});
