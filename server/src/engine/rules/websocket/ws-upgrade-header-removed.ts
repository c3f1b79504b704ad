// Rules that take away what the handshake needs, on the path of WebSockets.
import { t } from '../../language/text.ts';
import { hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { frontendSign, type Sign, signOfCondition, excludesWebSocket, webSocketOf } from '../../model/webSocket.ts';
import { type Condition, conditionAt, parseCondition, type Term } from '../../syntax/condition.ts';
import { ENV, type Token } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { type Fix, lineRule } from '../rule.ts';
import { replace } from '../write.ts';

interface Args extends Record<string, string | number | boolean> { header: string; response: boolean; conditional: boolean; weak: boolean; words: number }

const ALWAYS = new Set(['TRUE', 'HTTP', 'HTTP_1.1', 'METH_GET']);

/** The name that a `del-header` with its optional match method covers. */
function covers(method: string, pattern: string, header: string): boolean {
  const p = pattern.toLowerCase(), h = header.toLowerCase();
  switch (method) {
    case 'str': return h === p;
    case 'beg': return h.startsWith(p);
    case 'end': return h.endsWith(p);
    case 'sub': return h.includes(p);
    case 'reg': try { return new RegExp(pattern, 'i').test(header); } catch { return false; }
    default: return false;
  }
}

interface Removal { readonly header: string; readonly last: number }

/** The handshake header that the rule destroys, and the index of the action's last word. */
function removal(words: readonly Token[], response: boolean): Removal | null {
  const action = words[1]?.value, name = words[2];
  if (!name || name.flags & ENV || name.value.includes('%[')) return null;
  const protectedHeaders = response ? ['Upgrade', 'Connection'] : ['Upgrade', 'Connection', 'Sec-WebSocket-Key'];
  if (action === 'del-header') {
    const method = words[3]?.value === '-m' ? words[4]?.value ?? 'str' : 'str';
    const header = protectedHeaders.find((h) => covers(method, name.value, h));
    return header ? { header, last: method === 'str' && words[3]?.value !== '-m' ? 2 : 4 } : null;
  }
  if (name.value.toLowerCase() !== 'connection') return null;
  const value = action === 'set-header' ? words[3] : (action === 'replace-header' || action === 'replace-value') && !response ? words[4] : undefined;
  if (!value || value.flags & ENV || value.value.includes('%') || /upgrade/i.test(value.value)) return null;
  if (action !== 'set-header') {
    // only when the pattern takes in what browsers send
    try { const re = new RegExp(words[3]!.value, 'i'); if (!re.test('Upgrade') || /\\[1-9]/.test(value.value)) return null; } catch { return null; }
  }
  return { header: 'Connection', last: action === 'set-header' ? 3 : 4 };
}

/** A later rule of the section that puts the header back for upgrades. */
function restored(project: Project, section: Section, line: Line, header: string, response: boolean): boolean {
  const lines = section.lines(line.keyword), at = lines.indexOf(line);
  return !response && lines.slice(at + 1).some((l) => {
    const w = project.lex(l.text).tokens;
    return (w[1]?.value === 'set-header' || w[1]?.value === 'add-header') && w[2]?.value.toLowerCase() === header.toLowerCase() && /upgrade|websocket|%\[/i.test(w[3]?.value ?? '');
  });
}

/** A `status 101` or response-header test, which is what can tell an upgrade on the response side. */
function responseSign(term: Term): boolean {
  const [f, ...rest] = term.words.map((w) => w.value.toLowerCase());
  if (f === 'status') return rest.includes('101');
  return f !== undefined && /^res\.f?hdr\(upgrade\)$/.test(f) && rest.some((w) => w.includes('websocket') || w === 'found');
}
function excludesResponse(c: Condition): boolean {
  return c.unless ? c.groups.some((g) => g.length > 0 && g.every((x) => !x.negated && responseSign(x))) : c.groups.every((g) => g.some((x) => x.negated && responseSign(x)));
}

/** Every word of the condition lets WebSocket requests through. */
function includes(project: Project, section: Section, c: Condition): boolean {
  if (c.unless) return false;
  return c.groups.some((g) => g.length > 0 && g.every((x) => !x.negated && ((x.name !== null && ALWAYS.has(x.name)) || signOfCondition(project, section, { unless: false, at: 0, groups: [[x]] }) !== null)));
}

function signHere(project: Project, section: Section): Sign | null {
  return hasFrontend(section.kind) ? frontendSign(project, section) : webSocketOf(project, section)?.sign ?? null;
}

export const wsUpgradeHeaderRemoved = lineRule<Args>({
  id: 'ws-upgrade-header-removed',
  title: 'A rule removes what the WebSocket handshake needs',
  why: 'A handshake is a GET with `Upgrade`, `Connection` and `Sec-WebSocket-Key`. Without them the server sees a plain GET and answers 400 or 426. When the answer loses `Upgrade` or `Connection`, the log still shows 101, but the client gives up.',
  severity: 'warning',
  source: 'evidence e01-e03, n01-n06, y01-y05',
  fix: 'safe',
  keywords: ['http-request', 'http-response', 'http-after-response'],
  reads: { own: ['acl', 'use_backend', 'default_backend', 'http-request', 'server', 'http-check send', 'option httpchk'], routes: true, targets: ['server', 'default-server', 'http-check send', 'option httpchk'] },
  message(a) {
    const what = a.response
      ? t("This takes '{0}' out of the answer to a WebSocket handshake: the log shows 101, but the client gives up.", a.header)
      : a.header === 'Sec-WebSocket-Key' ? t('This takes the key out of the WebSocket handshake: HAProxy makes a new one and the client rejects the answer.')
        : t("This takes '{0}' out of the WebSocket handshake: the server sees a plain GET and answers 400 or 426.", a.header);
    return (a.weak ? t('This proxy looks like it serves WebSocket. ') : '') + what + ' ' + (a.response ? t('Leave upgrades out: `if !{ res.hdr(Upgrade) -i websocket }`.') : t('Leave upgrades out: `if !{ hdr(Upgrade) -i websocket }`.'));
  },
  *check({ section, line, statement: { tokens } }, { project }) {
    const response = line.keyword !== 'http-request', found = removal(tokens, response);
    if (!found) return;
    const at = conditionAt(tokens, found.last + 1), condition = at > 0 ? parseCondition(tokens, at) : null;
    if (condition && (response ? excludesResponse(condition) || !includesResponse(condition) : excludesWebSocket(project, section, condition) || !includes(project, section, condition))) return;
    if (restored(project, section, line, found.header, response)) return;
    const sign = signHere(project, section);
    if (!sign) return;
    const last = tokens[found.last] ?? tokens[tokens.length - 1]!;
    yield {
      line, start: tokens[0]!.start, end: last.end, args: { header: found.header, response, conditional: condition !== null, weak: sign === 'weak', words: found.last },
      severity: sign === 'weak' ? 'info' : 'warning',
    };
  },
  repair(f, { project }): Fix[] {
    const section = f.document.sectionOf(f.line), { tokens } = project.lex(f.line.text);
    const test = f.args.response ? '{ res.hdr(Upgrade) -i websocket }' : '{ hdr(Upgrade) -i websocket }';
    const at = conditionAt(tokens, f.args.words + 1), edits = [];
    if (at < 0) { const end = tokens[tokens.length - 1]!.end; edits.push(replace(section, f.line, end, end, ` if !${test}`)); }
    else {
      const c = parseCondition(tokens, at);
      if (c.unless) { const end = tokens[tokens.length - 1]!.end; edits.push(replace(section, f.line, end, end, ` or ${test}`)); }
      else for (const g of c.groups) { const end = tokens[g[g.length - 1]?.last ?? at]!.end; edits.push(replace(section, f.line, end, end, ` !${test}`)); }
    }
    return [
      { title: t('Leave WebSocket handshakes out of this rule'), safe: true, edits },
      { title: t('Delete this rule'), safe: false, edits: [{ kind: 'delete', document: f.document, line: f.line }] },
    ];
  },
});

/** A response condition that certainly holds for a 101: `TRUE`, or a positive sign. */
function includesResponse(c: Condition): boolean {
  return !c.unless && c.groups.some((g) => g.length > 0 && g.every((x) => !x.negated && (responseSign(x) || (x.name !== null && ALWAYS.has(x.name)))));
}
