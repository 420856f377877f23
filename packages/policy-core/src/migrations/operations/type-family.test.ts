import { describe, expect, test } from 'vitest';

import type { ColumnType } from './column-type.ts';
import { isOfOtherFamily } from './type-family.ts';

const type = (name: string, dimensions = 0): ColumnType => ({
  isKnown: true,
  name,
  size: undefined,
  scale: undefined,
  dimensions,
  written: name,
});

describe('a type that a program cannot use as another one', () => {
  test.each([
    ['int4', 'uuid'],
    ['uuid', 'int8'],
    ['int4', 'text'],
    ['uuid', 'varchar'],
    ['bool', 'int2'],
    ['timestamptz', 'int8'],
    ['jsonb', 'text'],
  ])('%s is then %s', (was, now) => {
    expect(isOfOtherFamily(type(was), type(now))).toBe(true);
  });

  test.each([
    ['int4', 'int8'],
    ['numeric', 'float8'],
    ['timestamp', 'timestamptz'],
    ['json', 'jsonb'],
    ['text', 'int4'],
    ['varchar', 'uuid'],
    ['int4', 'mood'],
    ['mood', 'text'],
  ])('%s may do as %s', (was, now) => {
    expect(isOfOtherFamily(type(was), type(now))).toBe(false);
  });

  test('an array is no single value', () => {
    expect(isOfOtherFamily(type('int4', 1), type('int4'))).toBe(true);
    expect(isOfOtherFamily(type('int4', 1), type('int8', 2))).toBe(false);
  });

  test('what is not known may be any', () => {
    expect(isOfOtherFamily({ isKnown: false, written: 'x()' }, type('uuid'))).toBe(false);
  });
});
