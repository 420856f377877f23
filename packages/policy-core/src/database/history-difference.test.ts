import { describe, expect, test } from 'vitest';

import type { TableState } from '../migrations/schema/schema-history.ts';
import { tableParts } from '../testing/sample-database.ts';
import {
  columnState,
  constraintState,
  indexState,
  tableNamed,
  tableState,
  typeNamed,
} from '../testing/sample-schema.ts';
import { historyDifference, untrackedDifference } from './history-difference.ts';
import type { SchemaPart } from './seen-database.ts';

const PRIMARY_KEY = {
  kind: 'primary-key',
  start: 0,
  end: 0,
  name: undefined,
  columns: ['id'],
  notValid: false,
  usingIndex: false,
} as const;

const ORDERS = tableState(
  'orders',
  [columnState('id', { nullable: false }), columnState('note', { type: typeNamed('text') })],
  {
    constraints: [constraintState('orders_pkey', PRIMARY_KEY)],
    indexes: [indexState('orders_pkey', ['id']), indexState('ix_note', ['note'])],
  },
);

const REAL: readonly SchemaPart[] = [
  ...tableParts('orders', { id: 'integer' }),
  { kind: 'column', on: 'orders', name: 'note', is: { type: 'text', nullable: 'yes' } },
  { kind: 'constraint', on: 'orders', name: 'orders_pkey', is: { definition: 'PRIMARY KEY (id)' } },
  { kind: 'index', on: 'orders', name: 'ix_note', is: { definition: 'CREATE INDEX ix_note ...' } },
];

function told(
  tables: readonly TableState[],
  parts: readonly SchemaPart[],
  { schemas = ['public'], path = schemas }: Partial<Record<'schemas' | 'path', readonly string[]>> = {},
): readonly string[] {
  return historyDifference(tables, { schemas, visibleSchemas: path, parts }).map(
    ({ kind, on, name, standing, aspects }) =>
      `${on === undefined ? '' : `${on}: `}${kind} ${name} ${standing}${aspects.map(({ aspect, first, second }) => ` ${aspect} ${first ?? '-'}/${second ?? '-'}`).join('')}`,
  );
}

const changed = (name: string, is: SchemaPart['is']) =>
  REAL.map((part) => (part.kind === 'column' && part.name === name ? { ...part, is } : part));

describe('a database and its migrations', () => {
  test('are alike where it has what they make', () => {
    expect(told([ORDERS], REAL)).toEqual([]);
  });

  test('differ by what somebody took away by hand [row 4.03]', () => {
    expect(told([ORDERS], [])).toEqual(['table orders only-in-first']);
    for (const kind of ['column', 'constraint', 'index'] as const) {
      const without = REAL.filter((part) => part.kind !== kind || part.name === 'id');
      expect(told([ORDERS], without)).toHaveLength(1);
      expect(told([ORDERS], without)[0]).toMatch(new RegExp(`^orders: ${kind} \\w+ only-in-first$`));
    }
  });

  test('differ by what somebody added by hand [row 4.03]', () => {
    const more: readonly SchemaPart[] = [
      { kind: 'column', on: 'orders', name: 'x', is: { type: 'text', nullable: 'yes' } },
      { kind: 'constraint', on: 'orders', name: 'x_check', is: { definition: 'CHECK (id > 0)' } },
      { kind: 'index', on: 'orders', name: 'ix_x', is: { definition: '' } },
    ];
    expect(told([ORDERS], [...REAL, ...more])).toEqual([
      'orders: column x only-in-second',
      'orders: constraint x_check only-in-second',
      'orders: index ix_x only-in-second',
    ]);
  });

  test('differ by type, by NULL and by whether there is a default [row 4.03]', () => {
    expect(
      told([ORDERS], changed('note', { type: 'character varying(20)', nullable: 'no', default: "'x'" })),
    ).toEqual(["orders: column note differs default -/'x' nullable yes/no type text/character varying(20)"]);
    expect(told([ORDERS], changed('id', { type: 'integer', nullable: 'no', identity: 'always' }))).toEqual([
      'orders: column id differs default -/always',
    ]);
  });

  test.each([
    [{ kind: 'sql', text: '0' }, '0'],
    [{ kind: 'sequence' }, 'sequence'],
    [{ kind: 'identity' }, 'identity'],
    [{ kind: 'computed', isStored: true }, 'computed'],
    [{ kind: 'unknown', source: 'made()' }, 'made()'],
  ] as const)('differ where the default %j is gone', (made, shown) => {
    const table = tableState('t', [columnState('a', { default: made })]);
    const real: SchemaPart[] = [
      ...tableParts('t', {}),
      { kind: 'column', on: 't', name: 'a', is: { type: 'integer', nullable: 'yes' } },
    ];
    expect(told([table], real)).toEqual([`t: column a differs default ${shown}/-`]);
  });

  test('are alike where a default is NULL, which comes to the same as none', () => {
    expect(
      told([ORDERS], changed('note', { type: 'text', nullable: 'yes', default: 'NULL::character varying' })),
    ).toEqual([]);
    expect(told([ORDERS], changed('note', { type: 'text', nullable: 'yes', default: 'NULL' }))).toEqual([]);
  });
});

describe('a table that was there before the first migration', () => {
  const before = { ...ORDERS, createdIn: undefined, isWhole: false };
  const missed = (parts: readonly SchemaPart[]) =>
    untrackedDifference([before], { schemas: ['public'], visibleSchemas: ['public'], parts }).map(
      ({ kind, on, name, standing }) => [kind, on, name, standing],
    );

  test('has to have the columns that migrations have made since', () => {
    expect(missed(REAL)).toEqual([]);
    expect(missed(REAL.filter(({ name }) => name !== 'note'))).toEqual([
      ['column', 'orders', 'note', 'only-in-first'],
    ]);
    expect(missed([])).toEqual([['table', undefined, 'orders', 'only-in-first']]);
  });

  test('is compared only for a database that nobody tracks yet', () => {
    expect(told([before], [])).toEqual([]);
  });

  test('may have others, and constraints and indexes of its own', () => {
    const more: SchemaPart = {
      kind: 'column',
      on: 'orders',
      name: 'sum',
      is: { type: 'integer', nullable: 'yes' },
    };
    const own: SchemaPart = {
      kind: 'index',
      on: 'orders',
      name: 'ix_sum',
      is: { definition: 'CREATE INDEX' },
    };
    expect(missed([...REAL, more, own])).toEqual([]);
  });
});

describe('what is not known is not different', () => {
  test('of a table that is not known whole, a partition, or one that inherits', () => {
    expect(told([{ ...ORDERS, isWhole: false, isClear: false }], [])).toEqual([]);
    const parents = [{ as: 'partition-of' as const, table: tableNamed('all_orders') }];
    expect(told([{ ...ORDERS, parents }], [])).toEqual([]);
  });

  test('of a table that no migration makes', () => {
    expect(told([], REAL)).toEqual([]);
  });

  test('of a column of which the type, NULL and default are not told', () => {
    const open = columnState('note', { type: undefined, nullable: undefined, default: undefined });
    const table = { ...ORDERS, columns: new Map([...ORDERS.columns, ['note', open]]) };
    expect(told([table], changed('note', { type: 'money', nullable: 'no', default: '1' }))).toEqual([]);
  });

  test('of constraints and indexes, where one of them has a name that is not known', () => {
    const constraints = [...ORDERS.constraints, constraintState(undefined, PRIMARY_KEY)];
    const indexes = [...ORDERS.indexes, indexState(undefined, ['note'])];
    const more: readonly SchemaPart[] = [
      { kind: 'constraint', on: 'orders', name: 'any', is: { definition: 'CHECK (true)' } },
      { kind: 'index', on: 'orders', name: 'any', is: { definition: '' } },
    ];
    expect(told([{ ...ORDERS, constraints, indexes }], [...REAL, ...more])).toEqual([]);
  });

  test('of two exclusions, of which PostgreSQL may make one', () => {
    const exclusion = (named: string) =>
      constraintState(named, {
        kind: 'exclude',
        start: 0,
        end: 0,
        name: undefined,
        columns: ['x'],
        notValid: false,
      });
    const table = tableState('t', [], { constraints: [exclusion('t_x_excl'), exclusion('t_x_excl1')] });
    const real: readonly SchemaPart[] = [
      ...tableParts('t', {}),
      { kind: 'constraint', on: 't', name: 't_x_excl', is: { definition: 'EXCLUDE USING btree (x WITH =)' } },
    ];
    expect(told([table], real)).toEqual([]);
    expect(told([{ ...table, constraints: [exclusion('t_x_excl')] }], tableParts('t', {}))).toEqual([
      't: constraint t_x_excl only-in-first',
    ]);
  });

  test('of the bookkeeping of Alembic', () => {
    expect(told([tableState('alembic_version', [])], [])).toEqual([]);
  });
});

describe('schemas', () => {
  test('that nobody looked into say nothing', () => {
    expect(told([tableState('audit.log', [])], [])).toEqual([]);
    expect(told([tableState('audit.log', [])], [], { schemas: ['public', 'audit'] })).toEqual([
      'table audit.log only-in-first',
    ]);
  });

  test('hold a table without one where the search path leads first', () => {
    const real = tableParts('app.t', {});
    expect(told([tableState('t', [])], real, { schemas: ['app'] })).toEqual([]);
  });

  test('are looked into in any order: what has none lies where the search path leads first', () => {
    const real = tableParts('t', {});
    const place = { schemas: ['audit', 'public'], path: ['public', 'audit'] };
    expect(told([tableState('t', [])], real, place)).toEqual([]);
    expect(told([tableState('t', [])], [], place)).toEqual(['table t only-in-first']);
  });

  test('are all looked through that the search path leads to', () => {
    const place = { schemas: ['public'], path: ['ops', 'public'] };
    expect(told([tableState('t', [])], tableParts('t', {}), place)).toEqual([]);
    expect(told([tableState('t', [])], [], place)).toEqual(['table t only-in-first']);
    const both = { schemas: ['app', 'public'], path: ['app', 'public'] };
    expect(told([tableState('t', [])], tableParts('t', {}), both)).toEqual([]);
  });

  test.each([
    ['nothing of the search path was looked into', ['public']],
    ['the search path leads nowhere', []],
  ])('say nothing of a table without one where %s', (_, path) => {
    expect(told([tableState('t', [])], [], { schemas: ['audit'], path })).toEqual([]);
  });
});
