// The upgrade report in its three formats. Lines and characters of the JSON count from 0, characters in UTF-16, as in LSP.
import type { Change, ChangeKind, Upgrade } from '../../engine/upgrade.ts';
import type { Target, UpgradeOptions } from '../args.ts';
import { STDIN, type Unusable } from '../files.ts';
import { editsOf } from './json.ts';
import { oneLine } from './report.ts';

interface UpgradeReport { configuration(done: Upgrade): string; end(unusable: readonly Unusable[]): string }

const TITLES: Readonly<Record<ChangeKind, string>> = { refused: 'Refused', warned: 'New warnings', changed: 'Works in another way', accepted: 'No longer refused' };
const nameOf = (path: string): string => (path === STDIN ? '<stdin>' : oneLine(path));
const written = (t: Target): string => (t.release === null ? t.version : `${t.version}.${t.release}`);

export function upgradeReport(format: UpgradeOptions['format'], version: string, from: Target, to: Target): UpgradeReport {
  if (format === 'markdown') return { configuration: (u) => u.markdown, end: () => '' };
  return format === 'json' ? json(version, from, to) : text();
}

function text(): UpgradeReport {
  let files = 0, refused = 0;
  const entry = (c: Change): string => `    ${nameOf(c.uri)}:${c.range.start.line + 1}:${c.range.start.character + 1} since ${c.since} ${oneLine(c.message)} [${c.id}]\n${c.fixes[0] ? `        Fix: ${oneLine(c.fixes[0].title)}\n` : ''}`;
  return {
    configuration(u) {
      files += u.files.length;
      let out = `${u.files.map(nameOf).join(', ')}: from HAProxy ${u.from} to ${u.to}\n`;
      for (const kind of ['refused', 'warned', 'changed', 'accepted'] as const) {
        const list = u.changes.filter((c) => c.kind === kind);
        if (kind === 'refused') refused += list.length;
        if (list.length) out += `  ${TITLES[kind]} (${list.length})\n${list.map(entry).join('')}`;
      }
      if (u.changes.length === 0) out += '  Nothing changes that is known.\n';
      return u.refusedInBoth ? `${out}  Refused by both versions: ${u.refusedInBoth}\n` : out;
    },
    end: () => `${refused ? `${refused} newly refused` : 'Nothing newly refused'} in ${files} ${files === 1 ? 'file' : 'files'}.\n`,
  };
}

function json(version: string, from: Target, to: Target): UpgradeReport {
  let first = true;
  const start = (): string => `{"tool":${JSON.stringify({ name: 'haproxy-ws', version })},"from":"${written(from)}","to":"${written(to)}","configurations":[`;
  return {
    configuration({ files, refusedInBoth, changes }) {
      const lead = first ? start() : ',';
      first = false;
      const plain = changes.map(({ kind, since, id, message, uri, range, fixes }) => ({ kind, since, id, message, path: uri, range, fixes: fixes.map((f) => ({ title: f.title, safe: f.safe, edits: editsOf(f.edits, uri) })) }));
      return `${lead}\n${JSON.stringify({ files, refusedInBoth, changes: plain })}`;
    },
    end: (unusable) => `${first ? start() : ''}\n]${unusable.length ? `,"errors":${JSON.stringify(unusable)}` : ''}}\n`,
  };
}
