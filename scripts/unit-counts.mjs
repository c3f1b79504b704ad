// A reporter for node's test runner that writes nothing but its final counts, as JSON.
export default async function* (events) {
  const count = {};
  let broken = 0; // suites that failed while they were set up: their tests never came to be
  for await (const { type, data } of events) {
    const found = type === 'test:diagnostic' && data.nesting === 0 && /^(pass|fail|cancelled|skipped) (\d+)$/.exec(data.message);
    if (found) count[found[1]] = Number(found[2]);
    if (type === 'test:fail' && data.details?.type === 'suite' && data.details.error?.failureType !== 'subtestsFailed') broken++;
  }
  yield JSON.stringify({ passed: count.pass ?? 0, failed: (count.fail ?? 1) + (count.cancelled ?? 0) + broken, skipped: count.skipped ?? 0 });
}
