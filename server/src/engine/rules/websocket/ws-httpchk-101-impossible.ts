// A check that waits for a 101 it never asks for.
import { t } from '../../language/text.ts';
import { sectionRule } from '../rule.ts';
import { span } from '../write.ts';
import { checkOf, isChecked, statuses } from './check.ts';
import { handshakeEdits } from './handshakeCheck.ts';

interface Args extends Record<string, string> { backend: string }

export const wsHttpchk101Impossible = sectionRule<Args>({
  id: 'ws-httpchk-101-impossible',
  title: 'Check that expects 101 without asking for the upgrade',
  why: 'A server answers 101 only to a request with `Upgrade` and `Connection`. A check that expects 101 and sends neither never passes, so every server is taken out and clients get 503.',
  severity: 'warning',
  source: 'evidence f22',
  fix: 'safe',
  sections: ['backend', 'listen'],
  has: ['http-check expect'],
  reads: {
    own: ['option httpchk', 'option tcp-check', 'http-check send', 'http-check expect', 'http-check connect', 'http-check comment', 'server', 'server-template', 'default-server'],
    settings: ['option httpchk', 'option tcp-check', 'http-check send', 'http-check expect', 'http-check connect', 'http-check comment', 'http-check set-var', 'http-check set-var-fmt', 'http-check unset-var', 'default-server'],
  },
  message: (a) => t("Nothing in the check of '{0}' asks for an upgrade, so 101 cannot come and the server goes DOWN. Send the handshake: hdr Connection Upgrade hdr Upgrade websocket and its two Sec-WebSocket headers.", a.backend),
  may: (section) => section.lines('http-check expect').some((l) => l.text.includes('101')),
  *check(section, { project }) {
    const check = checkOf(project, section);
    if (!check || check.asksUpgrade || check.expects.length !== 1 || !isChecked(project, section)) return;
    if (check.send?.tokens.some((x, i) => x.value === 'hdr' && check.send?.tokens[i + 1]?.value.toLowerCase() === 'upgrade')) return; // some other protocol
    const { line, tokens } = check.expects[0]!, i = tokens.findIndex((x) => x.value === 'status');
    const list = tokens[i + 1];
    if (i < 0 || !list || tokens[i - 1]?.value === '!' || !statuses(list.value).every(([a, b]) => a === 101 && b === 101)) return;
    yield { ...span(line, list), args: { backend: section.name ?? '' } };
  },
  repair(f, { project }) {
    const section = f.document.sectionOf(f.line), check = checkOf(project, section);
    return check ? [{ title: t('Send the handshake with the check'), safe: true, edits: handshakeEdits(section, check) }] : [];
  },
});
