// A `listen` becomes a frontend and a backend. HAProxy 3.3 and above do not take one name for both: the side that others speak of
// keeps it.
import { at as factsAt, matchDirective } from '../../language/load.ts';
import { t } from '../../language/text.ts';
import { headIndex } from '../../model/keyword.ts';
import type { Section } from '../../model/section.ts';
import { conditionAt, parseCondition } from '../../syntax/condition.ts';
import type { Edit } from '../../rules/rule.ts';
import { indentOf, replace, sectionIndent } from '../../rules/write.ts';
import { CONDITIONAL, type Line } from '../../text/lineTree.ts';
import { lastLineOf } from '../extent.ts';
import { freshBackend, type Offer, type Where } from './offer.ts';

type Side = 'front' | 'back' | 'both';

/** What each side needs for itself, although one line set it for both. */
const BOTH: ReadonlySet<string> = new Set([
  'mode', 'log', 'log-tag', 'errorfile', 'errorfiles', 'errorloc', 'errorloc302', 'errorloc303', 'http-error', 'option http-keep-alive', 'option http-server-close', 'option httpclose', 'option nolinger', 'option tcpka',
  'option splice-auto', 'option splice-request', 'option splice-response', 'option independent-streams', 'disabled', 'enabled',
]);
/** Actions that only a backend takes, or that count for the server's side. */
const OF_BACKEND = /^(?:set-retries|attach-srv)$/;
/** Fetches that without an argument speak of the backend they stand in. */
const OWN_BACKEND = /(?:^|[\s{,[(])(?:avg_queue|be_(?:conn|conn_free|sess_rate)|connslots|nbsrv|queue|srv_\w+)(?:\s|$|\(\)|\])/;

function sideOf(at: Where, line: Line): Side | null {
  const { tokens } = at.project.lex(line.text), head = headIndex(tokens), words = tokens.slice(head).map((x) => x.value);
  const entry = matchDirective('proxy', words.slice(0, 3))?.entry;
  if (!entry) return null;
  const { places } = factsAt(entry, at.project.settings.version);
  if (!places || OWN_BACKEND.test(line.text)) return null;
  const [front, back] = [places.frontend === 'yes', places.backend === 'yes'];
  if (front !== back) return front ? 'front' : 'back';
  if (BOTH.has(entry.name)) return 'both';
  const action = words[words[0]!.startsWith('tcp-') ? 2 : 1] ?? '';
  if (OF_BACKEND.test(action)) return 'back';
  if (words[0] === 'http-request' && action === 'set-timeout' && (words[2] === 'server' || words[2] === 'tunnel')) return 'back';
  return words[0] === 'stick-table' && at.section.lines('stick on').length + at.section.lines('stick match').length + at.section.lines('stick store-request').length > 0 ? 'back' : 'front';
}

export const splitListen: Offer = (at) => {
  const { section, document, project } = at, { tree } = document;
  if (section.kind !== 'listen' || !at.onHeader || !section.header || section.opaque > 0) return null;
  const names = namesFor(at);
  if (!names || document.tree.at(lastLineOf(document, section)).eol === '') return null;
  const tokens = at.statement.tokens, name = tokens[1]!, first = tree.numberOf(section.header) + 1, last = lastLineOf(document, section);
  if (section.lines('stick-table').length > 0 && tracks(section) && section.lines('stick on').length > 0) return null;
  // comments go with the statement below them
  const front: Line[] = [], back: string[] = [], away: Line[] = [], pending: Line[] = [], acls = new Map<string, Line[]>(), usedBehind = new Set<string>();
  for (const line of tree.slice(first, last + 1)) {
    if (line.flags & CONDITIONAL) return null;
    if (line.keyword === '') { pending.push(line); continue; }
    if (line.keyword === 'acl') { const name = project.lex(line.text).tokens[1]?.value ?? ''; acls.set(name, [...(acls.get(name) ?? []), line]); }
    const side = sideOf(at, line);
    if (side === null) return null;
    const all = [...pending.splice(0), line];
    if (side !== 'front') {
      for (const name of aclsIn(at, line)) usedBehind.add(name);
      back.push(...all.map((l) => l.text));
    }
    if (side === 'back') away.push(...all); else front.push(...all);
  }
  const shared = [...usedBehind].flatMap((n) => acls.get(n) ?? []);
  if (shared.length) back.unshift(...shared.map((l) => l.text));
  while (back[0]?.trim() === '') back.shift();
  const kept = [section.header, ...front.filter((l) => /\S/.test(l.text))], anchor = kept[kept.length - 1]!, indent = sectionIndent(section);
  const route = section.lines('default_backend').length ? [] : [`${indent}default_backend ${names.back}`];
  const header = `backend${section.header.text.slice(tokens[0]!.end, name.start)}${names.back}${section.header.text.slice(name.end).trimEnd()}`;
  const edits: Edit[] = [
    replace(section, section.header, tokens[0]!.start, name.end, `frontend${section.header.text.slice(tokens[0]!.end, name.start)}${names.front}`),
    { kind: 'insert', document, line: anchor, where: 'below', lines: [...route, '', indentOf(section.header) + header, ...back] },
    ...away.map((line): Edit => ({ kind: 'delete', document, line })),
  ];
  return { kind: 'rewrite', title: t("Split '{0}' into a frontend and a backend", `listen ${section.name ?? ''}`), edits };
};

/** The frontend keeps the name unless somebody outside routes to it, reads its table or counts its servers. */
function namesFor({ project, section }: Where): { readonly front: string; readonly back: string } | null {
  const { name } = section;
  if (name === null || !/^[\w.:-]+$/.test(name)) return null;
  const outside = (['backend', 'proxy'] as const).flatMap((k) => project.uses(k, name)).filter((l) => project.sectionOf(l) !== section);
  if (outside.some((l) => /\bfe_/.test(l.text)) || project.uses('proxy', name).some((l) => project.sectionOf(l) === section)) return null;
  return outside.length ? { front: freshBackend(project, `${name}_in`), back: name } : { front: name, back: freshBackend(project, `${name}_servers`) };
}

const tracks = (section: Section): boolean => ['http-request', 'tcp-request connection', 'tcp-request session', 'tcp-request content'].some((k) => section.lines(k).some((l) => l.text.includes('track-sc')));

function aclsIn({ project }: Where, line: Line): string[] {
  const { tokens } = project.lex(line.text), from = conditionAt(tokens, 1);
  return from < 0 ? [] : parseCondition(tokens, from).groups.flat().flatMap((x) => x.name ?? []);
}
