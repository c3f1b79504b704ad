// A reporter for node's test runner that writes nothing but its final counts, as JSON.
export default async function* (events) {
  const count = {};
  for await (const { type, data } of events) {
    const found = type === 'test:diagnostic' && data.nesting === 0 && /^(pass|fail|cancelled|skipped) (\d+)$/.exec(data.message);
    if (found) count[found[1]] = Number(found[2]);
  }
  yield JSON.stringify({ passed: count.pass ?? 0, failed: (count.fail ?? 1) + (count.cancelled ?? 0), skipped: count.skipped ?? 0 });
}
