// Gives the language `haproxy` to a .cfg or .conf file whose text says that it is one. Names that say it
// by themselves (haproxy.cfg …) are in package.json and never come here.
import { Disposable, languages, type TextDocument, workspace } from 'vscode';
import { looksLikeHaproxy } from './recognise.ts';

/** What VS Code itself makes of a .cfg or .conf file; any other language was somebody's choice. */
const UNDECIDED = new Set(['properties', 'ini', 'plaintext']);
/** Enough to meet two section headers behind any licence text, and little enough to be free. */
const LINES = 2_000;

export function watchForHaproxy(): Disposable {
  // Who sets a recognised file back to another language is not overruled while it stays open.
  const switched = new Set<string>();
  const consider = (document: TextDocument): void => {
    const key = document.uri.toString();
    if (!UNDECIDED.has(document.languageId) || !/\.(cfg|conf)$/i.test(document.uri.path) || switched.has(key)) return;
    if (!looksLikeHaproxy(firstLines(document), document.uri.path)) return;
    switched.add(key);
    void languages.setTextDocumentLanguage(document, 'haproxy');
  };
  workspace.textDocuments.forEach(consider);
  return Disposable.from(
    workspace.onDidOpenTextDocument(consider),
    workspace.onDidSaveTextDocument(consider),
    // A new file becomes one while it is written: look again when a line was finished or text was pasted.
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.some((c) => c.text.includes('\n'))) consider(document);
    }),
    // A change of language is reported as closing and opening again, but only a closed tab is `isClosed`.
    workspace.onDidCloseTextDocument((document) => {
      if (document.isClosed) switched.delete(document.uri.toString());
    }),
  );
}

function* firstLines(document: TextDocument): Iterable<string> {
  for (let i = 0; i < Math.min(document.lineCount, LINES); i++) yield document.lineAt(i).text;
}
