// One address and port on two bind lines: the kernel deals the connections out between them.
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { effective } from '../../model/effective.ts';
import { hasFrontend } from '../../model/keyword.ts';
import { listenersOf } from '../../model/local.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Line } from '../../text/lineTree.ts';
import { lineRule } from '../rule.ts';
import { hidesOptions } from '../options.ts';
import { nameOf, span } from '../write.ts';

interface Args extends Record<string, string | boolean> { address: string; section: string; other: string; same: boolean }

interface Bind { readonly line: Line; readonly section: Section; readonly tls: boolean }

/** The bind, if it certainly takes the address for everybody. */
function bindAt(project: Project, line: Line): Bind | null {
  const section = project.sectionOf(line), { tokens } = project.lex(line.text);
  if (!section || !hasFrontend(section.kind) || section.document.template || isConditional(section.document, line) || hidesOptions(tokens, 2)) return null;
  if (tokens.some((x, i) => i >= 2 && (x.value === 'interface' || x.value === 'namespace')) || effective(project, section, 'disabled')) return null;
  return { line, section, tls: tokens.some((x, i) => i >= 2 && x.value === 'ssl') };
}

const before = (project: Project, a: Bind, b: Bind): boolean =>
  (a.section === b.section ? a.section.document.tree.numberOf(a.line) - b.section.document.tree.numberOf(b.line) : project.compare(a.section, b.section)) < 0;

/** The first bind of the address, in the order of the files. */
function firstAt(project: Project, address: string): Bind | null {
  const entry = project.names.get(`listener ${address}`);
  return !entry || entry.declared.length < 2 ? null : project.memo('firstBind', entry, () => {
    let first: Bind | null = null;
    for (const line of entry.declared) { const bind = bindAt(project, line); if (bind && (!first || before(project, bind, first))) first = bind; }
    return first;
  });
}

export const bindAddressTwice = lineRule<Args>({
  id: 'bind-address-twice',
  title: 'One address on two bind lines',
  why: 'HAProxy binds an address and port twice without a word, because its listeners share ports (`SO_REUSEPORT`). The kernel then gives each new connection to one of the two, so about half of the WebSockets meet the wrong frontend, or a port that expects TLS while they speak none. With `noreuseport` the second bind fails and HAProxy does not start.',
  severity: 'warning',
  source: 'evidence p09',
  fix: 'none',
  keywords: ['bind'],
  reads: { settings: ['disabled'] },
  may: ({ statement: { tokens } }, { project }) => listenersOf(tokens[1]?.value ?? '').some((a) => (project.names.get(`listener ${a}`)?.declared.length ?? 0) > 1),
  message: (a) => a.same ? t("'{0}' is bound twice here, with and without ssl: each connection goes to one of the two by chance, and fails at the wrong one. Give one of them another port.", a.address)
    : t("'{0}' is bound in {1} too: each connection goes to one of the two by chance. Keep one bind, and send requests on by use_backend.", a.address, a.other),
  *check({ line, statement: { tokens } }, { project }) {
    for (const address of listenersOf(tokens[1]?.value ?? '')) {
      const first = firstAt(project, address), here = first && first.line !== line ? bindAt(project, line) : null;
      if (!first || !here) continue;
      const same = here.section === first.section;
      if (same && here.tls === first.tls) continue; // as good as one
      yield {
        ...span(line, tokens[1]!), args: { address: tokens[1]!.value, section: nameOf(here.section), other: nameOf(first.section), same },
        related: [{ ...span(first.line, project.lex(first.line.text).tokens[1]!), document: first.section.document, message: t('the first bind of this address') }],
      };
      return;
    }
  },
});
