// A timeout of the other side: HAProxy warns and ignores it.
import type { Section } from '../../model/section.ts';
import type { Line } from '../../text/lineTree.ts';
import { t } from '../../language/text.ts';
import { moveToOtherSide } from '../move.ts';
import { lineRule } from '../rule.ts';
import { nameOf, statementSpan } from '../write.ts';

interface Args extends Record<string, string> { timeout: string; section: string; side: 'frontend' | 'backend' }

const BACKEND_SIDE = ['tunnel', 'server', 'connect', 'queue', 'check', 'server-fin'];
const FRONTEND_SIDE = ['client', 'client-fin', 'client-hs'];
const key = (name: string): string => `timeout ${name}`;

export const timeoutInWrongSection = lineRule<Args>({
  id: 'timeout-in-wrong-section',
  title: 'Timeout in a section that ignores it',
  why: 'HAProxy takes `timeout tunnel`, `server`, `connect`, `queue`, `check` and `server-fin` from the backend that serves the request, and `timeout client`, `client-fin` and `client-hs` from the frontend. In the other section they are ignored with a warning, and the values people rely on are not in force.',
  severity: 'warning',
  source: 'evidence b01-b04, o11, o12; manual 4',
  fix: 'safe',
  keywords: [...BACKEND_SIDE, ...FRONTEND_SIDE].map(key),
  reads: { own: ['use_backend', 'default_backend'], routes: true, targets: [] },
  message: (a) => a.side === 'backend'
    ? t('timeout {0} has no effect in a frontend; HAProxy takes it from the backend that serves the request. Write it there or in defaults.', a.timeout)
    : t('timeout {0} has no effect in a backend; HAProxy takes it from the frontend that accepts the connection. Write it there or in defaults.', a.timeout),
  may: ({ section, line }) => strayed(section, line) !== null,
  *check({ section, line, statement }) {
    const name = line.keyword.slice('timeout '.length), side = strayed(section, line);
    if (side) yield { ...statementSpan(line, statement.tokens), args: { timeout: name, section: nameOf(section), side } };
  },
  repair: (f, view) => moveToOtherSide(f, view, f.args.side, 'timeout', true),
});

/** The side that the timeout is for, where its section is none of it. */
function strayed(section: Section, line: Line): 'backend' | 'frontend' | null {
  const name = line.keyword.slice('timeout '.length);
  return section.kind === 'frontend' && BACKEND_SIDE.includes(name) ? 'backend' : section.kind === 'backend' && FRONTEND_SIDE.includes(name) ? 'frontend' : null;
}
