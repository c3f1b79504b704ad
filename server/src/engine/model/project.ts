// The configuration: an ordered list of documents, as HAProxy reads `-f a -f b`, with everything indexed that
// rules and features ask for. One edit touches the changed lines, their section and who refers to their names.
import { planChange, type TextChange } from '../text/edit.ts';
import { CONDITIONAL, HEADER, Line } from '../text/lineTree.ts';
import { branchOf, patchOf } from '../language/version.ts';
import { lex, type Statement } from '../syntax/lexer.ts';
import { lexTemplate } from '../syntax/template.ts';
import type { ChangeSink } from './change.ts';
import type { Document } from './document.ts';
import { erase, redraw } from './drawn.ts';
import { Memos } from './memos.ts';
import { classify, hasBackend, hasFrontend, isProxy, keywordOf, meantSection, SECTION_WORDS } from './keyword.ts';
import { isLocal, isNameless, isQuiet, type NameKind, type NameUse, namesOf } from './names.ts';
import { Recall, type Remembered } from './recall.ts';
import { type NameEntry, Section } from './section.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Mention } from './shape.ts';

export interface Meter { lexed: number; ruleRuns: number }

/** Looks at the lines of a document that is being read. */
export interface Reader {
  /** Gives what `again` wants for a line of the same text in a section of the same kind; -1 where such a line has to be read itself. */
  read(document: Document, section: Section, line: Line, statement: Statement, uses: readonly NameUse[]): number;
  /** The line says what one that was read before said: nothing to report. */
  again(line: Line, noted: number): void;
  /** The line is built like one that nothing was found about, with other names. */
  alike(document: Document, section: Section, line: Line, mentions: readonly Mention[]): void;
}
const IGNORE_MARK = 'haproxy-ws-ignore';
const PRAGMA = /#\s*haproxy-ws:/, VERSION = /\bversion\s*=\s*([\d.]+)/;
/** The version that a comment chooses; '' without one. */
const chosenIn = (text: string): string => { const at = text.search(PRAGMA); return at < 0 ? '' : VERSION.exec(text.slice(at))?.[1] ?? ''; };
const OPAQUE: Statement = { tokens: [], comment: -1, error: null, env: [] };
const NO_LINES: readonly Line[] = [];
/** Of a name that is declared alone, or used alone; nothing is ever put in. */
const NOWHERE: Line[] = [];
const NO_USES: readonly NameUse[] = [];
/** Lines that add to those of the `defaults` instead of taking their place. */
const ADDING: ReadonlySet<string> = new Set(['http-request', 'http-response', 'http-after-response', 'tcp-request connection', 'tcp-request session', 'tcp-request content', 'tcp-response content', 'tcp-request inspect-delay', 'tcp-response inspect-delay', 'default-server', 'acl']);
const MOST_LEXED = 256;
const CONDITION = /\b(?:if|unless)\b/;

export class Project {
  readonly documents: Document[] = [];
  readonly names = new Map<string, NameEntry>();
  readonly meter: Meter = { lexed: 0, ruleRuns: 0 };
  sink: ChangeSink | null = null;
  /** Sees each line of a document that is being read, with its words. */
  reader: Reader | null = null;
  private chosen: Settings = DEFAULT_SETTINGS;
  private current: Settings = DEFAULT_SETTINGS;
  private templates = false;
  private opaque = 0;
  private defaults: { readonly document: Document; readonly sections: Section[]; readonly globals: Section[] }[] | null = null;

  /** Grows when line numbers move in any document. */
  shift = 0;
  /** Grows with every change: what was computed from the model before is stale. */
  epoch = 0;
  /** Grows with every change but those of `server` lines, comments and blank lines: names of proxies, routes, conditions and modes stand. */
  frame = 0;
  private readonly lexed = new Map<string, Statement>();
  private readonly memos = new Memos();
  private readonly framed = new Memos();

  /** The words of a line. Counted; the last few hundred different lines are kept, as rules look at the same lines by turns. */
  lex(text: string): Statement {
    this.meter.lexed++;
    let s = this.lexed.get(text);
    if (s === undefined) {
      s = this.templates ? lexTemplate(text) ?? OPAQUE : lex(text);
      if (this.lexed.size >= MOST_LEXED) this.lexed.clear();
      this.lexed.set(text, s);
    }
    return s;
  }

  /** For indexing, where every line comes by once. */
  private lexOnce(text: string): Statement { this.meter.lexed++; return this.templates ? lexTemplate(text) ?? OPAQUE : lex(text); }

  /** Computes once per object between two changes. */
  memo<T>(key: string, of: object, compute: () => T): T { return this.memos.get(this.epoch, key, of, compute); }

  /** Computes once per object, and again when anything but `server` lines, comments and blank lines changed. What is kept must hold no line number. */
  lasting<T>(key: string, of: object, compute: () => T): T { return this.framed.get(this.frame, key, of, compute); }

  /** What `lasting` keeps by this name, for those who ask very often: to be looked up and filled by the caller, at once. */
  lastingOf(key: string): Map<object, unknown> { return this.framed.of(this.frame, key); }

  /** Everything that was computed from the model is stale. */
  private stale(): void { this.epoch++; this.frame++; }

  /** What the user chose, with the version that a comment in the file may select. */
  get settings(): Settings { return this.current; }
  set settings(value: Settings) { this.chosen = value; this.select(); }

  /** Some lines of the configuration are not known (templates): what is missing may stand there. */
  get complete(): boolean { return this.opaque === 0; }

  private select(): void {
    this.stale();
    let { version, release } = this.chosen;
    if (this.chosen.auto) for (const d of this.documents) for (const l of d.pragmas) {
      const text = chosenIn(l.text), branch = branchOf(text);
      if (branch) { version = branch; release = patchOf(text); }
    }
    const was = this.current;
    this.current = version === this.chosen.version && release === this.chosen.release ? this.chosen : { ...this.chosen, version, release };
    for (const d of this.documents) d.target = version;
    if (was.version === version && was.release === release) return;
    for (const d of this.documents) d.drawn = null;
    this.sink?.everything();
  }

  // ---- documents ----

  /** Adds a document at the end, or in front of `before`. Returns a generator that indexes it piece by piece. */
  *add(document: Document, before?: Document): Generator<void, void, void> {
    const at = before ? this.documents.indexOf(before) : this.documents.length;
    this.documents.splice(at, 0, document);
    if (document.template && !this.templates) { this.templates = true; this.lexed.clear(); }
    this.stale();
    this.renumber();
    document.target = this.current.version;
    let section = new Section(document, null, 'none'), latest: Section | null = null;
    const recall = this.templates ? null : new Recall();
    document.sections = [section];
    const lines = document.tree.all();
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i]!, header = (line.flags & HEADER) !== 0;
      if (header) { section = new Section(document, line, ''); document.sections.push(section); }
      const known = !recall || line.flags & CONDITIONAL || line.eol === '' ? null : header ? recall.header(section, line.text) : recall.line(line.text);
      if (known && recall) this.again(document, section, line, known, recall); else this.index(document, section, line, true, recall);
      if (header) {
        recall?.enter(section);
        if (section.kind === 'defaults') latest = section; else if (latest && section.from === null && isProxy(section.kind)) section.parent = latest;
      }
      if ((i & 255) === 255) yield;
    }
    this.defaults = null;
    this.select();
    // which `defaults` stands above was plain to see on the way down
    for (const s of document.sections) if (s.parent) s.parentFrame = this.frame;
  }

  remove(document: Document): void {
    this.stale();
    this.documents.splice(this.documents.indexOf(document), 1);
    for (const section of document.sections) for (const line of document.linesOf(section)) this.unindex(document, section, line);
    this.renumber();
  }

  private renumber(): void {
    this.stale(); this.shift++; this.documents.forEach((d, i) => { d.order = i; }); this.defaults = null; }

  // ---- one edit ----

  edit(document: Document, change: TextChange): void {
    this.epoch++;
    const pragmas = document.pragmas.size;
    this.apply(document, change);
    if (pragmas || document.pragmas.size) this.select();
  }

  private apply(document: Document, change: TextChange): void {
    const plan = planChange(document.tree, change);
    const { at, count, added } = plan;
    const shifted = added.length !== count;
    for (const l of added) flagged(l);
    const first = count > 0 ? document.tree.at(at) : null;
    if (first && count === 1 && added.length === 1 && ((first.flags ^ added[0]!.flags) & (HEADER | CONDITIONAL)) === 0) {
      this.retype(document, first, added[0]!.text);
      if (first.eol !== added[0]!.eol) { first.eol = added[0]!.eol; this.sink?.line(document, first); }
      return;
    }
    if (count === 0 && added.length === 0) return;
    this.replace(document, at, count, added);
    this.shift++; // also where as many lines came as went: they are other lines
    if (shifted) for (const d of this.documents) if (d.tree.markedCount > 0 || d.ignoring.size > 0) d.revision++;
  }

  /** The line keeps its identity; ends early when only the comment or trailing blanks changed. */
  private retype(document: Document, line: Line, text: string): void {
    if (line.text === text) return;
    const section = document.sectionOf(line), was = line.text;
    const end = wordsEnd(was), same = end === wordsEnd(text) && was.slice(0, end) === text.slice(0, end);
    if (same) {
      line.text = text;
      this.unmark(document, line);
      this.remark(document, line, lex(text).comment);
      if (line.eol === '') this.sink?.line(document, line); // the last line: it may lack its end
      return;
    }
    if (line.flags & HEADER && document.sections.length > 0) { this.rehead(document, section, line, text); return; }
    this.unindex(document, section, line);
    line.text = text;
    this.index(document, section, line, false);
    if (line.flags & CONDITIONAL) this.sink?.everything();
  }

  private rehead(document: Document, section: Section, line: Line, text: string): void {
    const kindWas = section.kind, nameWas = section.name, touched = new Set(this.dependents(section));
    const now = lex(text);
    if (sectionKind(now.tokens[0]?.value ?? '') !== kindWas) { // another kind: every line of the section means something else
      this.replace(document, document.tree.numberOf(line), 1, [flagged(new Line(text, line.eol))]);
      return;
    }
    this.unindex(document, section, line);
    line.text = text;
    this.index(document, section, line, false);
    this.sink?.opened(section);
    if (section.kind === 'defaults') { for (const s of this.dependents(section)) touched.add(s); }
    this.inherit(isProxy(section.kind) || section.kind === 'defaults' ? [...touched, section] : touched);
    for (const kw of section.byKeyword.keys()) this.touch(section, kw);
    // messages about its lines, and about what it sends traffic to, name the section
    if (this.sink && section.name !== nameWas) {
      for (const l of document.linesOf(section)) this.sink.line(document, l);
      for (const t of this.targets(section)) { this.rerouted(t); for (const key of this.sink.sourceKeys) this.sink.source(t, key); }
    }
  }

  private replace(document: Document, at: number, count: number, added: Line[]): void {
    const tree = document.tree, old: Line[] = count > 0 ? [...tree.slice(at, at + count)] : [];
    const structural = old.some((l) => l.flags & HEADER) || added.some((l) => l.flags & HEADER);
    const conditional = old.some((l) => l.flags & CONDITIONAL) || added.some((l) => l.flags & CONDITIONAL);
    const anchor = at > 0 ? tree.at(at - 1) : null;
    let section = anchor ? document.sectionOf(anchor) : document.sections[0]!;
    const next = count > 0 ? tree.after(old[old.length - 1]!) : anchor ? tree.after(anchor) : tree.lineCount > 0 ? tree.at(0) : null;
    const tail: Line[] = [];
    if (structural) for (let l = next; l && !(l.flags & HEADER); l = tree.after(l)) tail.push(l);
    const touched = new Set<Section>(), parents = new Set<Section>();
    const noteParents = (sections: Iterable<Section>): void => { for (const x of sections) { const p = this.parent(x); if (p) parents.add(p); } };

    // out with the old
    let s = section, index = document.indexOf(section);
    const first = index;
    for (const l of structural ? [...old, ...tail] : old) {
      if (l.flags & HEADER) { s = document.sections[++index]!; for (const d of this.dependents(s)) touched.add(d); noteParents([s]); }
      this.unindex(document, s, l);
    }
    const closed = document.sections.slice(first + 1, index + 1);
    for (const c of closed) { this.sink?.closed(c); if (c.header) document.headed.delete(c.header); }
    for (const l of old) { this.sink?.gone(document, l); erase(document, l, next); }
    if (old.length) this.shift++; // what was reported of these lines is worth nothing, even when as many come in their place
    tree.splice(at, count, added);
    this.epoch++;

    // in with the new
    const opened: Section[] = [];
    for (const l of added) if (l.flags & HEADER) opened.push(new Section(document, l, ''));
    document.sections.splice(first + 1, closed.length, ...opened);
    if (closed.length || opened.length) { this.defaults = null; this.stale(); }
    let k = 0;
    for (const l of structural ? [...added, ...tail] : added) {
      if (l.flags & HEADER) section = opened[k++]!;
      this.index(document, section, l, false);
    }
    for (const o of opened) { this.sink?.opened(o); for (const d of this.dependents(o)) touched.add(d); }
    if (structural) {
      this.inherit([...opened, ...[...touched].filter((t) => !closed.includes(t))]);
      noteParents([...opened, ...touched]);
      for (const p of parents) if (!closed.includes(p)) this.reheir(p);
    }
    if (structural && document.ignoring.size > 0) document.revision++; // a comment on a header speaks for its section
    if (conditional) this.sink?.everything();
  }

  // ---- index ----

  /** Indexes the line by what one alike was found to be, without reading it. */
  private again(document: Document, section: Section, line: Line, { keyword, noted }: Remembered, { mentions, named }: Recall): void {
    line.keyword = keyword;
    section.stamp++;
    for (let i = 0; i < mentions.length; i++) this.mention(section, mentions[i]!, line);
    if (named) this.reader?.alike(document, section, line, mentions); else this.reader?.again(line, noted);
    if (keyword === '') return;
    const lines = section.byKeyword.get(keyword);
    if (lines) lines.push(line); else section.byKeyword.set(keyword, [line]);
  }

  private index(document: Document, section: Section, line: Line, loading: boolean, recall: Recall | null = null): void {
    if (!loading) { this.epoch++; redraw(document, line); }
    section.stamp++;
    const statement = this.lexOnce(line.text), header = (line.flags & HEADER) !== 0;
    this.remark(document, line, statement.comment);
    line.keyword = header || statement.tokens.length === 0 ? '' : keywordOf(statement.tokens);
    if (header) this.open(section, statement);
    if (statement === OPAQUE) { section.opaque++; this.opaque++; }
    if (!loading && !isLight(line, statement)) this.frame++;
    if (line.flags & CONDITIONAL && !loading) document.conditionals = null;
    if (statement === OPAQUE && !loading) this.sink?.everything(); // what is known of the section became less
    if (statement.tokens.length === 0) { // the last line: it may lack its end
      if (loading) this.reader?.read(document, section, line, statement, NO_USES);
      else if (line.eol === '') this.sink?.line(document, line);
      return;
    }
    if (line.keyword !== '') {
      const lines = section.byKeyword.get(line.keyword);
      if (!lines) section.byKeyword.set(line.keyword, [line]);
      else if (loading) lines.push(line);
      else lines.splice(this.place(document, lines, line), 0, line);
    }
    const uses = namesOf(statement.tokens, section.kind, header, statement.env);
    for (const u of uses) this.mention(section, u, line);
    if (!loading) { this.announce(document, section, line, uses); return; }
    const noted = this.reader?.read(document, section, line, statement, uses) ?? -1;
    if (recall && noted >= 0) recall.note(section, line, header, statement, uses, noted);
  }

  private unindex(document: Document, section: Section, line: Line): void {
    this.epoch++;
    section.stamp++;
    const statement = this.lexOnce(line.text), header = (line.flags & HEADER) !== 0, light = isLight(line, statement);
    if (!light) this.frame++;
    this.unmark(document, line);
    if (statement === OPAQUE) { section.opaque--; this.opaque--; this.sink?.everything(); }
    if (line.flags & CONDITIONAL) document.conditionals = null;
    if (statement.tokens.length === 0) return;
    if (line.keyword !== '') {
      const lines = section.byKeyword.get(line.keyword);
      const at = lines?.indexOf(line) ?? -1;
      if (lines && at >= 0) { lines.splice(at, 1); if (lines.length === 0) section.byKeyword.delete(line.keyword); }
    }
    const uses = namesOf(statement.tokens, section.kind, header, statement.env);
    this.announce(document, section, line, uses);
    for (const u of uses) {
      const key = `${u.kind} ${u.name}`, map = isLocal(u.kind) ? section.names : this.names, e = map.get(key);
      if (!e) continue;
      const list = u.declares ? e.declared : e.used, i = list.indexOf(line);
      if (i >= 0) list.splice(i, 1);
      if (e.declared.length === 0 && e.used.length === 0) map.delete(key);
    }
    this.epoch++; // the announcement above still saw the names
    if (!light) this.frame++;
    if (header) this.defaults = null;
  }

  private open(section: Section, statement: Statement): void {
    const [word, name, ...rest] = statement.tokens;
    section.kind = sectionKind(word?.value ?? '');
    const anonymous = name === undefined || (section.kind === 'defaults' && name.value === 'from');
    section.name = anonymous ? null : name.value;
    const words = anonymous && name ? [name, ...rest] : rest, from = words.findIndex((t) => t.value === 'from');
    section.from = from >= 0 ? words[from + 1]?.value ?? null : null;
    this.defaults = null;
  }

  private remark(document: Document, line: Line, comment: number): void {
    if (comment < 0 || !line.text.includes('haproxy-ws', comment)) return;
    if (chosenIn(line.text) !== '') document.pragmas.add(line);
    if (!line.text.includes(IGNORE_MARK, comment)) return;
    document.ignoring.add(line);
    document.revision++; // what the comment silences is known only when the findings are reported
  }
  private unmark(document: Document, line: Line): void { document.pragmas.delete(line); if (document.ignoring.delete(line)) document.revision++; }

  private mention(section: Section, { kind, name, declares }: Mention, line: Line): void {
    const key = `${kind} ${name}`, map = isLocal(kind) ? section.names : this.names, e = map.get(key);
    if (!e) map.set(key, declares ? { declared: [line], used: NOWHERE } : { declared: NOWHERE, used: [line] });
    else if (declares) { if (e.declared === NOWHERE) e.declared = [line]; else { e.declared.push(line); if (kind === 'server') section.repeated = true; } }
    else if (e.used === NOWHERE) e.used = [line];
    else e.used.push(line);
  }

  /** Where the line belongs among the section's lines of its keyword. */
  private place(document: Document, lines: readonly Line[], line: Line): number {
    const n = document.tree.numberOf(line);
    let lo = 0, hi = lines.length;
    while (lo < hi) { const mid = (lo + hi) >> 1; if (document.tree.numberOf(lines[mid]!) < n) lo = mid + 1; else hi = mid; }
    return lo;
  }

  // ---- telling the rules ----

  /** Proxies that inherit from one `defaults` with rules are told when another heir comes or goes. */
  private reheir(parent: Section | null): void {
    if (!parent || !this.sink || ![...ADDING].some((k) => parent.byKeyword.has(k))) return;
    for (const c of this.children(parent)) this.sink.setting(c, '@heirs');
  }

  private announce(document: Document, section: Section, line: Line, uses: readonly NameUse[]): void {
    const sink = this.sink;
    if (!sink) return;
    sink.line(document, line);
    if (line.keyword !== '') this.touch(section, line.keyword);
    for (const u of uses) {
      if (isQuiet(u.kind)) continue;
      const e = isLocal(u.kind) ? section.local(u.kind, u.name) : this.names.get(`${u.kind} ${u.name}`);
      if (!e) continue;
      if (u.declares) {
        if (u.kind === 'proxy') this.reheir(this.parent(section));
        for (const l of e.used) this.follow(l, isLocal(u.kind) ? section : null);
        for (const l of e.declared) {
          const d = isLocal(u.kind) ? document : this.documentOf(l);
          // of binds that share an address only those below are told of this one; that they share it with servers is no concern of theirs
          if (d && l !== line && (!isNameless(u.kind) || (u.kind === 'listener' && isBelow(d, l, document, line)))) sink.line(d, l);
        }
        if (u.kind === 'frontend' || u.kind === 'backend') this.retabled(u.name);
        // `track be/s1` of another section
        if (u.kind === 'server' && section.name !== null) for (const l of this.uses('far-server', `${section.name}/${u.name}`)) { const d = this.documentOf(l); if (d) sink.line(d, l); }
      } else for (const l of e.declared) { const d = isLocal(u.kind) ? document : this.documentOf(l); if (d) sink.line(d, l); }
      if (u.kind === 'backend' && !u.declares) {
        for (const s of this.declared('backend', u.name)) this.rerouted(s);
        sink.target(section, '*');
      }
    }
    if (line.keyword === 'stick-table' && section.name !== null) this.retabled(section.name);
    // any name may be one of its servers
    if (line.keyword === 'server-template' && section.name !== null) for (const l of this.uses('proxy', section.name)) { const d = this.documentOf(l); if (d) sink.line(d, l); }
    // which of several counts is up to the last, and what is left for it is up to the rules
    if (line.keyword === 'default_backend' || line.keyword === 'use_backend') for (const l of section.lines('default_backend')) if (l !== line) this.routed(section, l);
    // a condition or an ACL may be what says "WebSocket" of a section that has servers
    if (hasBackend(section.kind)) { if (line.keyword === 'acl' || CONDITION.test(line.text)) this.rerouted(section); else sink.routes(section); }
  }

  /** The stick-table of this name changed: for who uses it, and for the backends behind, which read what was tracked in front. */
  private retabled(name: string): void {
    for (const l of this.uses('proxy', name)) {
      const s = this.sectionOf(l);
      if (!s) continue;
      this.sink!.own(s, '@table');
      if (hasFrontend(s.kind)) for (const t of this.targets(s)) this.sink!.source(t, '@table');
    }
  }

  /** Who sends traffic here changed, or with which sign: everybody who does may be told apart by it. */
  private rerouted(section: Section): void {
    this.sink!.routes(section);
    for (const f of this.sources(section)) this.sink!.target(f, '*');
  }
  private routed(section: Section, line: Line): void {
    for (const u of namesOf(this.lex(line.text).tokens, section.kind, false)) if (u.kind === 'backend') for (const s of this.declared('backend', u.name)) this.rerouted(s);
  }

  /** A name that the line uses changed its meaning. */
  private follow(line: Line, local: Section | null): void {
    const document = local ? local.document : this.documentOf(line);
    if (!document || !this.sink) return;
    this.sink.line(document, line);
    const section = local ?? document.sectionOf(line);
    if (line.flags & HEADER) { this.inherit([section]); return; }
    if (line.keyword === 'use_backend' || line.keyword === 'default_backend') {
      this.routed(section, line);
      if (line.keyword === 'use_backend') for (const l of section.lines('default_backend')) this.routed(section, l);
      this.sink.target(section, '*');
    }
    if (hasBackend(section.kind)) this.rerouted(section);
  }

  /** Lines with this keyword moved in the section. */
  private touch(section: Section, keyword: string): void {
    const sink = this.sink!;
    sink.own(section, keyword);
    if (section.kind === 'global' && sink.globalKeys.has(keyword)) sink.everything();
    this.changed(section, keyword);
  }

  private changed(section: Section, key: string): void {
    const sink = this.sink!;
    sink.setting(section, key);
    // a `defaults` may hold a default_backend too
    if (sink.sourceKeys.has(key)) for (const t of this.targets(section)) sink.source(t, key);
    if (section.kind === 'defaults') {
      if (sink.inheritedKeys.has(key)) for (const c of this.children(section)) if (!c.byKeyword.has(key) || ADDING.has(key)) this.changed(c, key);
      return;
    }
    if (hasBackend(section.kind) && sink.targetKeys.has(key)) for (const f of this.sources(section)) sink.target(f, key);
  }

  /** These sections may inherit from another `defaults` now. */
  private inherit(sections: Iterable<Section>): void {
    if (!this.sink) return;
    for (const s of sections) for (const key of this.sink.inheritedKeys) if (!s.byKeyword.has(key) || ADDING.has(key)) this.changed(s, key);
  }

  // ---- questions ----

  documentOf(line: Line): Document | null {
    if (this.documents.length === 1) return this.documents[0]!;
    for (const d of this.documents) if (d.tree.holds(line)) return d;
    return null;
  }

  sectionOf(line: Line): Section | null { return this.documentOf(line)?.sectionOf(line) ?? null; }

  /** Sections that declare the name, in order. */
  declared(kind: NameKind, name: string): readonly Section[] {
    const e = this.names.get(`${kind} ${name}`);
    return e?.declared.length ? (kind === 'server' ? this.inOrder(e.declared) : this.lasting('declared', e, () => this.inOrder(e.declared))) : [];
  }

  private inOrder(lines: readonly Line[]): Section[] {
    if (lines.length === 1) { const s = this.sectionOf(lines[0]!); return s ? [s] : []; }
    const places = lines.flatMap((l) => { const s = this.sectionOf(l); return s ? [{ section: s, order: s.document.order, index: s.document.indexOf(s) }] : []; });
    if (places.length > 1) places.sort((a, b) => a.order - b.order || a.index - b.index);
    return places.map((p) => p.section);
  }

  uses(kind: NameKind, name: string): readonly Line[] { return this.names.get(`${kind} ${name}`)?.used ?? NO_LINES; }

  compare(a: Section, b: Section): number {
    return a.document.order - b.document.order || a.document.indexOf(a) - b.document.indexOf(b);
  }

  /** Backends and listens that this section routes to by name, in the order of the rules, each once. */
  targets(section: Section): Set<Section> {
    const out = new Set<Section>();
    for (const kw of ['use_backend', 'default_backend']) for (const line of section.lines(kw)) {
      for (const u of namesOf(this.lex(line.text).tokens, section.kind, false)) if (u.kind === 'backend') for (const s of this.declared('backend', u.name)) out.add(s);
    }
    return out;
  }

  /** Frontends and listens that route to this section by name, each once. */
  sources(section: Section): Set<Section> {
    const out = new Set<Section>();
    if (section.name !== null && hasBackend(section.kind)) for (const line of this.uses('backend', section.name)) { const s = this.sectionOf(line); if (s) out.add(s); }
    return out;
  }

  /** Lines with this keyword in any `global` section. */
  globalLines(keyword: string): Line[] {
    const out: Line[] = [];
    for (const { globals } of this.allDefaults()) for (const s of globals) out.push(...s.lines(keyword));
    return out;
  }

  private allDefaults(): { readonly document: Document; readonly sections: Section[]; readonly globals: Section[] }[] {
    this.defaults ??= this.documents.map((document) => ({ document, sections: document.sections.filter((s) => s.kind === 'defaults'), globals: document.sections.filter((s) => s.kind === 'global') }));
    return this.defaults;
  }

  /** The `defaults` section that this one inherits from (manual 4): by name, else the latest above, also across files. */
  parent(section: Section): Section | null {
    if (section.kind !== 'defaults' && !isProxy(section.kind)) return null;
    if (section.parentFrame !== this.frame) { section.parent = this.findParent(section); section.parentFrame = this.frame; }
    return section.parent;
  }

  private findParent(section: Section): Section | null {
    if (section.from !== null) {
      const named = this.declared('defaults', section.from).filter((d) => d !== section && this.compare(d, section) < 0);
      return named[named.length - 1] ?? null;
    }
    return section.kind === 'defaults' ? null : this.latestDefaults(section);
  }

  private latestDefaults(section: Section): Section | null {
    const all = this.allDefaults(), at = section.document.indexOf(section);
    for (let d = section.document.order; d >= 0; d--) {
      const list = all[d]?.sections ?? [];
      if (d < section.document.order) { if (list.length) return list[list.length - 1]!; continue; }
      let lo = 0, hi = list.length;
      while (lo < hi) { const mid = (lo + hi) >> 1; if (section.document.indexOf(list[mid]!) < at) lo = mid + 1; else hi = mid; }
      if (lo > 0) return list[lo - 1]!;
    }
    return null;
  }

  /** Sections that inherit from this `defaults` directly. */
  *children(defaults: Section): Iterable<Section> {
    if (defaults.name !== null) for (const l of this.uses('defaults', defaults.name)) { const s = this.sectionOf(l); if (s && this.parent(s) === defaults) yield s; }
    for (let d = defaults.document.order; d < this.documents.length; d++) {
      const document = this.documents[d]!;
      for (let i = d === defaults.document.order ? document.indexOf(defaults) + 1 : 1; i < document.sections.length; i++) {
        const s = document.sections[i]!;
        if (s.kind === 'defaults') return;
        if (isProxy(s.kind) && s.from === null) yield s;
      }
    }
  }

  /** Sections whose inheritance depends on this one being where it is. */
  private dependents(section: Section): Section[] { return section.kind === 'defaults' ? [...this.children(section)] : []; }
}

/** A change of such a line leaves proxies, routes, conditions and modes as they are. */
const isLight = (line: Line, statement: Statement): boolean => (line.flags & (HEADER | CONDITIONAL)) === 0 && statement !== OPAQUE && (statement.tokens.length === 0 || line.keyword === 'server');
const isBelow = (d: Document, l: Line, document: Document, line: Line): boolean => (d === document ? d.tree.numberOf(l) > d.tree.numberOf(line) : d.order > document.order);
/** The kind of section that a header opens; of the one that was meant where the word is misspelt. */
const sectionKind = (word: string): string => (SECTION_WORDS.has(word) ? word : meantSection(word) ?? word);
const flagged = (line: Line): Line => { line.flags = classify(line.text); return line; };
const wordsEnd = (text: string): number => { const s = lex(text); return s.tokens.length ? s.tokens[s.tokens.length - 1]!.end : 0; };
