/** A large, realistic haproxy.cfg of exactly so many lines. */
export function generate(options?: { lines?: number; seed?: number }): string;
