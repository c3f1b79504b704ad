// The upgrade report as Markdown. Words of the file stand in code spans: nothing in them can break out of the text.
import { t } from '../../language/text.ts';
import { code } from '../hover/place.ts';
import { fileOf, linkTo, plain } from '../checkup/markdown.ts';
import type { Change, ChangeKind, Upgrade } from './upgrade.ts';

const TITLE: Readonly<Record<ChangeKind, () => string>> = { refused: () => t('Refused'), warned: () => t('New warnings'), changed: () => t('Works in another way'), accepted: () => t('No longer refused') };
const INTRO: Readonly<Record<ChangeKind, (to: string) => string>> = {
  refused: (to) => t('HAProxy {0} does not start with these lines.', to), warned: (to) => t('HAProxy {0} loads these lines, and something is wrong with them.', to),
  changed: () => t('These load as before, and do something else.'), accepted: (to) => t('The older version refuses these, {0} does not.', to),
};

/** @param fixLinks titles of fixes are links to `fix:N`, N is the place of the change among `changes` */
export function inMarkdown(u: Omit<Upgrade, 'markdown'>, fixLinks = false): string {
  const out = [`# ${t('{0}: from HAProxy {1} to {2}', code(u.files.map(fileOf).join(', ')), u.from, u.to)}`], link = linkTo(u.files);
  const of = (kind: ChangeKind): Change[] => u.changes.filter((c) => c.kind === kind), refused = of('refused').length;
  out.push(`**${refused === 0 ? t('Nothing is newly refused.') : refused === 1 ? t('One place is newly refused.') : t('{0} places are newly refused.', refused)}**${u.refusedInBoth ? ` ${t('Refused by both versions: {0}.', u.refusedInBoth)}` : ''}`);
  for (const kind of ['refused', 'warned', 'changed', 'accepted'] as const) {
    const list = of(kind);
    if (list.length === 0) continue;
    out.push(`## ${TITLE[kind]()}`, INTRO[kind](u.to), list.map((c) => [
      `- ${link({ uri: c.uri, line: c.range.start.line })}, ${t('since {0}', c.since)}: ${plain(c.message)} (${code(c.id)})`,
      ...(c.fixes[0] ? [`  - ${t('Fix')}: ${fixLinks ? `[${plain(c.fixes[0].title)}](fix:${u.changes.indexOf(c)})` : plain(c.fixes[0].title)}`] : []),
    ].join('\n')).join('\n'));
  }
  return `${out.join('\n\n')}\n`;
}
