export const claim = 'A limit on sc_*(0) without a track-sc0 rule never acts.';

export { bad, fixed } from '../four.mjs';
