// Stands for node:test in the bundle of mutation tests: what is declared is kept in a list instead of run.
// The list lies on globalThis: the runner reads it when it has evaluated the bundle.
const state = globalThis.haproxyWsTests ??= { file: '', suites: [], tests: [] };
const argumentsOf = (all) => ({ name: all.find((x) => typeof x === 'string') ?? '', run: all.find((x) => typeof x === 'function') ?? (() => {}), options: all.find((x) => x && typeof x === 'object') ?? {} });
const t = { diagnostic() {}, skip() {} };

export function suite(...all) {
  const { name, run } = argumentsOf(all);
  state.suites.push(name);
  try { run(); } finally { state.suites.pop(); }
}
export function test(...all) {
  const { name, run, options } = argumentsOf(all);
  if (!options.skip) state.tests.push({ id: [state.file, ...state.suites, name].join(' > '), run: () => run(t) });
}
export { suite as describe };
