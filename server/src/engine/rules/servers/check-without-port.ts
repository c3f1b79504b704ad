import { parseAddress } from '../../language/address.ts';
import { atoi } from '../../language/ints.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { effective } from '../../model/effective.ts';
import { hasBackend } from '../../model/keyword.ts';
import { isPlainAddress } from '../../language/plainAddress.ts';
import { mayHold, optionSpan, serverLineOptions, sharedMayHold } from '../effectiveOptions.ts';
import { lineRule } from '../rule.ts';

interface Args extends Record<string, string> { server: string; kind: string }

/** `kind`: check or agent. */
export const checkWithoutPort = lineRule<Args>({
  id: 'check-without-port',
  title: 'Health check without a port',
  why: 'A server without a port of its own is reached on the port that the client used, and a check has no client. HAProxy refuses to start until port says where to check; an agent always needs agent-port.',
  severity: 'error',
  source: 'manual 5.2, check, port and agent-check; haproxy -c',
  fix: 'none',
  keywords: ['server', 'server-template'],
  reads: { settings: ['default-server', 'tcp-check connect', 'http-check connect', 'option external-check'] },
  message: (a) => a.kind === 'agent' ? t("Server {0} has an agent-check but no agent-port.", a.server) : t("Server {0} has no port of its own to check: add one to its address, or 'port <port>'.", a.server),
  may: ({ line, statement: { tokens } }) => line.text.includes('agent-check') || !isPlainAddress(tokens[line.keyword === 'server-template' ? 3 : 2]?.value ?? ''),
  anyway: (section, { project }) => sharedMayHold(project, section, 'agent-check'),
  check({ document, section, line, statement: { tokens } }, { project }) {
    const template = line.keyword === 'server-template', address = tokens[template ? 3 : 2];
    if (!hasBackend(section.kind) || !address || !mayHold(project, section, line, 'check') || address.value.includes('$')) return [];
    if (/:[1-9]\d*$/.test(address.value) && !mayHold(project, section, line, 'agent-check')) return []; // has a port, and no agent
    const options = serverLineOptions(project, section, line, tokens), server = tokens[1]!.value;
    if (!options.certain || section.opaque > 0 || isConditional(document, line)) return [];
    const agent = options.get('agent-check');
    if (agent && !options.get('agent-port')) return [{ ...optionSpan(line, tokens, agent), args: { server, kind: 'agent' } }];
    const check = options.get('check');
    if (!check || options.get('addr') || options.get('track')) return [];
    const { family, port, problem } = parseAddress(address.value, 'server', project.settings.version);
    // names may be SRV records, which bring a port
    if (problem || (family !== 'ipv4' && family !== 'ipv6') || (port && port.kind === 'single' && port.low > 0) || atoi(options.get('port')?.value?.value ?? '0') > 0) return [];
    if (options.get('port')?.value?.value.includes('$')) return [];
    for (const key of ['tcp-check connect', 'http-check connect', 'option external-check']) if (effective(project, section, key)) return [];
    return [{ ...optionSpan(line, tokens, check), args: { server, kind: 'check' } }];
  },
});
