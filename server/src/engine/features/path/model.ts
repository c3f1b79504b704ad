// What the picture of a configuration's routing is made of, as plain data. Lines count from 0; times are milliseconds.
import type { Sign } from '../../model/webSocket.ts';
import type { Severity } from '../../model/settings.ts';
import type { SocketPath, Spot } from '../checkup/paths.ts';

/** What to show. Everything that is asked for stands in here: the answer to the same question is the same. */
export interface PathView {
  /** Only what WebSockets pass through. Without a sign of any, everything is shown nevertheless. */
  readonly webSocketOnly: boolean;
  /** Id of the one frontend to show; null: all. */
  readonly frontend: string | null;
  /** Letters of a name, an address or a condition; '' for all. */
  readonly find: string;
  /** How many more members of a group are shown, by the group's id. */
  readonly expanded: Readonly<Record<string, number>>;
  /** Id of the way whose timeline is asked for; null: the one at the cursor, else the most troubled one. */
  readonly selected: string | null;
  /** Id of the way to stay with where the cursor is on none. */
  readonly stay: string | null;
  /** The cursor: what stands there is not hidden in a group. */
  readonly at: Spot | null;
  /** The list of all ways is wanted, too. */
  readonly list: boolean;
}
export const WHOLE: PathView = { webSocketOnly: false, frontend: null, find: '', expanded: {}, selected: null, stay: null, at: null, list: false };

export type NodeKind = 'bind' | 'frontend' | 'rule' | 'backend' | 'listen' | 'server' | 'unknown' | 'group';
/** `bad`: it is what kills WebSockets, or will. */
export type Tone = 'good' | 'bad' | 'open' | 'plain';
export interface Fact { readonly text: string; readonly tone: Tone }
export interface NodeFinding { readonly rule: string; readonly severity: Severity; readonly message: string; readonly at: Spot }

export interface PathNode {
  /** The same after an edit elsewhere. */
  readonly id: string;
  readonly kind: NodeKind;
  /** Of what a group is made. */
  readonly of: NodeKind;
  readonly title: string;
  /** What a rule's named tests say, a line each; an address, …; '' for none. */
  readonly detail: string;
  /** Where it stands, and its last line. */
  readonly at: Spot | null;
  readonly to: number;
  readonly sign: Sign | null;
  /** Protocols of the leg to the client (bind) or the server, outermost first, and in words. */
  readonly tags: readonly string[];
  readonly leg: string;
  readonly facts: readonly Fact[];
  /** Of a group: the first of each rule. */
  readonly findings: readonly NodeFinding[];
  /** How many there are. */
  readonly found: number;
  /** A conditional block or a template leaves open whether it is there. */
  readonly perhaps: boolean;
  /** How many a group hides; 0 for all others. */
  readonly more: number;
  /** Id of the way that a choice of this node selects; null: none leads through it. */
  readonly way: string | null;
}
export interface PathEdge {
  readonly from: string;
  readonly to: string;
  readonly sign: Sign | null;
  /** Only the running HAProxy knows whether this way is taken. */
  readonly unknown: boolean;
}

/** One way through the configuration: a frontend and the backend that takes its requests. */
export interface Way {
  readonly id: string;
  readonly sign: Sign | null;
  readonly frontend: { readonly name: string; readonly at: Spot };
  readonly backend: { readonly name: string; readonly at: Spot };
  readonly binds: readonly string[];
  readonly conditions: readonly string[];
  readonly servers: string;
  readonly idle: string;
  readonly tone: Tone;
  readonly findings: number;
}

/** A stretch of the handshake, and the timeout that ends it. */
export interface Phase {
  readonly id: 'tls' | 'request' | 'queue' | 'connect' | 'answer';
  readonly title: string;
  /** What is waited for. */
  readonly waits: string;
  /** Null: unset, so without limit. `ms` null: not known. */
  readonly limit: { readonly key: string; readonly ms: number | null; readonly text: string; readonly from: string; readonly at: Spot | null } | null;
  /** What the client gets when it is over, and the log shows. */
  readonly client: string;
  readonly log: string;
}
export interface Timeline {
  readonly way: Way;
  readonly tcp: boolean;
  readonly phases: readonly Phase[];
  readonly idle: SocketPath['idle'];
  /** 0: not known. */
  readonly ping: number;
  readonly outerIdle: number;
  /** In one sentence, and what follows from it. */
  readonly verdict: { readonly tone: Tone; readonly text: string; readonly more: string };
  /** How the tunnel ends when nothing passes. */
  readonly cut: { readonly log: string; readonly client: string } | null;
  readonly ends: SocketPath['log'];
  readonly notes: readonly { readonly text: string; readonly at: Spot | null }[];
  readonly findings: readonly NodeFinding[];
  /** Nodes that the way leads through, as far as they are shown. */
  readonly nodes: readonly string[];
}

export interface PathModel {
  /** HAProxy branch that it is drawn for. */
  readonly version: string;
  /** Uris, in the order in which HAProxy reads them. */
  readonly files: readonly string[];
  readonly nodes: readonly PathNode[];
  readonly edges: readonly PathEdge[];
  /** Ways that the view asks for, the most troubled first; empty unless the view wants the list. */
  readonly ways: readonly Way[];
  /** How many there are, which of them is chosen (from 0; -1: none of them), and its neighbours. */
  readonly turn: { readonly of: number; readonly index: number; readonly previous: string | null; readonly next: string | null };
  readonly timeline: Timeline | null;
  /** Every frontend, for the filter. */
  readonly frontends: readonly { readonly id: string; readonly name: string; readonly sign: Sign | null }[];
  /** Some way carries WebSockets. */
  readonly webSocket: boolean;
  /** Id of the node at the cursor; null: none. */
  readonly here: string | null;
  /** How many sections and servers of the whole configuration there are. */
  readonly totals: { readonly frontends: number; readonly backends: number; readonly servers: number };
}
