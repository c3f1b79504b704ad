// Sets V8 up for the first second. A first pass over a file runs everything for the first time: by default V8 sends much of it
// to the optimising compiler at once, whose threads then cost more processor time than they save.
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';

// flags are those of the whole process: a thread that is there for long work leaves them
if (isMainThread) setFlagsFromString('--interrupt-budget=1000000');
