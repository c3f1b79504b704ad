// Loads the TextMate grammar as VS Code does. Used by the grammar tests only.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

export interface ScopedToken {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

export interface LineTokens {
  readonly tokens: readonly ScopedToken[];
  /** True when nothing of this line reaches the next one. */
  readonly closed: boolean;
}

export async function loadGrammar(file: string): Promise<textmate.IGrammar> {
  const wasm = join(dirname(createRequire(join(process.cwd(), 'package.json')).resolve('vscode-oniguruma')), 'onig.wasm');
  await oniguruma.loadWASM(new Uint8Array(readFileSync(wasm)).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(file, 'utf8'), file),
  });
  const grammar = await registry.loadGrammar('source.haproxy');
  if (!grammar) throw new Error(`no grammar in ${file}`);
  return grammar;
}

/** Tokenises lines one after the other, each from the state the one before it left. */
export function tokenizeInSequence(grammar: textmate.IGrammar, lines: readonly string[]): LineTokens[] {
  let state = textmate.INITIAL;
  return lines.map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return pack(result);
  });
}

/** Tokenises one line as if it stood alone in its file. */
export const tokenizeAlone = (grammar: textmate.IGrammar, line: string): LineTokens => pack(grammar.tokenizeLine(line, textmate.INITIAL));

function pack(result: textmate.ITokenizeLineResult): LineTokens {
  return {
    tokens: result.tokens.map((t) => ({ start: t.startIndex, end: t.endIndex, scopes: t.scopes })),
    closed: result.ruleStack.depth === 1,
  };
}
