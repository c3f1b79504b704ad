// Every sentence of the page "WebSocket path". The page itself has no translations; what speaks of HAProxy comes from the server.

/** @param l10n VS Code's; a test that shows the page without it gives one that leaves texts as they are */
export const pathTexts = (l10n: { readonly t: (text: string) => string }) => ({
  nothing: l10n.t('Open a HAProxy configuration to see its paths.'),
  empty: l10n.t('Nothing here: no frontend, or none that the filter lets through.'),
  noSocket: l10n.t('No sign of WebSocket in this configuration: the whole routing is shown.'),
  only: l10n.t('Only WebSocket'), onlyTitle: l10n.t('Leave out what WebSockets do not pass through'),
  allFrontends: l10n.t('All frontends'), frontend: l10n.t('Frontend'), find: l10n.t('Find a name, address or condition'),
  picture: l10n.t('Picture'), list: l10n.t('List'), zoomIn: l10n.t('Zoom in (+)'), zoomOut: l10n.t('Zoom out (-)'), fit: l10n.t('Show all (0)'), turn: l10n.t('Lay out from left to right, or from top to bottom'),
  svg: l10n.t('Export as SVG'), mermaid: l10n.t('Export as Mermaid text'),
  previous: l10n.t('Previous path'), next: l10n.t('Next path'), of: l10n.t('{0} of {1}'), hides: l10n.t('not among those shown'),
  map: l10n.t('Routing: clients come in at the left or top, servers are at the right or bottom. Arrow keys follow the lines, Enter goes to the line, Space chooses the path.'),
  kinds: { bind: l10n.t('bind'), frontend: l10n.t('frontend'), listen: l10n.t('listen'), rule: l10n.t('condition'), backend: l10n.t('backend'), server: l10n.t('server'), unknown: l10n.t('unknown'), group: l10n.t('more') },
  groups: { bind: l10n.t('binds'), frontend: l10n.t('frontends'), listen: l10n.t('proxies'), rule: l10n.t('conditions'), backend: l10n.t('backends'), server: l10n.t('servers'), unknown: l10n.t('unknown'), group: l10n.t('more') },
  expand: l10n.t('show more of them'), line: l10n.t('line {0}'), findings: l10n.t('{0} findings'), finding: l10n.t('1 finding'), perhaps: l10n.t('in a conditional block'),
  strong: l10n.t('WebSocket'), weak: l10n.t('perhaps WebSocket'), other: l10n.t('other requests'), open: l10n.t('only HAProxy knows'),
  phases: l10n.t('Handshake: each step, the timeout that ends it, and what then follows'), tunnel: l10n.t('Open WebSocket: how long it may be silent'),
  noLimit: l10n.t('no limit'), unset: l10n.t('not set'), opened: l10n.t('101, open'), connected: l10n.t('open'), after: l10n.t('then'),
  closes: l10n.t('Closes first'), stops: l10n.t('If the pings stop, closes first'), closed: l10n.t('closed'), client: l10n.t('Client sees'), log: l10n.t('Log shows'), haproxy: l10n.t('HAProxy, both sides'), balancer: l10n.t('the balancer in front'), nobody: l10n.t('nobody, for silence'), clean: l10n.t('the connection ends'),
  silence: l10n.t('silence'), limit: l10n.t('limit {0}: {1} of {2}'), outer: l10n.t('balancer in front: {0}'), cut: l10n.t('cut after {0}'), ping: l10n.t('ping every {0}'), late: l10n.t('first ping after {0}: too late'), usual: l10n.t('usual pings: 25s to 60s'), time: l10n.t('time'), scale: l10n.t('not to scale'), unknown: l10n.t('the limit is not known'), none: l10n.t('no limit on silence'),
  ends: l10n.t('All ways it can end, as the log shows them'), shows: l10n.t('Log'), when: l10n.t('When'), notes: l10n.t('Worth knowing'), found: l10n.t('Findings on this path'),
  columns: { path: l10n.t('Path'), binds: l10n.t('Binds'), conditions: l10n.t('Conditions'), servers: l10n.t('Servers'), idle: l10n.t('May be silent'), findings: l10n.t('Findings') }, caption: l10n.t('Paths, the most troubled first'),
});
export type PathTexts = ReturnType<typeof pathTexts>;
