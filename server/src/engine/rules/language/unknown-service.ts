import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string | boolean> { word: string; known: string; built: boolean }

export const unknownService = statementRule<Args>({
  id: 'unknown-service',
  title: 'Unknown service',
  why: '`use-service` takes the services that HAProxy was built with and those that Lua scripts register; the latter start with `lua.` and are not judged.',
  severity: 'error',
  source: 'haproxy -c of each version',
  fix: 'none',
  message: (a) => a.built ? t("HAProxy 2.4 has no service '{0}' unless it was built in, and does not start without it. If yours has it, name it in haproxy.customData.", a.word)
    : a.known ? t("HAProxy knows no service '{0}': it has {1}, and those that Lua scripts register, whose names start with lua.", a.word, a.known)
    : t("HAProxy knows no service '{0}' here: only those that Lua scripts register, whose names start with lua.", a.word),
});
