import { describe, expect, it } from 'vitest';

import { tableText } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

/** `unique ix on t (a, b)`, with `<...>` around a name that is not known and `?` for columns that are not. */
function shown(operation: Operation): readonly string[] {
  if (operation.kind !== 'create-index') return [];
  const { name, table, columns, unique, concurrently, ifNotExists, isPartial, hasMore } = operation;
  const flags = { unique, concurrently, ifNotExists, isPartial, hasMore: hasMore === true };
  const named = name === undefined ? '-' : name.isKnown ? name.text : `<${name.text}>`;
  return [
    [
      ...Object.entries(flags).flatMap(([flag, isOn]) => (isOn ? [flag] : [])),
      `${named} on ${tableText(table)} (${columns?.join(', ') ?? '?'})`,
    ].join(' '),
  ];
}

const BEFORE = ['COLUMNS = ["a", "b"]', 'NAME = "ix"', 'CONCURRENTLY = True'];
const told = (call: string) => (directiveRead(parsers, { call, before: BEFORE }) ?? []).flatMap(shown);

describe('the columns of an index', () => {
  it.each<[string, string]>([
    ['["a"]', 'ix on t (a)'],
    ['["a", "b"]', 'ix on t (a, b)'],
    ['("a", "b")', 'ix on t (a, b)'],
    ['COLUMNS', 'ix on t (a, b)'],
    ['[*COLUMNS, "c"]', 'ix on t (a, b, c)'],
    ['[sa.text("a")]', 'ix on t (a)'],
    ['[sa.text("A")]', 'ix on t (a)'],
    ['[sa.text(\'"A"\')]', 'ix on t (A)'],
    ['[sa.column("a")]', 'ix on t (a)'],
    ['[sa.literal_column("a")]', 'ix on t (a)'],
    ['[sa.text("a DESC")]', 'hasMore ix on t (a)'],
    ['[sa.text("a desc nulls last")]', 'hasMore ix on t (a)'],
    ['[sa.text("a ASC")]', 'hasMore ix on t (a)'],
    ['[sa.desc("a")]', 'hasMore ix on t (a)'],
    ['[sa.column("a").desc()]', 'hasMore ix on t (a)'],
    ['[sa.column("a").desc().nulls_last()]', 'hasMore ix on t (a)'],
    ['[sa.text("lower(a)")]', 'ix on t (?)'],
    ['["a", sa.text("lower(b)")]', 'ix on t (?)'],
    ['[sa.func.lower(sa.column("a"))]', 'ix on t (?)'],
    ['[sa.text("a varchar_pattern_ops")]', 'ix on t (?)'],
    ['columns', 'ix on t (?)'],
    ['["a", column]', 'ix on t (?)'],
    ['["a", *more]', 'ix on t (?)'],
    ['[f"{prefix}_id"]', 'ix on t (?)'],
  ])('%s', (columns, expected) => {
    expect(told(`op.create_index("ix", "t", ${columns})`)).toEqual([expected]);
  });
});

describe('the name of an index', () => {
  it.each<[string, string]>([
    ['"ix", "t", ["a"]', 'ix on t (a)'],
    ['NAME, "t", ["a"]', 'ix on t (a)'],
    ['op.f("ix"), "t", ["a"]', 'ix on t (a)'],
    ['f"ix_{COLUMNS}", "t", ["a"]', '<f"ix_{COLUMNS}"> on t (a)'],
    ['name, "t", ["a"]', '<name> on t (a)'],
    ['None, "t", ["a"]', 'ix_t_a on t (a)'],
    ['None, "t", ["a", "b"]', 'ix_t_a on t (a, b)'],
    ['None, "t", ["a"], schema="shop"', 'ix_shop_t_a on shop.t (a)'],
    ['None, "t", columns', '<None, "t", columns> on t (?)'],
    ['None, TABLE, ["a"]', '<None, TABLE, ["a"]> on TABLE (a)'],
    [`None, "${'t'.repeat(60)}", ["a"]`, `<None, "${'t'.repeat(60)}", ["a"]> on ${'t'.repeat(60)} (a)`],
  ])('%s', (given, expected) => {
    expect(told(`op.create_index(${given})`)).toEqual([expected]);
  });
});

describe('how an index is made', () => {
  it.each<[string, string]>([
    ['unique=True', 'unique ix on t (a)'],
    ['unique=False', 'ix on t (a)'],
    ['postgresql_concurrently=True', 'concurrently ix on t (a)'],
    ['postgresql_concurrently=CONCURRENTLY', 'concurrently ix on t (a)'],
    ['postgresql_concurrently=False', 'ix on t (a)'],
    ['postgresql_concurrently=wanted', 'ix on t (a)'],
    ['if_not_exists=True', 'ifNotExists ix on t (a)'],
    ['postgresql_where=sa.text("b")', 'isPartial ix on t (a)'],
    ['postgresql_where=None', 'ix on t (a)'],
    ['postgresql_using="gin"', 'hasMore ix on t (a)'],
    ['postgresql_include=["b"]', 'hasMore ix on t (a)'],
    ['postgresql_ops={"a": "text_pattern_ops"}', 'hasMore ix on t (a)'],
    ['sqlite_where=sa.text("b")', 'ix on t (a)'],
    ['mysql_length=20', 'ix on t (a)'],
    // Its schema may be among them, so that the table is not known for sure.
    ['**options', 'hasMore ix on "ix", "t", ["a"], **options (a)'],
    ['**{"unique": True}', 'unique ix on t (a)'],
    [
      'unique=True, postgresql_concurrently=True, if_not_exists=True',
      'unique concurrently ifNotExists ix on t (a)',
    ],
  ])('%s', (option, expected) => {
    expect(told(`op.create_index("ix", "t", ["a"], ${option})`)).toEqual([expected]);
  });
});

describe('an index that comes with a table', () => {
  it.each<[string, readonly string[]]>([
    ['sa.Column("a", sa.Text(), index=True)', ['ix_t_a on t (a)']],
    ['sa.Column("a", sa.Text(), index=True, unique=True)', ['unique ix_t_a on t (a)']],
    ['sa.Column("a", sa.Text(), index=False)', []],
    ['sa.Column("a", sa.Text(), unique=True)', []],
    ['sa.Column("a", sa.Text(), index=True), schema="shop"', ['ix_shop_t_a on shop.t (a)']],
    ['sa.Column("a", sa.Text()), sa.Index("ix", "a")', ['ix on t (a)']],
    ['sa.Column("a", sa.Text()), sa.Index("ix", "a", unique=True)', ['unique ix on t (a)']],
    ['sa.Column("a", sa.Text()), sa.Index(None, "a")', ['ix_t_a on t (a)']],
    ['sa.Column("a", sa.Text()), sa.Index("ix", sa.text("lower(a)"))', ['ix on t (?)']],
    [
      'sa.Column("a", sa.Text(), index=True), sa.Column("b", sa.Text(), index=True)',
      ['ix_t_a on t (a)', 'ix_t_b on t (b)'],
    ],
  ])('%s', (parts, expected) => {
    expect(told(`op.create_table("t", ${parts})`)).toEqual(expected);
  });

  it('comes with a column, too', () => {
    expect(told('op.add_column("t", sa.Column("a", sa.Text(), index=True))')).toEqual(['ix_t_a on t (a)']);
    expect(told('op.add_column("t", sa.Column(NAME_, sa.Text(), index=True))')).toEqual([
      '<index=True> on t (?)',
    ]);
  });
});
