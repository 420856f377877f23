import { describe, expect, it } from 'vitest';

import type { ConstraintDefinition } from '../../operations/column.ts';
import { tableText } from '../../operations/name.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

/** `foreign-key fk (a) -> users (id)`, with `<...>` around a name that is not known and `?` for what is not told. */
function shown(constraint: ConstraintDefinition): string {
  const { kind, name, columns, notValid, hasMore } = constraint;
  const named = name === undefined ? '-' : name.isKnown ? name.text : `<${name.text}>`;
  const flags = `${notValid ? ' not-valid' : ''}${hasMore === true ? ' and-more' : ''}`;
  return `${kind} ${named} (${columns?.join(', ') ?? '?'})${detail(constraint)}${flags}`;
}

function detail(constraint: ConstraintDefinition): string {
  if (constraint.kind === 'check') return ` ${constraint.expression ?? '?'}`;
  if (constraint.kind !== 'foreign-key') return '';
  const { table, columns } = constraint.target;
  const target = table.isKnown ? tableText(table) : `<${tableText(table)}>`;
  const actions = [
    constraint.onDelete && `on-delete-${constraint.onDelete}`,
    constraint.onUpdate && `on-update-${constraint.onUpdate}`,
    constraint.deferrable,
  ].filter((action) => action !== undefined);
  return [` -> ${target} (${columns?.join(', ') ?? '?'})`, ...actions].join(' ');
}

/** Constraints of a table that is made with this. */
function ofTable(written: string, ...before: readonly string[]): readonly string[] {
  const [operation] = directiveRead(parsers, { call: `op.create_table("t", ${written})`, before }) ?? [];
  return operation?.kind === 'create-table' ? operation.constraints.map(shown) : [];
}

/** Constraints of a column that is added with this. */
function ofColumn(written: string, ...before: readonly string[]): readonly string[] {
  const call = `op.add_column("t", sa.Column("c", sa.Integer(), ${written}))`;
  const [operation] = directiveRead(parsers, { call, before }) ?? [];
  return operation?.kind === 'add-column' ? operation.column.constraints.map(shown) : [];
}

describe('a foreign key of a table', () => {
  it.each<[string, string]>([
    ['["a"], ["users.id"]', 'foreign-key - (a) -> users (id)'],
    ['("a",), ("users.id",)', 'foreign-key - (a) -> users (id)'],
    ['["a"], ["users.id"], ', 'foreign-key - (a) -> users (id)'],
    ['["a"], ["auth.users.id"]', 'foreign-key - (a) -> auth.users (id)'],
    ['["a", "b"], ["users.x", "users.y"]', 'foreign-key - (a, b) -> users (x, y)'],
    ['["a"], ["users.id"], name="fk"', 'foreign-key fk (a) -> users (id)'],
    ['["a"], ["users.id"], name=op.f("fk")', 'foreign-key fk (a) -> users (id)'],
    ['["a"], ["users.id"], name=None', 'foreign-key - (a) -> users (id)'],
    ['["a"], ["users.id"], name=make()', 'foreign-key <make()> (a) -> users (id)'],
    ['columns=["a"], refcolumns=["users.id"]', 'foreign-key - (a) -> users (id)'],
    ['["a"], ["users.id"], ondelete="CASCADE"', 'foreign-key - (a) -> users (id) on-delete-cascade'],
    ['["a"], ["users.id"], onupdate="set  null"', 'foreign-key - (a) -> users (id) on-update-set null'],
    ['["a"], ["users.id"], deferrable=True', 'foreign-key - (a) -> users (id) immediate'],
    [
      '["a"], ["users.id"], deferrable=True, initially="immediate"',
      'foreign-key - (a) -> users (id) immediate',
    ],
    ['["a"], ["users.id"], initially="DEFERRED"', 'foreign-key - (a) -> users (id) deferred'],
    ['["a"], ["users.id"], initially="IMMEDIATE"', 'foreign-key - (a) -> users (id)'],
    ['["a"], ["users.id"], deferrable=False, ondelete=None', 'foreign-key - (a) -> users (id)'],
    ['["a"], ["users.id"], ondelete="NO ACTION"', 'foreign-key - (a) -> users (id)'],
    ['["a"], ["users.id"], ondelete="SET NULL (a)"', 'foreign-key - (a) -> users (id) and-more'],
    ['["a"], ["users.id"], ondelete=ACTION', 'foreign-key - (a) -> users (id) and-more'],
    ['["a"], ["users.id"], deferrable=FLAG', 'foreign-key - (a) -> users (id) and-more'],
    ['["a"], ["users.id"], initially=WHEN', 'foreign-key - (a) -> users (id) and-more'],
    ['["a"], ["users.id"], **options', 'foreign-key <**options> (a) -> users (id) and-more'],
    ['["a"], ["users.id"], None, "CASCADE"', 'foreign-key - (a) -> users (id) and-more'],
    [
      '["a"], ["users.id"], match="FULL", ondelete="CASCADE"',
      'foreign-key - (a) -> users (id) on-delete-cascade and-more',
    ],
    ['["a"], ["users.id"], postgresql_not_valid=True', 'foreign-key - (a) -> users (id) not-valid'],
    ['["a"], ["users.id"], **options', 'foreign-key <**options> (a) -> users (id) and-more'],
    ['["a"], [f"{schema}.users.id"]', 'foreign-key - (a) -> <f"{schema}.users.id"> (?)'],
    ['["a"], [User.id]', 'foreign-key - (a) -> <User.id> (?)'],
    ['["a", "b"], ["users.x", "others.y"]', 'foreign-key - (a, b) -> <"users.x"> (?)'],
    ['columns, ["users.id"]', 'foreign-key - (?) -> users (id)'],
    ['[column], ["users.id"]', 'foreign-key - (?) -> users (id)'],
  ])('%s', (given, expected) => {
    expect(ofTable(`sa.ForeignKeyConstraint(${given})`)).toEqual([expected]);
  });

  it('may name its columns behind a name', () => {
    expect(
      ofTable('sa.ForeignKeyConstraint(LOCAL, REMOTE)', 'LOCAL = ["a"]', 'REMOTE = ["users.id"]'),
    ).toEqual(['foreign-key - (a) -> users (id)']);
  });
});

describe('other constraints of a table', () => {
  it.each<[string, string]>([
    ['UniqueConstraint("a")', 'unique - (a)'],
    ['UniqueConstraint("a", "b", name="uq")', 'unique uq (a, b)'],
    ['UniqueConstraint(*COLUMNS)', 'unique - (a, b)'],
    ['UniqueConstraint(*columns)', 'unique - (?)'],
    ['UniqueConstraint(column)', 'unique - (?)'],
    ['UniqueConstraint("a", deferrable=True, initially="DEFERRED")', 'unique - (a) and-more'],
    ['UniqueConstraint("a", postgresql_nulls_not_distinct=True)', 'unique - (a) and-more'],
    ['UniqueConstraint("a", info={"x": 1})', 'unique - (a)'],
    ['PrimaryKeyConstraint("a")', 'primary-key - (a)'],
    ['PrimaryKeyConstraint("a", "b", name=op.f("pk_t"))', 'primary-key pk_t (a, b)'],
    ['CheckConstraint("a > 1")', 'check - (?) a > 1'],
    ['CheckConstraint(" a > 1 ", name="ck")', 'check ck (?) a > 1'],
    ['CheckConstraint(sa.text("a > 1"))', 'check - (?) a > 1'],
    ['CheckConstraint(sqltext="a > 1")', 'check - (?) a > 1'],
    ['CheckConstraint("a " "> 1")', 'check - (?) a > 1'],
    ['CheckConstraint(f"a > {LEAST}")', 'check - (?) a > 3'],
    ['CheckConstraint(f"a > {least}")', 'check - (?) ?'],
    ['CheckConstraint(sa.column("a") > 1)', 'check - (?) ?'],
    ['CheckConstraint("a > 1", postgresql_not_valid=True)', 'check - (?) a > 1 not-valid'],
  ])('sa.%s', (written, expected) => {
    expect(ofTable(`sa.${written}`, 'COLUMNS = ["a", "b"]', 'LEAST = 3')).toEqual([expected]);
  });

  it.each<[string, string]>([
    ['("a", "="), name="ex"', 'exclude ex (a)'],
    ['(sa.column("a"), "="), ("b", "&&"), name="ex"', 'exclude ex (a, b)'],
    ['(sa.func.lower(sa.column("a")), "=")', 'exclude - (?)'],
    ['("a", "="), where=sa.text("b"), using="gist"', 'exclude - (a) and-more'],
    ['*elements', 'exclude - (?)'],
  ])('postgresql.ExcludeConstraint(%s)', (given, expected) => {
    expect(ofTable(`postgresql.ExcludeConstraint(${given})`)).toEqual([expected]);
  });

  it.each([
    'sa.Column("a", sa.Integer())',
    'sa.Index("ix", "a")',
    'make_constraint()',
    'sa.UniqueConstraint',
  ])('are none of what is no constraint: %s', (written) => {
    expect(ofTable(written)).toEqual([]);
  });

  it('are told in their order, each where it is written', () => {
    const before = ['x = 1'];
    const call = 'op.create_table("t", sa.UniqueConstraint("a"), sa.CheckConstraint("a > 1"))';
    const [operation] = directiveRead(parsers, { call, before }) ?? [];
    const ranges = operation?.kind === 'create-table' ? operation.constraints : [];
    expect(ranges.map(({ start, end }) => end - start)).toEqual([
      'sa.UniqueConstraint("a")'.length,
      'sa.CheckConstraint("a > 1")'.length,
    ]);
  });
});

describe('a constraint of a column', () => {
  it.each<[string, readonly string[]]>([
    ['sa.ForeignKey("users.id")', ['foreign-key - (c) -> users (id)']],
    ['sa.ForeignKey("auth.users.id", name="fk")', ['foreign-key fk (c) -> auth.users (id)']],
    ['sa.ForeignKey("users")', ['foreign-key - (c) -> users (?)']],
    ['sa.ForeignKey(User.id)', ['foreign-key - (c) -> <User.id> (?)']],
    ['sa.ForeignKey(column="users.id")', ['foreign-key - (c) -> users (id)']],
    [
      'sa.ForeignKey("users.id", ondelete="SET NULL")',
      ['foreign-key - (c) -> users (id) on-delete-set null'],
    ],
    [
      'sa.ForeignKey("users.id"), sa.CheckConstraint("c > 1")',
      ['foreign-key - (c) -> users (id)', 'check - (?) c > 1'],
    ],
    ['unique=True', ['unique - (c)']],
    ['unique=False', []],
    ['nullable=False', []],
    ['sa.ForeignKey("users.id"), unique=True', ['foreign-key - (c) -> users (id)', 'unique - (c)']],
  ])('%s', (written, expected) => {
    expect(ofColumn(written).toSorted()).toEqual([...expected].toSorted());
  });

  it('is of no column that is known where that has no known name', () => {
    const call = 'op.add_column("t", sa.Column(NAME, sa.Integer(), sa.ForeignKey("users.id")))';
    const [operation] = directiveRead(parsers, { call }) ?? [];
    expect(operation?.kind === 'add-column' && operation.column.constraints.map(shown)).toEqual([
      'foreign-key - (?) -> users (id)',
    ]);
  });
});
