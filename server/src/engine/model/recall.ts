// While a file is read: what was found of one line goes for those that say the same, which are then not taken apart into words.
// The same means: the same text, or the same but for names and small numbers (`shapeOf`).
import { hasBackend, hasFrontend, type SectionKind } from './keyword.ts';
import type { NameUse } from './names.ts';
import { type Mention, NO_MENTIONS, plainHeader, plainServer, shapeOf, withoutNumbers } from './shape.ts';
import type { Section } from './section.ts';
import type { Statement } from '../syntax/lexer.ts';
import type { Line } from '../text/lineTree.ts';

/** A statement that nothing was found about. `mentions`: the names on it, when its text is all there is to it. */
export interface Remembered { readonly keyword: string; readonly noted: number; readonly mentions: readonly Mention[] }

/** What was read in sections of one kind. `tails`: what stands behind the address of a server. */
interface Place { readonly lines: Map<string, Remembered>; readonly tails: Map<string, Remembered>; readonly shapes: Map<string, Remembered> }
const MOST_KNOWN = 8192;
/** A line without words; what a comment asks for is read. */
const WORDLESS = /^[ \t]*(?:#(?!.*haproxy-ws)|$)/;
const BLANK: Remembered = { keyword: '', noted: 0, mentions: NO_MENTIONS };

export class Recall {
  /** Names on the line that was found last. */
  mentions: readonly Mention[] = NO_MENTIONS;
  /** Whether rules have to look at these names. */
  named = false;
  private readonly places = new Map<string, Place>();
  private readonly heads = new Map<SectionKind, Remembered>();
  private place: Place | null = null;
  private servers = false;

  /** Lines from here on stand in this section. */
  enter(section: Section): void {
    const key = section.name === null ? `${section.kind} ` : section.kind, known = this.places.get(key);
    this.place = known ?? { lines: new Map(), tails: new Map(), shapes: new Map() };
    if (!known) this.places.set(key, this.place);
    this.servers = hasBackend(section.kind);
  }

  /** A proxy's header like one that was read: makes the section what the line says. */
  header(section: Section, text: string): Remembered | null {
    const plain = plainHeader(text), known = plain && this.heads.get(plain.kind);
    if (!known) return null;
    section.kind = plain.kind;
    section.name = plain.name;
    this.mentions = headerNames(plain.kind, plain.name);
    this.named = true;
    return known;
  }

  /** What is known of the line; null when it has to be read. */
  line(text: string): Remembered | null {
    const { place } = this;
    if (!place) return null;
    const server = this.servers ? plainServer(text) : null;
    if (server) {
      const tail = server[2]!;
      let known = place.tails.get(tail);
      if (!known) {
        known = place.shapes.get(withoutNumbers(tail));
        if (!known) return null;
        place.tails.set(tail, known);
      }
      this.mentions = [{ kind: 'server', name: server[1]!, declares: true }];
      this.named = false;
      return known;
    }
    const known = place.lines.get(text);
    if (known) { this.mentions = known.mentions; this.named = known.mentions.length > 0; return known; }
    if (WORDLESS.test(text)) { this.mentions = NO_MENTIONS; this.named = false; return BLANK; }
    const shape = shapeOf(text), like = shape && place.shapes.get(shape.key);
    if (!like) return null;
    this.mentions = shape.mentions ?? like.mentions;
    this.named = shape.named || (shape.mentions === null && like.mentions.length > 0);
    return like;
  }

  /** Remembers a line that nothing was found about, for those like it. */
  note(section: Section, line: Line, header: boolean, statement: Statement, uses: readonly NameUse[], noted: number): void {
    const { text, keyword } = line, { place } = this;
    if (statement.error || statement.env.length > 0 || line.eol === '' || text.includes('haproxy-ws')) return;
    if (header) { const plain = plainHeader(text); if (plain?.kind === section.kind) this.heads.set(plain.kind, { keyword: '', noted, mentions: NO_MENTIONS }); return; }
    if (!place) return;
    for (const kept of [place.lines, place.shapes, place.tails]) if (kept.size >= MOST_KNOWN) kept.clear();
    const server = this.servers ? plainServer(text) : null;
    const known: Remembered = { keyword, noted, mentions: uses.length > 0 ? uses.map(({ kind, name, declares }) => ({ kind, name, declares })) : NO_MENTIONS };
    if (server) { if (uses.length === 1) place.shapes.set(withoutNumbers(server[2]!), known); return; }
    const shape = shapeOf(text);
    if (shape && (shape.mentions ? shape.mentions.length === uses.length : uses.every((u) => !u.declares && !/^\d/.test(u.name)))) place.shapes.set(shape.key, known);
    // two lines of one text that declare the same name are another matter than one
    if (!uses.some((u) => u.declares)) place.lines.set(text, known);
  }
}

function headerNames(kind: SectionKind, name: string): Mention[] {
  const out: Mention[] = [];
  if (hasFrontend(kind)) out.push({ kind: 'frontend', name, declares: true });
  if (hasBackend(kind)) out.push({ kind: 'backend', name, declares: true });
  out.push({ kind: 'proxy', name, declares: true });
  return out;
}
