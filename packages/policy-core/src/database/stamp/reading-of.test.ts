import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { shopHistory } from '../../testing/sample-stamp.ts';
import { readingOf } from './reading-of.ts';

const history = shopHistory(await testParsers());

describe('how a revision reads', () => {
  test('is found by its id', () => {
    const reading = readingOf(history, 'b2');
    const steps = reading?.kind === 'revision' ? reading.upgrade.steps : [];
    expect(steps.map((step) => (step.kind === 'operation' ? step.operation.kind : step.kind))).toEqual([
      'create-table',
    ]);
  });

  test('is not known of an id that the history does not have', () => {
    expect(readingOf(history, 'gone')).toBeUndefined();
    expect(readingOf({ ...history, files: new Map() }, 'b2')).toBeUndefined();
  });
});
