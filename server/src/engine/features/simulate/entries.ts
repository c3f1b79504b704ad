// Where a request can come in: every frontend's bind lines, and a request that fits the file, to begin with.
import { parseAddress, splitAddresses } from '../../language/address.ts';
import { isDead } from '../../model/conditionals.ts';
import { modeOf } from '../../model/effective.ts';
import { hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { bindLineOptions } from '../../rules/effectiveOptions.ts';
import { nameOf } from '../../rules/write.ts';
import { ENV, EXPANDS, type Token } from '../../syntax/lexer.ts';
import { type Spot, spotOf } from '../checkup/paths.ts';

export interface Entry {
  /** Stands for the place while the form is open: name of the frontend and address as written. */
  readonly id: string;
  readonly frontend: string;
  readonly address: string;
  /** HAProxy ends TLS here. Null: not known. */
  readonly tls: boolean | null;
  readonly mode: string | null;
  readonly at: Spot;
}
export interface FoundEntry extends Entry { readonly section: Section; readonly host: string | null; readonly port: number | null; readonly tokens: readonly Token[] }

export function entriesOf(project: Project): FoundEntry[] {
  const out: FoundEntry[] = [], seen = new Set<string>();
  for (const document of project.documents) for (const section of document.sections) {
    if (!section.header || !hasFrontend(section.kind) || isDead(document, section.header)) continue;
    const add = (address: string, rest: Pick<FoundEntry, 'tls' | 'at' | 'host' | 'port' | 'tokens'>): void => {
      const name = `${nameOf(section)} ${address}`.trim();
      let id = name;
      for (let n = 2; seen.has(id); n++) id = `${name} (${n})`;
      seen.add(id);
      out.push({ id, frontend: nameOf(section), address, mode: modeOf(project, section), section, ...rest });
    };
    const binds = section.lines('bind').filter((l) => !isDead(document, l));
    for (const line of binds) {
      const { tokens } = project.lex(line.text), word = tokens[1], { uses, certain } = bindLineOptions(project, tokens);
      const hidden = !word || (word.flags & (ENV | EXPANDS)) !== 0, tls = uses.some((u) => u.name === 'ssl') || /^quic/.test(word?.value ?? '') ? true : certain ? false : null;
      if (hidden) { add(word?.value ?? '', { tls, at: spotOf(project, line), host: null, port: null, tokens }); continue; }
      for (const part of splitAddresses(word.value)) {
        const a = parseAddress(part.text, 'bind', project.settings.version);
        add(part.text, { tls, at: spotOf(project, line), host: a.family === 'unix' || a.host === '' || a.host === '*' || a.host === '0.0.0.0' || a.host === '::' ? null : a.host, port: a.port && a.port.low === a.port.high ? a.port.low : null, tokens });
      }
    }
    if (binds.length === 0) add('', { tls: null, at: spotOf(project, section.header), host: null, port: null, tokens: [] });
  }
  return out;
}
