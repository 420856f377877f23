import { describe, expect, test } from 'vitest';

import { isCoveredBy, isOnNoMore, isSameReach, type IndexReach } from './index-reach.ts';

const on = (...columns: readonly string[]): IndexReach => ({ columns, isPartial: false });
const onKeys = (...keys: readonly string[]): IndexReach => ({ columns: undefined, keys, isPartial: false });
const among = (where: string | undefined, ...columns: readonly string[]): IndexReach => ({
  columns,
  isPartial: true,
  ...(where !== undefined && { where }),
});
const UNKNOWN: IndexReach = { columns: undefined, isPartial: false };

describe('An index is covered by another one', () => {
  test.each([
    ['on the same columns', on('a', 'b'), on('b', 'a')],
    ['on fewer columns', on('a', 'b'), on('a')],
    ['on the same expression in another spelling', onKeys('lower(a)', 'b'), onKeys('LOWER( a )')],
    ['on an expression of a column', on('a', 'b'), onKeys('md5(a)')],
    ['on a column of an index with expressions', onKeys('lower(a)', 'b'), on('b')],
    ['over all rows', among('x IS NULL', 'a'), on('a')],
    ['among the same rows', among('x IS NULL', 'a', 'b'), among('(x is null)', 'a')],
    ['among more rows', among('x IS NULL AND y = 1', 'a'), among('y = 1', 'a')],
  ])('%s', (_, one, other) => {
    expect(isCoveredBy(one, other)).toBe(true);
  });

  test.each([
    ['on more columns', on('a'), on('a', 'b')],
    ['on an expression of another column', on('a'), onKeys('lower(b)')],
    ['on an expression of more columns', on('a'), onKeys("a || '-' || b")],
    ['on an expression where only the column of it is the same', onKeys('lower(a)'), on('a')],
    ['on a text', on('a'), onKeys("('x')")],
    ['on what is not known', on('a'), UNKNOWN],
    ['where its own columns are not known', UNKNOWN, on('a')],
    ['on nothing', on('a'), on()],
    ['among some rows only', on('a'), among('x IS NULL', 'a')],
    ['among fewer rows', among('y = 1', 'a'), among('x IS NULL AND y = 1', 'a')],
    ['among other rows', among('x IS NULL', 'a'), among('x IS NOT NULL', 'a')],
    ['among rows of either kind', among('x OR y', 'a'), among('x', 'a')],
    ['among rows that are not written out', among('x', 'a'), among(undefined, 'a')],
    ['where its own rows are not written out', among(undefined, 'a'), among('x', 'a')],
  ])('but not %s', (_, one, other) => {
    expect(isCoveredBy(one, other)).toBe(false);
  });

  test('says nothing of an index on nothing', () => {
    expect(isOnNoMore(on(), on('a'))).toBe(false);
  });
});

describe('Two indexes reach the same', () => {
  test.each([
    ['on the same columns', on('a', 'b'), on('a', 'b')],
    ['on the same expression', onKeys('a', 'lower(b)'), onKeys('a', '(LOWER(b))')],
    ['among the same rows', among('x AND y = 1', 'a'), among('y = 1 AND (x)', 'a')],
  ])('%s', (_, one, other) => {
    expect([isSameReach(one, other), isSameReach(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['on columns in another order', on('a', 'b'), on('b', 'a')],
    ['on fewer columns', on('a', 'b'), on('a')],
    ['among fewer rows', among('x', 'a'), on('a')],
    ['among rows that are not known', among(undefined, 'a'), among(undefined, 'a')],
    ['on what is not known', UNKNOWN, UNKNOWN],
  ])('but not %s', (_, one, other) => {
    expect([isSameReach(one, other), isSameReach(other, one)]).toEqual([false, false]);
  });
});
