import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

export const alertDirective = statementRule<Record<string, never>>({
  id: 'alert-directive',
  title: 'An .alert that HAProxy reaches',
  why: 'HAProxy prints the message of .alert and refuses to start. It belongs into an .if block that is left out when all is well.',
  severity: 'error',
  source: 'manual 2.4; haproxy -c',
  fix: 'none',
  message: () => t('HAProxy gets here and refuses to start: put .alert into an .if block.'),
});
