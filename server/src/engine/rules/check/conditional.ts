// `.if`, `.elif`, `.else`, `.endif`, `.notice` and their kin (manual 2.4).
import type { Check } from './context.ts';

export function checkConditional(_c: Check): void {}
