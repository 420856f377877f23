import { describe, expect, it } from 'vitest';

import type { ColumnDefinition, ConstraintDefinition } from '../operations/column.ts';
import { knownName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';
import { relocated } from './relocated.ts';

const table = { text: 'orders', schema: undefined, isKnown: true };

function check(place: TextRange): ConstraintDefinition {
  return {
    ...place,
    kind: 'check',
    name: undefined,
    columns: undefined,
    notValid: false,
    expression: 'a > 0',
  };
}

function column(place: TextRange, constraints: readonly ConstraintDefinition[]): ColumnDefinition {
  return {
    ...place,
    name: knownName('a'),
    type: { isKnown: false, written: 'x' },
    nullable: true,
    default: { kind: 'none' },
    clientDefault: undefined,
    primaryKey: false,
    constraints,
  };
}

function behind({ start, end }: TextRange): TextRange {
  return { start: start + 100, end: end + 100 };
}

describe('An operation in another text', () => {
  it('moves the columns and constraints of a new table', () => {
    const made: Operation = {
      kind: 'create-table',
      table,
      columns: [
        column({ start: 1, end: 5 }, [check({ start: 3, end: 5 })]),
        column({ start: 6, end: 7 }, []),
      ],
      constraints: [check({ start: 8, end: 9 })],
      ifNotExists: false,
      isWhole: true,
      isTemporary: false,
    };
    expect(relocated(made, behind)).toEqual({
      ...made,
      columns: [
        column({ start: 101, end: 105 }, [check({ start: 103, end: 105 })]),
        column({ start: 106, end: 107 }, []),
      ],
      constraints: [check({ start: 108, end: 109 })],
    });
  });

  it('moves a new column with its constraints', () => {
    const added: Operation = {
      kind: 'add-column',
      table,
      column: column({ start: 1, end: 5 }, [check({ start: 3, end: 5 })]),
      ifNotExists: true,
    };
    expect(relocated(added, behind)).toEqual({
      ...added,
      column: column({ start: 101, end: 105 }, [check({ start: 103, end: 105 })]),
    });
  });

  it('moves a new constraint', () => {
    const added: Operation = { kind: 'add-constraint', table, constraint: check({ start: 3, end: 5 }) };
    expect(relocated(added, behind)).toEqual({ ...added, constraint: check({ start: 103, end: 105 }) });
  });

  it.each<[Operation]>([
    [{ kind: 'drop-table', table, ifExists: false, cascade: false }],
    [{ kind: 'rename-table', table, to: knownName('b') }],
    [{ kind: 'alter-column', table, column: knownName('a'), nullable: false }],
    [{ kind: 'truncate', tables: [table], cascade: true }],
    [{ kind: 'create-object', object: 'view', name: knownName('v') }],
    [{ kind: 'other', what: 'SET' }],
  ])('is the same where it has no places: %j', (operation) => {
    expect(relocated(operation, behind)).toEqual(operation);
  });

  it('takes nothing but the offsets of a place', () => {
    const added: Operation = { kind: 'add-constraint', table, constraint: check({ start: 3, end: 5 }) };
    const whole = { start: 0, end: 50, kind: 'unique', name: 'other' };
    expect(relocated(added, () => whole)).toEqual({ ...added, constraint: check({ start: 0, end: 50 }) });
  });

  it('leaves the operation as it was', () => {
    const constraint = check({ start: 3, end: 5 });
    const added: Operation = { kind: 'add-constraint', table, constraint };
    relocated(added, behind);
    expect(added).toEqual({ kind: 'add-constraint', table, constraint: check({ start: 3, end: 5 }) });
  });
});
