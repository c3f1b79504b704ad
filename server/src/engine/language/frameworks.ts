// What common WebSocket frameworks do by default: how often somebody pings, and under which paths. From their own sources and
// manuals; an application may have set something else.

export interface Framework {
  /** Seconds between two pings, whoever sends them. */
  readonly ping: number;
  /** Path prefixes beside those that everybody knows. */
  readonly paths: readonly string[];
}

const of = (ping: number, ...paths: string[]): Framework => ({ ping, paths });

export const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  'socket.io': of(25, '/socket.io'),
  sockjs: of(25, '/sockjs'),
  signalr: of(15, '/signalr'),
  aspnetcore: of(120),
  phoenix: of(30, '/socket/websocket', '/live/websocket'),
  actioncable: of(3, '/cable'),
  reverb: of(60, '/app/'),
  daphne: of(20),
  uvicorn: of(20),
  'graphql-ws': of(12, '/graphql'),
  jupyter: of(30, '/api/kernels', '/terminals/websocket'),
  centrifugo: of(25, '/connection/websocket'),
  'mqtt.js': of(60, '/mqtt'),
  nats: of(120),
  'home-assistant': of(55, '/api/websocket'),
  mattermost: of(60, '/api/v4/websocket'),
};
