export const claim = 'A limit above its track-sc rule never acts.';

export { bad, fixed } from '../four.mjs';
