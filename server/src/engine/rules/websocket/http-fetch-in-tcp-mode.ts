// mode tcp: a test on the request that nobody waited for.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { effective, modeOf } from '../../model/effective.ts';
import { columnIn } from '../../syntax/lexer.ts';
import { sectionRule } from '../rule.ts';
import { firstLine, indentOf, lastLine } from '../write.ts';
import { testsOf } from '../tests.ts';

interface Args extends Record<string, string> { fetch: string; section: string }

const HTTP = /^(?:(?:req\.)?f?hdrs?(?:_\w+)?|(?:req\.)?cook(?:_\w+)?|path(?:q|_\w+)?|url(?:p|\d*_\w+|_\w+)?|base(?:\d*|_\w+)?|method|query|req\.body(?:_\w+)?|http_auth(?:_\w+)?|req\.ver|req_ver)$/;

export const httpFetchInTcpMode = sectionRule<Args>({
  id: 'http-fetch-in-tcp-mode',
  title: 'Request read in mode tcp without waiting for it',
  why: 'In mode tcp HAProxy does not wait for a request. A test on a header, the path or the method looks at whatever has arrived, so it matches sometimes and sometimes not. `tcp-request inspect-delay` with a content rule makes HAProxy wait.',
  severity: 'warning',
  source: 'evidence o07, j23',
  fix: 'safe',
  sections: ['frontend', 'listen'],
  reads: { own: ['acl', 'use_backend', 'use-server', 'tcp-request content'], settings: ['mode', 'tcp-request inspect-delay'] },
  message: (a) => t("In mode tcp the request may not be there yet when '{0}' is read: the test matches by luck. Write 'mode http', or wait with `tcp-request inspect-delay 5s` and `tcp-request content accept if HTTP`.", a.fetch),
  *check(section, { project }) {
    if (modeOf(project, section) !== 'tcp' || !effective(project, section, 'mode') || effective(project, section, 'tcp-request inspect-delay') || section.opaque > 0) return;
    for (const keyword of ['tcp-request content', 'use_backend', 'use-server']) for (const line of section.lines(keyword)) {
      for (const { sample, test, line: at } of testsOf(project, section, project.lex(line.text).tokens, line)) {
        if (!HTTP.test(sample.fetch.name)) continue;
        const { start, end } = sample.fetch;
        yield { line: at, start: columnIn(at.text, test.expression, start), end: columnIn(at.text, test.expression, end), args: { fetch: test.expression.value.slice(start, end), section: section.name ?? '' } };
        return; // one is enough to say it
      }
    }
  },
  repair(f) {
    const section = f.document.sectionOf(f.line), { document } = f, last = lastLine(section, 'tcp-request');
    const words = ['tcp-request inspect-delay 5s', 'tcp-request content accept if HTTP'];
    const line = last ?? ['http-request', 'use_backend', 'default_backend', 'use-server', 'server'].map((k) => firstLine(section, k)).find((l) => l !== null);
    // in a block that may not be read it would not cure
    if (!line || isConditional(document, line)) return [];
    return [{ title: t('Wait for the request'), safe: true, edits: [{ kind: 'insert', document, line, where: last ? 'below' : 'above', lines: words.map((w) => indentOf(line) + w) }] }];
  },
});
