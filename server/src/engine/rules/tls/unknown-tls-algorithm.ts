import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { ENV } from '../../syntax/lexer.ts';
import { bindLineOptions, serverLineOptions } from '../effectiveOptions.ts';
import { lineRule } from '../rule.ts';
import { span } from '../write.ts';

interface Args extends Record<string, string> { option: string; value: string; name: string }

/**
 * What TLS libraries may call a group, a suite, a signature. They differ in what they know, so that only what none of them would call
 * so is an error: a name of the wrong form.
 */
const GROUP = /^[?*-]*(?:auto|DEFAULT|P-?\d{3}|x25519|x448|ffdhe\d+|(?:prime|wap-)\w+|secp\d+\w+|sect\d+\w+|c2\w+|brainpool\w+|(?:curve)?SM2\w*|GC\d\d\w|\w*(?:MLKEM|kyber|frodo|bike|hqc)\w*|\d[\d.]+)$/i;
const SUITE = /^[-!+]?TLS_[A-Z0-9_]+$/, SIGNATURE = /[\d+_-]|^(?:RSA|DSA|ECDSA|PSS)$/i;
/** Lists that are refused as soon as one name is unknown, and lists of which one name has to be known. */
const EVERY: Readonly<Record<string, RegExp>> = { curves: GROUP, ecdhe: GROUP, sigalgs: SIGNATURE, 'client-sigalgs': SIGNATURE };
/** Cipher strings are a language of their own; plain small letters are no word of it. */
const SOME: Readonly<Record<string, RegExp>> = { ciphersuites: SUITE, ciphers: /[^a-z_]|^k|^a[A-Z]/ };

export const unknownTlsAlgorithm = lineRule<Args>({
  id: 'unknown-tls-algorithm',
  title: 'Cipher, curve or signature that no TLS library knows',
  why: 'HAProxy gives these lists to the TLS library when it has read everything, and refuses to start when the library knows none of the ciphers, or one of the curves or signature algorithms is unknown to it.',
  severity: 'error',
  source: 'manual 5.1 and 5.2; haproxy -c',
  fix: 'none',
  keywords: ['bind', 'server', 'server-template'],
  mentions: ['curves', 'ecdhe', 'sigalgs', 'ciphers'],
  message: (a) => t("No TLS library knows '{0}' as one of the {1}.", a.name, a.option),
  check({ document, section, line, statement: { tokens } }, { project }) {
    const bind = line.keyword === 'bind', kind = section.kind;
    if (bind ? kind !== 'frontend' && kind !== 'listen' : kind !== 'backend' && kind !== 'listen') return [];
    if (isConditional(document, line)) return [];
    const names = [...Object.keys(EVERY), ...Object.keys(SOME)], own = bind ? bindLineOptions(project, tokens) : serverLineOptions(project, section, line, tokens);
    const get = (name: string) => ('uses' in own ? own.uses.findLast((u) => u.name === name) : own.get(name));
    if (!own.certain || !get('ssl') || (bind && !get('crt') && !get('crt-list') && !get('default-crt'))) return [];
    for (const name of names) {
      const value = get(name)?.value;
      if (!value || value.flags & ENV || !tokens.includes(value)) continue;
      const words = value.value.split(/[:,]/).filter((w) => w !== ''), form = EVERY[name] ?? SOME[name]!;
      const bad = EVERY[name] ? words.find((w) => !form.test(w)) : words.every((w) => !form.test(w)) ? words[0] : undefined;
      if (bad !== undefined) return [{ ...span(line, value), args: { option: name, value: value.value, name: bad } }];
    }
    return [];
  },
});
