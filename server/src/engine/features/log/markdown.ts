// An explanation as Markdown, for a hover. Words of the log stand in code spans: nothing in them can break out of the text.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { linkTo, plain } from '../checkup/markdown.ts';
import { code } from '../hover/place.ts';
import type { Explanation } from './explain.ts';
import { closedBy } from './words.ts';

export function explanationMarkdown(e: Explanation): string {
  const { at } = e.timeout ?? {}, out = [`**${plain(e.title)}**`, plain(e.happened)];
  const told = e.phases.map((p) => `${p.what} ${code(p.ms === null ? t('not reached') : formatDuration(p.ms))}`);
  const points = [
    e.kind === 'session' && `${t('Ended by')}: ${plain(closedBy(e.closer))}`,
    e.timeout && `${t('Timeout')}: ${plain(e.timeout.text)}${at ? ` (${linkTo([at.uri])(at)})` : ''}`,
    told.length > 0 && `${t('Phases')}: ${told.join(', ')}`,
    ...e.notes.map((n) => `${t('Note')}: ${plain(n)}`),
    e.next && `${t('Check next')}: ${plain(e.next)}`,
  ].filter((x) => x);
  return [...out, points.map((p) => `- ${p}`).join('\n')].join('\n\n');
}
