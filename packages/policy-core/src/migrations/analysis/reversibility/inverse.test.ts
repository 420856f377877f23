import { describe, expect, test } from 'vitest';

import { dropped, orders } from '../../../testing/sample-operations.ts';
import { check, foreignKey, ordersState as state, unique } from '../../../testing/sample-orders.ts';
import { columnNamed, tableNamed, typeNamed } from '../../../testing/sample-schema.ts';
import { inverseOf } from './inverse.ts';
import { knownName } from '../../operations/name.ts';
import type { AlterColumn, Operation } from '../../operations/operation.ts';

describe('what makes something is undone by dropping it', () => {
  const operation = (kind: Operation): readonly Operation[] => {
    const inverse = inverseOf(kind, undefined);
    if (inverse.kind !== 'operations') throw new Error(`${inverse.kind}`);
    return inverse.operations;
  };

  test('a table', () => {
    const create = { columns: [columnNamed('id')], constraints: [], ifNotExists: false, isWhole: true };
    expect(operation({ kind: 'create-table', table: orders, ...create, isTemporary: false })).toEqual([
      { kind: 'drop-table', table: orders, ...dropped },
    ]);
  });

  test('a temporary table goes by itself', () => {
    const create = { columns: [], constraints: [], ifNotExists: false, isWhole: true };
    expect(operation({ kind: 'create-table', table: orders, ...create, isTemporary: true })).toEqual([]);
  });

  test('a renamed constraint', () => {
    const rename = { kind: 'rename-constraint', table: orders } as const;
    const [uq, other] = [knownName('uq'), knownName('uq_2')];
    expect(operation({ ...rename, name: uq, to: other })).toEqual([{ ...rename, name: other, to: uq }]);
  });

  test('a column', () => {
    const column = columnNamed('note');
    expect(operation({ kind: 'add-column', table: orders, column, ifNotExists: false })).toEqual([
      { kind: 'drop-column', table: orders, column: knownName('note'), ...dropped },
    ]);
  });

  test('an index, in the same way: concurrently or not', () => {
    for (const concurrently of [true, false]) {
      const name = knownName('ix');
      const rest = { columns: ['a'], unique: false, ifNotExists: false, isPartial: true };
      expect(operation({ kind: 'create-index', name, table: orders, concurrently, ...rest })).toEqual([
        { kind: 'drop-index', name, table: orders, concurrently, ...dropped },
      ]);
    }
  });

  test.each([foreignKey, unique, check])('a constraint of kind $kind', (constraint) => {
    expect(operation({ kind: 'add-constraint', table: orders, constraint })).toEqual([
      { kind: 'drop-constraint', table: orders, name: constraint.name, type: constraint.kind, ...dropped },
    ]);
  });

  test('a type, a view, an extension', () => {
    const name = knownName('mood');
    for (const object of ['type', 'view', 'extension'] as const) {
      expect(operation({ kind: 'create-object', object, name })).toEqual([
        { kind: 'drop-object', object, name, ...dropped },
      ]);
    }
  });
});

describe('IF NOT EXISTS does nothing where the thing was there', () => {
  const name = knownName('ix_orders_customer_id');
  const rest = { columns: ['a'], unique: false, concurrently: false, isPartial: false };

  test.each<[string, Operation]>([
    [
      'a table',
      {
        kind: 'create-table',
        table: orders,
        columns: [],
        constraints: [],
        ifNotExists: true,
        isWhole: true,
        isTemporary: false,
      },
    ],
    ['a column', { kind: 'add-column', table: orders, column: columnNamed('total'), ifNotExists: true }],
    ['an index', { kind: 'create-index', name, table: orders, ifNotExists: true, ...rest }],
  ])('%s', (_what, operation) => {
    expect(inverseOf(operation, state)).toEqual({ kind: 'operations', operations: [] });
    const fresh = inverseOf(operation, undefined);
    expect(fresh).toMatchObject({ kind: 'operations', operations: [{}] });
  });
});

describe('a new name is undone by the old one', () => {
  test.each<[Operation, Operation]>([
    [
      { kind: 'rename-table', table: tableNamed('audit.log'), to: knownName('journal') },
      { kind: 'rename-table', table: tableNamed('audit.journal'), to: knownName('log') },
    ],
    [
      { kind: 'rename-column', table: orders, column: knownName('sum'), to: knownName('total') },
      { kind: 'rename-column', table: orders, column: knownName('total'), to: knownName('sum') },
    ],
    [
      { kind: 'set-table-schema', table: orders, schema: knownName('archive') },
      { kind: 'set-table-schema', table: tableNamed('archive.orders'), schema: knownName('public') },
    ],
    [
      { kind: 'rename-object', object: 'type', name: knownName('mood'), to: knownName('state') },
      { kind: 'rename-object', object: 'type', name: knownName('state'), to: knownName('mood') },
    ],
    [
      { kind: 'rename-object', object: 'type', name: knownName('app.mood'), to: knownName('state') },
      { kind: 'rename-object', object: 'type', name: knownName('app.state'), to: knownName('mood') },
    ],
  ])('%j', (operation, back) => {
    expect(inverseOf(operation, undefined)).toEqual({ kind: 'operations', operations: [back] });
    expect(inverseOf(back, undefined)).toMatchObject({
      kind: 'operations',
      operations: [{ kind: operation.kind }],
    });
  });
});

describe('an altered column', () => {
  const alter = (more: Partial<AlterColumn>): AlterColumn => ({
    kind: 'alter-column',
    table: orders,
    column: knownName('total'),
    ...more,
  });
  const back = (more: Partial<AlterColumn>) => ({ kind: 'operations', operations: [alter(more)] });

  test('gets back what the migrations say it had', () => {
    expect(inverseOf(alter({ type: typeNamed('int4') }), state)).toEqual(
      back({ type: typeNamed('numeric', { size: 10, scale: 2 }) }),
    );
    expect(inverseOf(alter({ nullable: false }), state)).toEqual(back({ nullable: true }));
    expect(inverseOf(alter({ default: { kind: 'none' } }), state)).toEqual(
      back({ default: { kind: 'sql', text: '0' } }),
    );
  });

  test('gets back all of it at once', () => {
    expect(
      inverseOf(alter({ nullable: false, type: typeNamed('int8'), using: 'total::bigint' }), state),
    ).toEqual(back({ type: typeNamed('numeric', { size: 10, scale: 2 }), nullable: true }));
  });

  test('gets back what the operation itself says it had', () => {
    const was = { existingType: typeNamed('text'), existingNullable: true };
    expect(inverseOf(alter({ type: typeNamed('int4'), ...was }), undefined)).toEqual(
      back({ type: typeNamed('text') }),
    );
    expect(inverseOf(alter({ nullable: false, ...was }), undefined)).toEqual(back({ nullable: true }));
    const preset = { default: { kind: 'none' }, existingDefault: { kind: 'sql', text: "'x'" } } as const;
    expect(inverseOf(alter(preset), undefined)).toEqual(back({ default: { kind: 'sql', text: "'x'" } }));
  });

  test.each<[Partial<AlterColumn>, string]>([
    [{ type: typeNamed('int8') }, 'which type the column had is not known'],
    [{ nullable: true }, 'whether the column could be null is not known'],
    [{ default: { kind: 'none' } }, 'which default the column had is not known'],
    [
      { type: typeNamed('int8'), existingType: { isKnown: false, written: 'MyType()' } },
      'which type the column had is not known',
    ],
    [
      { default: { kind: 'none' }, existingDefault: { kind: 'unknown', source: 'X' } },
      'which default the column had is not known',
    ],
  ])('%j cannot be undone where nobody says what it was', (more, why) => {
    expect(inverseOf(alter(more), undefined)).toEqual({ kind: 'unknown', why });
  });

  test('does not get back a type that the database has to be told the way to', () => {
    const change = alter({ type: typeNamed('text'), existingType: typeNamed('uuid') });
    expect(inverseOf(change, undefined)).toEqual({
      kind: 'unknown',
      why: 'the database has to be told how values get their old type back',
    });
  });

  test('that is not altered has nothing to get back', () => {
    expect(inverseOf(alter({ existingNullable: true }), undefined)).toEqual({
      kind: 'operations',
      operations: [],
    });
  });
});

describe('what is dropped', () => {
  test('a column comes back with its constraints and indexes, but without its values', () => {
    const column = knownName('customer_id');
    const index = { columns: ['customer_id'], unique: true, ifNotExists: false, isPartial: false };
    expect(inverseOf({ kind: 'drop-column', table: orders, column, ...dropped }, state)).toEqual({
      kind: 'loses-data',
      operations: [
        { kind: 'add-column', table: orders, column: columnNamed('customer_id'), ifNotExists: false },
        { kind: 'add-constraint', table: orders, constraint: foreignKey },
        {
          kind: 'create-index',
          name: knownName('ix_orders_customer_id'),
          table: orders,
          concurrently: false,
          ...index,
        },
      ],
    });
  });

  test('a constraint made of an index comes back as one of its own', () => {
    const column = knownName('number');
    expect(inverseOf({ kind: 'drop-column', table: orders, column, ...dropped }, state)).toMatchObject({
      operations: [{ column: { nullable: false } }, { constraint: { ...unique, usingIndex: false } }],
    });
  });

  test('a table comes back with everything but its rows', () => {
    const inverse = inverseOf({ kind: 'drop-table', table: orders, ...dropped }, state);
    if (inverse.kind !== 'loses-data') throw new Error(inverse.kind);
    const [create, ...rest] = inverse.operations;
    if (create?.kind !== 'create-table') throw new Error(create?.kind);
    expect(create.columns.map(({ name }) => name.text)).toEqual(['id', 'number', 'customer_id', 'total']);
    expect(create.constraints.map(({ kind, notValid }) => [kind, notValid])).toEqual([
      ['foreign-key', false],
      ['unique', false],
      ['check', true],
    ]);
    expect(rest).toMatchObject([{ kind: 'create-index', name: { text: 'ix_orders_customer_id' } }]);
  });

  test('an index comes back as it was', () => {
    const name = knownName('ix_orders_customer_id');
    expect(
      inverseOf({ kind: 'drop-index', name, table: undefined, concurrently: true, ...dropped }, state),
    ).toMatchObject({
      kind: 'operations',
      operations: [
        { kind: 'create-index', table: orders, columns: ['customer_id'], concurrently: true, unique: true },
      ],
    });
  });

  test('a constraint comes back as it was, validated or not', () => {
    const drop = (name: string): Operation => ({
      kind: 'drop-constraint',
      table: orders,
      name: knownName(name),
      type: undefined,
      ...dropped,
    });
    expect(inverseOf(drop('orders_customer_id_fkey'), state)).toEqual({
      kind: 'operations',
      operations: [{ kind: 'add-constraint', table: orders, constraint: foreignKey }],
    });
    expect(inverseOf(drop('ck_total'), state)).toMatchObject({
      operations: [{ constraint: { notValid: true } }],
    });
    expect(inverseOf(drop('other'), state)).toEqual({
      kind: 'unknown',
      why: 'what the constraint asks is not known',
    });
  });

  test('a schema that could be dropped was empty, and an extension brings all it has', () => {
    for (const object of ['schema', 'extension'] as const) {
      const name = knownName('audit');
      expect(inverseOf({ kind: 'drop-object', object, name, ...dropped }, undefined)).toEqual({
        kind: 'operations',
        operations: [{ kind: 'create-object', object, name }],
      });
    }
  });

  test.each<[string, Operation]>([
    [
      'how the view totals was made is not known',
      { kind: 'drop-object', object: 'view', name: knownName('totals'), ...dropped },
    ],
    [
      'how the materialized view totals was made is not known',
      { kind: 'drop-object', object: 'materialized-view', name: knownName('totals'), ...dropped },
    ],
    [
      'what it changes is not known',
      { kind: 'drop-object', object: 'owned', name: knownName('bob'), ...dropped },
    ],
    [
      'CASCADE may drop more than the schema',
      { kind: 'drop-object', object: 'schema', name: knownName('a'), ifExists: false, cascade: true },
    ],
    [
      'CASCADE may drop more than the table',
      { kind: 'drop-table', table: orders, ifExists: false, cascade: true },
    ],
    [
      'CASCADE may drop more than the column',
      { kind: 'drop-column', table: orders, column: knownName('total'), ifExists: false, cascade: true },
    ],
    ['what the table holds is not known', { kind: 'drop-table', table: orders, ...dropped }],
    [
      'what the column was is not known',
      { kind: 'drop-column', table: orders, column: knownName('x'), ...dropped },
    ],
    [
      'what the index covers is not known',
      { kind: 'drop-index', name: knownName('x'), table: orders, concurrently: false, ...dropped },
    ],
  ])('is not known: %s', (why, operation) => {
    expect(inverseOf(operation, undefined)).toEqual({ kind: 'unknown', why });
  });
});
