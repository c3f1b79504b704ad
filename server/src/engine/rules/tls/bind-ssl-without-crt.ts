import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { lineRule } from '../rule.ts';
import { bindLineOptions } from '../effectiveOptions.ts';

interface Args extends Record<string, string> { address: string; effect: string }

/** `effect`: refused, or fails (strict-sni: it starts, and every TLS connection fails). */
export const bindSslWithoutCrt = lineRule<Args>({
  id: 'bind-ssl-without-crt',
  title: 'TLS port without a certificate',
  why: 'A port with ssl needs a certificate: crt, crt-list, default-crt or an ssl-f-use line. HAProxy refuses to start without one; with strict-sni it starts, and no TLS connection succeeds.',
  severity: 'error',
  source: 'manual 5.1, ssl and crt; haproxy -c',
  fix: 'none',
  keywords: ['bind'],
  mentions: ['ssl', 'quic'],
  reads: { own: ['ssl-f-use'] },
  message: (a) => a.effect === 'fails' ? t("{0} has ssl but no certificate: every TLS connection will fail. Add 'crt <file>'.", a.address) : t("{0} has ssl but no certificate. Add 'crt <file>'.", a.address),
  check({ document, section, line, statement: { tokens } }, { project }) {
    const address = tokens[1], quic = address?.value.includes('quic');
    if (!address || (!quic && !line.text.includes('ssl')) || (section.kind !== 'frontend' && section.kind !== 'listen')) return [];
    const { uses, certain } = bindLineOptions(project, tokens), ssl = uses.find((u) => u.name === 'ssl');
    if (!certain || (!ssl && !/^(?:quic\+|quic[46]@)/.test(address.value)) || uses.some((u) => u.name === 'crt' || u.name === 'crt-list' || u.name === 'default-crt')) return [];
    if (section.opaque > 0 || section.lines('ssl-f-use').length > 0 || isConditional(document, line)) return [];
    const at = ssl?.token ?? address, fails = uses.some((u) => u.name === 'strict-sni') && !uses.some((u) => u.name === 'generate-certificates');
    return [{ line, start: at.start, end: at.end, args: { address: address.value, effect: fails ? 'fails' : 'refused' }, severity: fails ? 'warning' : 'error' }];
  },
});
