import { describe, expect, it } from 'vitest';

import type { ColumnDefinition } from '../../operations/column.ts';
import { knownName, unknownName } from '../../operations/name.ts';
import type { Operation, TableOperation } from '../../operations/operation.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

type CreateTable = Extract<TableOperation, { kind: 'create-table' }>;

function read(given: string, before: readonly string[] = []): readonly Operation[] {
  return directiveRead(parsers, { call: `op.create_table(${given})`, before }) ?? [];
}

function table(given: string, before: readonly string[] = []): CreateTable {
  const found = read(given, before).find((operation) => operation.kind === 'create-table');
  if (found === undefined) throw new Error(`no table: ${given}`);
  return found;
}

/** The first column of a table with these parts. */
function firstColumn(given: string): ColumnDefinition {
  const [column] = table(`"t", ${given}`).columns;
  if (column === undefined) throw new Error(`no column: ${given}`);
  return column;
}

describe('op.create_table', () => {
  it('makes a table with its columns and constraints', () => {
    const given =
      '"t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Text()), sa.UniqueConstraint("b", name="uq")';
    expect(read(given)).toMatchObject([
      {
        kind: 'create-table',
        table: { text: 't', isKnown: true, schema: undefined },
        columns: [{ name: knownName('a') }, { name: knownName('b') }],
        constraints: [{ kind: 'unique', name: knownName('uq'), columns: ['b'] }],
        ifNotExists: false,
        isWhole: true,
        isTemporary: false,
      },
    ]);
  });

  it.each<[string, Partial<CreateTable>]>([
    ['"t", schema="s"', { table: { text: 't', isKnown: true, schema: 's' } }],
    ['"t", schema=None', { table: { text: 't', isKnown: true, schema: undefined } }],
    ['table_name="t"', { table: { text: 't', isKnown: true, schema: undefined } }],
    ['"Order Items"', { table: { text: 'Order Items', isKnown: true, schema: undefined } }],
    ['"public.t"', { table: { text: 'public.t', isKnown: true, schema: undefined } }],
    ['"t", schema=SCHEMA', { table: { text: 'SCHEMA.t', isKnown: false, schema: undefined } }],
    ['TABLE', { table: { text: 'TABLE', isKnown: false, schema: undefined } }],
    ['TABLE, schema="s"', { table: { text: 's.TABLE', isKnown: false, schema: undefined } }],
    ['f"{PREFIX}_t"', { table: { text: 'f"{PREFIX}_t"', isKnown: false, schema: undefined } }],
    ['"t", **options', { table: { text: '"t", **options', isKnown: false, schema: undefined } }],
    ['"t", schema="s", **options', { table: { text: 't', isKnown: true, schema: 's' } }],
    ['"t", postgresql_partition_by="RANGE (at)"', { isPartitioned: true }],
    ['"t", if_not_exists=True', { ifNotExists: true }],
    ['"t", if_not_exists=SAFE', { ifNotExists: undefined }],
    ['"t", prefixes=["TEMPORARY"]', { isTemporary: true }],
    ['"t", prefixes=["temp"]', { isTemporary: true }],
    ['"t", prefixes=["LOCAL TEMPORARY"]', { isTemporary: true }],
    ['"t", prefixes=["UNLOGGED"]', { isTemporary: false }],
    ['"t", prefixes=PREFIXES', { isTemporary: false }],
    ['"t", comment="x", info={"a": 1}', { isWhole: true }],
    ['"t"', { columns: [], constraints: [], isWhole: true }],
  ])('takes %s', (given, expected) => {
    expect(table(given)).toMatchObject(expected);
  });

  it.each<[string, readonly string[], string]>([
    ['a list', [], '*[sa.Column("a", sa.Text()), sa.Column("b", sa.Text())]'],
    [
      'a list in a variable',
      ['columns = [sa.Column("a", sa.Text()), sa.Column("b", sa.Text())]'],
      '*columns',
    ],
    ['variables', ['a = sa.Column("a", sa.Text())', 'b = sa.Column("b", sa.Text())'], 'a, b'],
    ['columns behind metadata', [], 'sa.MetaData(), sa.Column("a", sa.Text()), sa.Column("b", sa.Text())'],
    [
      'columns behind metadata in a variable',
      ['metadata = sa.MetaData(naming_convention=convention)'],
      'metadata, sa.Column("a", sa.Text()), sa.Column("b", sa.Text())',
    ],
    ['places that may be left empty', [], 'sa.Column("a", sa.Text()), None, sa.Column("b", sa.Text())'],
  ])('has all columns of %s', (_, before, given) => {
    expect(table(`"t", ${given}`, before)).toMatchObject({
      columns: [{ name: knownName('a') }, { name: knownName('b') }],
      isWhole: true,
    });
  });

  it.each<[string, string, readonly string[]]>([
    ['a list from elsewhere', '*columns', []],
    ['a call that makes a list', 'sa.Column("a", sa.Text()), *stamps()', ['a']],
    ['a list from elsewhere at the beginning', '*columns, sa.Column("a", sa.Text())', ['a']],
    ['a comprehension', '*[sa.Column(n, sa.Text()) for n in names]', []],
  ])('is not whole with %s', (_, given, names) => {
    const { columns, isWhole } = table(`"t", ${given}`);
    expect(isWhole).toBe(false);
    expect(columns.map(({ name }) => name.text)).toEqual(names);
  });

  it.each<[string, string]>([
    ['a call', 'id_column()'],
    ['a variable from elsewhere', 'created_at'],
    ['a copy', 'column.copy()'],
    ['one of two', 'sa.Column("a", sa.Text()) if x else sa.Column("b", sa.Text())'],
    ['a column or none', 'sa.Column("a", sa.Text()) if x else None'],
    ['a constraint that nobody knows', 'own.Constraint("a")'],
  ])('holds something unknown with %s', (_, given) => {
    const { columns, isWhole } = table(`"t", sa.Column("z", sa.Text()), ${given}`);
    expect(isWhole).toBe(false);
    expect(columns.map(({ name }) => name)).toEqual([knownName('z'), unknownName(given)]);
  });

  it('has no name and no column where nothing is seen', () => {
    expect(table('*everything')).toMatchObject({
      table: { text: '*everything', isKnown: false },
      columns: [],
      isWhole: false,
    });
  });
});

describe('a primary key', () => {
  it.each<[string, string]>([
    ['at the column', 'sa.Column("a", sa.Integer(), primary_key=True)'],
    ['at the table', 'sa.Column("a", sa.Integer()), sa.PrimaryKeyConstraint("a")'],
    [
      'at the table, with a name',
      'sa.Column("a", sa.Integer()), sa.PrimaryKeyConstraint("a", name=op.f("pk"))',
    ],
  ])('%s makes it NOT NULL and gives it a sequence', (_, given) => {
    expect(firstColumn(given)).toMatchObject({
      nullable: false,
      primaryKey: true,
      default: { kind: 'sequence' },
    });
  });

  it.each<[string, string]>([
    [
      'of several columns',
      'sa.Column("a", sa.Integer(), primary_key=True), sa.Column("b", sa.Integer(), primary_key=True)',
    ],
    ['of a text', 'sa.Column("a", sa.Text(), primary_key=True)'],
    ['of a type that is not known', 'sa.Column("a", OWN, primary_key=True)'],
    ['that refers to another table', 'sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), primary_key=True)'],
    [
      'that refers to another table below',
      'sa.Column("a", sa.Integer(), primary_key=True), sa.ForeignKeyConstraint(["a"], ["u.id"])',
    ],
    ['that is not to be counted', 'sa.Column("a", sa.Integer(), primary_key=True, autoincrement=False)'],
    ['that Python fills', 'sa.Column("a", sa.Integer(), primary_key=True, default=number)'],
    [
      'of which counting is not known',
      'sa.Column("a", sa.Integer(), primary_key=True, autoincrement=COUNTED)',
    ],
    ['of an array', 'sa.Column("a", sa.ARRAY(sa.Integer()), primary_key=True)'],
  ])('has no sequence %s', (_, given) => {
    expect(firstColumn(given)).toMatchObject({
      nullable: false,
      primaryKey: true,
      default: { kind: 'none' },
    });
  });

  it.each<[string, string]>([
    ['of a small integer', 'sa.Column("a", sa.SmallInteger(), primary_key=True)'],
    ['of a big integer', 'sa.Column("a", sa.BigInteger(), primary_key=True)'],
    [
      'of several columns, where it asks for one',
      'sa.Column("a", sa.Integer(), primary_key=True, autoincrement=True), sa.Column("b", sa.Text(), primary_key=True)',
    ],
    [
      'that refers to another table, where it asks for one',
      'sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), primary_key=True, autoincrement=True)',
    ],
    [
      'that refers to another table, which does not matter',
      'sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), primary_key=True, autoincrement="ignore_fk")',
    ],
  ])('has a sequence %s', (_, given) => {
    expect(firstColumn(given)).toMatchObject({ default: { kind: 'sequence' } });
  });

  it.each<[string, string, object]>([
    ['a default', 'server_default="1"', { kind: 'sql', text: "'1'" }],
    ['an identity', 'server_default=sa.Identity()', { kind: 'identity' }],
  ])('keeps %s', (_, given, expected) => {
    expect(firstColumn(`sa.Column("a", sa.Integer(), primary_key=True, ${given})`).default).toEqual(expected);
  });

  it('has a sequence in place of a default, where counting is asked for', () => {
    const given = 'sa.Column("a", sa.Integer(), primary_key=True, autoincrement=True, server_default="1")';
    expect(firstColumn(given).default).toEqual({ kind: 'sequence' });
  });

  it('keeps its default where foreign keys only are to be passed over', () => {
    const given =
      'sa.Column("a", sa.Integer(), primary_key=True, autoincrement="ignore_fk", server_default="1")';
    expect(firstColumn(given).default).toEqual({ kind: 'sql', text: "'1'" });
  });

  it('is none where counting is asked for without a key', () => {
    expect(firstColumn('sa.Column("a", sa.Integer(), autoincrement=True)')).toMatchObject({
      nullable: true,
      primaryKey: false,
      default: { kind: 'none' },
    });
  });

  it('is none where its columns are not known', () => {
    expect(firstColumn('sa.Column("a", sa.Integer()), sa.PrimaryKeyConstraint(*keys)')).toMatchObject({
      nullable: true,
      primaryKey: false,
    });
  });
});

describe('what is made along with a table', () => {
  const kinds = (given: string) => read(given).map(({ kind }) => kind);

  it('is an enum, before it', () => {
    expect(read('"t", sa.Column("a", sa.Enum("x", name="mood"))')).toMatchObject([
      { kind: 'create-object', object: 'type', name: knownName('mood') },
      { kind: 'create-table' },
    ]);
  });

  it('is an enum of an array', () => {
    expect(kinds('"t", sa.Column("a", sa.ARRAY(sa.Enum("x", name="mood")))')).toEqual([
      'create-object',
      'create-table',
    ]);
  });

  it('is an enum once', () => {
    const given = '"t", sa.Column("a", sa.Enum("x", name="mood")), sa.Column("b", sa.Enum("x", name="mood"))';
    expect(kinds(given)).toEqual(['create-object', 'create-table']);
  });

  it.each<[string, string]>([
    ['the enum is there', 'postgresql.ENUM("x", name="mood", create_type=False)'],
    ['it is not known whether the enum is there', 'postgresql.ENUM("x", name="mood", create_type=NEW)'],
    ['the enum belongs to others', 'sa.Enum("x", name="mood", metadata=metadata)'],
    ['the enum is a text', 'sa.Enum("x", name="mood", native_enum=False)'],
    ['there is no enum', 'sa.Text()'],
  ])('is no type where %s', (_, type) => {
    expect(kinds(`"t", sa.Column("a", ${type})`)).toEqual(['create-table']);
  });

  it('is a type that only PostgreSQL itself would leave out', () => {
    expect(kinds('"t", sa.Column("a", sa.Enum("x", name="mood", create_type=False))')).toEqual([
      'create-object',
      'create-table',
    ]);
  });

  it('are indexes, behind it', () => {
    const given =
      '"t", sa.Column("a", sa.Text(), index=True), sa.Column("b", sa.Text(), index=True, unique=True), sa.Index("ix", "a", "b", unique=True), schema="s"';
    const place = { text: 't', isKnown: true, schema: 's' };
    expect(read(given)).toMatchObject([
      { kind: 'create-table' },
      { kind: 'create-index', table: place, name: knownName('ix_s_t_a'), columns: ['a'], unique: false },
      { kind: 'create-index', table: place, name: knownName('ix_s_t_b'), columns: ['b'], unique: true },
      { kind: 'create-index', table: place, name: knownName('ix'), columns: ['a', 'b'], unique: true },
    ]);
  });

  it('is an index with a name that is not known, of a table that is not', () => {
    expect(read('TABLE, sa.Column("a", sa.Text(), index=True)')).toMatchObject([
      { kind: 'create-table' },
      { kind: 'create-index', name: unknownName('index=True'), columns: ['a'] },
    ]);
  });

  it('is an index with a name that is not known, of a column that is not', () => {
    expect(read('"t", sa.Column(NAME, sa.Text(), index=True)')).toMatchObject([
      { kind: 'create-table' },
      { kind: 'create-index', name: unknownName('index=True'), columns: undefined },
    ]);
  });
});
