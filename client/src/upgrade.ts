// The command "What changes if this configuration moves to another version?": two versions are picked, the report stands beside the file,
// and the fixes in it can be applied from there.
import { commands, Disposable, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Status, UpgradeAnswer } from '../../server/src/lsp/protocol.ts';
import { asText, commandLink, reportOf } from './report.ts';
import { VERSIONS } from './versions.ts';

const AGAIN = 'haproxy.upgradeReport', TEXT = 'haproxy.upgradeText', FIX = 'haproxy.upgradeFix';
interface Asked { readonly uri: string; readonly from: string; readonly to: string }

export function reportsUpgrades(running: () => Promise<BaseLanguageClient | undefined>): Disposable {
  const report = reportOf('haproxy.upgrade', l10n.t('Upgrade report'), [AGAIN, TEXT, FIX]);
  let shown: { readonly asked: Asked; readonly answer: UpgradeAnswer } | undefined;

  /** Without arguments the user is asked. Resolves to the report, for whoever calls the command from a program. */
  const show = async (address?: unknown, from?: string, to?: string): Promise<string | undefined> => {
    const open = window.activeTextEditor?.document, uri = typeof address === 'string' ? address : open?.languageId === 'haproxy' ? open.uri.toString() : undefined, client = await running();
    if (uri === undefined || !client?.isRunning()) { void window.showInformationMessage(l10n.t('Open a HAProxy configuration first, then ask what changes with another version.')); return undefined; }
    const asked = from !== undefined && to !== undefined ? { uri, from, to } : await pick(client, uri);
    const answer = asked && await client.sendRequest<UpgradeAnswer | null>('haproxy/upgrade', asked);
    if (!asked || !answer) return undefined;
    shown = { asked, answer };
    await report.show(answer.markdown.replace(/\]\(fix:(\d+)\)/g, (_all, n: string) => `](${commandLink(FIX, Number(n))})`),
      [[l10n.t('Other versions'), commandLink(AGAIN, uri)], [l10n.t('Check again'), commandLink(AGAIN, uri, asked.from, asked.to)], [l10n.t('As text'), commandLink(TEXT)]]);
    return answer.markdown;
  };

  /** Applies the fix of a change in the report, and reports anew. What was edited meanwhile is not touched: the places may be others. */
  const fix = async (n: number): Promise<boolean> => {
    const { asked, answer } = shown ?? {}, edits = answer?.changes[n]?.fixes[0]?.edits, client = await running();
    if (!asked || !answer || !edits || !client) return false;
    const stale = Object.keys(edits).some((uri) => { const d = workspace.textDocuments.find((x) => x.uri.toString() === Uri.parse(uri).toString()); return (d?.version ?? 0) !== answer.versions[uri]; });
    const applied = !stale && await workspace.applyEdit((await client.protocol2CodeConverter.asWorkspaceEdit({ changes: Object.fromEntries(Object.entries(edits).map(([uri, list]) => [uri, [...list]])) }))!);
    if (stale) void window.showInformationMessage(l10n.t('The file was edited since the report was made. Here is a new one: choose again.'));
    await show(asked.uri, asked.from, asked.to);
    return applied;
  };
  return Disposable.from(report, commands.registerCommand(AGAIN, show), commands.registerCommand(TEXT, () => asText((shown?.answer.markdown ?? '').replace(/\[([^\]]*)\]\(fix:\d+\)/g, '$1'))), commands.registerCommand(FIX, fix));
}

async function pick(client: BaseLanguageClient, uri: string): Promise<Asked | undefined> {
  const now = (await client.sendRequest<Status | null>('haproxy/status', { uri }))?.version;
  const of = (versions: readonly string[]): QuickPickItem[] => versions.map((label) => ({ label, ...(label === now ? { description: l10n.t('checked for now') } : {}) }));
  const sources = VERSIONS.slice(1), from = await window.showQuickPick(of(now && sources.includes(now) ? [now, ...sources.filter((v) => v !== now)] : sources), { title: l10n.t('The HAProxy that runs it now') });
  const to = from && await window.showQuickPick(of(VERSIONS.slice(0, VERSIONS.indexOf(from.label))), { title: l10n.t('From {0} to which HAProxy?', from.label) });
  return to && { uri, from: from.label, to: to.label };
}
