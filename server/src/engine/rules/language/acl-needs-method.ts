import type { SampleType } from '../../language/facts.ts';
import { typeInWords } from '../../language/samples.ts';
import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { expression: string; method: string; type: SampleType }

/** `method`: the one that does not fit, '' when none is named although it has to be. */
export const aclNeedsMethod = statementRule<Args>({
  id: 'acl-needs-method',
  title: 'Matching method missing or impossible',
  why: 'HAProxy compares numbers, addresses and text without being told how. For a value whose type is not known in advance (a variable), binary data or a method, -m has to say it; and a method works only on types that can be turned into what it compares.',
  severity: 'error',
  source: 'manual 7.1.1 to 7.1.6; haproxy -c',
  fix: 'none',
  message: (a) => a.method ? t("'-m {0}' cannot be used with '{1}', which gives {2}.", a.method, a.expression, typeInWords(a.type))
    : t("HAProxy does not know how to compare '{0}': name a method behind it, such as '-m str' or '-m found'.", a.expression),
});
