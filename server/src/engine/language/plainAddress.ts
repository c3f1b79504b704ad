const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
/** Pattern of an IPv4 address with a port. */
export const PLAIN_ADDRESS = `(?:${OCTET}\\.){3}${OCTET}:[1-9]\\d{0,3}`;
const PLAIN = new RegExp(`^${PLAIN_ADDRESS}$`);

/** `192.0.2.1:8080`: an address with a port, nothing to look up and nothing to refuse. */
export const isPlainAddress = (word: string): boolean => PLAIN.test(word);
