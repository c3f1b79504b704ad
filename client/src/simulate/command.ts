// The command "Simulate a request": a form beside the editor, and what HAProxy would do with the request. Every edit of the configuration
// and every change of the form asks anew.
import { commands, Disposable, env, type ExtensionContext, l10n, Range, Uri, ViewColumn, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Request, Simulated } from '../../../server/src/lsp/protocol.ts';
import { type Panel, panelOf } from '../panel.ts';
import { type Form, formOf, requestOf, type Said, type Shown, type Words } from './view.ts';

type Running = () => Promise<BaseLanguageClient | undefined>;

export function simulatesRequests(context: ExtensionContext, running: Running): Disposable {
  let panel: Panel<Shown> | undefined, shown: { readonly uri: string; readonly files: readonly string[]; form: Form; filled: number } | undefined, asking = false, again = false;

  const ask = async (uri: string, form: Form | null, request?: Request): Promise<Simulated | null> => {
    const client = await running(), asked = request ?? (form && requestOf(form));
    return client?.isRunning() ? client.sendRequest<Simulated | null>('haproxy/simulate', { uri, ...(form ? { entry: form.entry } : {}), ...(asked ? { request: asked } : {}) }) : null;
  };
  const shownOf = (answer: Simulated, form: Form, filled: number): Shown => ({
    title: l10n.t('Request simulator'), about: l10n.t('{0}, for HAProxy {1}', answer.files.map((f) => workspace.asRelativePath(Uri.parse(f))).join(', '), answer.version),
    words: wordsOf(), form, filled, files: answer.files, simulation: answer,
  });
  /** One question at a time: what changes meanwhile is asked when the answer is there. */
  const refresh = async (): Promise<void> => {
    if (asking) { again = true; return; }
    asking = true;
    try {
      do {
        again = false;
        if (!shown || !panel) break;
        const { uri, form, filled } = shown, answer = await ask(uri, form);
        if (answer && shown.uri === uri && !panel.update(shownOf(answer, shown.form, filled))) shown = undefined;
      } while (again);
    } finally { asking = false; }
  };
  const hear = (said: Said): void => {
    if (said.type === 'ask' && shown) { shown.form = said.form; void refresh(); }
    if (said.type === 'open') {
      const there = window.visibleTextEditors.find((e) => e.document.uri.toString() === Uri.parse(said.uri).toString());
      void window.showTextDocument(Uri.parse(said.uri), { viewColumn: there?.viewColumn ?? ViewColumn.One, selection: new Range(said.line, 0, said.line, 0) });
    }
  };

  /** Resolves to the answer, for whoever calls the command from a program. */
  const show = async (address?: unknown, request?: Request, entry?: string): Promise<Simulated | undefined> => {
    const open = window.activeTextEditor?.document, uri = typeof address === 'string' ? address : open?.languageId === 'haproxy' ? open.uri.toString() : shown?.uri;
    const answer = uri === undefined ? null : await ask(uri, request && entry !== undefined ? formOf(request, entry) : null, request);
    if (uri === undefined || !answer) { void window.showInformationMessage(l10n.t('Open a HAProxy configuration first.')); return undefined; }
    shown = { uri, files: answer.files, form: formOf(answer.request, answer.entry), filled: (shown?.filled ?? 0) + 1 };
    panel ??= panelOf<Shown, Said>(context, 'simulate', hear);
    panel.show(l10n.t('Request simulator'), shownOf(answer, shown.form, shown.filled));
    return answer;
  };
  return Disposable.from(commands.registerCommand('haproxy.simulateRequest', show), { dispose: () => panel?.dispose() },
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (contentChanges.length && shown?.files.some((f) => Uri.parse(f).toString() === document.uri.toString())) void refresh(); }));
}

const wordsOf = (): Words => ({
  language: env.language, form: l10n.t('Request'), entry: l10n.t('Arrives at'), method: l10n.t('Method'), host: l10n.t('Host'), target: l10n.t('Path and query'), headers: l10n.t('Other headers'), headersHint: l10n.t('one in each line, as in Origin: https://example.com'),
  http2: l10n.t('HTTP/2'), tls: l10n.t('TLS'), sni: l10n.t('Server name in TLS (SNI)'), source: l10n.t('Source address'), webSocket: l10n.t('Make it a WebSocket handshake'), plain: l10n.t('Make it a plain request'),
  outcome: l10n.t('What happens'), outcomes: l10n.t('One of these happens; what decides is not in the file'), steps: l10n.t('Rules in the order in which HAProxy tries them'), applies: l10n.t('applies'), not: l10n.t('does not apply'), unknown: l10n.t('not known'), yes: l10n.t('yes'), no: l10n.t('no'),
  onlyThose: l10n.t('Only rules that apply, or may'), limits: l10n.t('Timeouts on this way'), goTo: l10n.t('Go to the line'), noRules: l10n.t('No rule was looked at.'), problems: l10n.t('Look at the request again'), because: l10n.t('line {0}'),
  stages: { connection: l10n.t('connection'), session: l10n.t('session'), content: l10n.t('content'), request: l10n.t('request'), route: l10n.t('backend'), server: l10n.t('server') },
});
