import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { keyword: string; part: string; kind: string; limit: string; since: string; version: string }

/** `kind`: as in language/address.ts; `part`: the text at fault. */
export const badAddress = statementRule<Args>({
  id: 'bad-address',
  title: 'Address that HAProxy refuses',
  why: 'An address is an IPv4 or IPv6 literal, a name, a path, or one of these behind a prefix such as ipv4@, unix@ or fd@; which of them is allowed depends on the setting.',
  severity: 'error',
  source: 'manual 11 (address formats); haproxy -c',
  fix: 'none',
  message: (a) => {
    switch (a.kind) {
      case 'empty': return t("'{0}' needs an address here.", a.keyword);
      case 'unresolvable': return t("'{0}' is neither an address nor a name that can be looked up.", a.part);
      case 'bad-fd': return t("'{0}' is no file descriptor: a number is expected.", a.part);
      case 'fd-not-allowed': return t("'{0}' does not take a file descriptor.", a.keyword);
      case 'path-too-long': return t("This socket path is too long: {0} bytes are the most that fit.", a.limit);
      case 'stream-not-allowed': return t("'{0}' wants a datagram address, and '{1}' is for streams.", a.keyword, a.part);
      case 'dgram-not-allowed': return t("'{0}' wants a stream address, and '{1}' is for datagrams.", a.keyword, a.part);
      case 'unsupported-protocol': return t("'{0}' does not work with addresses such as '{1}'.", a.keyword, a.part);
      case 'unknown-prefix': return t("HAProxy {0} does not know the prefix '{1}': it came with {2}.", a.version, a.part, a.since);
      default: return a.part ? t("'{0}' is not an address.", a.part) : t('An address is missing here.');
    }
  },
});
