import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { lineRule } from '../rule.ts';
import { bindLineOptions } from '../effectiveOptions.ts';

interface Args extends Record<string, string> { option: string; value: string }

export const bindVerifyWithoutCa = lineRule<Args>({
  id: 'bind-verify-without-ca',
  title: 'Certificates wanted, but no authority to check them with',
  why: '`verify optional` and `verify required` check the client\'s certificate against `ca-file`; `generate-certificates` signs with `ca-sign-file`. HAProxy refuses to start when the file is not named.',
  severity: 'error',
  source: 'manual 5.1, verify and generate-certificates; haproxy -c',
  fix: 'none',
  keywords: ['bind'],
  mentions: ['verify', 'generate-certificates'],
  message: (a) => a.option === 'verify' ? t("'verify {0}' needs 'ca-file' with the authorities that sign the clients' certificates.", a.value) : t("'generate-certificates' needs 'ca-sign-file' with the authority that signs."),
  check({ document, section, line, statement: { tokens } }, { project }) {
    if (!line.text.includes('ssl') || (section.kind !== 'frontend' && section.kind !== 'listen') || isConditional(document, line)) return [];
    const { uses, certain } = bindLineOptions(project, tokens), has = (name: string): boolean => uses.some((u) => u.name === name);
    // without a certificate HAProxy stops earlier
    if (!certain || !has('ssl') || !(has('crt') || has('crt-list') || has('default-crt'))) return [];
    const verify = uses.findLast((u) => u.name === 'verify'), generate = uses.find((u) => u.name === 'generate-certificates');
    if (verify && (verify.value?.value === 'required' || verify.value?.value === 'optional') && !has('ca-file') && !has('ca-verify-file')) {
      return [{ line, start: verify.token.start, end: verify.value.end, args: { option: 'verify', value: verify.value.value } }];
    }
    if (generate && !has('ca-sign-file') && !has('ca-file')) return [{ line, start: generate.token.start, end: generate.token.end, args: { option: 'generate-certificates', value: '' } }];
    return [];
  },
});
