import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ALL_VERSIONS, branchOf, compareVersions, isAtLeast, isVersion, knownIn, nearestBranch, newestIn, oldestIn, rangeMask, VERSIONS, versionBit, versionsOf,
} from '../../server/src/engine/language/version.ts';

test('a range mask holds exactly the branches of the range', () => {
  for (const since of VERSIONS) for (const until of VERSIONS) {
    const mask = rangeMask(since, until);
    for (const v of VERSIONS) assert.equal(knownIn(mask, v), compareVersions(v, since) >= 0 && compareVersions(v, until) <= 0, `${v} in ${since}-${until}`);
  }
  assert.equal(rangeMask(), ALL_VERSIONS);
  assert.equal(rangeMask('3.4'), versionBit('3.4'));
  assert.equal(rangeMask(undefined, '2.4'), 1);
  assert.equal(rangeMask('3.0', '2.6'), 0);
});

test('a mask gives its branches back', () => {
  assert.deepEqual(versionsOf(rangeMask('2.9', '3.1')), ['2.9', '3.0', '3.1']);
  assert.equal(oldestIn(rangeMask('2.9', '3.1')), '2.9');
  assert.equal(newestIn(rangeMask('2.9', '3.1')), '3.1');
  assert.equal(oldestIn(0), undefined);
  assert.ok(isVersion('3.0') && !isVersion('3.0.1') && !isVersion('constructor'));
});

test('a release names its branch', () => {
  const rows: [string, string | null, string | null][] = [
    ['3.2', '3.2', '3.2'], ['3.2.1', '3.2', '3.2'], ['v3.0.11', '3.0', '3.0'], ['2.6.12-1+deb12u3', '2.6', '2.6'], ['3.4-dev5', '3.4', '3.4'],
    [' 2.4 ', '2.4', '2.4'], ['2.2.9', null, '2.4'], ['1.8', null, '2.4'], ['3.5', null, '3.4'], ['10.0', null, '3.4'], ['3.20', null, '3.4'],
    ['', null, null], ['auto', null, null], ['3', null, null], ['3.', null, null],
  ];
  for (const [text, branch, nearest] of rows) {
    assert.equal(branchOf(text), branch, text);
    assert.equal(nearestBranch(text), nearest, text);
  }
});

test('version_atleast is unknown only where the patch release decides', () => {
  const rows: [string, boolean | null][] = [
    ['2.4', true], ['3.1.99', true], ['3.2', true], ['3.2.0', true], ['3.2-dev5', true], ['3.2.1', null], ['3.3', false], ['3.3-dev0', false], ['4.0', false], ['x', null],
  ];
  for (const [text, expected] of rows) assert.equal(isAtLeast('3.2', text), expected, text);
});
