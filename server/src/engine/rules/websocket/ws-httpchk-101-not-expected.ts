// A check that makes the handshake and takes its success for a failure.
import { t } from '../../language/text.ts';
import { sectionRule } from '../rule.ts';
import { indentOf, replace, span, statementSpan } from '../write.ts';
import { checkOf, expectsStatus, isChecked } from './check.ts';

interface Args extends Record<string, string | boolean> { backend: string; listed: boolean }

export const wsHttpchk101NotExpected = sectionRule<Args>({
  id: 'ws-httpchk-101-not-expected',
  title: 'Handshake check that does not expect 101',
  why: 'A check that asks for the upgrade is answered with 101. Only 2xx and 3xx count as up unless `http-check expect` says otherwise, so a healthy server is taken out and clients get 503.',
  severity: 'warning',
  source: 'evidence f03, f06, f10',
  fix: 'safe',
  sections: ['backend', 'listen'],
  has: ['option httpchk'],
  reads: {
    own: ['option httpchk', 'option tcp-check', 'http-check send', 'http-check expect', 'http-check connect', 'http-check comment', 'server', 'server-template', 'default-server'],
    settings: ['option httpchk', 'option tcp-check', 'http-check send', 'http-check expect', 'http-check connect', 'http-check comment', 'http-check set-var', 'http-check set-var-fmt', 'http-check unset-var', 'default-server'],
  },
  message: (a) => a.listed
    ? t("The check of '{0}' asks for the upgrade, and its answer, 101, is not what this expects: the server goes DOWN. Expect status 101.", a.backend)
    : t("The check of '{0}' asks for the upgrade and is answered with 101, but only 2xx and 3xx count as up: the server goes DOWN. Write `http-check expect status 101`.", a.backend),
  may: (section) => ['http-check send', 'option httpchk'].some((k) => section.lines(k).some((l) => /upgrade/i.test(l.text))),
  *check(section, { project }) {
    const check = checkOf(project, section);
    if (!check?.asksUpgrade || !check.asksConnection || !isChecked(project, section)) return;
    const args = { backend: section.name ?? '', listed: check.expects.length > 0 };
    if (!args.listed) { const at = check.send ?? check.option; yield { ...statementSpan(at.line, at.tokens), args }; return; }
    const verdicts = check.expects.map((e) => expectsStatus(e.tokens, 101));
    const wrong = check.expects[verdicts.indexOf(false)];
    if (wrong && check.expects.length === 1) yield { ...span(wrong.line, wrong.tokens[wrong.tokens.findIndex((x) => /^r?status$/.test(x.value)) + 1]!), args };
  },
  repair(f) {
    const section = f.document.sectionOf(f.line);
    if (!f.args.listed) return [{ title: t('Expect status 101'), safe: true, edits: [{ kind: 'insert', document: f.document, line: f.line, where: 'below', lines: [`${indentOf(f.line)}http-check expect status 101`] }] }];
    const words = f.line.text.slice(0, f.start).replace(/(?:!\s+)?r?status\s+$/, ''); // `! status 101`, `rstatus ^2` and the like give way
    return [{ title: t('Expect status 101'), safe: true, edits: [replace(section, f.line, words.length, f.end, 'status 101')] }];
  },
});
