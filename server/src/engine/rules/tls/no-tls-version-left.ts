import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { bindLineOptions, serverLineOptions } from '../effectiveOptions.ts';
import { lineRule } from '../rule.ts';

interface Args extends Record<string, string> { low: string; high: string }

const ORDER = ['SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

export const noTlsVersionLeft = lineRule<Args>({
  id: 'no-tls-version-left',
  title: 'Lowest TLS version above the highest',
  why: 'With ssl-min-ver above ssl-max-ver no version is left to speak, and HAProxy refuses to start.',
  severity: 'error',
  source: 'manual 5.1, ssl-min-ver and ssl-max-ver; haproxy -c',
  fix: 'none',
  keywords: ['bind', 'server', 'server-template'],
  mentions: ['ssl-max-ver'],
  message: (a) => t("No TLS version is left: the lowest is {0}, the highest {1}.", a.low, a.high),
  check({ document, section, line, statement: { tokens } }, { project }) {
    if (isConditional(document, line) || !['frontend', 'backend', 'listen'].includes(section.kind)) return [];
    const own = line.keyword === 'bind' ? bindLineOptions(project, tokens) : serverLineOptions(project, section, line, tokens);
    const get = (name: string) => ('uses' in own ? own.uses.findLast((u) => u.name === name) : own.get(name));
    const low = get('ssl-min-ver')?.value, high = get('ssl-max-ver')?.value;
    if (!own.certain || !get('ssl') || !low || !high || !tokens.includes(high)) return [];
    const from = ORDER.indexOf(low.value), to = ORDER.indexOf(high.value);
    return from > to && to >= 0 ? [{ line, start: high.start, end: high.end, args: { low: low.value, high: high.value } }] : [];
  },
});
