import assert from 'node:assert/strict';
import { type Client, start } from './client.mjs';

export type Options = Parameters<typeof start>[0];

/** Runs what a client does with a server of its own, which must end well when it is told to and is gone afterwards in any case. */
export async function withServer(options: Options, run: (c: Client) => Promise<void>): Promise<void> {
  const c = await start(options);
  try {
    await run(c);
    assert.equal((await c.stop()).code, 0, c.stderr());
  } finally { c.child.kill('SIGKILL'); }
}
