// A bare number that looks like seconds: HAProxy takes it for milliseconds.
import { formatDuration } from '../../language/duration.ts';
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { ENV } from '../../syntax/lexer.ts';
import { lineRule } from '../rule.ts';
import { replace, span } from '../write.ts';

interface Args extends Record<string, string> { value: string; read: string; keyword: string }

const LONG = ['tunnel', 'client', 'server'];
const SHORT = ['client-fin', 'server-fin', 'connect', 'queue', 'http-request', 'http-keep-alive', 'check'];

export const timeoutLooksLikeSeconds = lineRule<Args>({
  id: 'timeout-looks-like-seconds',
  title: 'Timeout that looks like seconds',
  why: 'A number without a unit is milliseconds. `timeout tunnel 3600`, meant as an hour, closes silent WebSockets after 3.6 seconds. Round thousands are left alone: that is how milliseconds are usually written.',
  severity: 'info',
  source: 'evidence b13, p03',
  fix: 'unsafe',
  keywords: [...LONG, ...SHORT].map((k) => `timeout ${k}`),
  message: (a) => t("{0} without a unit is {0} milliseconds ({1}). Write '{0}s' if seconds are meant, else '{0}ms'.", a.value, a.read),
  *check({ line, statement: { tokens } }, { project }) {
    const value = tokens[2];
    if (!value || value.flags & ENV || !/^\d{1,5}$/.test(value.value) || tokens[0]!.value !== 'timeout') return;
    const ms = Number(value.value), short = SHORT.includes(line.keyword.slice('timeout '.length));
    // a connect timeout of 500 ms is a choice, one of 30 ms hardly is
    if (ms < 100 && compareVersions(project.settings.version, '3.2') >= 0) return; // HAProxy says so itself: timeout-without-unit
    if (ms === 0 || ms % 1000 === 0 || (short && ms > 100 && ms % 3600 !== 0)) return;
    yield { ...span(line, value), args: { value: value.value, read: formatDuration(ms), keyword: line.keyword } };
  },
  repair(f) {
    const section = f.document.sectionOf(f.line);
    return ['s', 'ms'].map((unit) => ({ title: t("Write '{0}'", f.args.value + unit), safe: false, edits: [replace(section, f.line, f.start, f.end, f.args.value + unit)] }));
  },
});
