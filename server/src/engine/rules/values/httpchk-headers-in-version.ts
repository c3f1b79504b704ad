// Headers hidden behind the version of `option httpchk`: refused since 2.7.
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { indentOf, quoteWord, replace, span } from '../write.ts';

interface Args extends Record<string, string | boolean> { fatal: boolean; version: string }

/** The `http-check send` line that says the same; null when the old form cannot be read. */
export function sendLine(args: readonly Token[]): string | null {
  const [method, uri, version, ...more] = args.map((a) => a.value);
  if (method === undefined || uri === undefined || version === undefined || more.length > 0 || args.some((a) => a.flags & ENV)) return null;
  const split = version.search(/\r?\n\r?\n/), head = split >= 0 ? version.slice(0, split) : version;
  const body = split >= 0 ? version.slice(split).replace(/^\r?\n\r?\n/, '') : '';
  const [ver, ...headers] = head.split(/\r?\n/).filter((l, i) => i === 0 || l !== '');
  const words = ['http-check send', 'meth', quoteWord(method), 'uri', quoteWord(uri), 'ver', quoteWord(ver ?? 'HTTP/1.1')];
  for (const h of headers) {
    const colon = h.indexOf(':');
    if (colon <= 0) return null;
    const name = h.slice(0, colon).trim(), value = h.slice(colon + 1).trim();
    // HAProxy writes these itself
    if ((name.toLowerCase() === 'connection' && value.toLowerCase() === 'close') || name.toLowerCase() === 'content-length') continue;
    words.push('hdr', quoteWord(name), quoteWord(value.replace(/%%|%(?![[{(a-z])/gi, '%%')));
  }
  if (body) words.push('body', quoteWord(body));
  return words.join(' ');
}

export const httpchkHeadersInVersion = lineRule<Args>({
  id: 'httpchk-headers-in-version',
  title: 'Headers behind the version of option httpchk',
  why: 'The old trick of hiding headers behind `HTTP/1.1\\r\\n` gives a warning from 2.3 to 2.6 and is refused from 2.7 on. `http-check send` says the same in the open.',
  severity: 'error',
  versions: '2.4 to 2.6: warning; from 2.7 on: error',
  source: 'evidence g01-g03, f13',
  fix: 'safe',
  keywords: ['option httpchk'],
  message: (a) => a.fatal ? t('Headers after the version are refused since 2.7: HAProxy does not start. Use http-check send.') : t('Headers after the version are deprecated in {0} and refused from 2.7 on. Use http-check send.', a.version),
  may: ({ statement }) => statement.tokens.length > 4,
  *check({ line, statement }, { project }) {
    const bad = statement.tokens.slice(4).find((x) => /[\r\n]/.test(x.value));
    if (!bad) return;
    const { version } = project.settings, fatal = compareVersions(version, '2.7') >= 0;
    yield { ...span(line, bad), args: { fatal, version }, severity: fatal ? 'error' : 'warning' };
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), tokens = project.lex(f.line.text).tokens, send = sendLine(tokens.slice(2));
    if (!send || section.byKeyword.has('http-check send')) return [];
    return [{
      title: t('Write it as http-check send'), safe: true,
      edits: [replace(section, f.line, tokens[1]!.end, tokens[tokens.length - 1]!.end, ''), { kind: 'insert', document: f.document, line: f.line, where: 'below', lines: [indentOf(f.line) + send] }],
    }];
  },
});
