// What the language server is told and asked, whatever the transport.
import { l10n, type LogOutputChannel, workspace } from 'vscode';
import { type LanguageClientOptions, RevealOutputChannelOn, vsdiag } from 'vscode-languageclient';

export const options = (outputChannel: LogOutputChannel): LanguageClientOptions => ({
  outputChannel,
  // No scheme: local, remote, virtual and unsaved documents are all served.
  documentSelector: [{ language: 'haproxy' }],
  initializationOptions: { trusted: workspace.isTrusted, showsReferences: true, triesHandshakes: true, disablesRules: true, ...(l10n.bundle ? { translations: l10n.bundle } : {}) },
  revealOutputChannelOn: RevealOutputChannelOn.Never,
  middleware: {
    provideDiagnostics(document, previous, token, next) {
      // The left side of a diff is the past, and a preview of edits perhaps the future: findings would stand twice in the Problems list.
      const uri = 'uri' in document ? document.uri : document;
      if (/^(?:git|vscode-bulkeditpreview.*)$/.test(uri.scheme)) return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
      return next(document, previous, token);
    },
  },
});
