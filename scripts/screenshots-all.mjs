// Every picture of the documentation, one script after the other; `npm run screenshots -- path russian` makes only theirs. The moving one is
// `npm run screenshots:tour`.
import { run } from './run.mjs';

const ALL = { article: 'screenshots.mjs', features: 'screenshots-features.mjs', path: 'screenshots-path.mjs', reports: 'screenshots-reports.mjs', simulate: 'screenshots-simulate.mjs', check: 'screenshots-check.mjs', russian: 'screenshots-russian.mjs' };
const asked = process.argv.slice(2), unknown = asked.filter((name) => !(name in ALL));
if (unknown.length > 0) {
  console.error(`No such pictures: ${unknown.join(', ')}. There are ${Object.keys(ALL).join(', ')}.`);
  process.exit(2);
}
const failed = [];
for (const [name, script] of Object.entries(ALL)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`=== ${name}`);
  if ((await run([`scripts/${script}`])) !== 0) failed.push(name);
}
if (failed.length > 0) console.error(`NOT MADE, or not all: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
