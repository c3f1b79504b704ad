import { goesElsewhere } from '../elsewhere.mjs';

export const claim = 'http-request rules run before use_backend: a test on a header that they delete never matches.';

export const { bad, fixed } = goesElsewhere();
