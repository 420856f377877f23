import { describe, expect, it } from 'vitest';

import type { ConstraintDefinition } from '../../operations/column.ts';
import { knownName, unknownName } from '../../operations/name.ts';
import type { ConstraintOperation, Operation } from '../../operations/operation.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

const read = (call: string, before: readonly string[] = []): readonly Operation[] =>
  directiveRead(parsers, { call, before }) ?? [];
const table = (text: string, schema?: string) => ({ text, isKnown: true, schema });
const hidden = (text: string) => ({ text, isKnown: false, schema: undefined });
const T = table('t');

describe('op.create_foreign_key', () => {
  it('refers to another table', () => {
    const call = 'op.create_foreign_key("fk", "t", "u", ["a"], ["b"])';
    expect(read(call)).toEqual([
      {
        kind: 'add-constraint',
        table: T,
        constraint: {
          kind: 'foreign-key',
          start: expect.any(Number),
          end: expect.any(Number),
          name: knownName('fk'),
          columns: ['a'],
          notValid: false,
          target: { table: table('u'), columns: ['b'] },
        },
      },
    ]);
  });

  it.each<[string, object]>([
    ['None, "t", "u", ["a"], ["b"]', { name: undefined }],
    [
      'op.f("fk"), "t", "u", ["a", "c"], ["b", "d"]',
      { columns: ['a', 'c'], target: { columns: ['b', 'd'] } },
    ],
    ['"fk", "t", "u", ["a"], ["b"], referent_schema="s"', { target: { table: table('u', 's') } }],
    ['"fk", "t", "u", ["a"], ["b"], postgresql_not_valid=True', { notValid: true }],
    ['"fk", "t", "u", ["a"], ["b"], postgresql_not_valid=False', { notValid: false }],
    ['"fk", "t", "u", ["a"], ["b"], ondelete="CASCADE"', { onDelete: 'cascade' }],
    ['"fk", "t", "u", ["a"], ["b"], "RESTRICT", "SET NULL"', { onUpdate: 'restrict', onDelete: 'set null' }],
    ['"fk", "t", "u", ["a"], ["b"], deferrable=True', { deferrable: 'immediate' }],
    ['"fk", "t", "u", ["a"], ["b"], ondelete=action()', { hasMore: true }],
    ['"fk", "t", "u", ["a"], ["b"], match="FULL"', { hasMore: true }],
    ['"fk", "t", TABLE, ["a"], ["b"]', { target: { table: hidden('TABLE') } }],
    ['"fk", "t", "u", ["a"], ["b"], referent_schema=SCHEMA', { target: { table: hidden('SCHEMA.u') } }],
    ['"fk", "t", "u", columns, others', { columns: undefined, target: { columns: undefined } }],
    ['NAME, "t", "u", ["a"], ["b"]', { name: unknownName('NAME') }],
  ])('takes %s', (given, constraint) => {
    expect(read(`op.create_foreign_key(${given})`)).toMatchObject([
      { kind: 'add-constraint', table: T, constraint },
    ]);
  });

  it.each<[string, string]>([
    ['by name', '"fk", "t", "u", ["a"], ["b"], source_schema="s1", referent_schema="s2"'],
    ['by position', '"fk", "t", "u", ["a"], ["b"], None, None, None, None, None, "s1", "s2"'],
  ])('has a schema on either side, %s', (_, given) => {
    expect(read(`op.create_foreign_key(${given})`)).toMatchObject([
      { table: table('t', 's1'), constraint: { target: { table: table('u', 's2') } } },
    ]);
  });
});

describe('op.create_unique_constraint and op.create_primary_key', () => {
  it.each<[string, ConstraintDefinition['kind']]>([
    ['op.create_unique_constraint', 'unique'],
    ['op.create_primary_key', 'primary-key'],
  ])('%s takes columns', (directive, kind) => {
    expect(read(`${directive}("x", "t", ["a", "b"])`)).toMatchObject([
      {
        kind: 'add-constraint',
        table: T,
        constraint: { kind, name: knownName('x'), columns: ['a', 'b'], usingIndex: false, notValid: false },
      },
    ]);
    expect(read(`${directive}(None, "t", ["a"], "s")`)).toMatchObject([
      { table: table('t', 's'), constraint: { kind, name: undefined, columns: ['a'] } },
    ]);
    expect(read(`${directive}("x", "t", columns)`)).toMatchObject([
      { constraint: { kind, columns: undefined } },
    ]);
    expect(read(`${directive}("x", TABLE, ["a"])`)).toMatchObject([{ table: hidden('TABLE') }]);
  });

  it('may be put off', () => {
    expect(read('op.create_unique_constraint("x", "t", ["a"], deferrable=True)')).toMatchObject([
      { constraint: { hasMore: true } },
    ]);
  });
});

describe('op.create_check_constraint', () => {
  it.each<[string, object]>([
    [
      '"ck", "t", "a > 0"',
      { name: knownName('ck'), expression: 'a > 0', notValid: false, columns: undefined },
    ],
    ['"ck", "t", sa.text("a > 0")', { expression: 'a > 0' }],
    ['"ck", "t", """\n  a > 0\n"""', { expression: 'a > 0' }],
    ['"ck", "t", condition="a > 0"', { expression: 'a > 0' }],
    ['"ck", "t", sa.column("a") > 0', { expression: undefined }],
    ['"ck", "t", f"a > {LEAST}"', { expression: undefined }],
    ['"ck", "t", "a > 0", postgresql_not_valid=True', { notValid: true }],
    ['None, "t", "a > 0"', { name: undefined }],
  ])('takes %s', (given, constraint) => {
    expect(read(`op.create_check_constraint(${given})`)).toMatchObject([
      { kind: 'add-constraint', table: T, constraint: { kind: 'check', ...constraint } },
    ]);
  });
});

describe('op.create_exclude_constraint', () => {
  it.each<[string, object]>([
    ['"ex", "t", ("a", "&&")', { name: knownName('ex'), columns: ['a'] }],
    ['"ex", "t", (sa.column("a"), "&&"), ("b", "=")', { columns: ['a', 'b'] }],
    ['"ex", "t", (sa.text("lower(a)"), "=")', { columns: undefined }],
    ['"ex", "t", *elements', { columns: undefined }],
    ['"ex", "t"', { columns: undefined }],
    ['"ex", "t", ("a", "&&"), using="gist"', { hasMore: true }],
  ])('takes %s', (given, constraint) => {
    expect(read(`op.create_exclude_constraint(${given})`)).toMatchObject([
      { kind: 'add-constraint', table: T, constraint: { kind: 'exclude', ...constraint } },
    ]);
  });
});

describe('op.drop_constraint', () => {
  type Drop = Extract<ConstraintOperation, { kind: 'drop-constraint' }>;

  it.each<[string, Partial<Drop>]>([
    ['"x", "t"', { table: T, name: knownName('x'), type: undefined, ifExists: false, cascade: false }],
    ['"x", "t", "foreignkey"', { type: 'foreign-key' }],
    ['"x", "t", type_="unique"', { type: 'unique' }],
    ['"x", "t", type_="check"', { type: 'check' }],
    ['"x", "t", type_="primary"', { type: 'primary-key' }],
    ['"x", "t", type_="other"', { type: undefined }],
    ['"x", "t", type_=TYPE', { type: undefined }],
    ['"x", "t", "unique", "s"', { table: table('t', 's') }],
    ['"x", "t", schema="s"', { table: table('t', 's') }],
    ['"x", "t", if_exists=True', { ifExists: true }],
    ['None, "t", type_="unique"', { name: undefined, type: 'unique' }],
    ['op.f("x"), "t"', { name: knownName('x') }],
    ['NAME, "t"', { name: unknownName('NAME') }],
    ['table_name="t"', { name: unknownName('table_name="t"') }],
    ['*names', { name: unknownName('*names'), table: hidden('*names') }],
  ])('takes %s', (given, expected) => {
    expect(read(`op.drop_constraint(${given})`)).toMatchObject([{ kind: 'drop-constraint', ...expected }]);
  });
});

describe('a constraint of a table that is made', () => {
  const constraint = (written: string, before: readonly string[] = []) => {
    const [made] = read(`op.create_table("t", ${written})`, before);
    if (made?.kind !== 'create-table') throw new Error(`no table: ${written}`);
    return made.constraints[0];
  };

  it.each<[string, object]>([
    [
      'sa.ForeignKeyConstraint(["a"], ["u.id"])',
      { kind: 'foreign-key', columns: ['a'], target: { table: table('u'), columns: ['id'] } },
    ],
    [
      'sa.ForeignKeyConstraint(["a", "b"], ["s.u.c", "s.u.d"], name=op.f("fk"))',
      { name: knownName('fk'), columns: ['a', 'b'], target: { table: table('u', 's'), columns: ['c', 'd'] } },
    ],
    ['sa.ForeignKeyConstraint(columns=["a"], refcolumns=["u.id"])', { target: { table: table('u') } }],
    ['sa.ForeignKeyConstraint(["a"], ["u.id"], ondelete="CASCADE")', { onDelete: 'cascade' }],
    ['sa.ForeignKeyConstraint(["a"], ["u.id"], postgresql_not_valid=True)', { notValid: true }],
    [
      'sa.ForeignKeyConstraint(["a"], [users.c.id])',
      { target: { table: hidden('users.c.id'), columns: undefined } },
    ],
    ['sa.ForeignKeyConstraint(["a"], targets)', { target: { table: hidden('targets') } }],
    ['sa.ForeignKeyConstraint(["a"], [f"{S}.u.id"])', { target: { table: hidden('f"{S}.u.id"') } }],
    ['sa.ForeignKeyConstraint(["a", "b"], ["u.id", "v.id"])', { target: { table: hidden('"u.id"') } }],
    ['sa.ForeignKeyConstraint(*parts)', { columns: undefined, target: { table: hidden('*parts') } }],
    [
      'sa.UniqueConstraint("a", "b", name="uq")',
      { kind: 'unique', name: knownName('uq'), columns: ['a', 'b'] },
    ],
    ['sa.UniqueConstraint("a")', { name: undefined, columns: ['a'] }],
    ['sa.UniqueConstraint("a", B)', { columns: undefined }],
    ['sa.UniqueConstraint(*columns)', { columns: undefined }],
    ['sa.UniqueConstraint("a", **options)', { name: unknownName('**options'), hasMore: true }],
    [
      'sa.PrimaryKeyConstraint("a", name="pk")',
      { kind: 'primary-key', name: knownName('pk'), usingIndex: false },
    ],
    ['sa.CheckConstraint("a > 0", name="ck")', { kind: 'check', expression: 'a > 0' }],
    ['sa.CheckConstraint(sa.text("a > 0"))', { name: undefined, expression: 'a > 0' }],
    ['sa.CheckConstraint(sa.column("a") > 0)', { expression: undefined }],
    ['postgresql.ExcludeConstraint(("a", "&&"), name="ex")', { kind: 'exclude', columns: ['a'] }],
    ['sa.UniqueConstraint("a", deferrable=True, initially="DEFERRED")', { hasMore: true }],
  ])('%s', (written, expected) => {
    expect(constraint(written)).toMatchObject(expected);
  });

  it('may stand in a variable', () => {
    expect(constraint('uq', ['uq = sa.UniqueConstraint("a")'])).toMatchObject({
      kind: 'unique',
      columns: ['a'],
    });
  });

  it.each<[string, object]>([
    ['"u.id"', { table: table('u'), columns: ['id'] }],
    ['"s.u.id"', { table: table('u', 's'), columns: ['id'] }],
    ['"d.s.u.id"', { table: table('u', 'd.s'), columns: ['id'] }],
    ['"u"', { table: table('u'), columns: undefined }],
    ['column="u.id"', { table: table('u'), columns: ['id'] }],
    ['User.id', { table: hidden('User.id'), columns: undefined }],
    ['', { table: hidden(''), columns: undefined }],
  ])('may refer to %s', (given, target) => {
    const [made] = read(`op.create_table("t", sa.Column("c", sa.Text(), sa.ForeignKey(${given})))`);
    expect(made).toMatchObject({ columns: [{ constraints: [{ kind: 'foreign-key', target }] }] });
  });
});
