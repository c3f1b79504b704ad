// The command "Try the WebSocket handshake": a command line for a route, made from the file, goes to the clipboard or into a terminal. There it
// stands until the user presses Enter: nothing is run from here.
import { commands, Disposable, env, l10n, type QuickPickItem, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Handshake } from '../../../server/src/lsp/protocol.ts';

/** Shells in which text between single quotes is nothing but text. */
const QUOTES = /(?:^|[\\/])(?:bash|zsh|sh|dash|ksh|fish|pwsh|powershell)(?:\.exe)?$/i;
const TOOLS: Readonly<Record<Handshake['commands'][number]['tool'], () => string>> = {
  curl: () => l10n.t('shows the answer: 101 Switching Protocols if it works, then 5 s of silence'),
  websocat: () => l10n.t('opens the WebSocket: what you type is sent'),
  openssl: () => l10n.t('shows the certificate and which protocol TLS agrees on (ALPN)'),
};

/** @param runsPrograms the host has terminals */
export function triesHandshakes(running: () => Promise<BaseLanguageClient | undefined>, runsPrograms: boolean): Disposable {
  /** Without `line` the whole file. Resolves to the handshakes, for whoever calls the command from a program; `silent` asks nothing. */
  const attempt = async (address?: unknown, line?: number, silent = false): Promise<readonly Handshake[] | undefined> => {
    const open = window.activeTextEditor?.document, uri = typeof address === 'string' ? address : open?.languageId === 'haproxy' ? open.uri.toString() : undefined, client = await running();
    const all = uri !== undefined && client?.isRunning() ? await client.sendRequest<readonly Handshake[] | null>('haproxy/handshakes', { uri, ...(line === undefined ? {} : { line }) }) : null;
    if (!all) { void window.showInformationMessage(l10n.t('Open a HAProxy configuration first.')); return undefined; }
    if (!silent) await choose(all, runsPrograms);
    return all;
  };
  return Disposable.from(commands.registerCommand('haproxy.tryHandshake', attempt));
}

async function choose(all: readonly Handshake[], runsPrograms: boolean): Promise<void> {
  const items = all.flatMap((hs) => hs.commands.map((c): QuickPickItem & { readonly line: string } => ({
    label: c.tool, description: `${hs.url} → ${hs.backend}${hs.arrives ? '' : ` (${hs.arrives === null ? l10n.t('it may arrive') : l10n.t('it does not arrive, by the file')})`}`, detail: TOOLS[c.tool](), line: c.line,
  })));
  if (items.length === 0) { void window.showInformationMessage(all.length ? l10n.t('No command line can be made: a name in the file holds characters that shells take for more than text.') : l10n.t('No way for WebSockets with a port is known in this file.')); return; }
  const picked = await window.showQuickPick(items, { title: l10n.t('Try the handshake with'), matchOnDescription: true });
  if (!picked) return;
  const terminal = l10n.t('Put it into a terminal'), copy = l10n.t('Copy it');
  const how = runsPrograms && QUOTES.test(env.shell) ? await window.showQuickPick([{ label: terminal, description: l10n.t('it runs when you press Enter') }, { label: copy }], { title: picked.line }) : { label: copy };
  if (how?.label === terminal) {
    const made = window.createTerminal(l10n.t('WebSocket handshake'));
    made.show();
    made.sendText(picked.line, false);
  } else if (how) {
    await env.clipboard.writeText(picked.line);
    void window.showInformationMessage(l10n.t('Copied, for a POSIX shell: {0}', picked.line));
  }
}
