import { describe, expect, test } from 'vitest';

import type { ColumnType } from '../../operations/column-type.ts';
import type { ColumnDefault, ConstraintDefinition } from '../../operations/column.ts';
import { knownName, unknownName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import {
  addConstraint,
  alterColumn,
  changeRows,
  check,
  createIndex,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropTable,
  dropped,
  orders,
  renameColumn,
  renameTable,
  unique,
} from '../../../testing/sample-operations.ts';
import { columnNamed, tableNamed, typeNamed } from '../../../testing/sample-schema.ts';
import { renderOperation } from './render-operation.ts';

const audit = tableNamed('audit.log');

const toPeople = foreignKey({ table: tableNamed('people'), columns: ['id'] });

describe('a directive is written', () => {
  test.each<[string, Operation]>([
    ['op.drop_table("orders")', dropTable('orders')],
    ['op.drop_table("log", schema="audit")', dropTable('audit.log')],
    ['op.rename_table("orders", "sales")', renameTable('orders', 'sales')],
    ['op.rename_table("log", "journal", schema="audit")', renameTable('audit.log', 'journal')],
    ['op.drop_column("orders", "total")', dropColumn('total')],
    ['op.drop_column("log", "line", schema="audit")', dropColumn('line', audit)],
    ['op.alter_column("orders", "a", new_column_name="b")', renameColumn('a', 'b')],
    [
      'op.add_column("orders", sa.Column("note", sa.Text(), nullable=True))',
      {
        kind: 'add-column',
        table: orders,
        column: columnNamed('note', { type: typeNamed('text') }),
        ifNotExists: false,
      },
    ],
    [
      'op.add_column("log", sa.Column("n", sa.Integer(), server_default=sa.text("0"), nullable=False), schema="audit")',
      {
        kind: 'add-column',
        table: audit,
        column: columnNamed('n', { nullable: false, default: { kind: 'sql', text: '0' } }),
        ifNotExists: false,
      },
    ],
    ['op.create_index(op.f("ix"), "orders", ["a", "b"], unique=False)', createIndex('ix', ['a', 'b'])],
    ['op.create_index(op.f("ix"), "orders", ["a"], unique=True)', createIndex('ix', ['a'], true)],
    [
      'with op.get_context().autocommit_block():\n    op.create_index(op.f("ix"), "orders", ["a"], unique=False, postgresql_concurrently=True)',
      { ...createIndex('ix', ['a']), concurrently: true } as Operation,
    ],
    ['op.drop_index(op.f("ix"))', dropIndex('ix')],
    [
      'op.drop_index(op.f("ix"), table_name="log", schema="audit")',
      { kind: 'drop-index', name: knownName('ix'), table: audit, concurrently: false, ...dropped },
    ],
    [
      'with op.get_context().autocommit_block():\n    op.drop_index(op.f("ix"), table_name="orders", postgresql_concurrently=True)',
      { kind: 'drop-index', name: knownName('ix'), table: orders, concurrently: true, ...dropped },
    ],
    [
      'op.create_unique_constraint(op.f("uq"), "orders", ["a", "b"])',
      addConstraint(unique('uq', ['a', 'b'])),
    ],
    [
      'op.create_primary_key(op.f("pk"), "orders", ["id"])',
      addConstraint({
        ...check(undefined),
        kind: 'primary-key',
        name: knownName('pk'),
        columns: ['id'],
        usingIndex: false,
      }),
    ],
    [
      'op.create_check_constraint(op.f("ck"), "orders", sa.text("total > 0"))',
      addConstraint(check('total > 0')),
    ],
    [
      'op.create_foreign_key(op.f("fk"), "orders", "people", ["by"], ["id"], referent_schema="hr")',
      addConstraint(foreignKey({ table: tableNamed('hr.people'), columns: ['id'] })),
    ],
    [
      'op.create_foreign_key(op.f("fk"), "orders", "people", ["by"], ["id"], onupdate="SET NULL", ondelete="CASCADE")',
      addConstraint({ ...toPeople, onDelete: 'cascade', onUpdate: 'set null' }),
    ],
    [
      'op.create_foreign_key(op.f("fk"), "orders", "people", ["by"], ["id"], deferrable=True)',
      addConstraint({ ...toPeople, deferrable: 'immediate' }),
    ],
    [
      'op.create_foreign_key(op.f("fk"), "orders", "people", ["by"], ["id"], deferrable=True, initially="DEFERRED")',
      addConstraint({ ...toPeople, deferrable: 'deferred' }),
    ],
    ['op.drop_constraint(op.f("uq"), "orders")', dropConstraint('uq')],
    ['op.drop_constraint(op.f("uq"), "orders", type_="unique")', dropConstraint('uq', 'unique')],
    ['op.drop_constraint(op.f("fk"), "orders", type_="foreignkey")', dropConstraint('fk', 'foreign-key')],
    ['op.drop_constraint(op.f("pk"), "orders", type_="primary")', dropConstraint('pk', 'primary-key')],
    ['op.drop_constraint(op.f("ck"), "orders", type_="check")', dropConstraint('ck', 'check')],
    ['op.alter_column("orders", "total", nullable=False)', alterColumn({ nullable: false })],
    [
      'op.alter_column("orders", "total", type_=sa.BigInteger(), existing_type=sa.Integer(), existing_nullable=True)',
      alterColumn({ type: typeNamed('int8'), existingType: typeNamed('int4'), existingNullable: true }),
    ],
    [
      'op.alter_column("orders", "total", server_default=None, existing_server_default=sa.text("0"))',
      alterColumn({ default: { kind: 'none' }, existingDefault: { kind: 'sql', text: '0' } }),
    ],
  ])('%s', (written, operation) => {
    expect(renderOperation(operation)).toBe(written);
  });
});

describe('what Alembic has no directive for is written as SQL', () => {
  test.each<[string, Operation]>([
    [
      `op.execute('DROP TYPE "mood"')`,
      { kind: 'drop-object', object: 'type', name: knownName('mood'), ...dropped },
    ],
    [
      `op.execute('DROP MATERIALIZED VIEW IF EXISTS "audit"."Totals" CASCADE')`,
      {
        kind: 'drop-object',
        object: 'materialized-view',
        name: knownName('audit.Totals'),
        ifExists: true,
        cascade: true,
      },
    ],
    [
      `op.execute('CREATE SCHEMA "audit"')`,
      { kind: 'create-object', object: 'schema', name: knownName('audit') },
    ],
    [
      `op.execute('CREATE EXTENSION "uuid-ossp"')`,
      { kind: 'create-object', object: 'extension', name: knownName('uuid-ossp') },
    ],
    [
      `op.execute('ALTER TYPE "mood" RENAME TO "state"')`,
      { kind: 'rename-object', object: 'type', name: knownName('mood'), to: knownName('state') },
    ],
  ])('%s', (written, operation) => {
    expect(renderOperation(operation)).toBe(written);
  });
});

describe('a table', () => {
  const key: ConstraintDefinition = {
    ...check(undefined),
    kind: 'primary-key',
    name: undefined,
    columns: ['id'],
    usingIndex: false,
  };
  const create = (more: Partial<Extract<Operation, { kind: 'create-table' }>>): Operation => ({
    kind: 'create-table',
    table: orders,
    columns: [columnNamed('id', { nullable: false, default: { kind: 'sequence' } }), columnNamed('by')],
    constraints: [key],
    ifNotExists: false,
    isWhole: true,
    isTemporary: false,
    ...more,
  });

  test('has a line for each column and constraint', () => {
    const constraints = [
      key,
      unique('uq', ['by']),
      check("note ~ ':x'"),
      {
        ...foreignKey({ table: tableNamed('hr.people'), columns: ['id'] }),
        onDelete: 'set default',
      } as const,
    ];
    expect(renderOperation(create({ table: audit, constraints }))).toBe(
      [
        'op.create_table(',
        '    "log",',
        '    sa.Column("id", sa.Integer(), nullable=False),',
        '    sa.Column("by", sa.Integer(), nullable=True),',
        '    sa.PrimaryKeyConstraint("id"),',
        '    sa.UniqueConstraint("by", name=op.f("uq")),',
        String.raw`    sa.CheckConstraint(sa.text("note ~ '\\:x'"), name=op.f("ck")),`,
        '    sa.ForeignKeyConstraint(["by"], ["hr.people.id"], name=op.f("fk"), ondelete="SET DEFAULT"),',
        '    schema="audit",',
        ')',
      ].join('\n'),
    );
  });

  test('whose key does not count is told so', () => {
    const columns = [columnNamed('id', { nullable: false })];
    expect(renderOperation(create({ columns }))).toContain(
      'sa.Column("id", sa.Integer(), autoincrement=False, nullable=False)',
    );
    const pointing = { ...foreignKey({ table: orders, columns: ['id'] }), columns: ['id'] };
    expect(renderOperation(create({ columns, constraints: [key, pointing] }))).toContain(
      'sa.Column("id", sa.Integer(), nullable=False)',
    );
    const text = [columnNamed('id', { nullable: false, type: typeNamed('text') })];
    expect(renderOperation(create({ columns: text }))).toContain(
      'sa.Column("id", sa.Text(), nullable=False)',
    );
  });

  test.each<[string, Parameters<typeof create>[0]]>([
    ['IF NOT EXISTS, which came with Alembic 1.13', { ifNotExists: true }],
    ['columns from elsewhere', { isWhole: false }],
    ['TEMP', { isTemporary: true }],
    ['a column that counts without being the key', { constraints: [] }],
    ['a constraint that is not whole', { constraints: [{ ...key, hasMore: true }] }],
    ['an exclusion', { constraints: [{ ...check(undefined), kind: 'exclude' }] }],
    ['a check that is not known', { constraints: [check(undefined)] }],
    [
      'a foreign key to a name with a dot',
      { constraints: [foreignKey({ table: knownDotted, columns: ['id'] })] },
    ],
    ['a foreign key to no columns', { constraints: [foreignKey({ table: orders, columns: undefined })] }],
  ])('with %s is not written', (_what, more) => {
    expect(renderOperation(create(more))).toBeUndefined();
  });
});

describe('a type is written for every version of SQLAlchemy', () => {
  const column = (type: ColumnType, preset: ColumnDefault = { kind: 'none' }) =>
    renderOperation({
      kind: 'add-column',
      table: orders,
      column: columnNamed('c', { type, default: preset }),
      ifNotExists: false,
    })?.replace(/^op\.add_column\("orders", sa\.Column\("c", (.*), nullable=True\)\)$/, '$1');

  test.each<[string, ColumnType]>([
    ['sa.SmallInteger()', typeNamed('int2')],
    ['sa.Integer()', typeNamed('int4')],
    ['sa.BigInteger()', typeNamed('int8')],
    ['sa.Numeric()', typeNamed('numeric')],
    ['sa.Numeric(precision=10, scale=2)', typeNamed('numeric', { size: 10, scale: 2 })],
    ['sa.Numeric(precision=10, scale=0)', typeNamed('numeric', { size: 10 })],
    ['sa.REAL()', typeNamed('float4')],
    ['sa.Float()', typeNamed('float8')],
    ['sa.Boolean()', typeNamed('bool')],
    ['sa.Text()', typeNamed('text')],
    ['sa.String()', typeNamed('varchar')],
    ['sa.String(length=20)', typeNamed('varchar', { size: 20 })],
    ['sa.CHAR(length=1)', typeNamed('bpchar', { size: 1 })],
    ['sa.LargeBinary()', typeNamed('bytea')],
    ['sa.JSON()', typeNamed('json')],
    ['sa.Date()', typeNamed('date')],
    ['sa.Time()', typeNamed('time')],
    ['sa.Time(timezone=True)', typeNamed('timetz')],
    ['sa.DateTime()', typeNamed('timestamp')],
    ['sa.DateTime(timezone=True)', typeNamed('timestamptz')],
    ['sa.Interval()', typeNamed('interval')],
    ['sa.ARRAY(sa.String(length=3))', typeNamed('varchar', { size: 3, dimensions: 1 })],
    ['sa.ARRAY(sa.Integer(), dimensions=2)', typeNamed('int4', { dimensions: 2 })],
  ])('%s', (written, type) => {
    expect(column(type)).toBe(written);
  });

  test.each<[ColumnType]>([
    [{ isKnown: false, written: 'Geo()' }],
    [typeNamed('uuid')],
    [typeNamed('jsonb')],
    [typeNamed('mood')],
    [typeNamed('constructor')],
    [typeNamed('mood', { values: ['a'] })],
    [typeNamed('timestamptz', { size: 3 })],
    [typeNamed('bpchar')],
    [typeNamed('numeric', { scale: 2 })],
  ])('but not %j', (type) => {
    expect(column(type)).toBeUndefined();
  });

  test.each<[string | undefined, ColumnDefault]>([
    ['sa.Text(), server_default=sa.text("now()")', { kind: 'sql', text: 'now()' }],
    [`sa.Text(), server_default=sa.text("'{}'::jsonb")`, { kind: 'sql', text: "'{}'::jsonb" }],
    [String.raw`sa.Text(), server_default=sa.text("'\\:a 10:30'")`, { kind: 'sql', text: "':a 10:30'" }],
    [String.raw`sa.Text(), server_default=sa.text("'\"\\'")`, { kind: 'sql', text: String.raw`'"\'` }],
    [undefined, { kind: 'sql', text: String.raw`'\:a'` }],
    [undefined, { kind: 'identity' }],
    [undefined, { kind: 'sequence' }],
    [undefined, { kind: 'computed', isStored: true }],
    [undefined, { kind: 'unknown', source: 'X' }],
  ])('with a default: %s', (written, preset) => {
    expect(column(typeNamed('text'), preset)).toBe(written);
  });
});

describe('what is not certain is not written', () => {
  const name = unknownName('NAME');
  const anyTable = { ...name, schema: undefined };
  const key = unique('uq', ['a']);

  test.each<Operation>([
    { kind: 'drop-table', table: anyTable, ...dropped },
    { kind: 'drop-table', table: orders, ifExists: true, cascade: false },
    { kind: 'drop-table', table: orders, ifExists: false, cascade: true },
    { kind: 'rename-table', table: orders, to: name },
    { kind: 'set-table-schema', table: orders, schema: knownName('audit') },
    { kind: 'add-column', table: orders, column: columnNamed('a', { name }), ifNotExists: false },
    { kind: 'add-column', table: orders, column: columnNamed('a'), ifNotExists: true },
    {
      kind: 'add-column',
      table: orders,
      column: columnNamed('a', { nullable: undefined }),
      ifNotExists: false,
    },
    { kind: 'add-column', table: orders, column: columnNamed('a', { hasMore: true }), ifNotExists: false },
    { kind: 'add-column', table: orders, column: columnNamed('a', { primaryKey: true }), ifNotExists: false },
    {
      kind: 'add-column',
      table: orders,
      column: columnNamed('a', { constraints: [key] }),
      ifNotExists: false,
    },
    {
      kind: 'add-column',
      table: orders,
      column: columnNamed('a', { clientDefault: { source: '1' } }),
      ifNotExists: false,
    },
    { kind: 'drop-column', table: orders, column: name, ...dropped },
    { kind: 'rename-column', table: orders, column: name, to: knownName('b') },
    { kind: 'rename-column', table: orders, column: knownName('b'), to: name },
    alterColumn({}),
    alterColumn({ column: name, nullable: true }),
    alterColumn({ type: typeNamed('int4'), using: '"total::int"' }),
    alterColumn({ type: typeNamed('uuid'), nullable: true }),
    { ...createIndex('ix', undefined) },
    { ...createIndex('ix', ['a']), name: undefined } as Operation,
    { ...createIndex('ix', ['a']), name } as Operation,
    { ...createIndex('ix', ['a']), isPartial: true } as Operation,
    { ...createIndex('ix', ['a']), ifNotExists: true } as Operation,
    { ...createIndex('ix', ['a']), hasMore: true } as Operation,
    { ...dropIndex('ix'), ifExists: true } as Operation,
    { ...dropIndex('ix'), name } as Operation,
    addConstraint({ ...key, name: undefined }),
    addConstraint({ ...key, name }),
    addConstraint({ ...key, notValid: true }),
    addConstraint({ ...key, hasMore: true }),
    addConstraint(unique('uq', ['a'], true)),
    addConstraint(unique('uq', undefined)),
    addConstraint(check(undefined)),
    addConstraint(foreignKey({ table: anyTable, columns: ['id'] })),
    dropConstraint(undefined),
    dropConstraint('x', 'exclude'),
    { kind: 'validate-constraint', table: orders, name: knownName('ck') },
    { kind: 'rename-constraint', table: orders, name: knownName('ck'), to: knownName('ck_2') },
    { kind: 'drop-object', object: 'function', name: knownName('f'), ...dropped },
    { kind: 'drop-object', object: 'type', name, ...dropped },
    { kind: 'drop-object', object: 'type', name: knownName("o'clock"), ...dropped },
    { kind: 'drop-object', object: 'type', name: knownName('a.b.c'), ...dropped },
    { kind: 'create-object', object: 'view', name: knownName('v') },
    { kind: 'rename-object', object: 'type', name: knownName('v'), to: name },
    { kind: 'truncate', tables: [orders], cascade: false },
    changeRows('insert'),
    { kind: 'create-all' },
    { kind: 'drop-all' },
    { kind: 'other', what: 'a comment' },
  ])('%j', (operation) => {
    expect(renderOperation(operation)).toBeUndefined();
  });
});

const knownDotted = { ...knownName('a.b'), schema: undefined };

function foreignKey(
  target: Extract<ConstraintDefinition, { kind: 'foreign-key' }>['target'],
): Extract<ConstraintDefinition, { kind: 'foreign-key' }> {
  return {
    start: 0,
    end: 0,
    kind: 'foreign-key',
    name: knownName('fk'),
    columns: ['by'],
    notValid: false,
    target,
  };
}
