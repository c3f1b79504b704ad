// A timeout of the other side: HAProxy warns and ignores it.
import { t } from '../../language/text.ts';
import type { Section } from '../../model/section.ts';
import { type Edit, lineRule } from '../rule.ts';
import { insertAfterLast, nameOf, statementSpan } from '../write.ts';

interface Args extends Record<string, string> { timeout: string; section: string; side: string }

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
  *check({ section, line, statement }) {
    const name = line.keyword.slice('timeout '.length);
    const side = section.kind === 'frontend' && BACKEND_SIDE.includes(name) ? 'backend' : section.kind === 'backend' && FRONTEND_SIDE.includes(name) ? 'frontend' : null;
    if (side) yield { ...statementSpan(line, statement.tokens), args: { timeout: name, section: nameOf(section), side } };
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), words = f.line.text.slice(f.start).trimEnd(); // its comment moves along
    const others: Iterable<Section> = f.args.side === 'backend' ? project.targets(section) : project.sources(section);
    const edits: Edit[] = [{ kind: 'delete', document: f.document, line: f.line }];
    for (const s of others) {
      if (s === section || s.byKeyword.has(f.line.keyword)) continue; // its own value stays
      const edit = insertAfterLast(s, 'timeout', [words]);
      if (edit) edits.push(edit);
    }
    if (edits.length === 1) return [...others].length === 0 ? [] : [{ title: t('Delete it: another value stands where it counts'), safe: false, edits }];
    return [{ title: f.args.side === 'backend' ? t('Move it to the backends that {0} uses', nameOf(section)) : t('Move it to the frontends that use {0}', nameOf(section)), safe: true, edits }];
  },
});
