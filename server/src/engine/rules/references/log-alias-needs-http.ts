// HTTP aliases in a log-format that a TCP frontend uses: refused up to 2.9, and only remarked on later.
import { at, logAliases, usable } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf, valueAt } from '../../model/effective.ts';
import { ENV } from '../../syntax/lexer.ts';
import { parseLogFormat } from '../../syntax/logFormat.ts';
import { rangeIn } from '../../syntax/range.ts';
import { sectionRule } from '../rule.ts';
import { nameOf } from '../write.ts';

interface Args extends Record<string, string> { alias: string; section: string; keyword: string; version: string }

const FORMATS = ['log-format', 'log-format-sd', 'error-log-format', 'unique-id-format'] as const;

/** HTTP aliases of 3.0 that older versions take in TCP mode. */
const ALSO: ReadonlySet<string> = new Set(['ST', 'rt']);

export const logAliasNeedsHttp = sectionRule<Args>({
  id: 'log-alias-needs-http',
  title: 'HTTP alias in the log-format of a TCP frontend',
  why: 'Aliases such as %HM and %r speak of an HTTP request. HAProxy up to 2.9 and the first releases of 3.0 refuse them in a frontend in TCP mode, also when the format comes from a defaults section; later ones log a dash.',
  severity: 'error',
  source: 'haproxy -c of 2.6, 3.0.0 and 3.0.11; manual 8.2.6',
  fix: 'none',
  versions: 'up to 3.0',
  sections: ['frontend', 'listen'],
  reads: { settings: ['mode', ...FORMATS] },
  message: (a) => a.version === '3.0' ? t("'{0}' needs HTTP mode, but {1} is in TCP mode: the first releases of 3.0 refuse this {2} there, later ones log a dash.", `%${a.alias}`, a.section, a.keyword) : t("'{0}' needs HTTP mode, but {1} is in TCP mode: HAProxy refuses this {2} there.", `%${a.alias}`, a.section, a.keyword),
  *check(section, { project }) {
    const version = section.document.target;
    const { release } = project.settings;
    if (compareVersions(version, '3.0') > 0 || (version === '3.0' && (release ?? 0) >= 11) || modeOf(project, section) !== 'tcp') return;
    for (const keyword of FORMATS) {
      const format = valueAt(project, section, keyword);
      if (!format?.certain || !format.value || format.value.flags & ENV || isConditional(section.document, format.line)) continue;
      for (const part of parseLogFormat(format.value.value)) {
        const entry = part.kind === 'alias' ? logAliases().get(part.name) : undefined;
        if (part.kind !== 'alias' || !entry || !usable(entry, version) || (at(entry, version).mode !== 'http' && !(version === '3.0' && ALSO.has(part.name)))) continue;
        yield { line: format.line, ...rangeIn(format.line.text, format.value, part.start, part.end), args: { alias: part.name, section: nameOf(section), keyword, version }, ...(version === '3.0' && release ? { severity: 'warning' as const } : {}) };
        break; // HAProxy stops at the first
      }
    }
  },
});
