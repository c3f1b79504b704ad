import { apart } from '../polling.mjs';

export const claim = 'Cookie values on the servers do nothing without a cookie line: none is set, and the next request of a client goes to another server.';

export const bad = apart(null, 'no cookie');
export { fixed } from '../polling.mjs';
