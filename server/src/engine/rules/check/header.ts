// Section headers: the section exists in this version, its name, `from`, and words too many. Each kind has a parser of its own.
import { at, section as sectionFact, usable } from '../../language/load.ts';
import { compareVersions, type Version } from '../../language/version.ts';
import { badName } from '../language/bad-name.ts';
import { keywordDeprecated } from '../language/keyword-deprecated.ts';
import { listenAddress } from '../language/listen-address.ts';
import { missingArgument } from '../language/missing-argument.ts';
import { unexpectedArgument } from '../language/unexpected-argument.ts';
import type { Check } from './context.ts';
import { reportVersion } from './known.ts';
import { invalidCharacter } from './names.ts';

interface Shape {
  /** `free`: any characters. `none`: the section takes no name; `maybe`: it may have one. */
  readonly name: 'checked' | 'free' | 'maybe' | 'none';
  /** Words behind the name are refused; false: they are ignored in silence. */
  readonly strict: boolean;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  global: { name: 'none', strict: true }, traces: { name: 'none', strict: true }, 'crt-store': { name: 'maybe', strict: true },
  userlist: { name: 'checked', strict: true }, peers: { name: 'checked', strict: true }, 'fcgi-app': { name: 'checked', strict: true }, 'log-forward': { name: 'checked', strict: true },
  'log-profile': { name: 'checked', strict: true }, cache: { name: 'free', strict: true }, acme: { name: 'free', strict: true }, program: { name: 'free', strict: true },
  resolvers: { name: 'checked', strict: false }, mailers: { name: 'checked', strict: false }, ring: { name: 'checked', strict: false }, 'http-errors': { name: 'checked', strict: false },
  healthcheck: { name: 'checked', strict: false },
};

export function checkHeader(c: Check): void {
  const entry = sectionFact(c.kind);
  if (entry && !usable(entry, c.version)) { reportVersion(c, entry, c.kind, c.span(0)); return; }
  const facts = entry && at(entry, c.version);
  if (facts?.deprecated) c.report(keywordDeprecated, c.span(0), { word: c.kind, version: c.version, replacement: facts.replacement ?? '' }, c.kind === 'program' ? 'info' : undefined);
  if (c.kind === 'frontend' || c.kind === 'backend' || c.kind === 'listen') { proxy(c); return; }
  if (c.kind === 'defaults') { defaults(c); return; }
  const shape = SHAPES[c.kind];
  if (!shape) return;
  const first = shape.name === 'none' ? 1 : 2;
  if (shape.name === 'checked' || shape.name === 'free') { if (!named(c)) return; }
  if (shape.name === 'checked') checkName(c, 'error');
  if (shape.strict) nothingFrom(c, first);
}

function named(c: Check): boolean {
  if (c.has(1)) return true;
  c.report(missingArgument, c.span(0), { keyword: c.kind, expected: 'its name' });
  return false;
}

/** Reports the first character that HAProxy does not allow in names. */
function checkName(c: Check, severity: 'error' | 'warning'): void {
  if (c.unknown(1)) return;
  const column = invalidCharacter(c.value(1));
  if (column >= 0) c.report(badName, c.span(1), { what: c.kind, name: c.value(1), character: String.fromCodePoint(c.value(1).codePointAt(column)!) }, severity);
}

function nothingFrom(c: Check, i: number): void {
  if (c.has(i) && !c.unknown(i)) c.report(unexpectedArgument, c.span(i, c.words.length - 1), { keyword: c.kind, word: c.words.slice(i).map((w) => w.value).join(' '), expected: '' });
}

/** 3.4 prints the alert about the name, and starts all the same. 3.3 was not at hand. */
const STARTS_ANYWAY: Version = '3.3';

function proxy(c: Check): void {
  if (!named(c)) return;
  checkName(c, compareVersions(c.version, STARTS_ANYWAY) < 0 ? 'error' : 'warning');
  if (!c.has(2)) return;
  if (c.value(2) === 'from' && c.has(3)) { nothingFrom(c, 4); return; }
  if (c.unknown(2)) return;
  if (c.kind !== 'backend' && c.value(2) !== 'from') { c.report(listenAddress, c.span(2), { kind: c.kind, address: c.value(2) }); return; }
  // an older HAProxy takes `backend NAME word`, and refuses every line below instead
  c.report(unexpectedArgument, c.span(2), { keyword: c.kind, word: c.value(2), expected: '' });
}

/** Anything goes, but `from` in second place wants a name. Names may hold any character. */
function defaults(c: Check): void {
  if (c.value(2) === 'from' && !c.has(3) && c.value(1) !== 'from') c.report(missingArgument, c.span(2), { keyword: 'from', expected: 'the name of a defaults section' });
}
