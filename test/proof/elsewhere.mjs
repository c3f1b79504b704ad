// A WebSocket that goes to the backend of the pages instead of its own.
import assert from 'node:assert/strict';

/** `at`: where it is opened, as run.openWebSocket takes it. */
export const goesElsewhere = (at = {}) => ({
  async bad(run) {
    const { exit, alerts } = run.check();
    assert.deepEqual({ exit, alerts }, { exit: 0, alerts: [] }, 'HAProxy itself says nothing');
    await run.start();
    const seen = await run.openWebSocket(at);
    assert.equal(seen.status, 200, 'a page comes instead of 101');
    const { backend } = await run.log();
    assert.equal(backend, 'be_pages');
    return `goes to ${backend}, ${seen.status}`;
  },
  async fixed(run) {
    await run.start();
    assert.ok((await run.openWebSocket({ ...at, text: 'hello' })).handshake);
    return 'goes to be_live, 101';
  },
});
