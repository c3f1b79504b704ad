/** Sizes as HAProxy reads them: digits and one of k, m, g (any case, powers of 1024). Compared with `haproxy -c` of 2.6 to 3.4. */

export type SizeResult =
  | { readonly kind: 'ok'; readonly bytes: number }
  /** `at`: column of the character that HAProxy refuses. */
  | { readonly kind: 'bad-char'; readonly at: number }
  /** Too large for the setting. HAProxy names the digit or unit at `at`, as if it were a wrong character. */
  | { readonly kind: 'overflow'; readonly at: number };

const SHIFT: Readonly<Record<string, number>> = { k: 10, m: 20, g: 30, t: 40, p: 50 };

/** `bits`: 32 for most settings; 64 for the few that also take t and p (`ring` size since 3.1, `tune.quic.mem.tx-max`). */
export function parseSize(text: string, bits: 32 | 64 = 32): SizeResult {
  const max = bits === 32 ? 0xffffffff : 2 ** 64;
  let at = 0;
  let value = 0;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    const next = value * 10 + digit;
    if (bits === 32 ? next > max : next >= max) return { kind: 'overflow', at };
    value = next;
  }
  if (at === 0) return { kind: 'bad-char', at: 0 };
  if (at === text.length) return { kind: 'ok', bytes: value };
  const shift = SHIFT[text[at]!.toLowerCase()];
  if (shift === undefined || (bits === 32 && shift > 30)) return { kind: 'bad-char', at };
  const bytes = value * 2 ** shift;
  if (bits === 32 ? bytes > max : bytes >= max) return { kind: 'overflow', at };
  if (at + 1 < text.length) return { kind: 'bad-char', at: at + 1 };
  return { kind: 'ok', bytes };
}

/** For people: 16384 → `16k`, 1500 → `1500`. */
export function formatSize(bytes: number): string {
  for (const unit of ['p', 't', 'g', 'm', 'k']) {
    const size = 2 ** SHIFT[unit]!;
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return String(bytes);
}
