/** Chance that can be had again: the same seed gives the same throws. */
export interface Dice {
  /** 0 <= n < below */
  readonly pick: (below: number) => number;
  readonly one: <T>(of: readonly T[]) => T;
  /** True in this share of throws, 0 to 1. */
  readonly chance: (share: number) => boolean;
}

/** mulberry32 */
export function dice(seed: number): Dice {
  let s = seed >>> 0;
  const next = (): number => { s = (s + 0x6d2b79f5) >>> 0; let t = s; t = Math.imul(t ^ (t >>> 15), t | 1); t ^= t + Math.imul(t ^ (t >>> 7), t | 61); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
  const pick = (below: number): number => Math.floor(next() * below);
  return { pick, one: (of) => of[pick(of.length)]!, chance: (share) => next() < share };
}
