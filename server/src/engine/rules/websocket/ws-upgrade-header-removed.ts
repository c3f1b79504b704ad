// Rules that take away what the handshake needs, on the path of WebSockets.
import { t } from '../../language/text.ts';
import { hasFrontend } from '../../model/keyword.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import { frontendSign, type Sign, signOfCondition, excludesWebSocket, webSocketOf } from '../../model/webSocket.ts';
import { type Condition, conditionAt, parseCondition } from '../../syntax/condition.ts';
import type { Line } from '../../text/lineTree.ts';
import { type Fix, lineRule } from '../rule.ts';
import { replace } from '../write.ts';
import { deadRoute } from './ws-route-header-deleted.ts';
import { blindOnAnswers, holdsForHandshake, includesAnswer, removal } from './handshake.ts';

interface Args extends Record<string, string | number | boolean> { header: string; response: boolean; blind: boolean; weak: boolean; words: number }

/** A later rule of the section that puts the header back for upgrades. */
function restored(project: Project, section: Section, line: Line, header: string, response: boolean): boolean {
  const lines = section.lines(line.keyword), at = lines.indexOf(line);
  return !response && lines.slice(at + 1).some((l) => {
    const w = project.lex(l.text).tokens;
    return (w[1]?.value === 'set-header' || w[1]?.value === 'add-header') && w[2]?.value.toLowerCase() === header.toLowerCase() && /upgrade|websocket|%\[/i.test(w[3]?.value ?? '');
  });
}

/** Every word of the condition lets WebSocket requests through. */
function includes(project: Project, section: Section, c: Condition): boolean {
  if (c.unless) return false;
  return c.groups.some((g) => g.length > 0 && g.every((x) => !x.negated && (holdsForHandshake(x) || signOfCondition(project, section, { unless: false, at: 0, groups: [[x]] }) !== null)));
}

function signHere(project: Project, section: Section): Sign | null {
  return hasFrontend(section.kind) ? frontendSign(project, section) : webSocketOf(project, section)?.sign ?? null;
}

export const wsUpgradeHeaderRemoved = lineRule<Args>({
  id: 'ws-upgrade-header-removed',
  title: 'A rule removes what the WebSocket handshake needs',
  why: 'A handshake is a GET with `Upgrade`, `Connection` and `Sec-WebSocket-Key`. Without them the server sees a plain GET and answers 400 or 426. When the answer loses `Upgrade` or `Connection`, the log still shows 101, but the client gives up.',
  severity: 'warning',
  source: 'evidence e01-e03, n01-n06, y01-y05, p02',
  fix: 'safe',
  keywords: ['http-request', 'http-response', 'http-after-response'],
  may: ({ line }) => /del-header|connection|["'\\]/i.test(line.text),
  reads: { own: ['use_backend', 'default_backend', 'http-request', 'server', 'http-check send', 'option httpchk'], routes: true, targets: ['server', 'default-server', 'http-check send', 'option httpchk'] },
  message(a) {
    const what = a.response
      ? t("This takes '{0}' out of the answer to a WebSocket handshake: the log shows 101, but the client gives up.", a.header)
      : a.header === 'Sec-WebSocket-Key' ? t('This takes the key out of the WebSocket handshake: HAProxy makes a new one and the client rejects the answer.')
        : t("This takes '{0}' out of the WebSocket handshake: the server sees a plain GET and answers 400 or 426.", a.header);
    const blind = a.blind ? t(' Its condition reads the request, which is gone by then and never matches.') : '';
    return (a.weak ? t('This proxy looks like it serves WebSocket. ') : '') + what + blind + ' ' + (a.response ? t('Leave upgrades out: `if !{ res.hdr(Upgrade) -i websocket }`.') : t('Leave upgrades out: `if !{ hdr(Upgrade) -i websocket }`.'));
  },
  *check({ section, line, statement: { tokens } }, { project }) {
    const response = line.keyword !== 'http-request', found = removal(tokens, response);
    if (!found) return;
    const at = conditionAt(tokens, found.last + 1), condition = at > 0 ? parseCondition(tokens, at) : null;
    if (condition && (response ? !includesAnswer(project, section, condition) : excludesWebSocket(project, section, condition) || !includes(project, section, condition))) return;
    // the frontend's own routing dies of it: ws-route-header-deleted says so
    if (!response && !condition && hasFrontend(section.kind) && deadRoute(project, section, found.header.toLowerCase())) return;
    if (restored(project, section, line, found.header, response)) return;
    const sign = signHere(project, section);
    if (!sign) return;
    const last = tokens[found.last] ?? tokens[tokens.length - 1]!;
    yield {
      line, start: tokens[0]!.start, end: last.end, args: { header: found.header, response, blind: response && (condition?.groups.flat().some((x) => blindOnAnswers(project, section, x)) ?? false), weak: sign === 'weak', words: found.last },
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
      else if (f.args.blind && c.groups.length === 1) { // the test that cannot match gives way to one that can
        const [first, last] = [c.groups[0]![0]!, c.groups[0]![c.groups[0]!.length - 1]!];
        const kept = c.groups[0]!.filter((x) => !blindOnAnswers(project, section, x)).map((x) => f.line.text.slice(tokens[x.first]!.start, tokens[x.last]!.end));
        edits.push(replace(section, f.line, tokens[first.first]!.start, tokens[last.last]!.end, [...kept, `!${test}`].join(' ')));
      } else for (const g of c.groups) { const end = tokens[g[g.length - 1]?.last ?? at]!.end; edits.push(replace(section, f.line, end, end, ` !${test}`)); }
    }
    return [
      { title: t('Leave WebSocket handshakes out of this rule'), safe: true, edits },
      { title: t('Delete this rule'), safe: false, edits: [{ kind: 'delete', document: f.document, line: f.line }] },
    ];
  },
});
