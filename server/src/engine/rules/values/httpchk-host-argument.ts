// A host behind the version of `option httpchk`, before 3.1. Reported by the check of options.
import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';
import { indentOf, replace } from '../write.ts';
import { sendLine } from './httpchk-headers-in-version.ts';

interface Args extends Record<string, string> { host: string; version: string }

export const httpchkHostArgument = statementRule<Args>({
  id: 'httpchk-host-argument',
  title: 'Host behind the version of option httpchk',
  why: 'From 3.1 on `option httpchk` takes the Host header as a fourth argument. Older versions refuse to start; `http-check send` says the same in all of them.',
  severity: 'error',
  versions: 'before 3.1',
  source: 'evidence g10',
  fix: 'safe',
  message: (a) => t("HAProxy {0} refuses '{1}': a host after the version is understood from 3.1 on. Use http-check send.", a.version, a.host),
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), { tokens } = project.lex(f.line.text), send = sendLine(tokens.slice(2, 5));
    if (!send || section.byKeyword.has('http-check send')) return [];
    return [{
      title: t('Write it as http-check send'), safe: true,
      edits: [replace(section, f.line, tokens[1]!.end, tokens[tokens.length - 1]!.end, ''), { kind: 'insert', document: f.document, line: f.line, where: 'below', lines: [`${indentOf(f.line)}${send} hdr Host ${f.line.text.slice(f.start, f.end)}`] }],
    }];
  },
});
