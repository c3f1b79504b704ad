import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { keyword: string; part: string; kind: string; lowest: string }

/** `kind`: as in language/address.ts; `part`: the text at fault. */
export const badPort = statementRule<Args>({
  id: 'bad-port',
  title: 'Port that HAProxy refuses',
  why: 'A port is a number up to 65535. Whether it must be there, and whether a range (8000-8010) or an offset (+1) may stand for it, depends on the setting.',
  severity: 'error',
  source: 'manual 11 (address formats); haproxy -c',
  fix: 'none',
  message: (a) => {
    switch (a.kind) {
      case 'missing-port': return t("'{0}' needs a port behind '{1}'.", a.keyword, a.part);
      case 'port-not-allowed': return t("'{0}' takes an address without a port: remove '{1}'.", a.keyword, a.part);
      case 'port-range-not-allowed': return t("'{0}' takes one port, not the range '{1}'.", a.keyword, a.part);
      case 'port-offset-not-allowed': return t("'{0}' takes a port, not the offset '{1}'.", a.keyword, a.part);
      case 'bad-port-range': return t("The range '{0}' ends below its start.", a.part);
      case 'bad-port': return t("'{0}' is not a port: {1} to 65535 are.", a.part, a.lowest);
      default: return t("'{0}' is not a port number.", a.part);
    }
  },
});
