// Which server of a backend takes the request: said where the file decides it, described where only the running HAProxy can tell.
import { t } from '../../language/text.ts';
import { compareVersions } from '../../language/version.ts';
import { isDead } from '../../model/conditionals.ts';
import { effective, valueAt } from '../../model/effective.ts';
import { serverLineOptions } from '../../rules/effectiveOptions.ts';
import { ENV } from '../../syntax/lexer.ts';
import type { Line } from '../../text/lineTree.ts';
import { code } from '../hover/place.ts';
import type { Context } from './context.ts';
import { fetchSample } from './fetches.ts';
import { isUnknown } from './value.ts';

export interface ServerChoice {
  /** The one server that is certain, if it is up. */
  readonly server: string | null;
  readonly says: string;
  /** False: the backend has no server at all. */
  readonly any: boolean;
}
export interface Candidate { readonly name: string; readonly line: Line; readonly disabled: boolean | null; readonly cookie: string | null | undefined; readonly backup: boolean }

export function candidates(c: Context): Candidate[] {
  const { backend, project } = c, tree = backend!.document.tree;
  return ['server', 'server-template'].flatMap((k) => backend!.lines(k)).filter((l) => !isDead(backend!.document, l)).sort((a, b) => tree.numberOf(a) - tree.numberOf(b)).map((line) => {
    const { tokens } = project.lex(line.text), options = serverLineOptions(project, backend!, line, tokens), cookie = options.get('cookie')?.value;
    return { name: tokens[1]?.value ?? '?', line, disabled: options.get('disabled') ? true : options.certain ? false : null, cookie: cookie ? ((cookie.flags & ENV) ? undefined : cookie.value) : options.certain ? null : undefined, backup: options.get('backup') !== undefined };
  });
}

/** `forced`: what use-server says; `perhaps`: use-server rules whose condition is not known. */
export function chooseServer(c: Context, servers: readonly Candidate[], forced: string | null, perhaps: readonly string[]): ServerChoice {
  const { backend, project } = c, names = (list: readonly string[]): string => list.map(code).join(', ');
  const before = perhaps.length ? `${t('perhaps {0}, by use-server; else', names(perhaps))} ` : '';
  if (forced !== null) return { server: perhaps.length ? null : forced, says: before + t('{0}, by use-server, if it is up', code(forced)), any: true };
  const up = servers.filter((s) => s.disabled !== true), plain = up.filter((s) => !s.backup);
  if (servers.length === 0) return backend!.lines('dispatch').length ? { server: null, says: t('the address of dispatch'), any: true } : { server: null, says: t('there is no server'), any: false };
  if (up.length === 0) return { server: null, says: t('every server is disabled'), any: false };
  const cookie = c.http ? effective(project, backend!, 'cookie') : null, words = cookie ? project.lex(cookie.line.text).tokens : [], name = words[1]?.value;
  if (cookie && name && !words.some((w) => w.value === 'dynamic')) {
    const sent = fetchSample(c, 'req.cook', [name], true), values = isUnknown(sent) ? null : sent.map((v) => (words.some((w) => w.value === 'prefix') ? v.text.split('~')[0]! : v.text));
    const kept = values && cookie.certain ? up.find((s) => s.cookie && values[0] === s.cookie) : undefined;
    if (kept) return { server: perhaps.length ? null : kept.name, says: before + t('{0}, by its cookie {1}, if it is up', code(kept.name), code(`${name}=${kept.cookie}`)), any: true };
  }
  if (servers.length === 1 && servers[0]!.line.keyword === 'server') return { server: servers[0]!.name, says: before + t('{0}, the only one', code(servers[0]!.name)), any: true };
  const stick = ['stick on', 'stick match'].flatMap((k) => backend!.lines(k))[0], balance = valueAt(project, backend!, 'balance');
  const way = balance?.certain ? project.lex(balance.line.text).tokens.slice(balance.own ? 0 : 0).map((w) => w.value).join(' ') : balance ? null : `balance ${compareVersions(project.settings.version, '3.3') >= 0 ? 'random' : 'roundrobin'}`;
  const among = plain.length ? plain : up, parts = [
    ...(cookie && name ? [t('a cookie {0} that names a server decides; without one', code(name))] : []),
    ...(stick ? [t('an entry in the stick-table decides ({0}); without one', code(stick.text.trim()))] : []),
  ];
  const listed = names(among.slice(0, 8).map((s) => s.name)) + (among.length > 8 ? ', …' : '');
  return { server: null, says: before + [...parts, way ? t('{0} chooses among {1}', code(way), listed) : t('one of the servers {0}', listed)].join(' '), any: true };
}
