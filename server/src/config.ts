// The file haproxy-ws.json: settings of a project, shared by editor and command line. It stands beside the configurations or in any folder
// above them; the nearest one counts. Its keys are those of the editor's settings without `haproxy.` in front.
import { FRAMEWORKS } from './engine/language/frameworks.ts';
import { branchOf, VERSIONS } from './engine/language/version.ts';
import { RULES } from './engine/rules/registry.ts';

/** Says what is wrong with a value; null: nothing. */
type Test = (value: unknown) => string | null;
const strings: Test = (v) => (Array.isArray(v) && v.every((x) => typeof x === 'string' && x !== '') ? null : 'has to be a list of texts');
const flag: Test = (v) => (typeof v === 'boolean' ? null : 'has to be true or false');
const duration: Test = (v) => ((typeof v === 'number' && v >= 0) || (typeof v === 'string' && /^\d+(?:us|ms|s|m|h|d)?$/.test(v.trim())) ? null : 'has to be a number of seconds or a duration such as "25s"');
const oneOf = (words: readonly string[]): Test => (v) => (words.includes(v as string) ? null : `has to be one of ${words.join(', ')}`);
const SEVERITIES = ['off', 'error', 'warning', 'info', 'hint'], IDS = new Set(RULES.map((r) => r.id));
const object = (v: unknown): v is Record<string, unknown> => v !== null && typeof v === 'object' && !Array.isArray(v);

/** Every key, as in the editor's settings. */
export const CONFIG_KEYS: Readonly<Record<string, Test>> = {
  version: (v) => (v === 'auto' || (typeof v === 'string' && branchOf(v)) ? null : `has to be auto or a version from ${VERSIONS[0]} to ${VERSIONS[VERSIONS.length - 1]}`),
  rules(v) {
    if (!object(v)) return 'has to be an object of rules and severities';
    const unknown = Object.keys(v).find((id) => !IDS.has(id)), wrong = Object.entries(v).find(([, s]) => !SEVERITIES.includes(s as string));
    return unknown ? `names no rule: ${unknown}` : wrong ? `: ${wrong[0]} has to be one of ${SEVERITIES.join(', ')}` : null;
  },
  files: strings,
  customData: strings,
  'websocket.paths': strings,
  'websocket.http11Only': flag,
  'websocket.framework': oneOf(['none', ...Object.keys(FRAMEWORKS)]),
  'websocket.pingInterval': duration,
  'websocket.outerIdleTimeout': duration,
};

export interface Config {
  /** What is right in it, in the shape of the editor's settings. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
}

export function readConfig(text: string): Config {
  let data: unknown;
  try { data = JSON.parse(text.replace(/^\ufeff/, '')); } catch (e) { return { value: {}, problems: [`is no JSON: ${e instanceof Error ? e.message : String(e)}`] }; }
  if (!object(data)) return { value: {}, problems: ['is no JSON object'] };
  const value: Record<string, unknown> = {}, problems: string[] = [];
  const take = (key: string, v: unknown, put: (v: unknown) => void): void => {
    const test = Object.hasOwn(CONFIG_KEYS, key) ? CONFIG_KEYS[key]! : null, wrong = test ? test(v) : 'is not known';
    if (wrong) problems.push(wrong.startsWith(':') ? `${key}${wrong}` : `${key} ${wrong}`); else put(v);
  };
  for (const [key, v] of Object.entries(data)) {
    if (key === '$schema') continue;
    if (key !== 'websocket') { take(key.includes('.') ? `${key} ` : key, v, (x) => { value[key] = x; }); continue; }
    if (!object(v)) { problems.push('websocket has to be an object'); continue; }
    const inner: Record<string, unknown> = {};
    for (const [k, x] of Object.entries(v)) take(`websocket.${k}`, x, (y) => { inner[k] = y; });
    value.websocket = inner;
  }
  return { value, problems };
}

/** The file goes before the editor's settings; of rules and WebSocket each entry by itself. */
export function mergeConfig(settings: unknown, file: Config['value']): Record<string, unknown> {
  const base = object(settings) ? settings : {}, out: Record<string, unknown> = { ...base, ...file };
  for (const key of ['rules', 'websocket']) if (object(base[key]) && object(file[key])) out[key] = { ...base[key], ...file[key] };
  return out;
}
