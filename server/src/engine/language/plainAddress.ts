const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)', PLAIN = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}:[1-9]\\d{0,3}$`);

/** `192.0.2.1:8080`: an address with a port, nothing to look up and nothing to refuse. */
export const isPlainAddress = (word: string): boolean => PLAIN.test(word);
