// What the server pays for a request right after an edit: CPU of both together, at two sizes of a generated file.
import { start } from '../test/lsp/client.mjs';
import { cpuOf, sleep } from './bench-measure.mjs';
import { generate } from './gen-config.mjs';

const URI = 'file:///bench/requests.cfg';
const TIMES = 60, WARM_UP = 40;

/** @returns {Promise<Record<string, number>>} milliseconds of CPU per edit and request, by kind of request */
async function costs(command, lines) {
  const text = generate({ lines }), rows = text.split('\n');
  const client = await start({ command, settings: { haproxy: { version: '3.2' } } }), { pid } = client.child, out = {};
  let version = 1, tokens;
  client.open(URI, text);
  await client.pull(URI);
  const near = (pattern) => rows.findIndex((row, i) => i > lines / 2 && pattern.test(row));
  const server = near(/^\s+server /), route = near(/^\s+use_backend /), acl = near(/^\s+acl /), timeout = near(/^\s+timeout /), end = rows[server].length;
  const document = { textDocument: { uri: URI } }, at = (line, character) => ({ ...document, position: { line, character } });
  const word = (line, pattern) => rows[line].search(pattern) + 1, backend = /^\s+use_backend (\S+)/.exec(rows[route])[1];
  tokens = (await client.request('textDocument/semanticTokens/full', document)).resultId;
  const requests = {
    completion: () => client.request('textDocument/completion', at(server, end)),
    'completion of fetches': () => client.request('textDocument/completion', at(acl, /^\s+acl \S+ /.exec(rows[acl])[0].length)),
    'completion of directives': () => client.request('textDocument/completion', at(server, rows[server].search(/\S/))),
    hover: () => client.request('textDocument/hover', at(timeout, rows[timeout].search(/timeout/) + 3)),
    'hover on an ACL': () => client.request('textDocument/hover', at(acl, word(acl, /(?<=acl )\S/))),
    'signature help': () => client.request('textDocument/signatureHelp', at(server, end)),
    'semantic token delta': async () => { tokens = (await client.request('textDocument/semanticTokens/full/delta', { ...document, previousResultId: tokens })).resultId; },
    'semantic token range': () => client.request('textDocument/semanticTokens/range', { ...document, range: { start: { line: server - 20, character: 0 }, end: { line: server + 20, character: 0 } } }),
    'range formatting': () => client.request('textDocument/rangeFormatting', { ...document, range: { start: { line: server, character: 0 }, end: { line: server, character: end } }, options: { tabSize: 4, insertSpaces: true } }),
    definition: () => client.request('textDocument/definition', at(route, rows[route].indexOf(backend) + 1)),
    references: () => client.request('textDocument/references', { ...at(route, rows[route].indexOf(backend) + 1), context: { includeDeclaration: true } }),
    'code actions': () => client.request('textDocument/codeAction', { ...document, range: { start: { line: server, character: 6 }, end: { line: server, character: 6 } }, context: { diagnostics: [] } }),
  };
  const edit = (i) => client.change(URI, ++version, [i % 2 ? { range: { start: { line: server, character: end }, end: { line: server, character: end + 1 } }, text: '' } : { range: { start: { line: server, character: end }, end: { line: server, character: end } }, text: '1' }]);
  for (const [name, ask] of Object.entries(requests)) {
    const once = async (i) => { edit(i); if ((await ask()) === null) throw new Error(`${name} answers nothing at ${lines} lines`); };
    for (let i = 0; i < WARM_UP; i++) await once(i);
    await sleep(300); // the collector's share of what came before
    const before = cpuOf(pid);
    for (let i = 0; i < TIMES; i++) await once(i);
    out[name] = (cpuOf(pid) - before) / TIMES;
  }
  await client.stop();
  return out;
}

/** @returns {Promise<{ name: string, small: number, large: number }[]>} */
export async function requestCosts(command, [few, many]) {
  const small = await costs(command, few), large = await costs(command, many);
  return Object.keys(small).map((name) => ({ name, small: small[name], large: large[name] }));
}
