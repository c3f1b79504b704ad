import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { bindLineOptions, mayHold, optionSpan, serverLineOptions, sharedMayHold } from '../effectiveOptions.ts';
import { lineRule } from '../rule.ts';

interface Args extends Record<string, string> { proto: string; mode: string; side: string }

/** Modes of `proto` on either side; what is missing works nowhere. */
const BIND: Readonly<Record<string, readonly string[]>> = { http: ['h1', 'h2'], tcp: ['none'] };
const SERVER: Readonly<Record<string, readonly string[]>> = { http: ['h1', 'h2', 'fcgi'], tcp: ['none'], spop: ['spop'] };
const KNOWN = ['h1', 'h2', 'fcgi', 'none', 'quic', 'spop'];

export const protoNotUsable = lineRule<Args>({
  id: 'proto-not-usable',
  title: 'proto that does not go with the mode',
  why: 'proto forces one protocol for a port or a server. Each protocol belongs to a mode and to one side or both; HAProxy refuses to start when they do not fit.',
  severity: 'error',
  source: 'haproxy -vv and -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  keywords: ['bind', 'server', 'server-template'],
  reads: { settings: ['mode', 'default-server'] },
  message: (a) => a.side === 'bind' ? t("A port of mode {0} cannot speak '{1}'.", a.mode, a.proto) : t("HAProxy cannot speak '{0}' to a server of mode {1}.", a.proto, a.mode),
  may: ({ line }) => line.text.includes('proto'),
  anyway: (section, { project }) => sharedMayHold(project, section, 'proto'),
  check({ document, section, line, statement: { tokens } }, { project }) {
    const bind = line.keyword === 'bind', { kind } = section;
    if ((bind ? kind !== 'frontend' && kind !== 'listen' : kind !== 'backend' && kind !== 'listen') || !mayHold(project, section, line, 'proto') || isConditional(document, line)) return [];
    const mode = modeOf(project, section), table = (bind ? BIND : SERVER)[mode ?? ''];
    if (mode === null || !table || section.opaque > 0) return [];
    const own = bind ? bindLineOptions(project, tokens) : serverLineOptions(project, section, line, tokens);
    const held = 'uses' in own ? own.uses.findLast((u) => u.name === 'proto') : own.get('proto'), proto = held?.value?.value ?? '';
    if (!own.certain || !held || !KNOWN.includes(proto) || table.includes(proto)) return [];
    // over QUIC it is the other way round, and servers speak it since 3.3
    if (proto === 'quic' && (bind ? tokens[1]!.value.includes('quic') : compareVersions(project.settings.version, '3.3') >= 0)) return [];
    const at = tokens.includes(held.token) ? { line, start: held.token.start, end: held.value!.end } : optionSpan(line, tokens, undefined);
    return [{ ...at, args: { proto, mode, side: bind ? 'bind' : 'server' } }];
  },
});
