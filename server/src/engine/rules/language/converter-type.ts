import type { SampleType } from '../../language/facts.ts';
import { typeInWords } from '../../language/samples.ts';
import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { converter: string; from: SampleType; wants: SampleType; before: string }

/** `from`: the type that `before` gives; `wants`: the type the converter takes. */
export const converterType = statementRule<Args>({
  id: 'converter-type',
  title: 'Converter that cannot read what is in front of it',
  why: 'A converter reads one type of value. HAProxy turns some types into others by itself; where it cannot, it refuses the expression.',
  severity: 'error',
  source: 'manual 7.3.1; haproxy -c',
  fix: 'none',
  message: (a) => t("'{0}' reads {1}, but '{2}' gives {3}, and HAProxy cannot turn one into the other.", a.converter, typeInWords(a.wants), a.before, typeInWords(a.from)),
});
