import { describe, expect, it } from 'vitest';

import { knownName, unknownName } from '../../operations/name.ts';
import type { AlterColumn, Operation } from '../../operations/operation.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

const read = (call: string): readonly Operation[] => directiveRead(parsers, { call }) ?? [];
const table = (text: string, schema?: string) => ({ text, isKnown: true, schema });
const T = table('t');

describe('op.add_column', () => {
  it('adds a column', () => {
    expect(read('op.add_column("t", sa.Column("c", sa.Text()), schema="s")')).toMatchObject([
      { kind: 'add-column', table: table('t', 's'), column: { name: knownName('c') }, ifNotExists: false },
    ]);
  });

  it('takes its arguments by name', () => {
    expect(read('op.add_column(column=sa.Column("c", sa.Text()), table_name="t")')).toMatchObject([
      { kind: 'add-column', table: T, column: { name: knownName('c') } },
    ]);
  });

  it('may find the column there', () => {
    expect(read('op.add_column("t", sa.Column("c", sa.Text()), if_not_exists=True)')).toMatchObject([
      { kind: 'add-column', ifNotExists: true },
    ]);
  });

  it('adds an index behind it', () => {
    expect(read('op.add_column("t", sa.Column("c", sa.Text(), index=True, unique=True))')).toMatchObject([
      { kind: 'add-column', column: { constraints: [] } },
      {
        kind: 'create-index',
        table: T,
        name: knownName('ix_t_c'),
        columns: ['c'],
        unique: true,
        concurrently: false,
      },
    ]);
  });

  it('leaves the primary key to a directive of its own, though the column counts', () => {
    expect(read('op.add_column("t", sa.Column("c", sa.Integer(), primary_key=True))')).toMatchObject([
      { kind: 'add-column', column: { primaryKey: false, nullable: false, default: { kind: 'sequence' } } },
    ]);
  });

  it('adds the primary key that it is asked for', () => {
    const call = 'op.add_column("t", sa.Column("c", sa.Text(), primary_key=True), inline_primary_key=True)';
    expect(read(call)).toMatchObject([
      { column: { primaryKey: true, nullable: false, default: { kind: 'none' } } },
    ]);
  });

  it('makes no type of an enum', () => {
    const kinds = read('op.add_column("t", sa.Column("c", sa.Enum("a", name="mood")))').map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['add-column']);
  });

  it.each<[string, string, string]>([
    ['no column', 'op.add_column("t")', '"t"'],
    ['a call from elsewhere', 'op.add_column("t", id_column())', 'id_column()'],
  ])('adds what is not known with %s', (_, call, source) => {
    expect(read(call)).toMatchObject([
      { kind: 'add-column', table: T, column: { name: unknownName(source) } },
    ]);
  });
});

/** Old versions take the schema by position too. */
it('A column and the schema of its table may be among unseen values', () => {
  const source = '"t", *more';
  expect(read(`op.add_column(${source})`)).toMatchObject([
    { table: { text: source, isKnown: false }, column: { name: unknownName(source) } },
  ]);
});

describe('op.drop_column', () => {
  it.each<[string, Partial<Operation>]>([
    ['op.drop_column("t", "c")', { table: T, column: knownName('c'), ifExists: false, cascade: false }],
    ['op.drop_column("t", "c", "s")', { table: table('t', 's'), column: knownName('c') }],
    ['op.drop_column("t", "c", schema="s")', { table: table('t', 's') }],
    ['op.drop_column("t", column_name="c")', { table: T, column: knownName('c') }],
    ['op.drop_column("t", "c", if_exists=True)', { ifExists: true }],
    ['op.drop_column("t", "c", mssql_drop_default=True)', { ifExists: false }],
    ['op.drop_column("t", COLUMN)', { column: unknownName('COLUMN') }],
    ['op.drop_column("t", *columns)', { column: unknownName('*columns') }],
  ])('%s', (call, expected) => {
    expect(read(call)).toMatchObject([{ kind: 'drop-column', ...expected }]);
  });
});

describe('op.alter_column', () => {
  it.each<[string, Partial<AlterColumn>]>([
    ['nullable=False', { nullable: false }],
    ['nullable=True, existing_nullable=False', { nullable: true, existingNullable: false }],
    ['server_default=None', { default: { kind: 'none' } }],
    ['server_default="x"', { default: { kind: 'sql', text: "'x'" } }],
    ['server_default=sa.func.now()', { default: { kind: 'sql', text: 'now()' } }],
    ['server_default=DEFAULT', { default: { kind: 'unknown', source: 'DEFAULT' } }],
    ['server_default=sa.Identity()', { default: { kind: 'identity' } }],
    [
      'nullable=False, existing_server_default=sa.text("0")',
      { nullable: false, existingDefault: { kind: 'sql', text: '0' } },
    ],
    ['nullable=False, existing_server_default=None', { nullable: false, existingDefault: { kind: 'none' } }],
    ['nullable=False, existing_server_default=False', { nullable: false }],
    ['nullable=False, server_default=False, comment=False', { nullable: false }],
    ['nullable=False, type_=None, new_column_name=None, postgresql_using=None', { nullable: false }],
  ])('with %s', (given, changes) => {
    expect(read(`op.alter_column("t", "c", ${given})`)).toEqual([
      { kind: 'alter-column', table: T, column: knownName('c'), ...changes },
    ]);
  });

  it('changes a type from another', () => {
    const given = 'type_=sa.BigInteger(), existing_type=sa.Integer(), postgresql_using="c::bigint"';
    expect(read(`op.alter_column("t", "c", ${given})`)).toMatchObject([
      {
        kind: 'alter-column',
        type: { name: 'int8', written: 'sa.BigInteger()' },
        existingType: { name: 'int4' },
        using: '"c::bigint"',
      },
    ]);
  });

  it('changes a type to one that is not known', () => {
    expect(read('op.alter_column("t", "c", type_=OWN)')).toMatchObject([
      { kind: 'alter-column', type: { isKnown: false, written: 'OWN' } },
    ]);
  });

  it('renames a column', () => {
    expect(read('op.alter_column("t", "c", new_column_name="d", schema="s")')).toEqual([
      { kind: 'rename-column', table: table('t', 's'), column: knownName('c'), to: knownName('d') },
    ]);
  });

  it('renames a column to what is not known', () => {
    expect(read('op.alter_column("t", "c", new_column_name=NEW)')).toMatchObject([
      { kind: 'rename-column', to: unknownName('NEW') },
    ]);
  });

  it('renames last', () => {
    const kinds = read('op.alter_column("t", "c", new_column_name="d", nullable=False, comment="x")').map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['alter-column', 'rename-column', 'other']);
  });

  it('takes its arguments by position, as old versions do', () => {
    expect(read('op.alter_column("t", "c", False, False, None, "d")')).toMatchObject([
      { kind: 'alter-column', nullable: false, default: { kind: 'none' } },
      { kind: 'rename-column', to: knownName('d') },
    ]);
  });

  it.each<[string]>([['comment="x"'], ['comment=None'], ['comment=COMMENT, existing_type=sa.Text()']])(
    'may change a comment: %s',
    (given) => {
      expect(read(`op.alter_column("t", "c", ${given})`)).toEqual([{ kind: 'other', what: 'a comment' }]);
    },
  );

  it.each<[string]>([
    ['existing_type=sa.Text()'],
    ['nullable=None'],
    ['server_default=False'],
    ['autoincrement=True'],
  ])('changes nothing with %s', (given) => {
    expect(read(`op.alter_column("t", "c", ${given})`)).toEqual([]);
  });

  it('changes something that is not known', () => {
    expect(read('op.alter_column("t", "c", nullable=STRICT)')).toEqual([
      { kind: 'alter-column', table: T, column: knownName('c'), nullable: 'unknown' },
    ]);
  });

  it('changes something, somewhere, with unseen options', () => {
    expect(read('op.alter_column("t", "c", **changes)')).toEqual([
      {
        kind: 'alter-column',
        table: { text: '"t", "c", **changes', isKnown: false, schema: undefined },
        column: knownName('c'),
        nullable: 'unknown',
      },
    ]);
  });

  it('reads what is put in of a dictionary', () => {
    const operations = directiveRead(parsers, {
      call: 'op.alter_column("t", "c", **changes)',
      before: ['changes = {"nullable": False, "schema": "s"}'],
    });
    expect(operations).toEqual([
      { kind: 'alter-column', table: table('t', 's'), column: knownName('c'), nullable: false },
    ]);
  });
});
