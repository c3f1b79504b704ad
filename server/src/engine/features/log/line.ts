// One line of a log: what the syslog in front of it is, which format wrote it, its values.
import { at, logFormats } from '../../language/load.ts';
import { VERSIONS } from '../../language/version.ts';
import { type Brief, briefOf, compileFormat, type LogReader, type Values } from './format.ts';

/** `connection`: only that one was accepted. `broken`: an error before there was a session. `notice`: HAProxy about itself, not about a session. */
export type LineKind = 'session' | 'connection' | 'broken' | 'notice' | 'unread';
export interface ReadLine { readonly kind: LineKind; readonly format: string; readonly values: Values }

export interface LogLines {
  read(line: string): ReadLine;
  /** What a summary looks at, put into `into`. */
  brief(line: string, into: Brief): LineKind;
}

/** `<134>Nov 22 12:00:00 host haproxy[1]: `, RFC 5424, or a time of ISO 8601; what a container's log puts in front ends in `]: ` as well. */
const SYSLOG = /^(?:<\d{1,3}>)?(?:1 \S+ \S+ \S+ \S+ \S+ (?:-|\[[^\]]*\]) |(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\S+ )?(?:[\w.-]+ )?[\w./-]+(?:\[\d+\])?: )/;
const CONNECT = /^Connect from (\S+):(\d+) to (\S+):(\d+) \(([^/)\s]+)\/(HTTP|TCP)\)\s*$/;
const EARLY = /^(\S+):(\d+|-) \[([^\]]+)\] ([^/\s]+)\/([^:\s]+): (\S.*)$/;
const NOTICE = /^(?:(?:Health check for |Backup |Active )?[Ss]erver \S+ (?:is|was|ok|failed|succeeded|\()|(?:Proxy|proxy|backend|Backend|frontend|Stopping|Pausing|Enabling) \S|Loading |\[?(?:NOTICE|WARNING|ALERT)\b)/;
const LONGEST = 16_384;
const NONE: Values = new Map();

/** Where the address stands that most formats begin with: the word before ` [22/Nov/`. -1: nowhere. */
function beforeDate(line: string): number {
  for (let i = line.indexOf(' ['); i >= 0; i = line.indexOf(' [', i + 1)) {
    const c = line.charCodeAt(i + 2);
    if (c >= 48 && c <= 57 && line.charCodeAt(i + 4) === 47 && line.charCodeAt(i + 8) === 47) return line.lastIndexOf(' ', i - 1) + 1;
  }
  return -1;
}

/** The formats that HAProxy has by name, as the last release writes them. */
function named(timed: boolean): LogReader[] {
  const of = (title: string, name: string): LogReader[] => { const f = logFormats().get(name), r = f && compileFormat(title, at(f, VERSIONS[VERSIONS.length - 1]!).value.replaceAll('\\"', '"'), timed); return r ? [r] : []; };
  return [...of('option httplog', 'default_http_log_format'), ...of('option tcplog', 'default_tcp_log_format'), ...of('option httpslog', 'default_https_log_format'), ...of('option httplog clf', 'clf_http_log_format'), ...of('option tcplog clf', 'clf_tcp_log_format')];
}

/**
 * @param own readers of the configuration's formats; tried before those of HAProxy
 * @param timed `brief` tells date and total, too
 */
export function logLines(own: readonly LogReader[] = [], timed = false): LogLines {
  const readers = [...own, ...named(timed)];
  /** Where the last line began that was found by its date. */
  let last = 0;
  /** The reader that fits, told by `ask`. The one that fitted last comes first: a file mostly has one format. */
  const find = (line: string, ask: (r: LogReader, from: number) => boolean): LogReader | null => {
    const dated = beforeDate(line);
    let header = -1;
    for (let n = 0; n < readers.length; n++) {
      const reader = readers[n]!;
      let got = dated >= 0 && ask(reader, dated);
      if (got) last = dated;
      if (!got) {
        if (header < 0) header = SYSLOG.exec(line)?.[0].length ?? 0;
        got = (header !== dated && ask(reader, header)) || (header > 0 && dated !== 0 && ask(reader, 0));
      }
      if (!got) continue;
      if (n > 0) { readers.splice(n, 1); readers.unshift(reader); }
      return reader;
    }
    return null;
  };
  /** Lines that no format writes. */
  const other = (line: string): ReadLine => {
    const body = line.slice(SYSLOG.exec(line)?.[0].length ?? 0), c = CONNECT.exec(body), e = c ? null : EARLY.exec(body);
    if (c) return { kind: 'connection', format: 'default', values: new Map([['ci', c[1]!], ['cp', c[2]!], ['fi', c[3]!], ['fp', c[4]!], ['ft', c[5]!], ['mode', c[6]!]]) };
    if (e) return { kind: 'broken', format: 'error', values: new Map([['ci', e[1]!], ['cp', e[2]!], ['tr', e[3]!], ['ft', e[4]!], ['bind', e[5]!], ['error', e[6]!]]) };
    return { kind: NOTICE.test(body) ? 'notice' : 'unread', format: '', values: NONE };
  };
  const isSession = (state: string | undefined, status: string | undefined): boolean => state !== undefined || status !== undefined;
  return {
    read(text) {
      let values: Values | null = null;
      const line = text.slice(0, LONGEST), reader = find(line, (r, from) => (values = r.read(line, from)) !== null);
      if (!reader || !values) return other(line);
      const v: Values = values;
      return { kind: isSession(v.get('tsc') ?? v.get('ts'), v.get('ST')) ? 'session' : 'broken', format: reader.name, values: v };
    },
    brief(text, into) {
      // mostly the line before had the same format, and as much in front of it
      if (last < text.length && text.length <= LONGEST && (last === 0 || text.charCodeAt(last - 1) === 32) && readers[0]!.brief(text, last, into)) return isSession(into.state, into.status) ? 'session' : 'broken';
      const line = text.length > LONGEST ? text.slice(0, LONGEST) : text;
      if (find(line, (r, from) => r.brief(line, from, into))) return isSession(into.state, into.status) ? 'session' : 'broken';
      const { kind, values } = other(line);
      briefOf(values, into);
      return kind;
    },
  };
}
