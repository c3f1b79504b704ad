// Tells a line of HAProxy's log by a glance, so that hovering over foreign logs asks nobody. Pure. When in doubt it says no.

/** The program's name in front, as syslog writes it. */
const TAG = /\bhaproxy(?:-?[\w.]*)?(?:\[\d+\])?: /;
/** `[22/Nov/2026:16:54:37.693] frontend backend/server 0/0/…`: HTTP, HTTPS and TCP format; `… fe/bind: SSL handshake failure`; in CLF numbers follow the user agent. */
const BODY = /\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?:\.\d{3}|[^\]]*)\] (?:\S+ \S+\/\S+ [+-]?\d+\/|\S+\/\S+: |"[^"]*" \d{3} \d+ "[^"]*" "[^"]*" \d+ \d+ ")/;

export const looksLikeLog = (line: string): boolean => line.length > 20 && (TAG.test(line.slice(0, 200)) || BODY.test(line.slice(0, 4096)));
