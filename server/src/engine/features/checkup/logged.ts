// Whether a frontend's log shows Upgrade and Connection: captures in their slots, variables, and the format that writes them.
import { t } from '../../language/text.ts';
import { effective } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { nameOf } from '../../rules/write.ts';
import type { Line } from '../../text/lineTree.ts';
import { code } from '../hover/place.ts';
import { type Spot, spotOf } from './paths.ts';

interface Shown { readonly ok: boolean | null; readonly text: string; readonly at: Spot | null }

export function logShows(project: Project, section: Section): Shown {
  const name = code(nameOf(section)), at = (line: Line): Spot => spotOf(project, line), { tree } = section.document;
  const say = (ok: boolean | null, text: string, line: Line = section.header!): Shown => ({ ok, text: `${name}: ${text}`, at: at(line) });
  const formats = ['log-format', 'option httplog', 'option httpslog', 'option tcplog'].flatMap((k) => { const e = effective(project, section, k); return e && !/^\s*no\s/.test(e.line.text) ? [{ key: k, ...e }] : []; });
  const format = formats.find((f) => f.key === 'log-format') ?? formats[0];
  if (!effective(project, section, 'log')) return say(false, t('nothing is logged: no log line'));
  if (!format) return say(false, t('no log format is chosen; the default one shows no request'));
  if (!format.certain) return say(null, t('its log format is not known'), format.line);
  const words = format.line.text, missing: string[] = [];
  const slots = [...(section.local('request-capture', '#')?.declared ?? [])].sort((a, b) => tree.numberOf(a) - tree.numberOf(b)), all = format.key !== 'log-format' ? /httpslog|httplog/.test(format.key) : /%(?:\{[^}]*\})?hrl?\b/.test(words);
  const rules = [...section.lines('http-request'), ...section.lines('tcp-request content')];
  for (const header of ['Upgrade', 'Connection']) {
    const names = new RegExp(`(?:\\(${header}\\b|\\bheader ${header}\\b)`, 'i'), slot = slots.findIndex((l) => names.test(l.text)), kept = rules.find((l) => l.text.includes('set-var') && names.test(l.text)), variable = kept && /set-var(?:-fmt)?\(([\w.]+)/.exec(kept.text)?.[1];
    if (!(slot >= 0 && (all || words.includes(`capture.req.hdr(${slot})`))) && !(variable && words.includes(`var(${variable}`))) missing.push(header);
  }
  if (missing.length === 0) return say(true, t('both are shown'), format.line);
  return missing.length === 1 ? say(false, t('{0} is not shown', missing[0]!), format.line) : say(false, t('neither is shown'), format.line);
}
