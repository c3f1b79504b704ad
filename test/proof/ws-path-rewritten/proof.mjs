import { goesElsewhere } from '../elsewhere.mjs';

export const claim = 'http-request rules run before use_backend: a test on a path that they rewrite never matches.';

export const { bad, fixed } = goesElsewhere({ path: '/live/ws' });
