// FastCGI needs both: an application in the proxy, and servers that speak it.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { mayHold, serverLineOptions, serversMayHold } from '../effectiveOptions.ts';
import { sectionRule } from '../rule.ts';
import { nameOf, span } from '../write.ts';

interface Args extends Record<string, string> { section: string; server: string }

export const fcgiAppWithoutServer = sectionRule<Args>({
  id: 'fcgi-app-without-server',
  title: 'FastCGI application without a server that speaks it, or the other way round',
  why: 'A proxy that uses an fcgi-app needs at least one server with `proto fcgi`, and such a server needs an application. HAProxy refuses one without the other, and names no line.',
  severity: 'error',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  sections: ['backend', 'listen'],
  reads: { own: ['use-fcgi-app', 'filter', 'server', 'server-template'], settings: ['mode', 'default-server'] },
  message: (a) => a.server ? t("Server '{0}' speaks FastCGI, but {1} has no 'use-fcgi-app': HAProxy refuses it.", a.server, a.section) : t("No server of {0} speaks FastCGI: HAProxy wants 'proto fcgi' on at least one.", a.section),
  *check(section, { project }) {
    const apps = [...section.lines('use-fcgi-app'), ...section.lines('filter').filter((l) => /\bfcgi-app\b/.test(l.text))], spoken = serversMayHold(project, section, 'fcgi');
    if ((apps.length === 0 && !spoken) || section.opaque > 0 || !project.complete || modeOf(project, section) !== 'http') return;
    const { document } = section;
    if (apps.some((l) => isConditional(document, l))) return;
    for (const line of spoken ? [...section.lines('server'), ...section.lines('server-template')] : []) {
      if (!mayHold(project, section, line, 'fcgi')) continue;
      const { tokens } = project.lex(line.text), own = serverLineOptions(project, section, line, tokens);
      if (!own.certain || isConditional(document, line)) return;
      if (own.get('proto')?.value?.value !== 'fcgi') continue;
      if (apps.length === 0 && tokens[1]) yield { ...span(line, tokens[1]), args: { section: nameOf(section), server: tokens[1].value } };
      return;
    }
    const app = apps[0], word = app && project.lex(app.text).tokens[0];
    if (app && word) yield { ...span(app, word), args: { section: nameOf(section), server: '' } };
  },
});
