// What a log-format would write for one WebSocket of an hour.
import { at, fetches, logAliases } from '../../language/load.ts';
import type { Version } from '../../language/version.ts';
import { parseLogFormat } from '../../syntax/logFormat.ts';

const SAMPLES: Readonly<Record<string, string>> = {
  B: '48213', Bi: '127.0.0.1', Bp: '41830', CC: '-', CS: '-', Ci: '203.0.113.7', Cp: '51324', Fi: '192.0.2.1', Fp: '443', H: 'lb1', HM: 'GET', HP: '/chat', HPO: '/chat', HQ: '?room=1', HU: '/chat?room=1', HV: 'HTTP/1.1', ID: '7F0000:C87C', OG: '{+Q}', ST: '101',
  Si: '10.0.0.5', Sp: '8080', T: '22/Nov/2025:12:00:00 +0000', TR: '0', Ta: '3600042', Tc: '1', Td: '3600010', Th: '0', Ti: '0', Tl: '22/Nov/2025:13:00:00 +0100', Tq: '0', Tr: '31', Ts: '1763812800', Tt: '3600042', Tu: '3600042', Tw: '0', U: '1620', ac: '12', b: 'be_ws', bc: '4', bi: '10.0.0.1', bp: '41830', bq: '0',
  cc: '-', ci: '203.0.113.7', cp: '51324', cs: '-', f: 'www', fc: '12', fi: '192.0.2.1', fp: '443', ft: 'www~', hr: '{websocket|Upgrade}', hrl: 'websocket Upgrade', hs: '{}', hsl: '', lc: '1', ms: '042', pid: '1234', r: 'GET /chat?room=1 HTTP/1.1', rc: '0', rt: '7', s: 'ws1', sc: '2', si: '10.0.0.5', sp: '8080', sq: '0',
  sslc: 'TLS_AES_256_GCM_SHA384', sslv: 'TLSv1.3', st: '-', t: '22/Nov/2025:12:00:00.042', tr: '22/Nov/2025:12:00:00.042', trg: '22/Nov/2025:12:00:00 +0000', trl: '22/Nov/2025:13:00:00 +0100', ts: '--', tsc: '----', o: '',
};
const NAMED: Readonly<Record<string, string>> = { src: '203.0.113.7', path: '/chat', method: 'GET', status: '101', 'capture.req.hdr': 'websocket', ssl_fc_sni: 'chat.example.com', ssl_fc_alpn: 'http/1.1', 'req.hdr': 'websocket', hdr: 'websocket', dst_port: '443', date: '1763812800', 'capture.req.uri': '/chat?room=1', 'unique-id': '7F0000:C87C' };
const BY_TYPE: Readonly<Record<string, string>> = { bool: '1', sint: '1', str: 'text', bin: '7465', addr: '203.0.113.7', ipv4: '203.0.113.7', ipv6: '2001:db8::7', meth: 'GET' };

export function exampleLine(format: string, version: Version): string | null {
  const parts = parseLogFormat(format);
  if (parts.length === 0) return null;
  let out = '', at0 = 0, quoted = false;
  for (const p of parts) {
    out += format.slice(at0, p.start).replace(/%%/g, '%');
    at0 = p.end;
    if (p.kind === 'alias' && p.name === 'o') { quoted = p.flags.includes('+Q'); continue; }
    const value = p.kind === 'alias' ? (logAliases().get(p.name) ? SAMPLES[p.name] ?? '-' : null) : fetched(p.sample.fetch.name, version);
    if (value === null) return null;
    out += (quoted && !p.flags.includes('-Q')) || p.flags.includes('+Q') ? `"${value}"` : value;
  }
  return out + format.slice(at0).replace(/%%/g, '%');
}

function fetched(name: string, version: Version): string {
  const entry = fetches().get(name);
  return NAMED[name] ?? (entry ? BY_TYPE[at(entry, version).output] ?? '-' : '-');
}
