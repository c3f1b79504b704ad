/** HAProxy branches the facts cover, one bit each, so that "known in 3.0" is one `&`. Knows nothing about keywords. */

/** Oldest first; the position is the bit. */
export const VERSIONS = ['2.4', '2.5', '2.6', '2.7', '2.8', '2.9', '3.0', '3.1', '3.2', '3.3', '3.4'] as const;

export type Version = (typeof VERSIONS)[number];

/** One bit per branch, bit 0 = the oldest. */
export type VersionMask = number;

const OLDEST_VERSION: Version = '2.4';
const NEWEST_VERSION: Version = '3.4';
export const DEFAULT_VERSION: Version = '3.2';
export const ALL_VERSIONS: VersionMask = (1 << VERSIONS.length) - 1;

const INDEX: ReadonlyMap<string, number> = new Map(VERSIONS.map((v, i) => [v, i]));

export function isVersion(text: string): text is Version {
  return INDEX.has(text);
}

/** 0 for the oldest branch. */
export function versionIndex(version: Version): number {
  return INDEX.get(version)!;
}

export function versionBit(version: Version): VersionMask {
  return 1 << INDEX.get(version)!;
}

export function knownIn(mask: VersionMask, version: Version): boolean {
  return (mask & (1 << INDEX.get(version)!)) !== 0;
}

/** Bits of `since` to `until`, both included; an omitted end is open. 0 when the range is empty. */
export function rangeMask(since?: Version, until?: Version): VersionMask {
  const low = since === undefined ? 0 : versionIndex(since);
  const high = until === undefined ? VERSIONS.length - 1 : versionIndex(until);
  return low > high ? 0 : ((1 << (high + 1)) - 1) & ~((1 << low) - 1);
}

/** Negative, zero or positive, as `a` is older, equal or newer. */
export function compareVersions(a: Version, b: Version): number {
  return versionIndex(a) - versionIndex(b);
}

/** Branches in the mask, oldest first. */
export function versionsOf(mask: VersionMask): Version[] {
  return VERSIONS.filter((_, i) => mask & (1 << i));
}

export function oldestIn(mask: VersionMask): Version | undefined {
  return VERSIONS.find((_, i) => mask & (1 << i));
}

export function newestIn(mask: VersionMask): Version | undefined {
  return VERSIONS.findLast((_, i) => mask & (1 << i));
}

const RELEASE = /^v?(\d{1,4})\.(\d{1,4})(?![\d])(?:\.(\d{1,6}))?(-(?:dev|rc|pre)\d*)?/;

/** "3.2", "3.2.1", "v2.6.12-1+deb12u3" → its branch; null when it is not a version or not a covered branch. */
export function branchOf(release: string): Version | null {
  const m = RELEASE.exec(release.trim());
  const name = m ? `${Number(m[1])}.${Number(m[2])}` : '';
  return isVersion(name) ? name : null;
}

/** "3.2.26" → 26; null when the text names no release. */
export function patchOf(release: string): number | null {
  const m = RELEASE.exec(release.trim());
  return m?.[3] === undefined ? null : Number(m[3]);
}

/** The release that stands for a branch when none is known: the one whose verdicts the checks are held against. */
const MEASURED: Readonly<Partial<Record<Version, number>>> = { '2.6': 12 };
/** Whether a word or a way that came with a later release of the branch is not there yet: what is not known is taken to be the first. */
export const isFirstRelease = (version: Version, patch: number | null): boolean => (patch ?? MEASURED[version] ?? 0) === 0;

/** Like branchOf, but a release outside the covered range gives the nearest end. Null when it is not a version. */
export function nearestBranch(release: string): Version | null {
  const m = RELEASE.exec(release.trim());
  if (!m) return null;
  return branchOf(release) ?? (compareNumbers(m, OLDEST_VERSION) < 0 ? OLDEST_VERSION : NEWEST_VERSION);
}

/**
 * Is any release of the branch `version` at least `release`, as `.if version_atleast()` asks?
 * Null when the answer depends on the patch release, which a branch does not tell, or when `release` is no version.
 */
export function isAtLeast(version: Version, release: string): boolean | null {
  const m = RELEASE.exec(release.trim());
  if (!m) return null;
  const order = compareNumbers(m, version);
  if (order !== 0) return order < 0;
  return m[4] !== undefined || Number(m[3] ?? 0) === 0 ? true : null;
}

function compareNumbers(m: RegExpExecArray, version: Version): number {
  const [major, minor] = version.split('.').map(Number);
  return Number(m[1]) - major! || Number(m[2]) - minor!;
}
