import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../testing/read-history.ts';
import { versionTable } from '../testing/sample-database.ts';
import { isAtRevisions } from './is-at-revisions.ts';

const { graph } = historyOfTexts(
  await testParsers(),
  revisionTexts({ a1: {}, b2: { parents: '"a1"' }, c3: { parents: '"b2"' }, d4: { parents: '"b2"' } }),
);

describe('a database', () => {
  test.each([
    [['b2'], ['b2']],
    [
      ['c3', 'd4'],
      ['d4', 'c3'],
    ],
    [[], []],
  ])('that notes %j is at %j', (versions, wanted) => {
    expect(isAtRevisions(graph, [versionTable(versions)], wanted)).toBe(true);
    expect(isAtRevisions(graph, [versionTable(['x9'], 'other'), versionTable(versions)], wanted)).toBe(true);
  });

  test.each([
    [['a1'], ['b2']],
    [['c3'], ['b2']],
    [['c3'], ['d4']],
    [['c3'], ['c3', 'd4']],
    [[], ['a1']],
    [['a1'], []],
    [['unknown'], []],
    [['unknown', 'b2'], ['b2']],
  ])('that notes %j is not at %j', (versions, wanted) => {
    expect(isAtRevisions(graph, [versionTable(versions)], wanted)).toBe(false);
  });

  test('that notes nothing anywhere is before the first revision and nowhere else', () => {
    expect(isAtRevisions(graph, [], [])).toBe(true);
    expect(isAtRevisions(graph, [], ['a1'])).toBe(false);
  });

  test('of which nobody may read what it notes is nowhere that is known', () => {
    const table = { schema: 'public', versions: unobserved('ana may not') };
    expect(isAtRevisions(graph, [table], [])).toBe(false);
    expect(isAtRevisions(graph, [table, { schema: 'other', versions: observed(['a1']) }], ['a1'])).toBe(true);
  });
});
