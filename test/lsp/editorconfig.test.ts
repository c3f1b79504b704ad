// How far to indent, by the .editorconfig files above a document.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editorConfig, indentOf } from '../../server/src/lsp/editorconfig.ts';
import type { FileAccess } from '../../server/src/lsp/files.ts';

const GIVEN = { tabSize: 4, insertSpaces: true };
const disk = (files: Readonly<Record<string, string>>): FileAccess => ({ read: async (uri) => files[uri.replace('file://', '')] ?? null, list: async () => null });
const CASES: readonly { name: string; files: Readonly<Record<string, string>>; file?: string; is: string; given?: typeof GIVEN }[] = [
  { name: 'none: as the editor says', files: {}, is: '    ' },
  { name: 'tabs of the editor', files: {}, given: { tabSize: 8, insertSpaces: false }, is: '\t' },
  { name: 'for every file', files: { '/w/.editorconfig': '[*]\nindent_style = space\nindent_size = 2\n' }, is: '  ' },
  { name: 'tabs', files: { '/w/.editorconfig': '[*.cfg]\nindent_style=tab\n' }, is: '\t' },
  { name: 'for other files', files: { '/w/.editorconfig': '[*.py]\nindent_size = 2\n' }, is: '    ' },
  { name: 'a list of patterns', files: { '/w/.editorconfig': '[{*.py,*.cfg}]\nindent_size = 3\n' }, is: '   ' },
  { name: 'a path', files: { '/w/.editorconfig': '[etc/**.cfg]\nindent_size = 3\n' }, is: '   ' },
  { name: 'a path from the root of the file', files: { '/w/.editorconfig': '[/haproxy.cfg]\nindent_size = 3\n' }, is: '    ' },
  { name: 'the later section wins', files: { '/w/.editorconfig': '[*]\nindent_size = 2\n[*.cfg]\nindent_size = 6\n' }, is: '      ' },
  { name: 'the nearer file wins', files: { '/w/.editorconfig': '[*]\nindent_size = 2\n', '/w/etc/.editorconfig': '[*]\nindent_size = 3\n' }, is: '   ' },
  { name: 'nothing above a root', files: { '/w/.editorconfig': '[*]\nindent_style = tab\n', '/w/etc/.editorconfig': 'root = true\n' }, is: '    ' },
  { name: 'size as wide as a tab', files: { '/w/.editorconfig': '[*]\nindent_style = space\nindent_size = tab\ntab_width = 8\n' }, is: '        ' },
  { name: 'comments, CRLF and capitals', files: { '/w/.editorconfig': '# x\r\n; y\r\n[*]\r\n; z\r\nIndent_Style = Tab\r\n' }, is: '\t' },
  { name: 'nonsense is passed over', files: { '/w/.editorconfig': '[*\nindent_size\n[*]\nindent_size = many\n' }, is: '    ' },
  { name: 'a name with a blank', files: { '/w/.editorconfig': '[my haproxy.cfg]\nindent_size = 3\n' }, file: '/w/my%20haproxy.cfg', is: '   ' },
];

suite('editorconfig', () => {
  for (const c of CASES) test(c.name, async () => {
    assert.equal(indentOf(await editorConfig(`file://${c.file ?? '/w/etc/haproxy.cfg'}`, disk(c.files)), c.given ?? GIVEN), c.is);
  });
  test('a document without a folder', async () => { assert.equal((await editorConfig('untitled:Untitled-1', disk({}))).size, 0); });
});
