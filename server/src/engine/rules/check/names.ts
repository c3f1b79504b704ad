// Names of sections, servers and the like.

const ALLOWED = /^[A-Za-z0-9_:.-]$/;

/** Column of the first character that HAProxy allows in no name (its invalid_char()); -1 when there is none. */
export function invalidCharacter(name: string): number {
  for (let i = 0; i < name.length; i++) if (!ALLOWED.test(name[i]!)) return i;
  return -1;
}
