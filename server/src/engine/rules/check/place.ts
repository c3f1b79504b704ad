// Where a sample expression is evaluated: HAProxy's checkpoints, as bits of `Fetch.availability`. A fetch may be used when it is
// available at one of the place's checkpoints; a `listen` or `defaults` section counts as frontend and as backend.
import { hasBackend, hasFrontend } from '../../model/keyword.ts';

/** Bit mask over `availabilityColumns()`. */
export type Place = number;

export type Point = 'tcp-conn' | 'tcp-sess' | 'tcp-content' | 'http-req' | 'http-req-body' | 'use-backend' | 'set-server' | 'server-conn' | 'tcp-res' | 'http-res' | 'http-res-body'
  | 'stick-store' | 'log' | 'check' | 'config' | 'cli';

/** Frontend and backend bit of each point. */
const BITS: Readonly<Record<Point, readonly [frontend: number, backend: number]>> = {
  'tcp-conn': [1 << 0, 0], 'tcp-sess': [1 << 1, 0], 'tcp-content': [1 << 2, 1 << 6], 'http-req': [1 << 3, 1 << 7], 'http-req-body': [1 << 4, 1 << 8], 'use-backend': [1 << 5, 0],
  'set-server': [0, 1 << 9], 'server-conn': [0, 1 << 10], 'tcp-res': [1 << 15, 1 << 11], 'http-res': [1 << 16, 1 << 12], 'http-res-body': [1 << 17, 1 << 13], 'stick-store': [0, 1 << 14],
  log: [1 << 18, 1 << 18], check: [0, 1 << 19], config: [1 << 20, 1 << 20], cli: [1 << 21, 1 << 21],
};

/** No checkpoint is known: availability is not judged. */
export const ANYWHERE: Place = -1;

/** The checkpoints of a rule in a section of that kind; several points are alternatives. */
export function placeOf(kind: string, ...points: readonly Point[]): Place {
  let mask = 0;
  for (const point of points) {
    const [frontend, backend] = BITS[point];
    if (hasFrontend(kind) || kind === 'defaults') mask |= frontend;
    if (hasBackend(kind) || kind === 'defaults') mask |= backend;
    if (frontend === backend) mask |= frontend;
  }
  return mask;
}

/** Where the conditions of a line are evaluated, by its keyword; absent where HAProxy does not ask. */
const CONDITION_POINTS: ReadonlyMap<string, Point> = new Map<string, Point>([
  ['http-request', 'http-req'], ['http-response', 'http-res'], ['http-after-response', 'http-res'], ['redirect', 'http-req'], ['stats admin', 'http-req'], ['stats http-request', 'http-req'],
  ['tcp-request connection', 'tcp-conn'], ['tcp-request session', 'tcp-sess'], ['tcp-request content', 'tcp-content'], ['tcp-response content', 'tcp-res'], ['use_backend', 'use-backend'],
  ['use-server', 'set-server'], ['stick on', 'set-server'], ['stick match', 'set-server'], ['stick store-request', 'set-server'], ['stick store-response', 'stick-store'],
  ['force-persist', 'tcp-content'], ['ignore-persist', 'tcp-content'],
]);

/** Place of the conditions of a line with that keyword, or ANYWHERE. */
export function conditionPlace(kind: string, keyword: string): Place {
  const point = CONDITION_POINTS.get(keyword);
  return point === undefined ? ANYWHERE : placeOf(point === 'set-server' || point === 'stick-store' ? 'backend' : point === 'use-backend' ? 'frontend' : kind, point);
}
