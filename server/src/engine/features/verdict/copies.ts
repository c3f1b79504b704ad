// The copies that HAProxy is given in place of the files: the editor's text, line for line. What a copy must not do: find its
// neighbours elsewhere (`default-path`), or write where the configuration says. HAProxy writes even when it only checks: a ring's
// `backing-file`, an account key of `acme`, `shm-stats-file` (tried with 2.6 to 3.4).

/** `folder`: absolute path of the file's folder, null when it has none. */
export interface Source { readonly folder: string | null; readonly text: string }
export interface Copies {
  /** What to write into the private folder. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Names of copies in the order of their `-f`. */
  readonly order: readonly string[];
  /** A private key is wanted under this name. */
  readonly key: string | null;
  /** Why HAProxy must not be asked: it would write beside the user's files. */
  readonly writes: 'acme' | null;
}

const WORD = `(?:"[^"\\n]*"|'[^'\\n]*'|[^\\s#"']+)`;
const DEFAULT_PATH = /^([ \t]*default-path[ \t]+)(config|parent)(?=[ \t\r]*(?:#.*)?$)/m;
const WRITES = new RegExp(`^([ \\t]*(backing-file|shm-stats-file|account-key)[ \\t]+)${WORD}`, 'gm');
const quoted = (path: string): string => `'${path.replace(/'/g, `'\\''`)}'`;
const parentOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, '') || '/';

/** @param at the address, as HAProxy sees it, of a name in the private folder */
export function copiesOf(sources: readonly Source[], at: (name: string) => string): Copies {
  const files: { name: string; text: string }[] = [], order: string[] = [];
  let base: string | null = null, n = 0, key: string | null = null, writes: Copies['writes'] = null;
  sources.forEach(({ folder, text }, i) => {
    if (base !== null && folder !== null) { files.push({ name: `p${i}.cfg`, text: `global\n    default-path origin ${quoted(base === 'parent' ? parentOf(folder) : folder)}\n` }); order.push(`p${i}.cfg`); }
    let copy = text;
    const chosen = DEFAULT_PATH.exec(text);
    if (chosen && folder !== null) { base = chosen[2]!; copy = copy.replace(DEFAULT_PATH, (_all, head: string) => `${head}origin ${quoted(base === 'parent' ? parentOf(folder) : folder)}`); }
    copy = copy.replace(WRITES, (_all, head: string, keyword: string) => `${head}${quoted(at(keyword === 'account-key' ? (key ??= 'account.key') : `own${n++}`))}`);
    if (acmeWithoutKey(text)) writes = 'acme';
    files.push({ name: `${i}.cfg`, text: copy });
    order.push(`${i}.cfg`);
  });
  return { files, order, key, writes };
}

/** HAProxy makes a key `<name>.account.key` for an `acme` section that names none, and there is no line to say it in. */
function acmeWithoutKey(text: string): boolean {
  if (!/^[ \t]*acme[ \t]/m.test(text)) return false;
  let open = false;
  for (const line of text.split('\n')) {
    const word = /^\s*([^\s#]+)/.exec(line)?.[1];
    if (word === 'acme' || /^(?:global|defaults|frontend|backend|listen|crt-store|peers|resolvers|userlist|cache|ring|mailers|program|traces|http-errors|fcgi-app|log-forward|log-profile|healthcheck)$/.test(word ?? '')) {
      if (open) return true;
      open = word === 'acme';
    } else if (word === 'account-key') open = false;
  }
  return open;
}
