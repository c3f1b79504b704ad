export const claim = 'A limit on a counter that is not in store never acts.';

export { bad, fixed } from '../four.mjs';
