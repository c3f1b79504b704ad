// Tables of statements with what HAProxy said of them. One format, read by the recorder (scripts/record-rows.mjs) and by the tests.
//
//   == title            a block; `== title (alone)`: each row is a configuration of its own, its second pass included
//   | frontend f{n}     the block's configuration; `{}` stands for the row, `{n}` for its number, `{cert}` for a certificate file
//   |     {}
//   EE.W bind :80       a row: per branch of BRANCHES E (refused), W (warned), . (silent), - (not asked); then the statement
export const BRANCHES = ['2.6', '3.0', '3.2', '3.4'];

/** @returns {{title: string, alone: boolean, context: string[], rows: {verdict: string, statement: string, line: number}[]}[]} */
export function parseRows(text) {
  const blocks = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (line.startsWith('== ')) blocks.push({ title: line.slice(3), alone: line.endsWith('(alone)'), context: [], rows: [] });
    else if (line.startsWith('|')) blocks.at(-1).context.push(line.slice(2));
    else {
      const m = /^([EW.-]{4}) (.*)$/.exec(line);
      if (!m) throw new Error(`line ${i + 1}: a row wants four verdicts and a statement: ${line}`);
      blocks.at(-1).rows.push({ verdict: m[1], statement: m[2], line: i });
    }
  }
  return blocks;
}

/** The configuration of one row: its lines, and which of them (from 0) is the row. `\n` in a row stands for a line end. */
export function configOf(block, row, n, cert) {
  const fill = (l) => l.replaceAll('{n}', String(n)).replaceAll('{cert}', cert);
  const lines = [];
  let at = -1;
  for (const l of block.context) {
    if (l.includes('{}')) { at = lines.length; lines.push(...fill(l.replace('{}', () => row.statement)).split('\\n')); } else lines.push(fill(l));
  }
  if (at < 0) { at = lines.length; lines.push(...fill(row.statement).split('\\n')); }
  return { lines, at };
}
