// Sets V8 up for the first second. A first pass over a file runs everything for the first time: by default V8 sends much of it
// to the optimising compiler at once, whose threads then cost more processor time than they save.
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--interrupt-budget=1000000');
