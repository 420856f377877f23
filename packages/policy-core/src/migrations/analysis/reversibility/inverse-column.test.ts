import { describe, expect, test } from 'vitest';

import {
  columnNamed,
  columnState,
  constraintState,
  indexState,
  tableNamed,
  tableState,
  typeNamed,
} from '../../../testing/sample-schema.ts';
import { constraintOf } from '../../../testing/schema-changes.ts';
import type { ColumnDefault } from '../../operations/column.ts';
import {
  alterableBefore,
  inverseOfAddColumn,
  inverseOfAlterColumn,
  inverseOfDropColumn,
  inverseOfRenameColumn,
} from './inverse-column.ts';
import { knownName, unknownName } from '../../operations/name.ts';
import type { AlterColumn } from '../../operations/operation.ts';

const orders = tableNamed('orders');
const somewhere = { ...unknownName('table()'), schema: undefined };
const code = knownName('code');
const ON_TABLE = { kind: 'unknown', why: 'which table it changes is only known when it runs' };
const ON_COLUMN = { kind: 'unknown', why: 'which column it changes is only known when it runs' };
const alter = (more: Partial<AlterColumn>): AlterColumn => ({
  kind: 'alter-column',
  table: orders,
  column: code,
  ...more,
});
const varchar = typeNamed('varchar', { size: 40 });
const text = typeNamed('text');
const shop = columnState('shop');
const before = tableState('orders', [columnState('code', { type: varchar, nullable: false }), shop]);

describe('A new column is undone by dropping it', () => {
  const add = { kind: 'add-column', table: orders, column: columnNamed('code'), ifNotExists: false } as const;

  test('and not what depends on it', () => {
    expect(inverseOfAddColumn(add)).toEqual({
      kind: 'operations',
      operations: [{ kind: 'drop-column', table: orders, column: code, ifExists: false, cascade: false }],
    });
  });

  test('unless its name, or that of its table, only shows when it runs', () => {
    expect(inverseOfAddColumn({ ...add, table: somewhere })).toEqual(ON_TABLE);
    const column = columnNamed('code', { name: unknownName('NAME') });
    expect(inverseOfAddColumn({ ...add, column })).toEqual(ON_COLUMN);
    expect(inverseOfAddColumn({ ...add, table: somewhere, column })).toEqual(ON_TABLE);
  });
});

describe('A dropped column', () => {
  const drop = { kind: 'drop-column', table: orders, column: code, ifExists: false, cascade: false } as const;

  test('comes back without its values, under the name of the table that the drop gives', () => {
    const table = tableNamed('public.orders');
    expect(inverseOfDropColumn({ ...drop, table }, before)).toEqual({
      kind: 'loses-data',
      operations: [
        {
          kind: 'add-column',
          table,
          column: columnNamed('code', { type: varchar, nullable: false }),
          ifNotExists: false,
        },
      ],
    });
  });

  test('comes back with the constraints and indexes that it is in', () => {
    const unique = constraintOf({ kind: 'unique', columns: ['shop', 'code'], name: 'uq' });
    const other = constraintOf({ kind: 'unique', columns: ['shop'], name: 'other' });
    const state = tableState('orders', [columnState('code'), shop], {
      constraints: [constraintState('uq', unique), constraintState('other', other)],
      indexes: [indexState('uq', ['shop', 'code'], { unique: true }), indexState('ix', ['code'])],
    });
    const inverse = inverseOfDropColumn(drop, state);
    expect(inverse).toMatchObject({
      kind: 'loses-data',
      operations: [
        { kind: 'add-column', column: { name: code } },
        { kind: 'add-constraint', constraint: { name: knownName('uq'), columns: ['shop', 'code'] } },
        { kind: 'create-index', name: knownName('ix'), columns: ['code'] },
      ],
    });
  });

  test.each([
    ['where CASCADE takes along more', { cascade: true }, 'CASCADE may drop more than the column'],
    ['where the column is not known', { column: knownName('note') }, 'the definition of note is not known'],
    ['where its table only shows when it runs', { table: somewhere }, ON_TABLE.why],
    ['where its name only shows when it runs', { column: unknownName('NAME') }, ON_COLUMN.why],
  ])('does not come back %s', (_, more, why) => {
    expect(inverseOfDropColumn({ ...drop, ...more }, before)).toEqual({ kind: 'unknown', why });
  });

  test('does not come back where nothing is known of its table', () => {
    expect(inverseOfDropColumn(drop, undefined)).toEqual({
      kind: 'unknown',
      why: 'what the column was is not known',
    });
  });
});

describe('A column with another name', () => {
  const rename = { kind: 'rename-column', table: orders, column: code, to: knownName('number') } as const;

  test('gets the old one', () => {
    expect(inverseOfRenameColumn(rename)).toEqual({
      kind: 'operations',
      operations: [{ ...rename, column: knownName('number'), to: code }],
    });
  });

  test.each([
    ['of its table', { table: somewhere }, ON_TABLE],
    ['before', { column: unknownName('OLD') }, ON_COLUMN],
    ['afterwards', { to: unknownName('NEW') }, ON_COLUMN],
  ])('does not where the name %s only shows when it runs', (_, more, expected) => {
    expect(inverseOfRenameColumn({ ...rename, ...more })).toEqual(expected);
  });
});

describe('An altered column', () => {
  test('gets back what was altered, and no more', () => {
    expect(inverseOfAlterColumn(alter({ type: text }), before)).toEqual({
      kind: 'operations',
      operations: [alter({ type: varchar })],
    });
    expect(
      inverseOfAlterColumn(alter({ nullable: true, default: { kind: 'sql', text: '1' } }), before),
    ).toEqual({ kind: 'operations', operations: [alter({ nullable: false, default: { kind: 'none' } })] });
  });

  test('gets back what the operation says where the schema is silent', () => {
    const said = {
      existingType: varchar,
      existingNullable: false,
      existingDefault: { kind: 'none' },
    } as const;
    const change = { type: text, nullable: true, default: { kind: 'sql', text: '1' } } as const;
    expect(inverseOfAlterColumn(alter({ ...said, ...change }), undefined)).toEqual({
      kind: 'operations',
      operations: [alter({ type: varchar, nullable: false, default: { kind: 'none' } })],
    });
  });

  test.each<[Partial<AlterColumn>, string]>([
    [{ type: text }, 'which type the column had is not known'],
    [{ nullable: true }, 'whether the column could be null is not known'],
    [{ default: { kind: 'none' } }, 'which default the column had is not known'],
    [{ default: { kind: 'none' }, type: text, nullable: true }, 'which type the column had is not known'],
    [
      { type: text, existingType: typeNamed('int4') },
      'the database has to be told how values get their old type back',
    ],
    [{ table: somewhere }, ON_TABLE.why],
    [{ column: unknownName('NAME') }, ON_COLUMN.why],
  ])('does not, where it is not known how: %j', (more, why) => {
    expect(inverseOfAlterColumn(alter(more), undefined)).toEqual({ kind: 'unknown', why });
  });

  test('of which nothing is altered gets nothing back', () => {
    expect(inverseOfAlterColumn(alter({}), undefined)).toEqual({
      kind: 'operations',
      operations: [alter({})],
    });
  });
});

describe('What a column was', () => {
  test('is what the schema tells, rather than the operation', () => {
    const said = { existingType: text, existingNullable: true } as const;
    expect(alterableBefore(alter(said), before)).toEqual({
      type: varchar,
      nullable: false,
      default: { kind: 'none' },
    });
  });

  test('is taken from both where each tells a part', () => {
    const state = tableState('orders', [columnState('code', { type: undefined, nullable: undefined })]);
    expect(alterableBefore(alter({ existingType: text }), state)).toEqual({
      type: text,
      default: { kind: 'none' },
    });
  });

  test('is not known of a column that the table does not show', () => {
    expect(alterableBefore(alter({ column: knownName('note') }), before)).toEqual({});
    expect(alterableBefore(alter({}), undefined)).toEqual({});
  });

  test('is no type that cannot be read, even where the operation tells one', () => {
    const unread = { isKnown: false, written: 'Geo()' } as const;
    const state = tableState('orders', [columnState('code', { type: unread })]);
    expect(alterableBefore(alter({ existingType: text }), state)).toEqual({
      nullable: true,
      default: { kind: 'none' },
    });
  });

  test.each<[ColumnDefault['kind'], ColumnDefault]>([
    ['identity', { kind: 'identity' }],
    ['computed', { kind: 'computed', isStored: true }],
    ['sequence', { kind: 'sequence' }],
    ['unknown', { kind: 'unknown', source: 'X' }],
  ])('is no default that ALTER COLUMN cannot set: %s', (_, preset) => {
    const state = tableState('orders', [columnState('code', { default: preset })]);
    expect(alterableBefore(alter({}), state)).toEqual({ type: typeNamed('int4'), nullable: true });
    expect(alterableBefore(alter({ existingDefault: preset }), undefined)).toEqual({});
  });
});
