// A frontend that may take more sockets than the process.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { valueAt } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import { frontendSign } from '../../model/webSocket.ts';
import type { Line } from '../../text/lineTree.ts';
import { sectionRule } from '../rule.ts';
import { headerAnchor, replace, span } from '../write.ts';

interface Args extends Record<string, string | number> { frontend: string; own: number; global: number }

const COUNT = /^[1-9]\d*$/;

/** The `maxconn` line of the process; null without one, or when it cannot be told. */
function processLimit(project: Project): { readonly line: Line; readonly limit: number } | null {
  const lines = project.complete ? project.globalLines('maxconn') : [], line = lines[0]; // the first holds
  if (!line || lines.some((l) => { const d = project.documentOf(l); return !d || isConditional(d, l); })) return null;
  const value = project.lex(line.text).tokens[1]?.value ?? '';
  return COUNT.test(value) ? { line, limit: Number(value) } : null;
}

export const wsMaxconnOverGlobal = sectionRule<Args>({
  id: 'ws-maxconn-over-global',
  title: 'maxconn of a frontend above that of the process',
  why: 'The `maxconn` in `global` limits the connections of all frontends together. A frontend whose own `maxconn` is larger never gets that far: with WebSockets, which stay, the process is full first, and the next client waits without any answer until a socket is closed. Nothing is logged meanwhile.',
  severity: 'info',
  source: 'evidence m01, m13, s09',
  fix: 'unsafe',
  sections: ['frontend', 'listen'],
  reads: { settings: ['maxconn', 'mode'], own: ['acl', 'use_backend', 'default_backend', 'server', 'http-request', 'http-check send', 'option httpchk'], routes: true, targets: ['server', 'default-server', 'http-check send', 'option httpchk', 'http-request'], globals: ['maxconn'] },
  message: (a) => t("'{0}' may take {1} connections, but maxconn in global lets in only {2} over all frontends. When so many WebSockets are open, the next client waits without an answer. Raise maxconn in global, or lower it here.", a.frontend, a.own, a.global),
  *check(section, view) {
    const { project } = view, own = valueAt(project, section, 'maxconn');
    if (!own?.certain || !own.value || !COUNT.test(own.value.value)) return;
    const all = processLimit(project);
    if (!all || Number(own.value.value) <= all.limit || frontendSign(project, section) !== 'strong') return;
    const at = own.own ? span(own.line, own.value) : headerAnchor(section, view), document = project.documentOf(all.line), value = project.lex(all.line.text).tokens[1];
    if (!at || !document || !value) return;
    yield { ...at, args: { frontend: section.name ?? '', own: Number(own.value.value), global: all.limit }, related: [{ ...span(all.line, value), document, message: t('The limit of the process.') }] };
  },
  repair(f) {
    const r = f.related?.[0], value = String(f.args.own);
    return r ? [{ title: t("Raise maxconn in global to {0}", value), safe: false, edits: [replace(r.document.sectionOf(r.line), r.line, r.start, r.end, value)] }] : [];
  },
});
