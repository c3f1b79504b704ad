// The engine's door to the log reader, apart from the other one: a program that does not ask for it does not carry it.
export { type Explanation, explain, explanationText } from './features/log/explain.ts';
export { readersOf } from './features/log/formats.ts';
export { type LogLines, logLines } from './features/log/line.ts';
export { explanationMarkdown } from './features/log/markdown.ts';
export { durationText } from './features/log/phases.ts';
export { closedBy } from './features/log/words.ts';
export { lineSplitter } from './features/log/splitter.ts';
export { type Counted, type Summary, summarise, summaryText } from './features/log/summary.ts';
