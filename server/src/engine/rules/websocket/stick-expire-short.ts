// Persistence that is forgotten while the socket is still open.
import { formatDuration, parseDuration, writeDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { isConditional } from '../../model/conditionals.ts';
import { modeOf, timeoutOf, valueAt } from '../../model/effective.ts';
import { webSocketOf } from '../../model/webSocket.ts';
import { sectionRule } from '../rule.ts';
import { nameOf, replace, span } from '../write.ts';
import { tableIn, tableNamed } from '../stick.ts';

interface Args extends Record<string, string> { expire: string; tunnel: string; write: string; table: string }

export const stickExpireShort = sectionRule<Args>({
  id: 'stick-expire-short',
  title: 'stick-table forgets a client whose socket is open',
  why: 'An entry that `stick on` made expires while its WebSocket is open, because an open tunnel does not refresh it. When the client reconnects it may land on another server, where its session is not known.',
  severity: 'info',
  source: 'evidence o01, o02',
  fix: 'unsafe',
  webSocket: true,
  sections: ['backend', 'listen'],
  has: ['stick on'],
  reads: { own: ['stick on', 'stick-table', '@table'], settings: ['timeout tunnel', 'balance', 'mode'], routes: true },
  message: (a) => t("The entry expires after {0} while a WebSocket may stay open for {1}: the client may reconnect to another server. Raise 'expire' to at least {2}.", a.expire, a.tunnel, a.write),
  *check(section, { project }) {
    const stick = section.lines('stick on')[0];
    if (!stick || isConditional(section.document, stick) || modeOf(project, section) !== 'http' || webSocketOf(project, section)?.sign !== 'strong') return;
    const balance = valueAt(project, section, 'balance');
    if (balance && (!balance.certain || /^(?:source|hash)\b/.test(balance.value?.value ?? ''))) return;
    const tunnel = timeoutOf(project, section, 'timeout tunnel'), words = project.lex(stick.text).tokens, at = words.findIndex((x) => x.value === 'table');
    if (!tunnel || tunnel === 'unknown' || tunnel.ms === 0) return;
    const table = at > 0 ? tableNamed(project, words[at + 1]?.value ?? '') : tableIn(project, section);
    const i = table ? table.tokens.findIndex((x) => x.value === 'expire') : -1, value = table?.tokens[i + 1];
    if (!table || i < 0 || !value) return;
    const expire = parseDuration(value.value);
    if (expire.kind !== 'ok' || expire.ms >= tunnel.ms) return;
    const here = table.section === section, args = { expire: formatDuration(expire.ms), tunnel: formatDuration(tunnel.ms), write: writeDuration(tunnel.ms), table: nameOf(table.section) };
    yield {
      ...(here ? span(table.line, value) : span(stick, words[at + 1]!)), args,
      related: [{ ...span(table.line, value), document: table.section.document, message: t('expire: {0}', args.expire) }],
    };
  },
  repair(f) {
    const r = f.related?.[0];
    return r ? [{ title: t("Raise 'expire' to {0}", f.args.write), safe: false, edits: [replace(r.document.sectionOf(r.line), r.line, r.start, r.end, f.args.write)] }] : [];
  },
});
