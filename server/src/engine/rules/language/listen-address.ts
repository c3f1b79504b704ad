import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { indentOf, replace, sectionIndent } from '../write.ts';

interface Args extends Record<string, string> { kind: string; address: string }

export const listenAddress = statementRule<Args>({
  id: 'listen-address',
  title: 'Address behind the name of a section',
  why: 'Very old versions took the listening address in the section header. Since 1.9 it stands on a bind line of its own.',
  severity: 'error',
  source: 'manual 4.2, bind; haproxy -c',
  fix: 'unsafe',
  message: (a) => t("'{0}' has no place in the header of a {1} section: addresses to listen on go on a bind line.", a.address, a.kind),
  repair: (f) => {
    const { line } = f, rest = line.text.slice(f.start).split('#', 1)[0]!.trimEnd(), section = f.document.sectionOf(line);
    let { start } = f;
    while (start > 0 && /\s/.test(line.text[start - 1]!)) start--;
    const end = f.start + rest.length;
    return [{
      title: t("Move '{0}' to a bind line", rest), safe: false,
      edits: [replace(section, line, start, end, ''), { kind: 'insert', document: f.document, line, where: 'below', lines: [`${indentOf(line)}${sectionIndent(section)}bind ${rest}`] }],
    }];
  },
});
