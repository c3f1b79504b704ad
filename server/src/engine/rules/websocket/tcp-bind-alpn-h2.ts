// mode tcp: a bind that offers h2 in front of servers that speak HTTP/1.
import { t } from '../../language/text.ts';
import { effective, modeOf } from '../../model/effective.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Project } from '../../model/project.ts';
import { routesFrom } from '../../model/routes.ts';
import type { Section } from '../../model/section.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { nameOf, replace, span } from '../write.ts';

interface Args extends Record<string, string> { server: string; backend: string }

const after = (tokens: readonly Token[], word: string, from: number): Token | undefined => { const i = tokens.findIndex((x, n) => n >= from && x.value === word); return i >= 0 ? tokens[i + 1] : undefined; };
const speaksH2 = (tokens: readonly Token[], from: number): boolean =>
  tokens.some((x, i) => i >= from && x.value === 'ssl') && (after(tokens, 'alpn', from)?.value.split(',').includes('h2') ?? false);

/** A server behind the frontend that is not told to speak HTTP/2; null when none can be named for sure. */
function plainServer(project: Project, section: Section): { server: string; backend: string } | null {
  const sections: Section[] = [];
  if (section.kind === 'listen' && section.byKeyword.has('server')) sections.push(section);
  for (const r of routesFrom(project, section)) {
    if (r.backend === null) return null; // another backend may take it
    for (const b of project.declared('backend', r.backend)) if (b !== section) sections.push(b);
  }
  for (const s of sections) {
    if (/grpc/i.test(s.name ?? '')) return null;
    const defaults = s.lines('default-server').some((l) => speaksH2(project.lex(l.text).tokens, 1));
    for (let d = project.parent(s), n = 0; d && n < 64; d = project.parent(d), n++) if (d.lines('default-server').length) return null;
    for (const line of s.lines('server')) {
      const tokens = project.lex(line.text).tokens;
      if (/grpc/i.test(line.text)) return null;
      if (!defaults && !speaksH2(tokens, 3) && !isConditional(s.document, line) && tokens[1] && !tokens.slice(3).some((x) => x.flags & ENV)) return { server: tokens[1].value, backend: nameOf(s) };
    }
  }
  return null;
}

export const tcpBindAlpnH2 = lineRule<Args>({
  id: 'tcp-bind-alpn-h2',
  title: 'h2 offered in mode tcp',
  why: 'In mode tcp HAProxy ends TLS and passes bytes. A client that picks h2 from the bind\'s ALPN offer sends HTTP/2 to a server that may not know it, and gets nothing useful; `haproxy -c` says nothing.',
  severity: 'warning',
  source: 'evidence j32',
  fix: 'safe',
  keywords: ['bind'],
  reads: { settings: ['mode'], own: ['server', 'default-server', 'use_backend', 'default_backend'], targets: ['server', 'default-server'] },
  message: (a) => t("In tcp mode HAProxy does not translate: a client that picks h2 sends HTTP/2 to server '{0}' ({1}), which may not know it. Offer only http/1.1.", a.server, a.backend),
  *check({ section, line, statement: { tokens } }, { project }) {
    if (section.kind !== 'frontend' && section.kind !== 'listen') return;
    const at = tokens.findIndex((x, i) => i >= 2 && x.value === 'alpn'), value = tokens[at + 1];
    if (at < 0 || !value || value.flags & ENV || !value.value.split(',').includes('h2') || !tokens.some((x, i) => i >= 2 && x.value === 'ssl')) return;
    // without any `mode` it may be a piece of a file whose defaults say http
    if (/grpc/i.test(section.name ?? '') || modeOf(project, section) !== 'tcp' || !effective(project, section, 'mode')) return;
    const found = plainServer(project, section);
    if (found) yield { ...span(line, value), args: found };
  },
  repair(f) {
    const section = f.document.sectionOf(f.line);
    return [{ title: t("Offer only HTTP/1.1: 'alpn http/1.1'"), safe: true, edits: [replace(section, f.line, f.start, f.end, 'http/1.1')] }];
  },
});
