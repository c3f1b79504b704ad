// "Explain log lines": the selection, the log that is open, or the clipboard. One line is explained, many are counted; the page beside
// the editor shows it. Also the hover in logs.
import { commands, Disposable, env, type ExtensionContext, Hover, languages, l10n, MarkdownString, ProgressLocation, Range, TabInputText, Uri, ViewColumn, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Explained } from '../../../server/src/lsp/protocol.ts';
import { type Panel, panelOf } from '../panel.ts';
import { lastConfig } from './config.ts';
import { looksLikeLog } from './recognise.ts';
import { shownOf } from './shown.ts';
import type { Said, Shown } from './view.ts';

type Needed = () => Promise<BaseLanguageClient | undefined>;
/** Text that one request carries. */
const PIECE = 1 << 18;
/** Lines of a document that are looked at to tell whether it is HAProxy's log. */
const GLANCE = 50;
const LOGS = [{ pattern: '**/*.log' }, { language: 'log' }];

/** A log to explain: text at hand, or a file of any size. */
type Log = { readonly name: string } & ({ readonly text: string } | { readonly file: Uri });

/** @param running the client if it runs, @param needed the client, started for this */
export function explainsLogs(context: ExtensionContext, running: Needed, needed: Needed): Disposable {
  const config = lastConfig();
  let panel: Panel<Shown> | undefined, progresses = 0, logs = 0;

  const open = ({ uri, line }: { readonly uri: string; readonly line: number }): void => {
    const shown = window.visibleTextEditors.find((e) => e.document.uri.toString() === uri);
    void window.showTextDocument(Uri.parse(uri), { viewColumn: shown?.viewColumn ?? ViewColumn.One, selection: new Range(line, 0, line, 0) });
  };

  /** Undefined: given up. */
  const ask = (client: BaseLanguageClient, log: Log, known: string | undefined): Promise<Explained | undefined> => Promise.resolve(window.withProgress({ location: ProgressLocation.Notification, title: l10n.t('Reading {0}', log.name), cancellable: true }, async (progress, token) => {
    const base = known === undefined ? {} : { config: known };
    if ('file' in log) {
      const id = ++progresses;
      let told = 0;
      const heard = client.onNotification('haproxy/explaining', (p: { progress: number; percent: number }) => { if (p.progress === id) { progress.report({ increment: p.percent - told }); told = p.percent; } });
      try {
        // the server reads files of its own machine piece by piece; others come through the editor
        const answer = await client.sendRequest<Explained | null>('haproxy/explain', { ...base, file: log.file.toString(), progress: id }, token);
        if (answer) return answer;
      } catch (e) { if (!token.isCancellationRequested) throw e; } finally { heard.dispose(); }
      if (token.isCancellationRequested) return undefined;
    }
    const id = ++logs, bytes = 'text' in log ? undefined : await workspace.fs.readFile(log.file), decoder = new TextDecoder();
    const size = 'text' in log ? log.text.length : bytes!.length;
    for (let from = 0; ; from += PIECE) {
      const more = from + PIECE < size, text = 'text' in log ? log.text.slice(from, from + PIECE) : decoder.decode(bytes!.subarray(from, from + PIECE), { stream: more });
      const answer = await client.sendRequest<Explained | null>('haproxy/explain', { ...base, text, log: id, more });
      if (token.isCancellationRequested) return undefined;
      if (answer) return answer;
      progress.report({ increment: (100 * PIECE) / size });
    }
  }));

  /** Resolves to the answer, for whoever calls the command from a program. `file`: a log to take instead of what is at hand. */
  const explain = async (file?: Uri): Promise<Explained | undefined> => {
    const log = file instanceof Uri ? { name: nameOf(file), file } : await atHand();
    if (!log) return undefined;
    const [client, document] = [await needed(), await config.find()];
    if (!client?.isRunning()) return undefined;
    const answer = await ask(client, log, document?.uri.toString());
    if (!answer) return undefined;
    const wrote = answer.config === null ? l10n.t('{0}. No configuration is at hand: only the formats that HAProxy has by name are known.', log.name) : l10n.t('{0}. Read with the log formats and timeouts of {1}.', log.name, workspace.asRelativePath(Uri.parse(answer.config)));
    panel ??= panelOf<Shown, Said>(context, 'log', (said) => { if (said.type === 'open') open(said); });
    panel.show(l10n.t('HAProxy log'), shownOf(answer, wrote));
    return answer;
  };

  const hover = async (line: string): Promise<Hover | undefined> => {
    // a server that does not run is not started by a mouse
    const client = looksLikeLog(line) ? await running() : undefined;
    if (!client?.isRunning()) return undefined;
    const document = await config.find(), answer = await client.sendRequest<Explained | null>('haproxy/explain', { text: line, ...(document ? { config: document.uri.toString() } : {}) });
    return answer?.explanation && answer.explanation.kind !== 'unread' ? new Hover(new MarkdownString(answer.explanation.markdown)) : undefined;
  };
  return Disposable.from(config, { dispose: () => panel?.dispose() }, commands.registerCommand('haproxy.explainLog', explain),
    languages.registerHoverProvider(LOGS, { provideHover: (document, { line }) => hover(document.lineAt(line).text) }));
}

const nameOf = (uri: Uri): string => uri.path.slice(uri.path.lastIndexOf('/') + 1);

/** Selection, open log, clipboard; else the user names a file. */
async function atHand(): Promise<Log | undefined> {
  const editor = window.activeTextEditor, selected = editor?.selections.map((s) => editor.document.getText(s)).filter((text) => text.trim() !== '') ?? [];
  if (selected.length) return { name: l10n.t('The selection'), text: selected.join('\n') };
  const { document } = editor ?? {};
  if (document && document.languageId !== 'haproxy') {
    const isLog = document.languageId === 'log' || /\.log(?:\.\d+)?$/i.test(document.uri.path) || Array.from({ length: Math.min(GLANCE, document.lineCount) }, (_, i) => document.lineAt(i).text).some(looksLikeLog);
    if (isLog) return document.isDirty || document.isUntitled ? { name: nameOf(document.uri), text: document.getText() } : { name: nameOf(document.uri), file: document.uri };
  }
  // a file that is too large for extensions is a tab without an editor
  const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
  if (!editor && input instanceof TabInputText && /\.log(?:\.\d+)?$/i.test(input.uri.path)) return { name: nameOf(input.uri), file: input.uri };
  const text = await env.clipboard.readText();
  if (text.split('\n', GLANCE).some(looksLikeLog)) return { name: l10n.t('The clipboard'), text };
  const choose = l10n.t('Choose a file…'), chosen = await window.showInformationMessage(l10n.t('Neither a selection nor an open log nor the clipboard holds lines of HAProxy.'), choose);
  const [file] = chosen === choose ? (await window.showOpenDialog({ title: l10n.t('A log of HAProxy') })) ?? [] : [];
  return file && { name: nameOf(file), file };
}
