// What was computed from the model, by name and object, until the model is another.

/** A first pass goes through every section once: what is far behind is not asked again. */
const MOST_KEPT = 8192;

export class Memos {
  private stamp = -1;
  private readonly kept = new Map<string, Map<object, unknown>>();

  /** What is kept by this name, to be looked up and filled by the caller, where it is asked very often. */
  of(stamp: number, key: string): Map<object, unknown> {
    if (this.stamp !== stamp) { this.stamp = stamp; this.kept.clear(); }
    let kept = this.kept.get(key);
    if (!kept) { kept = new Map(); this.kept.set(key, kept); }
    if (kept.size >= MOST_KEPT) kept.clear();
    return kept;
  }

  /** @param stamp of the model now: what was kept under another is gone */
  get<T>(stamp: number, key: string, of: object, compute: () => T): T {
    if (this.stamp !== stamp) { this.stamp = stamp; this.kept.clear(); }
    let kept = this.kept.get(key);
    if (!kept) { kept = new Map(); this.kept.set(key, kept); }
    const known = kept.get(of);
    if (known !== undefined || kept.has(of)) return known as T;
    if (kept.size >= MOST_KEPT) kept.clear();
    const value = compute();
    kept.set(of, value);
    return value;
  }
}
