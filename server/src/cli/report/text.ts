// The report for people: one line for each finding, with the piece of text it is about on a terminal.
import type { Severity } from '../../engine/model/settings.ts';
import type { Checked } from '../check.ts';
import { STDIN } from '../files.ts';
import { noCount, oneLine, type Report } from './report.ts';

export interface Look { readonly colours: boolean; readonly frames: boolean }

const COLOUR: Record<Severity, number> = { error: 31, warning: 33, info: 36, hint: 90 };
const FRAME_WIDTH = 100;

const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
const nameOf = (path: string): string => path === STDIN ? '<stdin>' : oneLine(path);

/** The line with a mark under the span; of a long line the part around the span. */
function frame(text: string, line: number, start: number, end: number, paint: (s: string) => string): string {
  const from = text.length <= FRAME_WIDTH ? 0 : Math.max(0, Math.min(start - 20, text.length - FRAME_WIDTH)), part = text.slice(from, from + FRAME_WIDTH);
  const number = String(line + 1), cut = from > 0 ? '…' : '', more = from + FRAME_WIDTH < text.length ? '…' : '';
  const plain = (s: string): string => oneLine(s.replaceAll('\t', ' '));
  const at = Math.max(0, start - from), width = Math.max(1, Math.min(end, from + part.length) - start);
  return `  ${number} | ${cut}${plain(part)}${more}\n  ${' '.repeat(number.length)} | ${' '.repeat(cut.length + at)}${paint('^'.repeat(width))}\n`;
}

export function textReport({ colours, frames }: Look): Report {
  const ink = (code: number) => (s: string): string => (colours ? `\x1b[${code}m${s}\x1b[0m` : s);
  const count = noCount();
  let files = 0, fixable = 0, unsettled = 0;
  return {
    file({ source, text, findings, settled }: Checked): string {
      files++;
      if (!settled) unsettled++;
      let out = '', lines: string[] | null = null;
      for (const { reported: { range: { start, end }, severity, message, rule, related }, fixes } of findings) {
        count[severity]++;
        if (fixes.some((f) => f.safe)) fixable++;
        out += `${ink(1)(`${nameOf(source.path)}:${start.line + 1}:${start.character + 1}`)} ${ink(COLOUR[severity])(severity)} ${oneLine(message)} ${ink(90)(`[${rule}]`)}\n`;
        if (!frames) continue;
        lines ??= text.split(/\r\n?|\n/);
        const shown = lines[start.line] ?? '';
        out += frame(shown, start.line, start.character, end.line > start.line ? shown.length : end.character, ink(COLOUR[severity]));
        for (const r of related) out += `  ${ink(90)(`${nameOf(r.uri)}:${r.range.start.line + 1}: ${oneLine(r.message)}`)}\n`;
        out += '\n';
      }
      return out;
    },
    end(unusable): string {
      const parts = (['error', 'warning', 'info', 'hint'] as const).filter((s) => count[s] > 0).map((s) => plural(count[s], s === 'info' ? 'note' : s));
      const what = parts.length ? parts.join(', ') : 'No findings';
      return `${what} in ${plural(files, 'file')}${unusable.length ? `, ${plural(unusable.length, 'path')} unusable` : ''}.`
        + `${fixable ? ` ${plural(fixable, 'finding')} can be fixed with --fix.` : ''}${unsettled ? ` Fixes kept changing ${plural(unsettled, 'file')}: stopped.` : ''}\n`;
    },
  };
}
