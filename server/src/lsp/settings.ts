// From the client's `haproxy` settings, whatever their shape, to the engine's. Unknown values fall back to defaults.
import type { HintOptions, LensOptions } from '../engine/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../engine/model/settings.ts';
import { parseDuration } from '../engine/language/duration.ts';
import { FRAMEWORKS } from '../engine/language/frameworks.ts';
import { branchOf, patchOf } from '../engine/language/version.ts';
import type { ProgramAsked } from './host.ts';

const SEVERITIES = new Set(['error', 'warning', 'info', 'hint', 'off']);
const words = (v: unknown): string[] => (Array.isArray(v) ? v.filter((x): x is string => typeof x === 'string' && x !== '') : []);
const record = (v: unknown): Record<string, unknown> => (v !== null && typeof v === 'object' && !Array.isArray(v) ? v as Record<string, unknown> : {});

/** Milliseconds of `25s`, `2m` or a number of seconds; 0 where it says nothing. */
function milliseconds(v: unknown): number {
  if (typeof v === 'number') return v > 0 ? Math.round(v * 1000) : 0;
  const text = typeof v === 'string' ? v.replace(/\s/g, '') : '', d = parseDuration(/^\d+$/.test(text) ? `${text}s` : text);
  return d.kind === 'ok' && d.trailing < 0 ? d.ms : 0;
}

function webSocketFrom(v: unknown): Settings['webSocket'] {
  const ws = record(v), framework = typeof ws.framework === 'string' && Object.hasOwn(FRAMEWORKS, ws.framework) ? FRAMEWORKS[ws.framework] : undefined;
  return { paths: [...words(ws.paths), ...(framework?.paths ?? [])], http11Only: ws.http11Only === true, ping: milliseconds(ws.pingInterval) || (framework?.ping ?? 0) * 1000, outerIdle: milliseconds(ws.outerIdleTimeout) };
}

/** When haproxy is asked by itself, and how long it may take. */
export interface CheckSettings { readonly onSave: boolean; readonly seconds: number }

/** Settings of a project, beside its configurations or above them. */
export const CONFIG_FILE = 'haproxy-ws.json';

/** `files`: what to read together, as in `-f a -f b`; empty: found by itself. */
export interface ClientSettings { /** Folders that entries of a haproxy-ws.json start from; the workspace folder elsewhere. */ readonly bases?: { readonly files: string | null; readonly customData: string | null }; readonly engine: Settings; readonly files: readonly string[]; readonly program: ProgramAsked; readonly check: CheckSettings; readonly customData: readonly string[]; /** In MB. */ readonly maxFileSize: number; readonly columns: 'keep' | 'single' | 'align'; readonly codeLens: LensOptions; readonly inlayHints: HintOptions }

export function fromConfiguration(value: unknown): ClientSettings {
  const c = record(value), { columns } = record(c.format), check = record(c.check), { image } = record(c.docker), lens = record(c.codeLens), hints = record(c.inlayHints);
  const rules: Record<string, Settings['rules'][string]> = {};
  for (const [id, s] of Object.entries(record(c.rules))) if (typeof s === 'string' && SEVERITIES.has(s)) rules[id] = s as Settings['rules'][string];
  const version = branchOf(String(c.version ?? ''));
  const files = words(c.files);
  return { engine: { ...DEFAULT_SETTINGS, version: version ?? DEFAULT_SETTINGS.version, release: patchOf(String(c.version ?? '')), auto: version === null, rules, webSocket: webSocketFrom(c.websocket) }, files, program: { path: typeof c.path === 'string' ? c.path.trim() : '', image: typeof image === 'string' && /^[\w./:@-]+$/.test(image) && !image.startsWith('-') ? image : '' },
    check: { onSave: check.onSave !== false, seconds: typeof check.timeLimit === 'number' && check.timeLimit > 0 ? Math.min(check.timeLimit, 120) : 5 }, customData: words(c.customData), maxFileSize: typeof c.maxFileSize === 'number' && c.maxFileSize > 0 ? c.maxFileSize : 64, columns: columns === 'single' || columns === 'align' ? columns : 'keep',
    codeLens: { references: lens.references !== false, webSocket: lens.webSocket !== false }, inlayHints: { inheritedTimeouts: hints.inheritedTimeouts !== false, units: hints.units !== false } };
}
