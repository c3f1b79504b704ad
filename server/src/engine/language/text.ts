// User text. The English sentence is the key, as in vscode.l10n bundles; `{0}` stands for the first argument.

type Translate = (message: string, ...args: readonly (string | number)[]) => string;

const plain: Translate = (message, ...args) => message.replace(/\{(\d+)\}/g, (m, n: string) => { const v = args[Number(n)]; return v === undefined ? m : String(v); });
let translate: Translate = plain;

/** Sets the bundle of the user's language: English sentence → sentence. Null: English. */
export function setTranslations(bundle: Readonly<Record<string, string>> | null): void {
  translate = bundle ? (message, ...args) => plain(bundle[message] ?? message, ...args) : plain;
}

export const t: Translate = (message, ...args) => translate(message, ...args);
