// A TLS port that offers HTTP/2 and then speaks HTTP/1.
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { effective, modeOf } from '../../model/effective.ts';
import { ENV } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { replace } from '../write.ts';
import { hidesOptions, optionIn, protocols } from '../options.ts';

interface Args extends Record<string, string | boolean> { byDefault: boolean; version: string }

export const bindProtoH1AlpnH2 = lineRule<Args>({
  id: 'bind-proto-h1-alpn-h2',
  title: 'HTTP/2 offered and not spoken',
  why: '`proto h1` makes HAProxy speak HTTP/1 on the port, whatever TLS agreed upon. A browser that was offered h2 picks it, sends HTTP/2, and gets nothing: no page, no WebSocket. `haproxy -c` says nothing.',
  severity: 'warning',
  versions: 'h2 in alpn: all; neither alpn nor no-alpn: from 2.8 on, where h2 is offered by default',
  source: 'evidence c10, c41, y06',
  fix: 'safe',
  keywords: ['bind'],
  reads: { settings: ['mode'] },
  message: (a) => a.byDefault
    ? t("HTTP/2 is offered here by default from 2.8 on, but 'proto h1' does not speak it: browsers pick it and fail. Write 'alpn http/1.1'.")
    : t("HTTP/2 is offered here, but 'proto h1' does not speak it: browsers pick it and fail. Write 'alpn http/1.1'."),
  *check({ section, line, statement: { tokens } }, { project }) {
    if (hidesOptions(tokens, 2) || !tokens.some((x, i) => i >= 2 && x.value === 'ssl')) return;
    const proto = optionIn(line, tokens, 'proto', 2);
    if (proto?.value?.value !== 'h1' || /quic/.test(tokens[1]?.value ?? '')) return;
    const alpn = optionIn(line, tokens, 'alpn', 2), { version } = project.settings;
    if ((alpn?.value?.flags ?? 0) & ENV) return;
    const byDefault = !alpn && !optionIn(line, tokens, 'no-alpn', 2) && compareVersions(version, '2.8') >= 0;
    if (!byDefault && !protocols(alpn?.value).includes('h2')) return;
    if (modeOf(project, section) !== 'http' || !effective(project, section, 'mode')) return;
    const at = alpn ?? proto;
    yield { line, start: at.name.start, end: at.value?.end ?? at.name.end, args: { byDefault, version } };
  },
  repair(f) {
    const section = f.document.sectionOf(f.line);
    return [{ title: t("Offer only HTTP/1.1: 'alpn http/1.1'"), safe: true, edits: [f.args.byDefault ? replace(section, f.line, f.start, f.start, 'alpn http/1.1 ') : replace(section, f.line, f.start, f.end, 'alpn http/1.1')] }];
  },
});
