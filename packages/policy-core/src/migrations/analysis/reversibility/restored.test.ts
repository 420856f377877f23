import { describe, expect, test } from 'vitest';

import { check, orders, unique } from '../../../testing/sample-operations.ts';
import {
  columnNamed,
  columnState,
  constraintState,
  indexState,
  tableNamed,
  tableState,
  typeNamed,
} from '../../../testing/sample-schema.ts';
import type { ConstraintDefinition } from '../../operations/column.ts';
import { knownName } from '../../operations/name.ts';
import {
  CONSTRAINT_WORDS,
  restoredColumnOf,
  restoredConstraint,
  restoredIndex,
  restoredTable,
} from './restored.ts';

const key: ConstraintDefinition = {
  ...check(undefined),
  kind: 'foreign-key',
  columns: ['by'],
  target: { table: tableNamed('people'), columns: ['id'] },
};
const primary: ConstraintDefinition = {
  ...check(undefined),
  kind: 'primary-key',
  columns: ['id'],
  usingIndex: true,
};

const state = tableState(
  'audit.log',
  [
    columnState('id', { nullable: false, default: { kind: 'sequence' } }),
    columnState('by'),
    columnState('note', { type: typeNamed('text'), default: { kind: 'sql', text: "''" } }),
  ],
  {
    constraints: [
      constraintState('log_pkey', primary),
      constraintState('fk', key),
      constraintState(undefined, check('id > 0')),
    ],
    indexes: [indexState('ix', ['by', 'note']), indexState('iy', ['id'], { unique: true })],
  },
);

describe('a table', () => {
  test('gets a second key on the same columns by itself, since CREATE TABLE makes only one', () => {
    const restored = restoredTable({
      ...state,
      constraints: [
        constraintState('log_pkey', primary),
        constraintState('log_id_key', unique('log_id_key', ['id'])),
        constraintState('log_by_key', unique('log_by_key', ['by'])),
      ],
      indexes: [],
    });
    if (restored.kind !== 'operations') throw new Error(restored.why);
    const [create, ...added] = restored.operations;
    const names = create?.kind === 'create-table' ? create.constraints.map(({ name }) => name?.text) : [];
    expect(names).toEqual(['log_pkey', 'log_by_key']);
    expect(added).toMatchObject([{ kind: 'add-constraint', constraint: { name: knownName('log_id_key') } }]);
  });

  test('gets no index twice: that of a constraint comes with it', () => {
    const restored = restoredTable({
      ...state,
      indexes: [indexState('log_pkey', ['id'], { unique: true }), indexState('ix', ['by'])],
    });
    if (restored.kind !== 'operations') throw new Error(restored.why);
    const indexes = restored.operations.flatMap((it) => (it.kind === 'create-index' ? [it.name?.text] : []));
    expect(indexes).toEqual(['ix']);
  });

  test('is made with its columns, its constraints and then its indexes', () => {
    const restored = restoredTable(state);
    if (restored.kind !== 'operations') throw new Error(restored.why);
    expect(restored.operations.map(({ kind }) => kind)).toEqual([
      'create-table',
      'create-index',
      'create-index',
    ]);
    expect(restored.operations[0]).toEqual({
      kind: 'create-table',
      table: tableNamed('audit.log'),
      columns: [
        columnNamed('id', { nullable: false, default: { kind: 'sequence' } }),
        columnNamed('by'),
        columnNamed('note', { type: typeNamed('text'), default: { kind: 'sql', text: "''" } }),
      ],
      constraints: [
        { ...primary, name: knownName('log_pkey'), usingIndex: false },
        { ...key, name: knownName('fk') },
        { ...check('id > 0'), name: undefined },
      ],
      ifNotExists: false,
      isWhole: true,
      isTemporary: false,
    });
  });

  test('has its foreign keys with what they do', () => {
    const doing = { ...key, onDelete: 'cascade', deferrable: 'deferred' } as const;
    expect(restoredConstraint(constraintState('fk', doing))).toMatchObject({
      onDelete: 'cascade',
      deferrable: 'deferred',
    });
  });

  test('without anything is a table all the same', () => {
    expect(restoredTable(tableState('t', []))).toMatchObject({
      operations: [{ kind: 'create-table', columns: [] }],
    });
  });

  test.each<[string, Parameters<typeof restoredTable>[0]]>([
    ['not every column of the table is known', { ...state, isWhole: false }],
    ['the type of x is not known', tableState('t', [columnState('x', { type: undefined })])],
    [
      'not all of the foreign key fk is known',
      { ...state, constraints: [constraintState('fk', { ...key, hasMore: true })] },
    ],
    ['what the index ix covers is not known', { ...state, indexes: [indexState('ix', undefined)] }],
  ])('is not made where %s', (why, from) => {
    expect(restoredTable(from)).toEqual({ kind: 'unknown', why });
  });
});

describe('a column', () => {
  test('is made with what goes with it alone', () => {
    expect(restoredColumnOf(state, 'by')).toMatchObject({
      kind: 'operations',
      operations: [
        { kind: 'add-column', table: { text: 'log' }, column: { name: { text: 'by' } } },
        { kind: 'add-constraint', constraint: { kind: 'foreign-key' } },
        { kind: 'create-index', name: { text: 'ix' } },
      ],
    });
    expect(restoredColumnOf(state, 'note')).toMatchObject({
      operations: [{ kind: 'add-column' }, { kind: 'create-index', name: { text: 'ix' } }],
    });
  });

  test('is not made where it is not known', () => {
    expect(restoredColumnOf(state, 'other')).toEqual({
      kind: 'unknown',
      why: 'the definition of other is not known',
    });
  });
});

describe('an index', () => {
  test('is made as it was, but not concurrently', () => {
    expect(restoredIndex(orders, indexState('ix', ['a', 'b'], { unique: true }))).toEqual({
      kind: 'create-index',
      name: knownName('ix'),
      table: orders,
      columns: ['a', 'b'],
      unique: true,
      concurrently: false,
      ifNotExists: false,
      isPartial: false,
    });
  });

  test.each([
    ['the name of an index is not known', indexState(undefined, ['a'])],
    ['what the index ix covers is not known', indexState('ix', undefined)],
    ['not all of the index ix is known', indexState('ix', ['a'], { isPartial: true })],
    ['not all of the index ix is known', indexState('ix', ['a'], { hasMore: true })],
  ])('is not made where %s', (why, index) => {
    expect(restoredIndex(orders, index)).toBe(why);
  });
});

describe('a constraint', () => {
  test.each<[string, ConstraintDefinition]>([
    ['unique', unique('old', ['a'])],
    ['check', check('a > 0')],
    ['foreign-key', key],
  ])('of kind %s has the name that the database gave it', (_kind, definition) => {
    expect(restoredConstraint(constraintState('new', definition))).toEqual({
      ...definition,
      name: knownName('new'),
    });
  });

  test('is checked as it was', () => {
    const state_ = constraintState('ck', check('a > 0'), { isValidated: false });
    expect(restoredConstraint(state_)).toMatchObject({ notValid: true });
    expect(restoredConstraint({ ...state_, isValidated: true })).toMatchObject({ notValid: false });
  });

  test('has no name where none is known', () => {
    expect(restoredConstraint(constraintState(undefined, unique('x', ['a'])))).toMatchObject({
      name: undefined,
    });
  });

  test.each<[string, ConstraintDefinition]>([
    ['not all of the exclusion constraint k is known', { ...check(undefined), kind: 'exclude' }],
    ['what the check constraint k asks is not known', check(undefined)],
    ['what the unique constraint k covers is not known', unique('k', undefined)],
    ['not all of the unique constraint k is known', { ...unique('k', ['a']), hasMore: true }],
    ['what the primary key k covers is not known', { ...primary, columns: undefined }],
    ['what the foreign key k covers is not known', { ...key, columns: undefined }],
  ])('is not made where %s', (why, definition) => {
    expect(restoredConstraint(constraintState('k', definition))).toBe(why);
  });

  test('of every kind has a word', () => {
    expect(Object.values(CONSTRAINT_WORDS).every((word) => /^[a-z ]+$/.test(word))).toBe(true);
  });
});
