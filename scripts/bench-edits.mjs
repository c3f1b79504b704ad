// Single edits that people make, for counting the engine's work: the same edit must cost the same in a file of any size.

/** Edits by name: the line to change and what becomes of it. The way back restores it. */
export const WORK_EDITS = [
  { name: 'server line', find: /^ {4}server /, to: (text) => `${text} backup` },
  { name: 'comment', find: /^ {4}# /, to: (text) => `${text} and more` },
  { name: 'timeout in a backend', find: /^ {4}timeout server /, to: () => '    timeout server 77s' },
  { name: 'acl in a frontend', find: /^ {4}acl host_/, to: (text) => `${text} other.example.com` },
  { name: 'new line in a backend', find: /^ {4}default-server /, to: (text) => `${text}\n    timeout queue 9s` },
  { name: 'name of a backend', find: /^backend be_/, to: (text) => `${text}x` },
];

/** For each edit the work of it and of its way back, behind an opened and checked file. */
export function countEdits(engine, text) {
  const uri = 'file:///haproxy.cfg', rows = text.split('\n');
  engine.open(uri, 1, text);
  engine.work(uri);
  let version = 1;
  return WORK_EDITS.map(({ name, find, to }) => {
    // in the first group of the file, which is the same at every size
    const at = rows.findIndex((row, i) => i > 70 && find.test(row));
    if (at < 0) throw new Error(`no line for '${name}'`);
    const before = { ...engine.meter(uri) }, was = rows[at], now = to(was), last = now.split('\n');
    for (const [put, end] of [[now, { line: at, character: was.length }], [was, { line: at + last.length - 1, character: last.at(-1).length }]]) {
      engine.update(uri, ++version, [{ range: { start: { line: at, character: 0 }, end }, text: put }]);
      engine.work(uri);
    }
    const after = engine.meter(uri);
    return { lexed: after.lexed - before.lexed, ruleRuns: after.ruleRuns - before.ruleRuns };
  });
}
