import { goesElsewhere } from '../elsewhere.mjs';

export const claim = 'A test on Connection without -i misses what browsers send, and the WebSocket goes to the default backend.';

export const { bad, fixed } = goesElsewhere();
