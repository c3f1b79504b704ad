// Code lenses and inlay hints; what they say in full is found out when the editor shows them.
import type { CodeLens, Connection, InlayHint, ServerCapabilities } from 'vscode-languageserver';
import type { Hint } from '../engine/index.ts';
import type { Session } from './session.ts';

export const lensCapabilities: ServerCapabilities = { codeLensProvider: { resolveProvider: true }, inlayHintProvider: { resolveProvider: true } };

type Safely = <P, R>(name: string, handler: (params: P) => Promise<R | null>) => (params: P) => Promise<R | null>;
interface In { readonly textDocument: { readonly uri: string } }
interface LensData { readonly uri: string; readonly line: number }
interface HintData { readonly uri: string; readonly kind: Hint['kind'] }

/** Commands of our own client; other editors show the first as text, and not the second. */
const SHOW = 'haproxy.showReferences', TRY = 'haproxy.tryHandshake';

export function serveLens(connection: Connection, session: Session, safely: Safely, showsReferences: () => boolean, triesHandshakes: () => boolean): void {
  connection.onCodeLens(safely('codeLens', async ({ textDocument: { uri } }: In): Promise<CodeLens[]> => {
    const engine = await session.ready(uri);
    const { codeLens } = await session.settingsOf(uri);
    return engine.lenses(uri, { ...codeLens, handshake: codeLens.webSocket && triesHandshakes() }).map(({ range, tries }) => ({ range, ...(tries === undefined ? { data: { uri, line: range.start.line } satisfies LensData } : { command: { title: tries, command: TRY, arguments: [uri, range.start.line] } }) }));
  }));
  connection.onCodeLensResolve(async (lens) => {
    const { uri, line } = lens.data as LensData, { codeLens } = await session.settingsOf(uri), text = (await session.all()).lensText(uri, line, codeLens);
    if (!text) return { ...lens, command: { title: '', command: '' } };
    const shows = showsReferences() && text.locations.length > 0;
    return { ...lens, command: { title: text.title, command: shows ? SHOW : '', ...(shows ? { arguments: [uri, text.at, text.locations] } : {}) } };
  });
  connection.languages.inlayHint.on(safely('inlayHint', async ({ textDocument: { uri }, range }: In & { range: { start: { line: number }; end: { line: number } } }): Promise<InlayHint[]> => {
    const engine = await session.ready(uri);
    const { inlayHints } = await session.settingsOf(uri);
    return engine.hints(uri, range.start.line, range.end.line, inlayHints).map((h) => ({
      position: h.position, paddingLeft: true, data: { uri, kind: h.kind } satisfies HintData,
      label: h.parts.flatMap((value, i) => (i ? [{ value: ' · ' }, { value }] : [{ value }])),
    }));
  }));
  connection.languages.inlayHint.resolve(async (hint) => {
    const { uri, kind } = hint.data as HintData, parts = (await session.all()).hintParts(uri, hint.position, kind);
    if (!parts || typeof hint.label === 'string') return hint;
    // every second part is the dot between two
    return { ...hint, label: hint.label.map((l, i) => { const p = i % 2 ? undefined : parts[i / 2]; return p ? { ...l, tooltip: p.tooltip, ...(p.location ? { location: { uri: p.location.uri, range: p.location.range } } : {}) } : l; }) };
  });
}
