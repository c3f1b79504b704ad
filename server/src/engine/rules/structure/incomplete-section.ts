import { atoi } from '../../language/ints.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { compareVersions } from '../../language/version.ts';
import type { Section } from '../../model/section.ts';
import { sectionRule } from '../rule.ts';
import { headerAnchor } from '../write.ts';

interface Args extends Record<string, string> { section: string; missing: string; effect: string }

/** What a section cannot do without; `also`: another word that will do. */
const NEEDED: Readonly<Record<string, { readonly word: string; readonly also?: string; readonly effect: 'refused' | 'removed' | 'idle' }>> = {
  'fcgi-app': { word: 'docroot', effect: 'refused' }, cache: { word: 'total-max-size', effect: 'refused' }, acme: { word: 'directory', effect: 'refused' },
  program: { word: 'command', effect: 'refused' }, mailers: { word: 'mailer', effect: 'removed' }, resolvers: { word: 'nameserver', also: 'parse-resolv-conf', effect: 'idle' },
};

export const incompleteSection = sectionRule<Args>({
  id: 'incomplete-section',
  title: 'Section that lacks what it is for',
  why: 'Some sections mean nothing without one of their statements: a cache without a size, a FastCGI application without a document root. HAProxy refuses to start, or warns and does without the section.',
  severity: 'error',
  source: 'haproxy -c of each version',
  fix: 'none',
  sections: Object.keys(NEEDED),
  reads: { own: ['docroot', 'total-max-size', 'max-object-size', 'directory', 'command', 'mailer', 'nameserver', 'parse-resolv-conf', 'option max-reqs', 'option mpxs-conns'] },
  message: (a) => a.effect === 'refused' ? t("This {0} section has no '{1}', and HAProxy refuses it.", a.section, a.missing)
    : a.effect === 'removed' ? t("This {0} section has no '{1}': HAProxy warns and leaves it out.", a.section, a.missing)
      : a.effect === 'single' ? t("'option max-reqs' above 1 needs 'option mpxs-conns': HAProxy refuses this section.")
      : a.effect === 'large' ? t("Objects may take at most half of the cache: 'max-object-size' is too large for 'total-max-size'.")
        : t("This {0} section has no '{1}': HAProxy warns, and nothing can be looked up with it.", a.section, a.missing),
  *check(section, view) {
    const { word, also, effect } = NEEDED[section.kind]!, { project } = view, { version } = project.settings;
    if (!section.header || section.opaque > 0 || isConditional(section.document, section.header) || (section.kind === 'program' && compareVersions(version, '3.3') >= 0)) return;
    if (section.kind === 'acme' && compareVersions(version, '3.2') < 0) return;
    const lines = section.lines(word), anchor = headerAnchor(section, view);
    if (anchor && lines.length === 0 && !(also && section.lines(also).length)) yield { ...anchor, args: { section: section.kind, missing: word, effect }, severity: effect === 'refused' ? 'error' : 'warning' };
    else if (section.kind === 'fcgi-app') yield* requests(section, (text) => project.lex(text).tokens.map((w) => w.value));
    else if (section.kind === 'cache') yield* objectSize(section, (text) => atoi(project.lex(text).tokens[1]?.value ?? ''));
  },
});

/** Several requests at once want connections that can carry them. */
function* requests(section: Section, wordsOn: (text: string) => readonly string[]) {
  const line = section.lines('option max-reqs').at(-1), [first, ...rest] = section.lines('option mpxs-conns'), all = line ? [line, ...(first ? [first, ...rest] : [])] : [];
  if (!line || all.some((l) => isConditional(section.document, l)) || (first && wordsOn((rest.at(-1) ?? first).text)[0] !== 'no')) return;
  if (atoi(wordsOn(line.text)[2] ?? '') > 1) yield { line, start: line.text.search(/\S/), end: line.text.replace(/\s*#.*$/, '').trimEnd().length, args: { section: 'fcgi-app', missing: '', effect: 'single' } };
}

function* objectSize(section: Section, numberOn: (text: string) => number) {
  const object = section.lines('max-object-size').at(-1), total = section.lines('total-max-size').at(-1);
  if (!object || !total || isConditional(section.document, object) || isConditional(section.document, total)) return;
  const megabytes = numberOn(total.text), bytes = numberOn(object.text);
  if (megabytes > 0 && megabytes <= 4095 && bytes > megabytes * 524_288) yield { line: object, start: object.text.search(/\S/), end: object.text.split('#', 1)[0]!.trimEnd().length, args: { section: 'cache', missing: '', effect: 'large' } };
}
