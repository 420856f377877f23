import { describe, expect, test } from 'vitest';

import { addColumn, dropColumn, dropTable } from '../../testing/sample-operations.ts';
import { mayDropWithAnyTable } from './dropped-with-any-table.ts';
import { unknownName } from './name.ts';
import type { Operation, OperationStep } from './operation.ts';

function step(operation: Operation, isCertain = true): OperationStep {
  return {
    kind: 'operation',
    start: 0,
    end: 0,
    isCertain,
    autocommit: false,
    via: 'directive',
    operation,
  };
}

const OTHER = dropTable('people');

describe('What is done to a table that only a run names', () => {
  const nameless = { ...unknownName('table_name'), schema: undefined };
  const added = { ...addColumn('a'), table: nameless } as Operation;

  test('may be gone with any table that goes', () => {
    expect(mayDropWithAnyTable(added, [step(addColumn('z')), step(OTHER)])).toBe(true);
  });

  test('stays where no table goes, and what has a name stays anyway', () => {
    expect(mayDropWithAnyTable(added, [step(dropColumn('z'))])).toBe(false);
    expect(mayDropWithAnyTable(addColumn('a'), [step(OTHER)])).toBe(false);
  });
});
