import { apart } from '../polling.mjs';

export const claim = 'The polling requests of one session go to different servers, and the one that does not know the session answers 400. A cookie keeps them together, and the upgrade too.';

export const bad = apart(null, 'no cookie');
export { fixed } from '../polling.mjs';
