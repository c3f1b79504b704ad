// From pieces of a text to its lines, whatever the pieces are.

/** No line of HAProxy's is longer; what follows is dropped, so that a file without line breaks does no harm. */
const LONGEST = 65_536;

/** `push` the pieces in order, `end` after the last. */
export function lineSplitter(take: (line: string) => void): { push(piece: string): void; end(): void } {
  let rest = '';
  return {
    push(piece) {
      let from = 0;
      for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
        take(rest === '' ? piece.slice(from, end) : rest + piece.slice(from, end));
        rest = '';
        from = end + 1;
      }
      if (rest.length < LONGEST) rest += piece.slice(from, from + LONGEST);
    },
    end() { if (rest !== '') take(rest); rest = ''; },
  };
}
