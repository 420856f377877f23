import { describe, expect, test } from 'vitest';

import { addColumn, changeRows, dropTable } from '../../testing/sample-operations.ts';
import { stepOf, unclearStep } from '../../testing/sample-schema.ts';
import { stepReason, stepText } from './reasons.ts';

describe('a step is told', () => {
  test('as a clause', () => {
    expect(stepText(stepOf(addColumn('a')))).toBe('adds the column orders.a (integer, nullable)');
    expect(stepText(stepOf(dropTable('t'), { isCertain: false }))).toBe(
      'maybe drops the table t and every row in it',
    );
    expect(stepText(unclearStep('nobody knows the SQL'))).toBe(
      'does something that is not known, because nobody knows the SQL',
    );
  });

  test('as a sentence, with its place', () => {
    expect(stepReason(stepOf(changeRows('delete'), { start: 7, end: 9 }))).toEqual({
      text: 'Deletes some rows of orders.',
      direction: 'upgrade',
      at: { start: 7, end: 9 },
    });
  });

  test('with what follows from it', () => {
    expect(stepReason(stepOf(dropTable('t')), 'and nobody minds').text).toBe(
      'Drops the table t and every row in it, and nobody minds.',
    );
  });
});
