// What a stick or track rule finds, against the type of keys that its table holds.
import { table } from '../../language/table.ts';
import type { SampleType } from '../../language/facts.ts';
import { stickKeys } from '../../language/load.ts';
import { converts, typeInWords } from '../../language/samples.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import type { Section } from '../../model/section.ts';
import type { Project } from '../../model/project.ts';
import { ENV } from '../../syntax/lexer.ts';
import { Check } from '../check/context.ts';
import { checkSampleWords } from '../check/expression.ts';
import { ANYWHERE } from '../check/place.ts';
import { lineRule } from '../rule.ts';
import { nameOf, span } from '../write.ts';

interface Args extends Record<string, string> { expression: string; gives: SampleType; key: string; table: string }

/** The key type of the section's stick-table, as written: ip, ipv6, integer, string, binary. Null when it is not known. */
function keyOf(project: Project, section: Section): string | null {
  const lines = section.lines('stick-table');
  if (lines.length !== 1 || section.opaque > 0 || isConditional(section.document, lines[0]!)) return null;
  const { tokens } = project.lex(lines[0]!.text), type = tokens[tokens.findIndex((x) => x.value === 'type') + 1];
  return type && !(type.flags & ENV) && tokens[0] !== type ? type.value : null;
}
const KEYS = table<SampleType>({ ip: 'ipv4', ipv6: 'ipv6', integer: 'sint', string: 'str', binary: 'bin' });

export const stickKeyType = lineRule<Args>({
  id: 'stick-key-type',
  title: 'Key that its stick-table cannot hold',
  why: 'A stick-table has one type of key. HAProxy turns what a stick or track rule finds into that type where it can, and refuses to start where it cannot: a truth value is no address, and binary data no number.',
  severity: 'error',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  keywords: ['http-request', 'http-response', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'stick on', 'stick match', 'stick store-request', 'stick store-response'],
  mentions: ['track-sc', 'stick'],
  reads: { own: ['stick-table', '@table'] },
  message: (a) => t("'{0}' gives {1}, which the keys of the stick-table of '{2}' (type {3}) cannot be made of.", a.expression, typeInWords(a.gives), a.table, a.key),
  *check(unit, view) {
    const { document, section, line, statement: { tokens } } = unit, { project } = view;
    if (section.kind === 'defaults' || !project.complete || isConditional(document, line)) return;
    const word = tokens[0]!.value, at = word === 'stick' ? 1 : word.startsWith('tcp-') ? 2 : 1;
    if (word !== 'stick' && !/^track-sc\d*$/.test(tokens[at]?.value ?? '')) return;
    const first = tokens[at + 1];
    if (!first || first.flags & ENV) return;
    // most sections say it in the same words
    const read = project.lasting(`stick key ${line.text}`, project, () => { const { known, type, next } = checkSampleWords(new Check(unit, view), at + 1, ANYWHERE, { keyword: '' }); return { known, type, next }; });
    if (!read.known || read.type === null) return;
    const named = tokens[read.next]?.value === 'table' ? tokens[read.next + 1] : undefined;
    if (named && (named.flags & ENV || named.value.includes('/'))) return;
    const owners = named ? [...project.declared('backend', named.value), ...project.declared('frontend', named.value)] : [section];
    const owner = owners.find((s) => s.lines('stick-table').length > 0), key = owner ? keyOf(project, owner) : null, wants = key === null ? undefined : KEYS[key];
    if (!owner || !key || !wants || !stickKeys().get(key) || converts(read.type, wants)) return;
    yield { ...span(line, first), args: { expression: first.value, gives: read.type, key, table: owner.name ?? nameOf(owner) } };
  },
});
