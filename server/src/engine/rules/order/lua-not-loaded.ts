// Actions, services and filters that only a Lua script can register, in a configuration that loads none.
import { excused } from '../../language/custom.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { EXPANDS, type Token } from '../../syntax/lexer.ts';
import { type LineUnit, lineRule } from '../rule.ts';
import { span } from '../write.ts';

interface Args extends Record<string, string> { word: string }

const LOADERS = ['lua-load', 'lua-load-per-thread'];

function luaWord({ line, statement: { tokens } }: LineUnit): { readonly token: Token; readonly rule: string } | null {
  const at = line.keyword.includes(' ') ? 2 : 1, word = tokens[at];
  if (!word || tokens.slice(0, at + 1).some((k) => k.flags & EXPANDS)) return null;
  if (word.value.startsWith('lua.')) return { token: word, rule: line.keyword === 'filter' ? 'unknown-filter' : 'unknown-action' };
  const service = word.value === 'use-service' ? tokens[at + 1] : undefined;
  return service?.value.startsWith('lua.') ? { token: service, rule: 'unknown-service' } : null;
}

export const luaNotLoaded = lineRule<Args>({
  id: 'lua-not-loaded',
  title: 'Lua action, service or filter without a script',
  why: 'Words that start with `lua.` exist only when a script registers them, and HAProxy runs scripts that global names with `lua-load` or `lua-load-per-thread`. Without either it refuses them.',
  severity: 'error',
  source: 'manual 3.1; haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  keywords: ['http-request', 'http-response', 'http-after-response', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'filter'],
  mentions: ['lua.'],
  reads: { globals: LOADERS },
  message: (a) => t("No script registers '{0}': global has neither lua-load nor lua-load-per-thread.", a.word),
  *check(unit, { project }) {
    const { document, line } = unit;
    if (!project.complete || isConditional(document, line)) return;
    const found = luaWord(unit);
    if (!found || excused(project.settings.custom, found.rule, found.token.value) || LOADERS.some((k) => project.globalLines(k).length > 0)) return;
    yield { ...span(line, found.token), args: { word: found.token.value } };
  },
});
