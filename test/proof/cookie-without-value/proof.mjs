import { apart } from '../polling.mjs';

export const claim = 'Without a value on the servers HAProxy gives the client an empty cookie that has expired, and the next request of a client goes to another server.';

export const bad = apart('SRV=', 'empty cookie');
export { fixed } from '../polling.mjs';
