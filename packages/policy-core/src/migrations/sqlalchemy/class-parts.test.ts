import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { modelClass, type ModelClass } from './class-parts.ts';

const parsers = await testParsers();

/** The first class of the text. */
function read(text: string): ModelClass {
  const parse = parsers.python.parse(text);
  if (parse.kind !== 'module') throw new Error(`${parse.problem}: ${text}`);
  const node = parse.root.children.find(({ type }) => type === 'class_definition');
  if (node === undefined) throw new Error(`no class in ${text}`);
  return modelClass({ text, root: parse.root }, node);
}

const withBody = (...lines: readonly string[]) =>
  read(`class User(Base):\n${lines.map((line) => `    ${line}\n`).join('')}`);
const partsOf = (...lines: readonly string[]) => Object.fromEntries(withBody(...lines).parts);

describe('the head of a class', () => {
  test.each([
    ['class User: pass', 'User', []],
    ['class User(Base): pass', 'User', ['Base']],
    ['class User(db.Model, Stamped): pass', 'User', ['Model', 'Stamped']],
    ['class Page(Generic[T], Base): pass', 'Page', ['Generic', 'Base']],
    ['class Größe(Base): pass', 'Größe', ['Base']],
  ])('%s', (text, name, bases) => {
    expect(read(text)).toMatchObject({ name, bases });
  });

  test.each([
    ['class Hero(SQLModel, table=True): pass', true],
    ['class Hero(SQLModel, table = True): pass', true],
    ['class Hero(SQLModel, table=False): pass', false],
    ['class Hero(SQLModel): pass', false],
    ['class Hero(table): pass', false],
  ])('%s: is it a table of SQLModel? %s', (text, expected) => {
    expect(read(text).isSqlModelTable).toBe(expected);
  });

  test.each([
    ['__tablename__ = "users"', 'users'],
    ["__tablename__ = 'users'", 'users'],
    ['__tablename__: str = "users"', 'users'],
    ['__tablename__ = PREFIX + "users"', undefined],
    ['__tablename__ = name()', undefined],
    ['pass', undefined],
  ])('its table in %s: %s', (line, expected) => {
    expect(withBody(line).tableName).toBe(expected);
  });
});

describe('a column of a class', () => {
  test.each([
    ['age = Column(Integer)', { age: 'Column(Integer)' }],
    ['age = db.Column(db.Integer, default=1)', { age: 'Column(Integer)' }],
    ['age = mapped_column(Integer)', { age: 'mapped_column(Integer)' }],
    ['age = Column("years", Integer)', { years: 'Column(Integer)' }],
    ['age = Column(Integer, name="years")', { years: 'Column(Integer,name="years")' }],
    ['text = deferred(Column(Text))', { text: 'Column(Text)' }],
    ['secret = EncryptedColumn(Text)', { secret: 'EncryptedColumn(Text)' }],
    ['id = uuid_pk()', { id: 'uuid_pk()' }],
    ['__table_args__ = (Index("a"),)', { __table_args__: 'tuple(Index("a"))' }],
    ['__table_args__ = {"schema": "s"}', { __table_args__: expect.stringContaining('"schema"') }],
  ])('%s', (line, expected) => {
    expect(partsOf(line)).toEqual(expected);
  });

  test.each([
    ['age: Mapped[int]', 'age'],
    ['age: orm.Mapped[int]', 'age'],
    ['age: Mapped[int | None]', 'age'],
    ['age: Mapped[int] = mapped_column()', 'age'],
    ['age: Mapped[int] = mapped_column("years")', 'years'],
  ])('%s is called %s', (line, name) => {
    expect(Object.keys(partsOf(line))).toEqual([name]);
  });

  test.each([
    [
      'its type, where the call names none',
      'a: Mapped[int] = mapped_column()',
      'a: Mapped[str] = mapped_column()',
    ],
    [
      'whether it may be empty, where the call names a type',
      'a: Mapped[str] = mapped_column(Text)',
      'a: Mapped[str | None] = mapped_column(Text)',
    ],
    [
      'the same in the old form',
      'a: Mapped[str] = mapped_column(Text)',
      'a: Mapped[Optional[str]] = mapped_column(Text)',
    ],
  ])('is told by its annotation: %s', (_name, first, second) => {
    expect(partsOf(first)).not.toEqual(partsOf(second));
  });

  test.each([
    [
      'another class of Python for the same type',
      'a: Mapped[str] = mapped_column(Text)',
      'a: Mapped[Email] = mapped_column(Text)',
    ],
    [
      'whether it may be empty, where the call says so',
      'a: Mapped[str] = mapped_column(Text, nullable=True)',
      'a: Mapped[str | None] = mapped_column(Text, nullable=True)',
    ],
  ])('is not told by its annotation: %s', (_name, first, second) => {
    expect(partsOf(first)).toEqual(partsOf(second));
  });

  test.each([
    'orders = relationship("Order")',
    'orders: Mapped[list["Order"]] = relationship()',
    'count: int = 0',
    'label: ClassVar[str] = "x"',
    'total = column_property(a + b)',
    'name = association_proxy("a", "b")',
    'name = synonym("a")',
    'a = mapped_column(Text, use_existing_column=True)',
    'def age(self): return Column(Integer)',
    '"""age = Column(Integer)"""',
    '# age = Column(Integer)',
    '__table_args__: tuple',
    'a, b = 1, 2',
    'self.a = Column(Integer)',
  ])('is not made by %s', (line) => {
    expect(partsOf(line, 'pass')).toEqual({});
  });

  test('is made by a method that is a declared attribute', () => {
    const text = ['@declared_attr', 'def age(cls):', '    return Column(Integer)'];
    expect(Object.keys(partsOf(...text))).toEqual(['age']);
    expect(Object.keys(partsOf('@declared_attr.directive', ...text.slice(1)))).toEqual(['age']);
    expect(partsOf('@property', ...text.slice(1))).toEqual({});
    expect(partsOf('@declared_attr', 'def orders(cls):', '    return relationship("Order")')).toEqual({});
  });

  test('keeps its place in the order of the class', () => {
    expect(Object.keys(partsOf('b = Column(Integer)', 'a = Column(Integer)', 'c: Mapped[int]'))).toEqual([
      'b',
      'a',
      'c',
    ]);
  });
});

describe('a field of a class', () => {
  const fieldsOf = (...lines: readonly string[]) => Object.fromEntries(withBody(...lines).fields);

  test.each([
    ['name: str', { name: 'type(str)' }],
    ['name: str = Field(max_length=5)', { name: 'type(str) = Field(max_length=5)' }],
    ['name: str = "x"', { name: 'type(str)' }],
  ])('%s', (line, expected) => {
    expect(fieldsOf(line)).toEqual(expected);
  });

  test.each([
    'team: Team = Relationship(back_populates="x")',
    'kind: ClassVar[str] = "x"',
    '_cache: dict = {}',
    'model_config: ConfigDict = ConfigDict()',
    'name = "x"',
    'pass',
  ])('is not %s', (line) => {
    expect(fieldsOf(line)).toEqual({});
  });
});

describe('the values of an enumeration', () => {
  test('are everything that is assigned', () => {
    const { values } = read('class State(Enum):\n    OPEN = "open"\n    paid = auto()\n    x: int\n');
    expect(Object.fromEntries(values)).toEqual({ OPEN: '"open"', paid: 'auto()' });
  });
});
