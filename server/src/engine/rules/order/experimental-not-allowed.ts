// What HAProxy calls experimental, or deprecated and soon gone: refused unless global allows it.
import { action, at, bindOption, directive, section as sectionEntry, serverOption, usable } from '../../language/load.ts';
import type { Common, Entry, Ruleset } from '../../language/facts.ts';
import { t } from '../../language/text.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { headIndex } from '../../model/keyword.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { HEADER } from '../../text/lineTree.ts';
import { type LineUnit, lineRule } from '../rule.ts';
import { optionsFrom } from '../options.ts';
import { sectionIndent, span } from '../write.ts';

interface Args extends Record<string, string> { word: string; allows: string }

const SWITCH = 'expose-experimental-directives', DEPRECATED = 'expose-deprecated-directives';
const GLOBALS = ['trace', 'tune.disable-fast-forward', 'tune.fd.edge-triggered', 'force-cfg-parser-pause'];
const OPTIONS = ['ktls', 'nbconn', 'ech'];
const SERVERS = ['server', 'server-template'];

const experimental = <E extends Common>(entry: Entry<E> | undefined, version: Version): boolean => entry !== undefined && usable(entry, version) && at(entry, version).experimental;

/** The word that needs the switch. */
function wordOf({ section, line, statement: { tokens } }: LineUnit, version: Version): Token | null {
  const head = headIndex(tokens), keyword = tokens[head]?.value ?? '';
  if (line.flags & HEADER) return experimental(sectionEntry(keyword), version) ? tokens[head]! : null;
  if (section.kind === 'global') return experimental(directive('global', keyword), version) ? tokens[head]! : null;
  if (line.keyword === 'http-request' || line.keyword === 'tcp-request session') {
    const word = tokens[line.keyword === 'http-request' ? 1 : 2];
    return word && experimental(action(line.keyword as Ruleset, word.value), version) ? word : null;
  }
  const address = keyword === 'bind' ? tokens[1] : SERVERS.includes(keyword) ? tokens[keyword === 'server' ? 2 : 3] : undefined;
  if (address && !(address.flags & ENV)) {
    if (address.value.startsWith('rhttp@') && compareVersions(version, '2.9') >= 0) return address;
    if (/^quic[46]@/.test(address.value) && keyword !== 'bind' && compareVersions(version, '3.3') >= 0) return address;
  }
  for (let i = optionsFrom(keyword); i < tokens.length; i++) {
    const word = tokens[i]!;
    if (OPTIONS.includes(word.value) && (keyword === 'bind' ? experimental(bindOption(word.value), version) : experimental(serverOption(word.value), version))) return word;
  }
  return null;
}

export const experimentalNotAllowed = lineRule<Args>({
  id: 'experimental-not-allowed',
  title: 'Experimental or deprecated word that global does not allow',
  why: 'Some directives, actions and options may still change or vanish. HAProxy refuses them unless a global section above has `expose-experimental-directives`. The program section needs `expose-deprecated-directives` in 3.1 and 3.2, its last versions.',
  severity: 'error',
  source: 'manual 3.1; haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'unsafe',
  keywords: ['http-request', 'tcp-request session', 'bind', 'default-server', ...SERVERS, 'acme', 'program', ...GLOBALS],
  mentions: ['normalize-uri', 'attach-srv', 'acme', 'program', 'rhttp@', 'quic4@', 'quic6@', ...OPTIONS, ...GLOBALS],
  reads: { globals: [SWITCH, DEPRECATED] },
  message: (a) => a.allows === DEPRECATED ? t("'{0}' is deprecated: HAProxy takes it only with 'expose-deprecated-directives' in global.", a.word) : t("'{0}' is experimental: HAProxy takes it only with 'expose-experimental-directives' in global.", a.word),
  *check(unit, { project }) {
    const { document, line } = unit;
    if (!project.complete || isConditional(document, line)) return;
    const program = line.flags & HEADER && unit.statement.tokens[0]?.value === 'program', word = program ? compareVersions(document.target, '3.1') >= 0 && compareVersions(document.target, '3.2') <= 0 ? unit.statement.tokens[0] : null : wordOf(unit, document.target);
    const allows = program ? DEPRECATED : SWITCH;
    if (word && project.globalLines(allows).length === 0) yield { ...span(line, word), args: { word: word.value, allows } };
  },
  repair(f, { project }) {
    const global = project.documents.flatMap((d) => d.sections).find((s) => s.kind === 'global');
    if (!global?.header) return [];
    return [{ title: t("Add '{0}' to global", f.args.allows), safe: false, edits: [{ kind: 'insert', document: global.document, line: global.header, where: 'below', lines: [`${sectionIndent(global)}${f.args.allows}`] }] }];
  },
});
