import { describe, expect, it } from 'vitest';

import type { Operation } from '../operations/operation.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { directiveRead } from '../../testing/read-directive.ts';

const parsers = await testParsers();

function first(call: string, ...before: readonly string[]): Operation | undefined {
  return directiveRead(parsers, { call, before })?.[0];
}

/** As `op.drop_table("t", if_exists=SAFE)` says it, by its flag. */
const FLAGS: readonly (readonly [string, string, string])[] = [
  ['create_table("t"', 'if_not_exists', 'ifNotExists'],
  ['drop_table("t"', 'if_exists', 'ifExists'],
  ['add_column("t", sa.Column("c", sa.Text())', 'if_not_exists', 'ifNotExists'],
  ['drop_column("t", "c"', 'if_exists', 'ifExists'],
  ['create_index("ix", "t", ["c"]', 'unique', 'unique'],
  ['create_index("ix", "t", ["c"]', 'if_not_exists', 'ifNotExists'],
  ['create_index("ix", "t", ["c"]', 'postgresql_concurrently', 'concurrently'],
  ['drop_index("ix", "t"', 'if_exists', 'ifExists'],
  ['drop_index("ix", "t"', 'postgresql_concurrently', 'concurrently'],
  ['drop_constraint("fk", "t"', 'if_exists', 'ifExists'],
];

describe.each(FLAGS)('the flag of op.%s, %s=)', (call, keyword, field) => {
  it.each<[string, boolean | undefined]>([
    ['True', true],
    ['False', false],
    ['None', false],
    ['FLAG', undefined],
    ['flag()', undefined],
    ['1', undefined],
    ['not FLAG', undefined],
  ])('says of %s that it is %s', (value, expected) => {
    expect(first(`op.${call}, ${keyword}=${value})`)).toHaveProperty(field, expected);
  });

  it('is off where it is left out', () => {
    expect(first(`op.${call})`)).toHaveProperty(field, false);
  });

  it('is read through a name, and not where that has two values', () => {
    expect(first(`op.${call}, ${keyword}=FLAG)`, 'FLAG = True')).toHaveProperty(field, true);
    const either = ['FLAG = True', 'if wanted():', '    FLAG = False'];
    expect(first(`op.${call}, ${keyword}=FLAG)`, ...either)).toHaveProperty(field, undefined);
  });

  it('may be among options that nobody sees', () => {
    expect(first(`op.${call}, **options)`)).toHaveProperty(field, undefined);
  });
});

describe('NULL of op.alter_column', () => {
  it.each<[string, unknown]>([
    ['nullable=True', { nullable: true }],
    ['nullable=False', { nullable: false }],
    ['nullable=LAX', { nullable: 'unknown' }],
    ['nullable=LAX, server_default="0"', { nullable: 'unknown', default: { kind: 'sql', text: "'0'" } }],
    ['nullable=not STRICT', { nullable: 'unknown' }],
  ])('is said by %s', (given, expected) => {
    expect(first(`op.alter_column("t", "c", ${given})`)).toMatchObject(expected as object);
  });

  it('stays as it is where nothing is said of it', () => {
    expect(first('op.alter_column("t", "c", nullable=None, type_=sa.Text())')).not.toHaveProperty('nullable');
  });
});

describe('a column of which a flag is not known', () => {
  it.each(['primary_key=KEY', 'unique=ONLY', 'index=QUICK'])('has more than is held of it: %s', (given) => {
    expect(first(`op.add_column("t", sa.Column("c", sa.Text(), ${given}))`)).toMatchObject({
      column: { hasMore: true, primaryKey: false, constraints: [] },
    });
  });

  it.each<[string, unknown]>([
    ['primary_key=KEY', { primaryKey: undefined, nullable: undefined, default: { kind: 'unknown' } }],
    ['primary_key=KEY, nullable=True', { primaryKey: undefined, nullable: undefined }],
    ['primary_key=KEY, nullable=False', { primaryKey: undefined, nullable: false }],
    ['primary_key=KEY, server_default="1"', { primaryKey: undefined, default: { kind: 'sql', text: "'1'" } }],
    ['primary_key=KEY, autoincrement=False', { primaryKey: undefined, default: { kind: 'none' } }],
    ['primary_key=False', { primaryKey: false, nullable: true, default: { kind: 'none' } }],
  ])('says of a new table what it does not know: %s', (given, expected) => {
    expect(first(`op.create_table("t", sa.Column("c", sa.Integer(), ${given}))`)).toMatchObject({
      columns: [expected],
    });
  });

  it('may make another one part of a key of two, which nothing counts', () => {
    const columns =
      'sa.Column("a", sa.Integer(), primary_key=True), sa.Column("b", sa.Text(), primary_key=KEY)';
    expect(first(`op.create_table("t", ${columns})`)).toMatchObject({
      columns: [
        { primaryKey: true, nullable: false, default: { kind: 'unknown' } },
        { primaryKey: undefined, nullable: undefined, default: { kind: 'none' } },
      ],
    });
  });

  it.each([
    ['primary_key=KEY', 'inline_primary_key=True', undefined],
    ['primary_key=True', 'inline_primary_key=KEY', undefined],
    ['primary_key=KEY', 'inline_primary_key=False', false],
    ['primary_key=False', 'inline_primary_key=KEY', false],
    ['primary_key=True', 'inline_primary_key=True', true],
  ])('is the key of a table that is there with %s and %s: %s', (column, directive, expected) => {
    const call = `op.add_column("t", sa.Column("c", sa.Text(), ${column}), ${directive})`;
    expect(first(call)).toMatchObject({ column: { primaryKey: expected } });
  });

  it('is whole where they are known', () => {
    const call = 'op.add_column("t", sa.Column("c", sa.Text(), primary_key=False, unique=None, index=False))';
    expect(first(call)).toHaveProperty('column', expect.not.objectContaining({ hasMore: true }));
  });

  it('may have a unique index', () => {
    const call = 'op.add_column("t", sa.Column("c", sa.Text(), index=True, unique=ONLY))';
    expect(directiveRead(parsers, { call })).toMatchObject([
      { kind: 'add-column' },
      { kind: 'create-index', unique: undefined },
    ]);
  });

  it('may be NULL, or not, when it may be the key', () => {
    expect(first('op.add_column("t", sa.Column("c", sa.Text(), primary_key=KEY))')).toMatchObject({
      column: { nullable: undefined },
    });
  });
});

describe('a constraint of which NOT VALID is not known', () => {
  it('says so', () => {
    const call = 'op.create_foreign_key("fk", "t", "u", ["a"], ["id"], postgresql_not_valid=LATER)';
    expect(first(call)).toMatchObject({ constraint: { notValid: undefined } });
  });
});
