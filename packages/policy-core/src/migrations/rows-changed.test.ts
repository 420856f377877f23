import { describe, expect, test } from 'vitest';

import { knownName, unknownName, type TableName } from './name.ts';
import type { Operation, Step } from './operation.ts';
import { mayChangeRows } from './rows-changed.ts';

const AT = { start: 0, end: 1, isCertain: true, autocommit: false };
const ORDERS: TableName = { ...knownName('orders'), schema: undefined };
const done = (operation: Operation): Step => ({
  ...AT,
  kind: 'operation',
  via: 'directive',
  operation,
});
const changed = (table: TableName): Step =>
  done({ kind: 'change-rows', verb: 'update', table, isFiltered: false });

describe('a step that may change rows of a table', () => {
  test.each<[string, Step, boolean]>([
    ['changes them', changed(ORDERS), true],
    ['changes them in its schema', changed({ ...ORDERS, schema: 'public' }), true],
    ['changes those of another table', changed({ ...ORDERS, text: 'notes' }), false],
    ['changes those in another schema', changed({ ...ORDERS, schema: 'shop' }), false],
    [
      'changes those of a table that only a run tells',
      changed({ ...unknownName('table'), schema: undefined }),
      true,
    ],
    ['is SQL that nobody can read', { ...AT, kind: 'unclear', problem: 'x is not known' }, true],
    [
      'does something else',
      done({ kind: 'drop-table', table: ORDERS, ifExists: false, cascade: false }),
      false,
    ],
  ])('%s', (_name, step, expected) => {
    expect(mayChangeRows(step, ORDERS)).toBe(expected);
  });
});
