import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Engine } from '../../../server/src/engine/index.ts';
import { URI } from '../cursor.ts';
import { TEXT } from '../shape.ts';

const folds = (content: string, uri = URI): string[] => {
  const engine = new Engine();
  engine.open(uri, 1, content);
  return engine.folds(uri).map((f) => `${f.kind} ${f.startLine}-${f.endLine}`);
};

suite('folding', () => {
  test('sections, comments, blocks and runs', () => { assert.deepEqual(folds(TEXT), ['comment 0-1', 'section 3-4', 'section 7-13', 'conditional 11-12', 'section 15-20', 'run 16-20']); });
  const CASES: readonly (readonly [name: string, text: string, is: readonly string[]])[] = [
    ['nothing in an empty file', '', []],
    ['a section of one line', 'backend a\nbackend b\n', []],
    ['blank lines and comments behind a section stay outside', 'backend a\n    mode http\n\n# of b\nbackend b\n    mode tcp\n', ['section 0-1', 'section 4-5']],
    ['a short run', 'backend a\n    server s1 127.0.0.1:1\n    server s2 127.0.0.1:2\n', ['section 0-2']],
    ['nested blocks', '.if feature(A)\n.if feature(B)\n.diag x\n.endif\n.endif\n', ['conditional 0-3', 'conditional 1-2']],
    ['a block that is never closed', 'global\n    .if feature(A)\n    nbthread 2\n', ['section 0-2']],
    ['both arms of a block', '.if feature(A)\n.diag x\n.else\n.diag y\n.endif\n', ['conditional 0-1', 'conditional 2-3']],
    ['CRLF', 'backend a\r\n    mode http\r\n', ['section 0-1']],
  ];
  for (const [name, content, is] of CASES) test(name, () => { assert.deepEqual(folds(content), is); });
});
