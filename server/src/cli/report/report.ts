// What every report format does: it is told of each checked file as it is done, and of the end.
import type { Severity } from '../../engine/model/settings.ts';
import type { Checked } from '../check.ts';
import type { Unusable } from '../files.ts';

/** Each method returns what to print at once. */
export interface Report {
  file(checked: Checked): string;
  end(unusable: readonly Unusable[]): string;
}

/** One line of prose whatever the text holds: a configuration must not steer the reader's terminal. */
export const oneLine = (text: string): string => text.replace(/\s*[\r\n]\s*/g, ' ').replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

export type Count = Record<Severity, number>;
export const noCount = (): Count => ({ error: 0, warning: 0, info: 0, hint: 0 });
