/** ACLs that every section has without declaring them (manual 7.4). */
import { rangeMask, type Version, type VersionMask, versionBit } from './version.ts';

const SINCE_27: VersionMask = rangeMask('2.7');
const PREDEFINED: ReadonlySet<string> = new Set([
  'TRUE', 'FALSE', 'LOCALHOST', 'HTTP', 'HTTP_1.0', 'HTTP_1.1', 'HTTP_2.0', 'HTTP_CONTENT', 'HTTP_URL_ABS', 'HTTP_URL_SLASH', 'HTTP_URL_STAR', 'METH_CONNECT', 'METH_DELETE', 'METH_GET',
  'METH_HEAD', 'METH_OPTIONS', 'METH_POST', 'METH_PUT', 'METH_TRACE', 'RDP_COOKIE', 'REQ_CONTENT', 'WAIT_END',
]);

/** The name is there without a declaration. */
export function isPredefinedAcl(name: string, version: Version): boolean {
  return PREDEFINED.has(name) || (name === 'HTTP_3.0' && (versionBit(version) & SINCE_27) !== 0);
}

export function predefinedAcls(version: Version): readonly string[] {
  return versionBit(version) & SINCE_27 ? [...PREDEFINED, 'HTTP_3.0'] : [...PREDEFINED];
}

/** The fetch that a predefined ACL tests. */
export function fetchOfPredefined(name: string): string {
  if (name.startsWith('METH_')) return 'method';
  if (name.startsWith('HTTP_URL_')) return 'url';
  switch (name) {
    case 'LOCALHOST': return 'src';
    case 'HTTP': return 'req.proto_http';
    case 'HTTP_CONTENT': return 'req.hdr_val';
    case 'RDP_COOKIE': return 'req.rdp_cookie_cnt';
    case 'REQ_CONTENT': return 'req.len';
    case 'WAIT_END': return 'wait_end';
    default: return name.startsWith('HTTP_') ? 'req.ver' : 'always_true';
  }
}
