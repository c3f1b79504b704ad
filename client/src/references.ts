// The command behind a code lens: the places that the server found, in the editor's own list. The server asks for it by this name.
import { commands, type Disposable, Location, Position, Range, Uri } from 'vscode';

interface At { readonly line: number; readonly character: number }
interface Place { readonly uri: string; readonly range: { readonly start: At; readonly end: At } }

const position = (at: At): Position => new Position(at.line, at.character);

export const showsReferences = (): Disposable => commands.registerCommand('haproxy.showReferences', (uri: string, at: At, places: readonly Place[]) =>
  commands.executeCommand('editor.action.showReferences', Uri.parse(uri), position(at), places.map((p) => new Location(Uri.parse(p.uri), new Range(position(p.range.start), position(p.range.end))))));
