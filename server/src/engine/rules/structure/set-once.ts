// Global settings that HAProxy takes once: what a second line says is passed over, unread.
import { atoi } from '../../language/ints.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { ENV } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { span } from '../write.ts';

interface Args extends Record<string, string | boolean> { keyword: string; value: string; refused: boolean }

/** Those where 0 counts as not yet set, and those where any value counts. */
const NUMBERS = ['maxconn', 'uid', 'gid', 'ulimit-n', 'maxconnrate', 'maxsessrate', 'maxsslrate', 'maxpipes', 'spread-checks', 'tune.maxaccept', 'tune.maxpollevents', 'tune.runqueue-depth', 'tune.ssl.capture-buffer-size'];
const TEXTS = ['chroot', 'pidfile', 'log-send-hostname', 'server-state-file', 'server-state-base', 'stats-file', 'ca-base', 'crt-base', 'key-base'];
/** A second line of these is refused. */
const REFUSED = ['ca-base', 'crt-base', 'key-base', 'tune.ssl.capture-buffer-size'];

export const setOnce = lineRule<Args>({
  id: 'set-once',
  title: 'Global setting that is set already, or no number',
  why: 'Some settings of `global` hold from their first line on: HAProxy says that they are specified already and passes over every other line, whatever its value; of `ca-base` and its kin it refuses a second one. A first `maxconn` has to be a whole number since 2.8.',
  severity: 'warning',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  keywords: [...NUMBERS, ...TEXTS],
  reads: { globals: [...NUMBERS, ...TEXTS] },
  message: (a) => a.value ? t("'{0}' is not valid for '{1}': it expects {2}.", a.value, a.keyword, t('a number')) : a.refused ? t("'{0}' is set above already: HAProxy refuses a second one.", a.keyword) : t("A global section above sets '{0}' already: HAProxy passes over this line.", a.keyword),
  *check({ document, section, line, statement: { tokens } }, { project }) {
    const { keyword } = line, value = tokens[1];
    if (section.kind !== 'global' || !value || tokens.length > 2 || isConditional(document, line)) return;
    const lines = project.globalLines(keyword), above = lines.length > 1 ? lines.slice(0, lines.indexOf(line)) : [];
    for (const l of above) {
      const owner = project.documentOf(l), words = project.lex(l.text).tokens;
      if (!owner || isConditional(owner, l) || words.some((w) => w.flags & ENV)) return;
      if (words.length === 2 && (TEXTS.includes(keyword) || atoi(words[1]!.value) !== 0)) { const refused = REFUSED.includes(keyword); yield { ...span(line, tokens[0]!), args: { keyword, value: '', refused }, severity: refused ? 'error' : 'warning', related: [{ ...span(l, words[0]!), document: owner, message: t('This line holds.') }] }; return; }
    }
    if (keyword === 'maxconn' && compareVersions(document.target, '2.8') >= 0 && !(value.flags & ENV) && !/^\s*[+-]?\d+$/.test(value.value)) yield { ...span(line, value), args: { keyword, value: value.value, refused: true }, severity: 'error' };
  },
});
