// Reads fixture files: lines such as `#     ^^^^^ rule-id` mark what the line above must show.
import { compareVersions } from '../../server/src/engine/language/version.ts';
import { Engine, type Edits, type Reported, type Settings, DEFAULT_SETTINGS } from '../../server/src/engine/index.ts';

export interface Mark { readonly line: number; readonly start: number; readonly end: number; readonly rule: string }

const MARK = /^#( *)(\^+|v+|<-+) ([a-z][a-z0-9-]*)\s*$/;
export const isMark = (line: string): boolean => MARK.test(line);

/** Marks of a fixture: `^^^` speaks of the nearest line above that is not a mark itself, `vvv` of the nearest one below;
 *  `<---` starts at column 0, where the `#` stands. */
export function marksOf(text: string): Mark[] {
  const out: Mark[] = [];
  let at = -1;
  const lines = text.split('\n');
  lines.forEach((line, i) => {
    const m = MARK.exec(line);
    if (!m) { at = i; return; }
    const left = m[2]!.startsWith('<'), start = left ? 0 : 1 + m[1]!.length, below = m[2]!.startsWith('v');
    out.push({ line: below ? lines.findIndex((l, k) => k > i && !isMark(l)) : at, start, end: start + m[2]!.length + (left ? 1 : 0), rule: m[3]! });
  });
  return out;
}

/** `# haproxy-ws: version=2.6 on=rule-id ping=25 outer=60` in the first lines chooses the version, switches a rule on, and gives settings in seconds; `policy=http11Only` a policy. */
export function settingsFor(text: string): Settings {
  const told = (key: string): string | undefined => new RegExp(`^# *haproxy-ws: .*\\b${key}=(\\S+)`, 'm').exec(text.slice(0, 400))?.[1];
  const version = (told('version') ?? DEFAULT_SETTINGS.version) as Settings['version'], on = told('on'), policy = told('policy');
  const webSocket = { ...DEFAULT_SETTINGS.webSocket, ping: 1000 * Number(told('ping') ?? 0), outerIdle: 1000 * Number(told('outer') ?? 0), ...(policy ? { [policy]: true } : {}) };
  return { ...DEFAULT_SETTINGS, version, webSocket, ...(on ? { rules: { [on]: 'hint' } } : {}) };
}

/** Whether a fixture speaks of the branch: `version=2.6` only of that one, `since=2.9` and `until=3.1` of a range. */
export function speaksOf(text: string, branch: Settings['version']): boolean {
  const told = (key: string): Settings['version'] | undefined => new RegExp(`^# *haproxy-ws: .*\\b${key}=([\\d.]+)`, 'm').exec(text.slice(0, 400))?.[1] as Settings['version'] | undefined;
  const only = told('version'), since = told('since'), until = told('until');
  return (!only || only === branch) && (!since || compareVersions(branch, since) >= 0) && (!until || compareVersions(branch, until) <= 0);
}

export function findings(text: string, settings: Settings = settingsFor(text)): Reported[] {
  const engine = new Engine();
  engine.open('file:///haproxy.cfg', 1, text, settings);
  return engine.findings('file:///haproxy.cfg');
}

export function apply(text: string, edits: Edits): string {
  const lines = text.split('\n');
  const offset = (p: { line: number; character: number }): number => { let n = 0; for (let i = 0; i < p.line; i++) n += lines[i]!.length + 1; return n + p.character; };
  let out = text;
  const list = [...edits.values()].flat().map((e, i) => ({ a: offset(e.range.start), b: offset(e.range.end), text: e.newText, i }));
  for (const e of list.sort((x, y) => y.a - x.a || y.i - x.i)) out = out.slice(0, e.a) + e.text + out.slice(e.b);
  return out;
}

/** Applies the first fix of the rule's findings, one after the other, until none is left. */
export function fixAllOf(text: string, rule: string): string {
  for (let round = 0; round < 50; round++) {
    const engine = new Engine(), uri = 'file:///haproxy.cfg';
    engine.open(uri, 1, text, settingsFor(text));
    const next = engine.findings(uri).filter((f) => f.rule === rule).map((f) => engine.fixes(uri, f)[0]).find((f) => f !== undefined);
    if (!next) return text;
    const fixed = apply(text, next.edits);
    if (fixed === text) return text;
    text = fixed;
  }
  throw new Error(`${rule}: fixes do not end`);
}

export function safeFixes(text: string): string {
  for (let round = 0; round < 20; round++) {
    const engine = new Engine(), uri = 'file:///haproxy.cfg';
    engine.open(uri, 1, text, settingsFor(text));
    const edits = engine.fixAll(uri);
    if (edits.size === 0) return text;
    text = apply(text, edits);
  }
  throw new Error('safe fixes do not end');
}
