// The page of the panel "WebSocket path", and what it and the extension tell each other. Knows no vscode, so that a test can show the page in
// any browser.
import type { PathModel, PathView } from '../../server/src/lsp/protocol.ts';

import type { PathTexts } from './pathTexts.ts';
export type Texts = PathTexts;
export type ToPage =
  | { readonly type: 'start'; readonly texts: Texts; readonly at: PathView['at'] }
  | { readonly type: 'model'; readonly uri: string; readonly model: PathModel | null }
  | { readonly type: 'at'; readonly at: PathView['at'] }
  | { readonly type: 'export' };
/** What the page shows, for tests. */
export interface Rendered {
  readonly type: 'rendered';
  readonly uri: string;
  readonly nodes: readonly string[];
  readonly selected: string | null;
  readonly here: string | null;
  readonly verdict: string;
  /** Breaches of the content policy. */
  readonly breaches: readonly string[];
  /** Milliseconds for layout and drawing. */
  readonly ms: number;
}
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'view'; readonly view: Partial<PathView> }
  | { readonly type: 'open'; readonly at: { readonly uri: string; readonly line: number }; readonly focus: boolean }
  /** `asked`: by `export`, and not by its button; then it may be empty. */
  | { readonly type: 'svg'; readonly text: string; readonly asked: boolean }
  | { readonly type: 'mermaid' }
  | Rendered;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** Scripts run by nonce only, styles come from files of ours only; nothing else is loaded from anywhere. */
export function pageOf(p: { readonly script: string; readonly style: string; readonly source: string; readonly title: string; readonly uri: string }): string {
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${escaped(p.source)}">
<title>${escaped(p.title)}</title><link rel="stylesheet" href="${escaped(p.style)}"></head>
<body data-uri="${escaped(p.uri)}"><div id="app"></div><script nonce="${nonce}" src="${escaped(p.script)}"></script></body></html>`;
}
