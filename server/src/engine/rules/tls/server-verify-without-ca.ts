import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { hasBackend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import { lineRule } from '../rule.ts';
import { replace } from '../write.ts';
import { mayHold, optionSpan, serverLineOptions, sharedMayHold } from '../effectiveOptions.ts';

interface Args extends Record<string, string> { server: string; option: string }

export const serverVerifyWithoutCa = lineRule<Args>({
  id: 'server-verify-without-ca',
  title: 'TLS to a server, but no authority to check it with',
  why: 'HAProxy checks the certificate of a server with ssl unless told otherwise, and refuses to start when no ca-file says whom to trust.',
  severity: 'error',
  source: 'manual 5.2, verify and ca-file; haproxy -c',
  fix: 'unsafe',
  keywords: ['server', 'server-template'],
  reads: { settings: ['default-server'], globals: ['ssl-server-verify'] },
  message: (a) => t("Server {0} uses TLS and nothing says whom to trust: add 'ca-file @system-ca' or another file, or 'verify none' to check nothing.", a.server),
  // what the line says of `verify` or `ca-file` holds, whatever it inherits
  may: ({ line, statement: { tokens } }) => line.text.includes('ssl') && !tokens.some((x, i) => x.value === 'ca-file' || (x.value === 'verify' && tokens[i + 1]?.value === 'none' && tokens.findLastIndex((y) => y.value === 'verify') === i)),
  anyway: (section, { project }) => sharedMayHold(project, section, 'ssl'),
  check({ document, section, line, statement: { tokens } }, { project }) {
    if (!hasBackend(section.kind) || !tokens[2] || !mayHold(project, section, line, 'ssl')) return [];
    const options = serverLineOptions(project, section, line, tokens), ssl = options.get('ssl') ?? options.get('check-ssl');
    if (!options.certain || !ssl || options.get('ca-file') || isConditional(document, line) || !project.complete) return [];
    const verify = options.get('verify')?.value?.value ?? standing(project);
    return verify === 'required' ? [{ ...optionSpan(line, tokens, ssl), args: { server: tokens[1]!.value, option: ssl.name } }] : [];
  },
  repair(f, { project }) {
    const { tokens } = project.lex(f.line.text), { end } = tokens[tokens.length - 1]!;
    return ['ca-file @system-ca', 'verify none'].map((words) => ({ title: t("Add '{0}'", words), safe: false, edits: [replace(f.document.sectionOf(f.line), f.line, end, end, ` ${words}`)] }));
  },
});

/** What `ssl-server-verify` says; null when that is not known. */
function standing(project: Project): string | null {
  const lines = project.globalLines('ssl-server-verify');
  if (lines.length === 0) return 'required';
  const last = lines[lines.length - 1]!, document = project.documentOf(last);
  return document && !isConditional(document, last) ? project.lex(last.text).tokens[1]?.value ?? null : null;
}
