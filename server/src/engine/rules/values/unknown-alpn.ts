// Protocols of `alpn` in spellings that no TLS partner knows: they load and never match.
import { t } from '../../language/text.ts';
import { ENV } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { replace } from '../write.ts';
import { optionsFrom } from '../options.ts';

interface Args extends Record<string, string | boolean> { word: string; better: string; bind: boolean }

const KNOWN: ReadonlySet<string> = new Set(['h2', 'h3', 'http/0.9', 'http/1.0', 'http/1.1']);
/** What looks like HTTP; other protocols have names of their own. */
const HTTP = /^h(?:ttps?)?[/._-]?v?(\d?)(?:\.(\d))?c?$/i;

function better(word: string): string | null {
  const m = KNOWN.has(word) ? null : HTTP.exec(word);
  if (!m) return null;
  return m[1] === '2' ? 'h2' : m[1] === '3' ? 'h3' : m[1] === '1' && m[2] === '0' ? 'http/1.0' : 'http/1.1';
}

export const unknownAlpn = lineRule<Args>({
  id: 'unknown-alpn',
  title: 'Protocol in alpn that nobody knows',
  why: 'TLS compares the names of protocols letter by letter: `h2`, `http/1.1`. HAProxy takes any word, and one such as `http1.1`, `http2` or `HTTP/1.1` never matches what the other side says. On a bind the protocol is then never chosen; a server that knows ALPN and finds nothing it knows may refuse the TLS handshake, and clients get 503.',
  severity: 'warning',
  source: 'evidence p06, p07',
  fix: 'safe',
  keywords: ['bind', 'server', 'server-template', 'default-server'],
  mentions: ['alpn'],
  message: (a) => a.bind ? t("No client knows a protocol '{0}', so it is never chosen. Write '{1}'.", a.word, a.better)
    : t("No server knows a protocol '{0}', so it is never chosen, and a server that finds no other in the list may refuse the TLS handshake. Write '{1}'.", a.word, a.better),
  *check({ line, statement: { tokens } }) {
    for (let i = optionsFrom(line.keyword); i + 1 < tokens.length; i++) {
      const value = tokens[i + 1]!;
      if (!/^(?:check-)?alpn$/.test(tokens[i]!.value) || value.flags & ENV || value.end - value.start !== value.value.length) continue;
      let at = value.start;
      for (const word of value.value.split(',')) {
        const write = better(word);
        if (write) yield { line, start: at, end: at + word.length, args: { word, better: write, bind: line.keyword === 'bind' } };
        at += word.length + 1;
      }
    }
  },
  repair: (f) => [{ title: t("Write '{0}'", f.args.better), safe: true, edits: [replace(f.document.sectionOf(f.line), f.line, f.start, f.end, f.args.better)] }],
});
