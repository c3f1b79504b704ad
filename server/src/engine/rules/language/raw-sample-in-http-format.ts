import { t } from '../../language/text.ts';
import { statementRule } from '../rule.ts';

interface Args extends Record<string, string> { fetch: string; where: string }

export const rawSampleInHttpFormat = statementRule<Args>({
  id: 'raw-sample-in-http-format',
  title: 'Raw data in the text of an HTTP rule',
  why: 'Headers, paths and other texts of HTTP rules are made while a request or response is processed: the bytes that a payload or a TLS hello would be read from are gone by then. HAProxy loads the rule, warns, and puts nothing there. With TLS ended here, ssl_fc_sni is what req.ssl_sni is in TCP mode.',
  severity: 'warning',
  source: 'haproxy -c of 2.6, 3.0, 3.2 and 3.4',
  fix: 'none',
  message: (a) => t("'{0}' has no value in '{1}': the raw bytes are gone when HTTP is processed.", a.fetch, a.where) + (/sni/.test(a.fetch) ? ` ${t("Where TLS ends here, use 'ssl_fc_sni'.")}` : ''),
});
