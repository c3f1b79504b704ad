// `alpn http/1.1` on a TLS bind of a proxy that serves WebSocket (evidence c01-c12, j31, n10); the title says when it changes anything.
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { modeOf } from '../../model/effective.ts';
import { hasFrontend } from '../../model/keyword.ts';
import { frontendSign } from '../../model/webSocket.ts';
import { isTls, offerHttp11 } from '../../rules/websocket/offer.ts';
import { ENV } from '../../syntax/lexer.ts';
import type { Offer } from './offer.ts';

export const onlyHttp11: Offer = ({ project, section, line, statement: { tokens } }) => {
  if (line.keyword !== 'bind' || !hasFrontend(section.kind) || !frontendSign(project, section)) return null;
  if (!isTls(tokens)) return null;
  const at = tokens.findIndex((x, i) => i >= 2 && x.value === 'alpn'), value = at > 0 ? tokens[at + 1] : undefined;
  if (at > 0 && (!value || value.flags & ENV)) return null;
  const offered = value?.value.split(',') ?? [], none = tokens.some((x) => x.value === 'no-alpn'), proto = tokens[tokens.findIndex((x) => x.value === 'proto') + 1]?.value;
  if (offered.length === 1 && offered[0] === 'http/1.1') return null;
  const defaultH2 = !value && !none && modeOf(project, section) === 'http' && compareVersions(project.settings.version, '2.8') >= 0;
  const why = none || (!offered.includes('h2') && !defaultH2) ? t('changes nothing: h2 is not offered')
    : modeOf(project, section) === 'tcp' ? t('helps: HAProxy does not translate h2 in mode tcp')
      : proto === 'h1' ? t('helps: h2 is offered but proto h1 does not speak it')
        : t('HTTP/1.1 for every client; WebSocket works over h2 as well, so this helps only clients with HTTP/2 defects');
  return {
    kind: 'rewrite', title: t('Offer only HTTP/1.1 here (alpn http/1.1) - {0}', why),
    edits: offerHttp11(section, line, tokens),
  };
};
