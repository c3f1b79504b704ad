// User text. The English sentence is the key, as in vscode.l10n bundles; `{0}` stands for the first argument.

type Translate = (message: string, ...args: readonly (string | number)[]) => string;

/** A word of the file may be a megabyte long; a message shows where it begins. */
const LONGEST = 160;
const clip = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const plain: Translate = (message, ...args) => message.replace(/\{(\d+)\}/g, (m, n: string) => { const v = args[Number(n)]; return v === undefined ? m : clip(String(v)); });
let translate: Translate = plain, locale = 'en-US';

/**
 * Sets the bundle of the user's language: English sentence → sentence. Null: English.
 * @param language of the bundle, a BCP 47 tag such as "ru": how large numbers are grouped
 */
export function setTranslations(bundle: Readonly<Record<string, string>> | null, language = 'en-US'): void {
  locale = bundle && isLocale(language) ? language : 'en-US';
  translate = bundle ? (message, ...args) => plain(Object.hasOwn(bundle, message) && typeof bundle[message] === 'string' ? bundle[message] : message, ...args) : plain;
}

function isLocale(tag: string): boolean { try { return Intl.getCanonicalLocales(tag).length > 0; } catch { return false; } }

/** 86400 → "86,400" in English, "86 400" in Russian. */
export const numeral = (n: number): string => n.toLocaleString(locale);

export const t: Translate = (message, ...args) => translate(message, ...args);
