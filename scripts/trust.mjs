// A window of a folder that is not trusted, driven as a person would: nothing is executed, neither the haproxy on the PATH nor the one
// that the folder's own settings name; once the folder is trusted, it is. (The editor trusts whatever runs its test suites, so this
// cannot be one of them.) The programs are scripts that leave a mark.
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freshProfile, startCodeServer } from './code-server.mjs';
import { root } from './npm.mjs';

const TEXT = '# a comment\nfrontend www\n    mode http\n    bind 127.0.0.1:8080\n    timeout server 1m\n';

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runTrust(browser, found) {
  const profile = freshProfile({ 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never', 'workbench.editor.useModal': 'off' });
  const count = { passed: 0, failed: 0 }, workspace = join(profile.dir, 'workspace'), marks = join(profile.dir, 'marks'), bin = join(profile.dir, 'bin');
  const program = (path, name) => {
    writeFileSync(path, `#!${process.execPath}\nconst what = process.argv.includes('-c') ? 'check' : 'version';\nrequire('node:fs').appendFileSync(${JSON.stringify(marks)}, '${name} ' + what + '\\n');\nif (what === 'version') console.log('HAProxy version 3.2.99');\nelse process.stderr.write('[WARNING]  (1) : config : parsing [' + process.argv.at(-1) + ':4] : said by a program.\\n');\n`);
    chmodSync(path, 0o755);
  };
  const executed = () => (existsSync(marks) ? readFileSync(marks, 'utf8').trim().split('\n') : []);
  const test = (name, ok, got) => {
    count[ok ? 'passed' : 'failed']++;
    console.log(`${ok ? 'ok  ' : 'FAIL'} trust ${name}${ok ? '' : `: ${JSON.stringify(got)}`}`);
  };
  let server, page;
  try {
    mkdirSync(join(workspace, '.vscode'), { recursive: true });
    mkdirSync(bin);
    const file = join(workspace, 'haproxy.cfg'), planted = join(workspace, 'planted');
    writeFileSync(file, TEXT);
    program(join(bin, 'haproxy'), 'onPath');
    program(planted, 'planted');
    writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify({ 'haproxy.path': planted, 'haproxy.check.onSave': true }));
    const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    symlinkSync(root, join(profile.dir, 'ext', `${publisher}.${name}-${version}`), 'junction');
    server = await startCodeServer({ ...found, profile, asksForTrust: true, path: `${bin}${delimiter}${process.env.PATH}` });
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    const payload = JSON.stringify([['openFile', `vscode-remote://${server.authority}${file}`], ['skipWelcome', 'true']]);
    await page.goto(`${server.base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
    const editor = page.locator('.monaco-editor[data-uri$="haproxy.cfg"]').first();
    const command = async (title) => {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').first().fill(`>${title}`);
      await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: title }).waitFor({ timeout: 20_000 });
      await page.waitForTimeout(400); // a list that is still being filled does not take the key
      await page.keyboard.press('Enter');
    };
    const save = async () => {
      await editor.locator('.view-line').first().click();
      await page.keyboard.press('End');
      await page.keyboard.type('!');
      await page.keyboard.press('Control+s');
    };
    await editor.locator('.squiggly-warning').first().waitFor({ timeout: 60_000 }); // the server works, and has had its time to ask for versions
    test('the findings are there in a folder that is not trusted', true);
    await save();
    await command('HAProxy: Check with HAProxy');
    await page.locator('.notification-toast', { hasText: 'not trusted' }).waitFor({ timeout: 20_000 });
    await page.waitForTimeout(1500);
    test('no program is executed there: not on opening, not on saving, not by command', readFileSync(file, 'utf8') !== TEXT && executed().length === 0, executed());
    await page.locator('.notification-toast .monaco-button', { hasText: 'Manage Workspace Trust' }).click();
    await page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).first().click();
    for (let i = 0; executed().length === 0 && i < 100; i++) await page.waitForTimeout(100);
    test('once it is trusted, the program of its settings is asked for its version', executed().length > 0 && executed().every((l) => l === 'planted version'), executed());
    await page.locator('.tab', { hasText: 'haproxy.cfg' }).first().click();
    await save();
    await page.keyboard.press('Control+Shift+m');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'said by a program' }).waitFor({ timeout: 20_000 });
    test('and it checks on save; what it says stands in the list of problems', executed().includes('planted check') && !executed().some((l) => l.startsWith('onPath')), executed());
  } catch (error) {
    count.failed++;
    console.error(`FAIL trust ${error.stack ?? error}; executed: ${executed().join(', ')}`);
    mkdirSync(join(root, 'dist-test'), { recursive: true });
    await page?.screenshot({ path: join(root, 'dist-test', 'failure-trust.png') }).catch(() => {});
  } finally {
    await page?.close().catch(() => {});
    await server?.stop();
    profile.remove();
  }
  return count;
}
