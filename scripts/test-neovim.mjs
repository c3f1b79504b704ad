// `npm run test:neovim`: the npm package, packed and installed without a network into an empty folder; there the command checks a
// configuration, and the server drives a Neovim without a window: findings, a hover, code actions. Installs no Neovim: where none is on
// the PATH, it says so, and nothing was tested.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tally } from './counts.mjs';
import { root } from './npm.mjs';

const has = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
if (has.error || has.status !== 0) {
  console.log('NOT TESTED: there is no nvim on the PATH (Debian: apt-get install neovim).');
  process.exit(0);
}
const count = { passed: 0, failed: 0 }, folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-neovim-'));
const test = (name, ok, got) => { count[ok ? 'passed' : 'failed']++; console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok ? '' : `: ${typeof got === 'string' ? got : JSON.stringify(got)}`}`); };
const run = (command, args, options = {}) => spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 120_000, ...options });
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

console.log(has.stdout.split('\n')[0]);
const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
if (packed.status !== 0) throw new Error(packed.stderr);
writeFileSync(join(folder, 'package.json'), '{"private":true}');
const installed = run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', `./${JSON.parse(packed.stdout)[0].filename}`]);
if (installed.status !== 0) throw new Error(installed.stderr);

// the article of the examples, and one of those that the rules are measured by, where it is at hand
copyFileSync(join(root, 'examples/article.cfg'), join(folder, 'haproxy.cfg'));
const check = run('npx', ['--no-install', 'haproxy-ws', 'check', 'haproxy.cfg']);
test('npx haproxy-ws check finds what is wrong in the example', check.status === 1 && /^haproxy\.cfg:32:\d+ error .*\[httpchk-headers-in-version\]$/m.test(check.stdout), check.stdout + check.stderr);
const corpus = process.env.HAPROXY_CORPUS ?? join(root, '..', 'shared', 'corpus'), files = existsSync(corpus) ? readdirSync(corpus, { recursive: true }).map(String).filter((f) => f.endsWith('.cfg')).sort() : [];
if (files.length) {
  const of = files[files.length >> 1], real = run('npx', ['--no-install', 'haproxy-ws', 'check', '--format', 'json', join(corpus, of)]);
  let answer = null;
  try { answer = JSON.parse(real.stdout); } catch { /* it is said below */ }
  test(`npx haproxy-ws check on ${of} of the corpus`, answer !== null && (real.status === 0 || real.status === 1), real.stdout.slice(0, 400) + real.stderr);
} else console.log('No corpus here (HAPROXY_CORPUS): the check of one of its files did NOT run.');

// docs/editors.md has the settings of each Neovim; what is told here is what any client is told
const script = join(folder, 'drive.lua'), told = join(folder, 'told.json');
writeFileSync(script, `
local client = (vim.lsp.start_client or vim.lsp.start)({
  name = 'haproxy-ws', cmd = { vim.fn.getcwd() .. '/node_modules/.bin/haproxy-ws-server', '--stdio' },
  root_dir = vim.fn.getcwd(), settings = { haproxy = { version = '3.2' } },
})
vim.lsp.buf_attach_client(0, client)
local told = { findings = {}, hover = '', actions = {} }
vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 50)
for _, d in ipairs(vim.diagnostic.get(0)) do table.insert(told.findings, { line = d.lnum, code = tostring(d.code), severity = d.severity, message = d.message }) end
local ask = function(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 30000) or {}
  for _, a in pairs(answers) do if a.result then return a.result end end
end
local at = function(text)
  for i, l in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do local c = l:find(text, 1, true) if c then return { line = i - 1, character = c } end end
end
local document = { uri = vim.uri_from_bufnr(0) }
local hover = ask('textDocument/hover', { textDocument = document, position = at('timeout tunnel') })
told.hover = hover and hover.contents.value or ''
local place = at('HTTP/1.1')
place.line = told.findings[#told.findings] and told.findings[#told.findings].line or 0
for _, a in ipairs(ask('textDocument/codeAction', { textDocument = document, range = { start = place, ['end'] = place }, context = { diagnostics = {} } }) or {}) do table.insert(told.actions, { title = a.title, kind = a.kind, edits = a.edit ~= nil }) end
vim.fn.writefile({ vim.fn.json_encode(told) }, ${JSON.stringify(told)})
vim.cmd('qa!')
`);
// a home of its own: nobody's settings, and nothing left in anybody's
for (const d of ['config', 'data', 'state', 'cache']) mkdirSync(join(folder, 'xdg', d), { recursive: true });
const xdg = (d) => join(folder, 'xdg', d);
const drive = run('nvim', ['--headless', '-n', '--clean', 'haproxy.cfg', '-c', `luafile ${script}`], { timeout: 100_000, env: { ...process.env, XDG_CONFIG_HOME: xdg('config'), XDG_DATA_HOME: xdg('data'), XDG_STATE_HOME: xdg('state'), XDG_CACHE_HOME: xdg('cache') } });
if (!existsSync(told)) test('Neovim ran the script to its end', false, drive.stdout + drive.stderr);
else {
  const { findings, hover, actions } = JSON.parse(readFileSync(told, 'utf8')), codes = findings.map((f) => f.code);
  test('Neovim shows our findings', codes.filter((c) => c === 'log-format-fetch-too-late').length === 2 && findings.some((f) => f.code === 'httpchk-headers-in-version' && f.line === 31 && f.severity === 1), findings);
  test('and the hover over timeout tunnel', /timeout tunnel/.test(hover) && /101/.test(hover), hover);
  test('and the fix of the health check, with its edit', actions.some((a) => a.kind === 'quickfix' && a.edits && /http-check send/.test(a.title)), actions);
}
process.exit(tally('neovim', count));
