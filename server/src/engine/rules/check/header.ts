// Section headers: name, `from`, characters.
import type { Check } from './context.ts';

export function checkHeader(_c: Check): void {}
