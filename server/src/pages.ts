/** Folder of the rule pages: `<id>.md` in it is the page of a rule. */
export const RULE_PAGES = 'https://github.com/haproxy-ws/haproxy-ws/blob/main/docs/rules/';
/** Page about what haproxy itself says. */
export const CHECK_PAGE = 'https://github.com/haproxy-ws/haproxy-ws/blob/main/docs/haproxy-check.md';
