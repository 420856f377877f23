import { describe, expect, it } from 'vitest';

import type { Operation } from '../../operations/operation.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

/** What comes before or behind the table that has a column of this type, and what the column is. */
function told(type: string, ...before: readonly string[]): readonly string[] {
  const call = `op.create_table("t", sa.Column("c", ${type}))`;
  return (directiveRead(parsers, { call, before }) ?? []).flatMap(shown);
}

function shown(operation: Operation): readonly string[] {
  if (operation.kind === 'create-object') return [`create ${operation.object} ${operation.name.text}`];
  if (operation.kind !== 'create-table') return [operation.kind];
  return operation.columns.flatMap(({ type, constraints }) => [
    type.isKnown ? typeText(type) : `<${type.written}>`,
    ...constraints.map((one) => `${one.kind} ${one.name?.text ?? '-'} (${one.columns?.join(', ') ?? '?'})`),
  ]);
}

function typeText({
  name,
  size,
  values,
}: {
  name: string;
  size: number | undefined;
  values?: readonly string[];
}): string {
  return [
    name,
    ...(size === undefined ? [] : [`(${size})`]),
    ...(values ? [`[${values.join('|')}]`] : []),
  ].join('');
}

describe('an enum that PostgreSQL has', () => {
  it.each<[string, readonly string[]]>([
    ['sa.Enum("a", "b", name="mood")', ['create type mood', 'mood[a|b]']],
    ['sa.Enum("a", "b", name="Mood")', ['create type Mood', 'Mood[a|b]']],
    ['sa.Enum(*VALUES, name="mood")', ['create type mood', 'mood[x|y]']],
    ['sa.Enum(*unknown, name="mood")', ['create type mood', 'mood']],
    ['sa.Enum("a", other, name="mood")', ['create type mood', 'mood']],
    ['sa.Enum(Mood)', ['create type mood', 'mood']],
    ['sa.Enum(models.Mood)', ['create type mood', 'mood']],
    ['sa.Enum(Mood, name="state")', ['create type state', 'state']],
    ['sa.Enum("a", name="mood", schema="shop")', ['create type shop.mood', 'shop.mood[a]']],
    ['sa.Enum("a", name="mood", schema="public")', ['create type mood', 'mood[a]']],
    ['sa.Enum("a", name="mood", create_type=False)', ['create type mood', 'mood[a]']],
    ['sa.Enum("a", name="mood", metadata=meta)', ['mood[a]']],
    ['postgresql.ENUM("a", name="mood")', ['create type mood', 'mood[a]']],
    ['postgresql.ENUM("a", name="mood", create_type=False)', ['mood[a]']],
    ['postgresql.ENUM("a", name="mood", create_type=WANTED)', ['mood[a]']],
    ['postgresql.ENUM(name="mood", create_type=False)', ['mood']],
    ['MOOD', ['create type mood', 'mood[a]']],
  ])('%s', (type, expected) => {
    expect(told(type, 'VALUES = ["x", "y"]', 'MOOD = sa.Enum("a", name="mood")')).toEqual(expected);
  });

  it.each([
    'sa.Enum("a", "b")',
    'sa.Enum("a", name=make())',
    'sa.Enum("a", name="mood", schema=SCHEMA)',
    'sa.Enum(name=f"{x}_mood")',
  ])('is not known without its name: %s', (type) => {
    expect(told(type)).toEqual([`<${type}>`]);
  });
});

describe('an enum that is a text', () => {
  it.each<[string, readonly string[]]>([
    ['sa.Enum("a", "bbb", native_enum=False)', ['varchar(3)']],
    ['sa.Enum("a", "bbb", name="mood", native_enum=False)', ['varchar(3)']],
    ['sa.Enum("a", native_enum=False, length=20)', ['varchar(20)']],
    ['sa.Enum("é😀", native_enum=False)', ['varchar(2)']],
    ['sa.Enum(Mood, native_enum=False, length=20)', ['varchar(20)']],
    ['sa.Enum(Mood, native_enum=False)', ['<sa.Enum(Mood, native_enum=False)>']],
    ['sa.Enum("a", native_enum=False, length=N)', ['<sa.Enum("a", native_enum=False, length=N)>']],
    ['sa.Enum("a", native_enum=WANTED)', ['<sa.Enum("a", native_enum=WANTED)>']],
    ['sa.Enum("a", native_enum=True, name="mood")', ['create type mood', 'mood[a]']],
  ])('%s', (type, expected) => {
    expect(told(type)).toEqual(expected);
  });

  it('may be checked', () => {
    const type = 'sa.Enum("a", "b", name="mood", native_enum=False, create_constraint=True)';
    expect(told(type)).toEqual(['varchar(1)', 'check mood (?)']);
  });
});

describe('one enum of two columns', () => {
  it('is made once', () => {
    const call =
      'op.create_table("t", sa.Column("a", sa.Enum("x", name="mood")), sa.Column("b", sa.Enum("x", name="mood")))';
    expect((directiveRead(parsers, { call }) ?? []).flatMap(shown)).toEqual([
      'create type mood',
      'mood[x]',
      'mood[x]',
    ]);
  });
});
