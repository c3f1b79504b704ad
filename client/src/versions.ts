/** HAProxy's branches, the newest first. */
export const VERSIONS = ['3.4', '3.3', '3.2', '3.1', '3.0', '2.9', '2.8', '2.7', '2.6', '2.5', '2.4'];
