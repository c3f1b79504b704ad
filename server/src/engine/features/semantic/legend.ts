// Kinds of semantic tokens, of those that LSP names, so that every colour theme knows them.
export const TYPES = ['keyword', 'class', 'struct', 'variable', 'parameter', 'property', 'function', 'method', 'operator', 'number', 'macro', 'type', 'enumMember', 'modifier', 'namespace'] as const;
export const MODIFIERS = ['declaration', 'deprecated'] as const;

export type TokenType = (typeof TYPES)[number];
export const DECLARATION = 1, DEPRECATED = 2;

/** Columns of one line. */
export interface LineToken { readonly start: number; readonly end: number; readonly type: TokenType; readonly modifiers: number }
