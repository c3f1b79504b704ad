// What the model tells the floor below when something moved. Each call names a facet that rules may read;
// the scheduler turns facets into (rule, unit) pairs.
import type { Line } from '../text/lineTree.ts';
import type { Document } from './document.ts';
import type { Section } from './section.ts';

export interface ChangeSink {
  /** Settings that some rule reads through inheritance; others are not followed to the children of a `defaults`. */
  readonly inheritedKeys: ReadonlySet<string>;
  /** Keywords of a frontend that rules of its backends read. */
  readonly sourceKeys: ReadonlySet<string>;
  /** Keywords of a backend that rules of the frontends in front of it read. */
  readonly targetKeys: ReadonlySet<string>;
  /** Keywords of `global` that rules of other sections read. */
  readonly globalKeys: ReadonlySet<string>;

  /** A line of the section with this keyword came, went or changed; `@table`: a stick-table that it uses did. */
  own(section: Section, keyword: string): void;
  /** The effective value of a setting may have changed here. */
  setting(section: Section, key: string): void;
  /** Who sends traffic here, or under which condition, may have changed; also the section's own signs of WebSocket. */
  routes(section: Section): void;
  /** A frontend that sends traffic here changed. */
  source(section: Section, key: string): void;
  /** A backend that this frontend sends traffic to changed; '*' when it is another backend. */
  target(section: Section, key: string): void;
  /** The line itself, or what a name on it stands for, changed. */
  line(document: Document, line: Line): void;
  /** The line left the document. */
  gone(document: Document, line: Line): void;
  opened(section: Section): void;
  closed(section: Section): void;
  /** Everything may have changed (conditional blocks, version, settings). */
  everything(): void;
}
