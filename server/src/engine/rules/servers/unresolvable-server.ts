import { parseAddress } from '../../language/address.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { hasBackend } from '../../model/keyword.ts';
import { isPlainAddress } from '../../language/plainAddress.ts';
import { columnIn, ENV } from '../../syntax/lexer.ts';
import { serverLineOptions } from '../effectiveOptions.ts';
import { lineRule } from '../rule.ts';

interface Args extends Record<string, string> { host: string }

export const unresolvableServer = lineRule<Args>({
  id: 'unresolvable-server',
  title: 'Server address that no lookup can find',
  why: 'The address is no IP address, and holds characters that no host name has, so that looking it up fails. HAProxy refuses to start, unless init-addr lets the server start without an address.',
  severity: 'error',
  source: 'manual 5.2, init-addr; haproxy -c',
  fix: 'none',
  keywords: ['server', 'server-template'],
  reads: { settings: ['default-server'] },
  message: (a) => t("'{0}' is neither an address nor the name of a host.", a.host),
  may: ({ line, statement: { tokens } }) => !isPlainAddress(tokens[line.keyword === 'server-template' ? 3 : 2]?.value ?? ''),
  check({ document, section, line, statement: { tokens } }, { project }) {
    const address = tokens[line.keyword === 'server-template' ? 3 : 2];
    if (!hasBackend(section.kind) || !address || address.flags & ENV || address.value.includes('$')) return [];
    const { problem, host, hostStart, hostEnd } = parseAddress(address.value, 'server', project.settings.version);
    if (problem?.kind !== 'unresolvable' || isConditional(document, line)) return [];
    const options = serverLineOptions(project, section, line, tokens), methods = options.get('init-addr')?.value?.value.split(',') ?? [];
    // none, or an address to start with
    if (!options.certain || methods.some((m) => m !== 'last' && m !== 'libc' && m !== '')) return [];
    return [{ line, start: columnIn(line.text, address, hostStart), end: columnIn(line.text, address, hostEnd), args: { host } }];
  },
});
