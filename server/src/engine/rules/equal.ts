// Whether two lists of findings would show the same. Lets the scheduler stop where nothing changed.
import type { Finding } from './rule.ts';

export function same(a: readonly Finding[], b: readonly Finding[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!equal(a[i]!, b[i]!)) return false;
  return true;
}

function equal(a: Finding, b: Finding): boolean {
  if (a.rule !== b.rule || a.line !== b.line || a.start !== b.start || a.end !== b.end || a.severity !== b.severity) return false;
  const keys = Object.keys(a.args);
  if (keys.length !== Object.keys(b.args).length || keys.some((k) => a.args[k] !== b.args[k])) return false;
  const x = a.related ?? [], y = b.related ?? [];
  return x.length === y.length && x.every((r, i) => { const o = y[i]!; return r.line === o.line && r.start === o.start && r.end === o.end && r.message === o.message; });
}
