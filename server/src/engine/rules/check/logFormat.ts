// log-format strings: text, %aliases and %[expressions] (manual 8.2.6), as lf_text parsing reads them.
import { ENV, type Token } from '../../syntax/lexer.ts';
import { parseLogFormat } from '../../syntax/logFormat.ts';
import type { Check } from './context.ts';
import { checkSample } from './expression.ts';
import type { Place } from './place.ts';

export interface LogFormatOptions {
  /** The directive or action, for messages. */
  readonly keyword: string;
}

/** Checks one word as a log-format string. */
export function checkLogFormat(c: Check, token: Token, place: Place, options: LogFormatOptions): void {
  if (token.flags & ENV) return;
  for (const part of parseLogFormat(token.value)) if (part.kind === 'expression') checkSample(c, token, part.at, place, { keyword: options.keyword, brackets: true });
}
