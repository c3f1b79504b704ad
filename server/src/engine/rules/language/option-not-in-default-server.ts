import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { option: string }

export const optionNotInDefaultServer = statementRule<Args>({
  id: 'option-not-in-default-server',
  title: 'Server option that default-server refuses',
  why: 'Some options make sense for one server only, such as its id, so HAProxy prints an alert about them in default-server, and starts all the same.',
  severity: 'warning',
  source: 'manual 5.2; keyword tables of HAProxy 2.4 to 3.4',
  fix: 'none',
  message: (a) => t("'{0}' is not accepted in default-server: write it on the server lines.", a.option),
});
