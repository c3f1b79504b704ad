// Addresses on this machine, so that a server line can be matched with the bind line that it connects to: loopback, UNIX and
// abstract sockets, each in one spelling. Other addresses are not looked at: whose they are, the file does not say.
const CONNECT = /^(?:ipv4@)?(127\.\d+\.\d+\.\d+|localhost):(\d+)$/;
const LISTEN = /^(?:ipv4@)?(\*|0\.0\.0\.0|127\.\d+\.\d+\.\d+|localhost)?:(\d+)$/;
/** Both families, as IPv6 sockets take IPv4 too unless told otherwise. */
const LISTEN_BOTH = /^(?:::|\[::\]|ipv6@(?:::|\[::\]|\*)?):(\d+)$/;

function socket(text: string): string | null {
  if (text.startsWith('/')) return `unix@${text}`;
  return text.startsWith('unix@') || text.startsWith('abns@') || text.startsWith('abnsz@') ? text : null;
}

/** The address of a server; null when it is not on this machine for certain. */
export function connectsTo(text: string): string | null {
  const c = text.charCodeAt(0);
  // most servers are elsewhere: 1, i, l, or a socket
  if (c !== 49 && c !== 105 && c !== 108) return socket(text);
  const m = CONNECT.exec(text);
  return m && `${m[1] === 'localhost' ? '127.0.0.1' : m[1]}:${m[2]}`;
}

/** Addresses on this machine at which a `bind` listens. */
export function listensAt(text: string): string[] {
  const out: string[] = [];
  for (const a of text.split(',')) {
    const m = LISTEN.exec(a), both = m ? null : LISTEN_BOTH.exec(a), path = m || both ? null : socket(a);
    if (m) out.push(`${m[1]?.startsWith('127.') ? m[1] : '127.0.0.1'}:${m[2]}`);
    else if (both) out.push(`127.0.0.1:${both[1]}`);
    else if (path) out.push(path);
  }
  return out;
}

const LISTENER = /^(?:ipv4@)?(ipv6@)?([^@/]*):(\d+|\$\{\w+\})$/;

/** TCP addresses with one port, to find those that are taken twice: `:80`, `*:80` and `0.0.0.0:80` are one. A variable is as good as a number. */
export function listenersOf(text: string): string[] {
  const out: string[] = [];
  for (const a of text.split(',')) {
    const m = /[%\ue000]/.test(a) ? null : LISTENER.exec(a);
    if (m) out.push(`${m[1] ? `ipv6@${m[2] || '*'}` : !m[2] || m[2] === '0.0.0.0' ? '*' : m[2].toLowerCase()}:${m[3]}`);
  }
  return out;
}
