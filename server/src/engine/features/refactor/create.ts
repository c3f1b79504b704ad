// What a name that nothing declares could be: quick fixes that declare it.
import { t } from '../../language/text.ts';
import { modeOf } from '../../model/effective.ts';
import type { Project } from '../../model/project.ts';
import type { Section } from '../../model/section.ts';
import type { Finding, Fix } from '../../rules/rule.ts';
import { indentOf, insertAfterLast, sectionIndent } from '../../rules/write.ts';
import { insertSection } from './offer.ts';

/** By kind of name, the lines of a section that declares it. */
const BODIES: Readonly<Record<string, (project: Project, from: Section) => readonly string[]>> = {
  backend: (project, from) => [...(modeOf(project, from) === 'http' ? ['mode http'] : []), 'server s1 127.0.0.1:8080 check'],
  cache: () => ['total-max-size 4', 'max-age 60'], resolvers: () => ['nameserver dns1 127.0.0.1:53'], 'fcgi-app': () => ['docroot /var/www'], 'http-errors': () => [], peers: () => ['peer local 127.0.0.1:10000'],
  userlist: () => ['user admin insecure-password change-me'],
};

export function creations(project: Project, f: Finding): Fix[] {
  const { args, document, line } = f, section = document.sectionOf(line), name = String(args.name ?? ''), kind = String(args.kind ?? '');
  if (name === '' || section.kind === 'none') return [];
  switch (f.rule.id) {
    case 'undefined-name': case 'undefined-in-expression': return declare(project, section, kind, name);
    case 'undefined-resolvers': return declare(project, section, 'resolvers', name);
    case 'undefined-acl': {
      if (kind !== 'none' || !/^[\w.:-]+$/.test(name)) return [];
      const test = /ws|websocket|upgrade/i.test(name) ? 'hdr(Upgrade) -i websocket' : 'path_beg /';
      return [{ title: t("Declare ACL '{0}' above", name), safe: false, edits: [{ kind: 'insert', document, line, where: 'above', lines: [`${indentOf(line)}acl ${name} ${test}`] }] }];
    }
    default: return [];
  }
}

function declare(project: Project, section: Section, kind: string, name: string): Fix[] {
  if (kind === 'server') {
    const edit = insertAfterLast(section, 'server', [`server ${name} 127.0.0.1:8080 check`]);
    return edit ? [{ title: t("Add server '{0}'", name), safe: false, edits: [edit] }] : [];
  }
  if (kind === 'no-table') {
    const owner = [...project.declared('backend', name), ...project.declared('frontend', name)][0], edit = owner && insertAfterLast(owner, 'stick-table', [TABLE]);
    return edit ? [{ title: t("Add a stick-table to '{0}'", name), safe: false, edits: [edit] }] : [];
  }
  if (kind === 'table') return name.includes('/') ? [] : [section_(section, 'backend', name, [TABLE])];
  const body = BODIES[kind];
  return body ? [section_(section, kind, name, body(project, section))] : [];
}
const TABLE = 'stick-table type ip size 100k expire 10m store conn_cur,http_req_rate(10s)';

function section_(near: Section, kind: string, name: string, body: readonly string[]): Fix {
  const indent = sectionIndent(near);
  return { title: t("Create {0} '{1}'", kind, name), safe: false, edits: [insertSection(near, [`${kind} ${name}`, ...body.map((l) => indent + l)])] };
}
