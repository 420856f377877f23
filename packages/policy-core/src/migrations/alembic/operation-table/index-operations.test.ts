import { describe, expect, it } from 'vitest';

import { knownName, unknownName } from '../../operations/name.ts';
import type { IndexOperation, Operation } from '../../operations/operation.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

type CreateIndex = Extract<IndexOperation, { kind: 'create-index' }>;
type DropIndex = Extract<IndexOperation, { kind: 'drop-index' }>;

const read = (call: string, before: readonly string[] = []): readonly Operation[] =>
  directiveRead(parsers, { call, before }) ?? [];
const T = { text: 't', isKnown: true, schema: undefined };

describe('op.create_index', () => {
  it('makes an index', () => {
    expect(read('op.create_index("ix", "t", ["a", "b"])')).toEqual([
      {
        kind: 'create-index',
        name: knownName('ix'),
        table: T,
        columns: ['a', 'b'],
        unique: false,
        concurrently: false,
        ifNotExists: false,
        isPartial: false,
      },
    ]);
  });

  it.each<[string, Partial<CreateIndex>]>([
    ['op.f("ix"), "t", ["a"], unique=True', { name: knownName('ix'), unique: true }],
    ['"ix", "t", ["a"], "s", True', { table: { ...T, schema: 's' }, unique: true }],
    ['"ix", "t", ["a"], schema="s"', { table: { ...T, schema: 's' } }],
    ['index_name="ix", table_name="t", columns=("a",)', { name: knownName('ix'), table: T, columns: ['a'] }],
    ['"ix", "t", ["a"], postgresql_concurrently=True', { concurrently: true }],
    ['"ix", "t", ["a"], postgresql_concurrently=False', { concurrently: false }],
    ['"ix", "t", ["a"], postgresql_concurrently=ONLINE', { concurrently: undefined }],
    ['"ix", "t", ["a"], **{"postgresql_concurrently": True}', { concurrently: true }],
    ['"ix", "t", ["a"], if_not_exists=True', { ifNotExists: true }],
    ['"ix", "t", ["a"], postgresql_where=sa.text("a > 0")', { isPartial: true, where: 'a > 0' }],
    ['"ix", "t", ["a"], postgresql_where="a > 0"', { isPartial: true, where: 'a > 0' }],
    ['"ix", "t", ["a"], postgresql_where=t.c.a > 0', { isPartial: true }],
    ['"ix", "t", ["a"], postgresql_where=sa.text(WHERE)', { isPartial: true }],
    ['"ix", "t", ["a"], postgresql_where=None', { isPartial: false }],
    ['"ix", "t", ["a"], postgresql_using="gin"', { hasMore: true }],
    ['"ix", "t", ["a"], postgresql_include=["b"]', { hasMore: true }],
    ['"ix", "t", ["a"], postgresql_ops={"a": "text_pattern_ops"}', { hasMore: true }],
    ['"ix", "t", ["a"], mysql_length=10, info={}', { isPartial: false }],
    ['NAME, "t", ["a"]', { name: unknownName('NAME') }],
    ['f"ix_{NAME}", "t", ["a"]', { name: unknownName('f"ix_{NAME}"') }],
    ['"ix", TABLE, ["a"]', { table: { text: 'TABLE', isKnown: false, schema: undefined } }],
    ['"ix", "t", columns', { columns: undefined }],
    ['"ix", "t", "ab"', { columns: undefined }],
    ['"ix", "t", ["a", B]', { columns: undefined }],
    ['"ix", "t", [*columns]', { columns: undefined }],
    ['"ix", "t", ["a", sa.func.lower(sa.column("b"))]', { columns: undefined, keys: ['a', 'lower(b)'] }],
    [
      '"ix", "t", [sa.func.coalesce(sa.func.lower(sa.column("b")), sa.text("c"))]',
      { keys: ['coalesce(lower(b), c)'] },
    ],
    ['"ix", "t", ["A", sa.func.lower(sa.column("B"))]', { keys: ['"A"', 'lower("B")'] }],
    ['"ix", "t", ["a", sa.text("lower(b)")]', { columns: undefined, keys: ['a', 'lower(b)'] }],
    ['"ix", "t", ["a"], unique=UNIQUE', { unique: undefined }],
  ])('takes %s', (given, expected) => {
    expect(read(`op.create_index(${given})`)).toMatchObject([{ kind: 'create-index', ...expected }]);
  });

  it.each(['sa.func.lower("b")', 'shop.func.lower(sa.column("b"))', 'sa.func.lower(*columns)', 'lower(b)'])(
    'knows nothing of %s',
    (given) => {
      const [index] = read(`op.create_index("ix", "t", ["a", ${given}])`);
      expect(index).toMatchObject({ columns: undefined });
      expect(index).not.toHaveProperty('keys');
    },
  );

  it.each<[string, readonly string[]]>([
    ['sa.text("a")', ['a']],
    ['sa.text("A")', ['a']],
    ['sa.text(\'"A"\')', ['A']],
    ['sa.column("a")', ['a']],
    ['"a", sa.text("b")', ['a', 'b']],
  ])('knows the columns of %s', (given, columns) => {
    const [index] = read(`op.create_index("ix", "t", [${given}])`);
    expect(index).toMatchObject({ columns });
    expect(index).not.toHaveProperty('hasMore');
  });

  it.each<[string, readonly string[]]>([
    ['sa.text("a DESC")', ['a']],
    ['sa.text("a desc nulls last")', ['a']],
    ['sa.text("a NULLS FIRST")', ['a']],
    ['sa.literal_column("a DESC")', ['a']],
    ['sa.column("a").desc()', ['a']],
    ['sa.column("a").desc().nulls_last()', ['a']],
    ['sa.desc("a")', ['a']],
    ['sa.desc(sa.text("a"))', ['a']],
    ['sa.nullslast(sa.desc("a"))', ['a']],
  ])('knows the columns of %s, and that they are ordered', (given, columns) => {
    expect(read(`op.create_index("ix", "t", [${given}])`)).toMatchObject([{ columns, hasMore: true }]);
  });

  it.each([
    ['sa.text("lower(a)")'],
    ['sa.text("a text_pattern_ops")'],
    ['sa.text("(a)")'],
    ['sa.text("a, b")'],
    ['sa.text(SQL)'],
    ['sa.func.lower(sa.column("a"))'],
    ['sa.func.lower("a")'],
    ['sa.column(NAME)'],
    ['sa.column()'],
    ['sa.literal_column("lower(a)")'],
    ['sa.func.lower(sa.column("a")).desc()'],
    ['table.c.a'],
    ['column'],
    ['"a" if x else "b"'],
  ])('does not know the columns of %s', (given) => {
    expect(read(`op.create_index("ix", "t", ["z", ${given}])`)).toMatchObject([{ columns: undefined }]);
  });

  it.each<[string, string, string]>([
    ['a table', 'None, "t", ["a", "b"]', 'ix_t_a'],
    ['a schema', 'None, "t", ["a"], schema="s"', 'ix_s_t_a'],
    ['capitals', 'None, "T", ["Aa"]', 'ix_T_Aa'],
  ])('is called after its table and first column: %s', (_, given, name) => {
    expect(read(`op.create_index(${given})`)).toMatchObject([{ name: knownName(name) }]);
  });

  it.each<[string, string]>([
    ['an expression', 'None, "t", [sa.text("lower(a)")]'],
    ['a table that is not known', 'None, TABLE, ["a"]'],
    ['a name that is too long, which SQLAlchemy cuts', `None, "t", ["${'a'.repeat(60)}"]`],
  ])('has a name that is not known with %s', (_, given) => {
    expect(read(`op.create_index(${given})`)).toMatchObject([{ name: unknownName(given) }]);
  });

  it('is given up where an order leads back to itself', () => {
    expect(read('op.create_index("ix", "t", [a])', ['a = sa.desc(a)'])).toMatchObject([
      { columns: undefined },
    ]);
  });
});

describe('op.drop_index', () => {
  it.each<[string, Partial<DropIndex>]>([
    [
      '"ix"',
      { name: knownName('ix'), table: undefined, concurrently: false, ifExists: false, cascade: false },
    ],
    ['"ix", "t"', { table: T }],
    ['op.f("ix"), table_name="t", schema="s"', { name: knownName('ix'), table: { ...T, schema: 's' } }],
    ['"ix", None', { table: undefined }],
    ['"ix", schema="s"', { table: undefined }],
    ['"ix", postgresql_concurrently=True, if_exists=True', { concurrently: true, ifExists: true }],
    ['index_name="ix"', { name: knownName('ix') }],
    [
      'NAME, TABLE',
      { name: unknownName('NAME'), table: { text: 'TABLE', isKnown: false, schema: undefined } },
    ],
    ['*names', { name: unknownName('*names'), table: undefined }],
    ['', { name: unknownName('') }],
  ])('takes %s', (given, expected) => {
    expect(read(`op.drop_index(${given})`)).toMatchObject([{ kind: 'drop-index', ...expected }]);
  });
});

describe('sa.Index in a table', () => {
  const index = (given: string) => read(`op.create_table("t", sa.Index(${given}))`)[1];

  it.each<[string, Partial<CreateIndex>]>([
    ['"ix", "a", "b"', { name: knownName('ix'), table: T, columns: ['a', 'b'], unique: false }],
    ['"ix", "a", unique=True', { unique: true }],
    ['op.f("ix"), sa.text("lower(a)")', { name: knownName('ix'), columns: undefined }],
    ['None, "a"', { name: knownName('ix_t_a') }],
    ['"ix", "a", postgresql_where=sa.text("a > 0")', { isPartial: true, where: 'a > 0' }],
    ['"ix", "a", postgresql_using="gin"', { hasMore: true }],
    ['"ix", *columns', { columns: undefined }],
  ])('takes %s', (given, expected) => {
    expect(index(given)).toMatchObject({ kind: 'create-index', ...expected });
  });
});
