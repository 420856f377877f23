import { describe, expect, it } from 'vitest';

import type { ColumnDefinition } from '../../operations/column.ts';
import { knownName, unknownName } from '../../operations/name.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

/** The column that is added, of `sa.Column(...)` or of any other expression. */
function columnRead(column: string, before: readonly string[] = []): ColumnDefinition {
  const call = `op.add_column("t", ${column})`;
  const [operation] = directiveRead(parsers, { call, before }) ?? [];
  if (operation?.kind !== 'add-column') throw new Error(`no column: ${call}`);
  return operation.column;
}

const column = (given: string, before: readonly string[] = []) => columnRead(`sa.Column(${given})`, before);

const INTEGER = { isKnown: true, name: 'int4', size: undefined, scale: undefined, dimensions: 0 } as const;

describe('a column', () => {
  it('is read whole', () => {
    expect(column('"c", sa.String(20), nullable=False, server_default="x"')).toEqual({
      start: expect.any(Number),
      end: expect.any(Number),
      name: knownName('c'),
      type: {
        isKnown: true,
        name: 'varchar',
        size: 20,
        scale: undefined,
        dimensions: 0,
        written: 'sa.String(20)',
      },
      nullable: false,
      default: { kind: 'sql', text: "'x'" },
      clientDefault: undefined,
      primaryKey: false,
      constraints: [],
    });
  });

  it.each<[string, string]>([
    ['its name first', '"c", sa.Integer()'],
    ['its name by a keyword', 'sa.Integer(), name="c"'],
    ['only keywords', 'name="c", type_=sa.Integer()'],
    ['a class for a type', '"c", sa.Integer'],
    ['a type by a keyword', '"c", type_=sa.Integer()'],
    ['a name that says that it is one', 'op.f("c"), sa.Integer()'],
    ['a name that is quoted', 'sa.sql.quoted_name("c", True), sa.Integer()'],
    ['a name that is put together', 'f"{"c"}", sa.Integer()'],
    ['arguments in a list', '*["c", sa.Integer()]'],
    ['arguments in a dictionary', '**{"name": "c", "type_": sa.Integer()}'],
    ['a key behind the type', '"c", sa.Integer(), sa.ForeignKey("u.id")'],
  ])('may have %s', (_, given) => {
    expect(column(given)).toMatchObject({ name: knownName('c'), type: INTEGER });
  });

  it.each<[string, readonly string[], string]>([
    ['by its own name', ['from sqlalchemy import Column'], 'Column("c", sa.Integer())'],
    ['by another name', ['from sqlalchemy import Column as C'], 'C("c", sa.Integer())'],
    ['of Flask-SQLAlchemy', ['from app import db'], 'db.Column("c", db.Integer())'],
    ['in a variable', ['new = sa.Column("c", sa.Integer())'], 'new'],
    ['by a shorter word', ['C = sa.Column'], 'C("c", sa.Integer())'],
  ])('may be called %s', (_, before, written) => {
    expect(columnRead(written, before)).toMatchObject({ name: knownName('c'), type: INTEGER });
  });

  it('keeps the case of its name', () => {
    expect(column('"Order Id", sa.Integer()').name).toEqual(knownName('Order Id'));
  });

  it('may have no type, which is that of the column it refers to', () => {
    expect(column('"c", sa.ForeignKey("u.id")')).toMatchObject({
      type: { isKnown: false, written: '' },
      constraints: [{ kind: 'foreign-key' }],
    });
  });

  it.each<[string, string, boolean | undefined]>([
    ['may be NULL', '"c", sa.Text()', true],
    ['may be NULL when it says so', '"c", sa.Text(), nullable=True', true],
    ['may not be NULL when it says so', '"c", sa.Text(), nullable=False', false],
    ['may not be NULL under a key', '"c", sa.Text(), primary_key=True', false],
    [
      'may not be NULL under a key, whatever it says',
      '"c", sa.Text(), primary_key=True, nullable=True',
      false,
    ],
    ['may not be NULL as an identity', '"c", sa.Integer(), sa.Identity()', false],
    ['may be NULL with a variable', '"c", sa.Text(), nullable=LATER', undefined],
    ['may be NULL with an expression', '"c", sa.Text(), nullable=not strict', undefined],
    ['may be under a key or not', '"c", sa.Text(), primary_key=KEY', undefined],
    ['may be NULL or not with unseen options', '"c", sa.Text(), **options', undefined],
    ['may not be NULL, whatever else is unseen', '"c", sa.Text(), nullable=False, **options', false],
    ['may be NULL, followed to its value', '"c", sa.Text(), nullable=bool_', true],
  ])('%s', (_, given, nullable) => {
    expect(column(given, ['bool_ = True']).nullable).toBe(nullable);
  });

  it.each<[string, string]>([
    ['a keyword', '"c", sa.Integer(), server_default=sa.Identity()'],
    ['its position', '"c", sa.Integer(), sa.Identity(always=True)'],
  ])('may be an identity by %s', (_, given) => {
    expect(column(given)).toMatchObject({ default: { kind: 'identity' }, nullable: false });
  });

  it.each<[string, string]>([
    ['a keyword', '"c", sa.Integer(), server_default=sa.Computed("a")'],
    ['its position', '"c", sa.Integer(), sa.Computed("a")'],
  ])('may be computed by %s', (_, given) => {
    expect(column(given)).toMatchObject({ default: { kind: 'computed', isStored: true }, nullable: true });
  });

  it.each<[string, string, string]>([
    ['a value', 'default=0', '0'],
    ['a function', 'default=uuid.uuid4', 'uuid.uuid4'],
    ['a lambda', 'default=lambda: 1', 'lambda: 1'],
  ])('may have a default that the database never sees: %s', (_, given, source) => {
    const { clientDefault, default: preset } = column(`"c", sa.Text(), ${given}`);
    expect(clientDefault).toEqual({ source });
    expect(preset).toEqual({ kind: 'none' });
  });

  it('has the numbers of a sequence from SQLAlchemy only', () => {
    expect(column('"c", sa.Integer(), sa.Sequence("numbers")')).toMatchObject({
      default: { kind: 'none' },
      clientDefault: { source: 'sa.Sequence("numbers")' },
    });
  });

  it('has no default with None', () => {
    expect(column('"c", sa.Text(), default=None, server_default=None')).toMatchObject({
      default: { kind: 'none' },
      clientDefault: undefined,
    });
  });

  it.each<[string, string]>([
    ['a comment', 'comment="x"'],
    ['a collation', 'sa.String(collation="C")'],
    ['unseen options', '**options'],
    ['unseen values', '*values'],
    ['an option of a database', 'sqlite_on_conflict_unique="x"'],
  ])('has more than is held: %s', (_, given) => {
    expect(column(`"c", ${given}`).hasMore).toBe(true);
  });

  it.each<[string, string]>([
    ['a note', 'info={"a": 1}'],
    ['a description', 'doc="x"'],
    ['a key in Python', 'key="d"'],
    ['a value at each UPDATE', 'onupdate=now'],
    ['an index', 'index=True'],
  ])('holds all that matters beside %s', (_, given) => {
    expect(column(`"c", sa.Text(), ${given}`).hasMore).toBeUndefined();
  });
});

describe('a constraint at a column', () => {
  it('may be a key of another table', () => {
    expect(
      column('"c", sa.Integer(), sa.ForeignKey("s.u.id", name=op.f("fk"), ondelete="CASCADE")'),
    ).toMatchObject({
      constraints: [
        {
          kind: 'foreign-key',
          name: knownName('fk'),
          columns: ['c'],
          target: { table: { text: 'u', isKnown: true, schema: 's' }, columns: ['id'] },
          notValid: false,
          onDelete: 'cascade',
        },
      ],
    });
  });

  it('may be a check', () => {
    expect(
      column('"c", sa.Integer(), sa.CheckConstraint("c > 0", name="positive")').constraints,
    ).toMatchObject([
      { kind: 'check', name: knownName('positive'), expression: 'c > 0', columns: undefined },
    ]);
  });

  it('may be the flag `unique`', () => {
    expect(column('"c", sa.Integer(), unique=True').constraints).toMatchObject([
      { kind: 'unique', name: undefined, columns: ['c'], usingIndex: false },
    ]);
  });

  it('is none where `unique` goes with an index', () => {
    expect(column('"c", sa.Integer(), unique=True, index=True').constraints).toEqual([]);
  });

  it('may keep an enum in bounds that is a text', () => {
    const type = `sa.Enum("it's", "b", name="mood", native_enum=False, create_constraint=True)`;
    expect(column(`"c", ${type}`).constraints).toMatchObject([
      { kind: 'check', name: knownName('mood'), expression: `c IN ('it''s', 'b')` },
    ]);
  });

  it('is of no known column where the name is not known', () => {
    expect(column('NAME, sa.Integer(), sa.ForeignKey("u.id"), unique=True').constraints).toMatchObject([
      { kind: 'foreign-key', columns: undefined },
      { kind: 'unique', columns: undefined },
    ]);
  });

  it('stands where it is written', () => {
    const before = ['import a'];
    const { start, end, constraints } = column('"c", sa.Integer(), sa.ForeignKey("u.id")', before);
    const [key] = constraints;
    expect(key && key.end - key.start).toBe('sa.ForeignKey("u.id")'.length);
    expect(end - start).toBe('sa.Column("c", sa.Integer(), sa.ForeignKey("u.id"))'.length);
  });
});

describe('a column that is not seen', () => {
  it.each<[string, readonly string[], string]>([
    ['a function from elsewhere', [], 'id_column()'],
    ['a function of the file', ['def Column(name): return made(name)'], 'Column("c")'],
    ['a variable from elsewhere', ['from app import NEW'], 'NEW'],
    ['a copy', [], 'old.copy()'],
    ['one of two', [], '(sa.Column("c", sa.Text()) if x else sa.Column("d", sa.Text()))'],
  ])('is shown by its source: %s', (_, before, written) => {
    expect(columnRead(written, before)).toEqual({
      start: expect.any(Number),
      end: expect.any(Number),
      name: unknownName(written),
      type: { isKnown: false, written },
      nullable: undefined,
      default: { kind: 'unknown', source: written },
      clientDefault: undefined,
      primaryKey: false,
      constraints: [],
      hasMore: true,
    });
  });

  it.each<[string, string, string]>([
    ['a variable from elsewhere', 'NAME, sa.Integer()', 'NAME'],
    ['a text with a part from elsewhere', 'f"{NAME}_id", sa.Integer()', 'f"{NAME}_id"'],
    ['one of two', '"a" if x else "b", sa.Integer()', '"a" if x else "b"'],
    ['unseen values', '*values', '*values'],
    ['nothing', '', ''],
    ['only a type', 'sa.Integer()', 'sa.Integer()'],
  ])('may be so by its name only: %s', (_, given, source) => {
    expect(column(given).name).toEqual(unknownName(source));
  });

  it('has a type that is not known behind unseen values', () => {
    expect(column('*values, sa.Integer()')).toMatchObject({
      type: { isKnown: false, written: '*values' },
      default: { kind: 'unknown', source: '*values' },
    });
  });

  it('may have any default behind unseen options', () => {
    expect(column('"c", sa.Integer(), **options').default).toEqual({ kind: 'unknown', source: '**options' });
  });

  it('keeps what is written beside unseen options', () => {
    expect(column('"c", sa.Integer(), server_default="0", **options')).toMatchObject({
      name: knownName('c'),
      type: INTEGER,
      default: { kind: 'sql', text: "'0'" },
    });
  });
});
