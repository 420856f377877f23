import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { definitionChanges } from './definition-changes.ts';
import { tableDefinitions } from './table-definitions.ts';

const parsers = await testParsers();

function read(text: string) {
  const reading = tableDefinitions(parsers, text);
  if (reading.kind !== 'read') throw new Error(reading.problem);
  return reading.definitions.map((definition) => ({ ...definition, path: 'app/models.py' }));
}

/** What a change of a file is to a database, in words. */
function told(before: string, after: string): readonly string[] {
  return definitionChanges(read(before), read(after)).map(
    ({ name, what, parts }) => `${name} ${parts.length === 0 ? what : parts.join(', ')}`,
  );
}

const USER = [
  '"""Models."""',
  'class User(Base):',
  '    """Somebody."""',
  '    __tablename__ = "users"',
  '    id: Mapped[int] = mapped_column(primary_key=True)',
  '    email = Column(String(50), nullable=False, default=None)',
  '    orders = relationship("Order", back_populates="user")',
  '',
  '    def name(self):',
  '        return self.email',
  '',
].join('\n');

const change = (from: string, to: string) => told(USER, USER.replace(from, to));

describe('what a database would see of a changed model', () => {
  test.each([
    ['a new column', '    def name', '    age = Column(Integer)\n\n    def name', 'users age added'],
    [
      'a mapped column without a value',
      '    def name',
      '    age: Mapped[int]\n\n    def name',
      'users age added',
    ],
    [
      'a column that is gone',
      '    email = Column(String(50), nullable=False, default=None)\n',
      '',
      'users email removed',
    ],
    ['another type', 'String(50)', 'String(60)', 'users email changed'],
    ['whether it may be empty', 'nullable=False, ', '', 'users email changed'],
    ['another mapped type', 'Mapped[int]', 'Mapped[str]', 'users id changed'],
    ['a default of the database', 'default=None', 'server_default="x"', 'users email changed'],
    ['a column called otherwise', 'email = Column(', 'mail = Column(', 'users mail added, email removed'],
    ['an index over a column', 'default=None', 'index=True', 'users email changed'],
    [
      'a constraint',
      '    id:',
      '    __table_args__ = (UniqueConstraint("email"),)\n    id:',
      'users __table_args__ added',
    ],
    [
      'a column that is made when it is asked for',
      '    def name',
      '    @declared_attr\n    def age(cls):\n        return Column(Integer)\n\n    def name',
      'users age added',
    ],
    [
      'a deferred column',
      '    def name',
      '    text = deferred(Column(Text))\n\n    def name',
      'users text added',
    ],
    [
      'a column of the repository’s own',
      '    def name',
      '    made = TimestampColumn()\n\n    def name',
      'users made added',
    ],
    ['a mixin from elsewhere', 'User(Base)', 'User(Base, TimestampMixin)', 'users TimestampMixin added'],
    ['another table', '"users"', '"people"', 'people new'],
  ])('%s', (...[, from, to, expected]) => {
    expect(change(from, to)[0]).toBe(expected);
  });

  test.each([
    ['a method', 'return self.email', 'return self.email.upper()'],
    ['a docstring', '"""Somebody."""', '"""Someone who buys."""'],
    ['a comment', '    def name', '    # a name\n    def name'],
    ['quotes', '"users"', "'users'"],
    [
      'spaces and line ends',
      'Column(String(50), nullable=False, default=None)',
      'Column(\n        String( 50 ),\n        default=None,\n        nullable=False,\n    )',
    ],
    ['how the module is called', 'Column(String(50)', 'sa.Column(sa.String(50)'],
    ['a default that Python fills in', 'default=None', 'default="x", doc="Where to write to", onupdate=now'],
    ['a relationship', '"Order", back_populates="user"', '"Order", back_populates="user", lazy="joined"'],
    [
      'a new relationship',
      '    def name',
      '    carts = relationship("Cart")\n    names = association_proxy("carts", "name")\n\n    def name',
    ],
    [
      'the order of columns',
      '    __tablename__ = "users"\n    id: Mapped[int] = mapped_column(primary_key=True)\n',
      '    id: Mapped[int] = mapped_column(primary_key=True)\n    __tablename__ = "users"\n',
    ],
    ['the name of the class', 'class User(', 'class Person('],
    ['the attribute of a column that is named', 'email = Column(String', 'mail = Column("email", String'],
    [
      'a column of the table that a class names again',
      '    def name',
      '    x: Mapped[int] = mapped_column(use_existing_column=True)\n\n    def name',
    ],
    ['an import', '"""Models."""', '"""Models."""\nimport os'],
    ['a constant and a function of the module', '"""Models."""', 'LIMIT = 3\ndef f():\n    return Column'],
    [
      'a class that is no table',
      '"""Models."""',
      'class Color(Enum):\n    RED = 1\nclass Form(BaseModel):\n    age: int = 3',
    ],
    ['another base that brings nothing it is known for', 'User(Base)', 'User(Base, Generic[T])'],
    ['a deletion of nothing but a validator', '    def name', '    @validates("email")\n    def name'],
  ])('is nothing: %s', (_name, from, to) => {
    const found = change(from, to);
    expect(found).toEqual([]);
  });

  test('is a whole table that is new or gone', () => {
    const order = 'class Order(Base):\n    __tablename__ = "orders"\n    id = Column(Integer)\n';
    expect(told(USER, USER + order)).toEqual(['orders new']);
    expect(told(USER + order, order)).toEqual(['users gone']);
    expect(told('', '')).toEqual([]);
  });

  test('is a call of Table, too', () => {
    const table =
      'users = Table("users", metadata, Column("id", Integer), Column("a", String), UniqueConstraint("a"))\n';
    expect(told(table, table.replace('String', 'Text'))).toEqual(['users a changed']);
    expect(told(table, table.replace('UniqueConstraint("a")', 'Index("i", "a")'))).toEqual([
      'users argument 5 changed',
    ]);
    expect(told(table, table.replace('users =', 'people ='))).toEqual([]);
    expect(told(table, `${table}Index("ix", users.c.a)\n`)).toEqual(['Index("ix",users.c.a) new']);
  });

  test('follows mixins and shared columns of the file', () => {
    const mixin = 'class Stamped:\n    made = Column(DateTime)\n';
    const model = 'class A(Stamped, Base):\n    __tablename__ = "a"\n    id = Column(Integer)\n';
    expect(told(mixin + model, mixin.replace('DateTime', 'Date') + model)).toEqual([
      'Stamped made changed',
      'a made changed',
    ]);
    expect(told(mixin + model, mixin + model.replace('Stamped, ', ''))).toEqual(['a made removed']);
    const shared = 'int_pk = Annotated[int, mapped_column(primary_key=True)]\n';
    expect(told(shared, shared.replace('int,', 'str,'))).toEqual(['int_pk the column changed']);
  });

  test('knows the tables of SQLModel by table=True', () => {
    const base = 'class HeroBase(SQLModel):\n    name: str = Field(index=True)\n';
    const table =
      'class Hero(HeroBase, table=True):\n    id: int | None = Field(default=None, primary_key=True)\n    team: Team = Relationship()\n';
    expect(told(base + table, base + table.replace('id: int', 'id: str'))).toEqual(['Hero id changed']);
    expect(told(base + table, base.replace('index=True', 'index=False') + table)).toEqual([
      'Hero name changed',
    ]);
    expect(told(base + table, base + table.replace('default=None', 'title="x"'))).toEqual([]);
    expect(told(base + table, `${base}${table}class HeroOut(HeroBase):\n    id: int\n`)).toEqual([]);
  });

  test('is an enumeration that a column is made of', () => {
    const model = 'class A(Base):\n    __tablename__ = "a"\n    state = Column(Enum(State))\n';
    const values = 'class State(str, enum.Enum):\n    NEW = "new"\n';
    expect(told(values + model, `${values}    OLD = "old"\n${model}`)).toEqual(['State OLD added']);
    const other = 'class Other(enum.Enum):\n    X = 1\n';
    expect(told(other + model, `${other}    Y = 2\n${model}`)).toEqual([]);
  });

  test.each([
    ['Column(StringEnum(State))', false],
    ['Column(Enum(State, native_enum=False))', false],
    ['Column(SAEnum(State))', true],
    ['Column(postgresql.ENUM(*[x.value for x in State]))', true],
  ])('is an enumeration only where %s makes a type of the database', (column, isType) => {
    const text = `class State(StrEnum):\n    NEW = "new"\nclass A(Base):\n    a = ${column}\n`;
    const more = text.replace('NEW = "new"', 'NEW = "new"\n    OLD = "old"');
    expect(told(text, more)).toEqual(isType ? ['State OLD added'] : []);
    const mapped = text.replace(`a = ${column}`, 'a: Mapped[State]');
    expect(told(mapped, more.replace(`a = ${column}`, 'a: Mapped[State]'))).toEqual(['State OLD added']);
  });

  test.each([
    ['Mapped[int] = mapped_column(Integer)', 'Mapped[UserId] = mapped_column(Integer)', false],
    ['Mapped[int] = mapped_column(Integer)', 'Mapped[int | None] = mapped_column(Integer)', true],
    [
      'Mapped[int] = mapped_column(Integer, nullable=True)',
      'Mapped[Optional[int]] = mapped_column(Integer, nullable=True)',
      false,
    ],
    [
      'Mapped[int] = mapped_column(ForeignKey("b.id"))',
      'Mapped[str] = mapped_column(ForeignKey("b.id"))',
      true,
    ],
    ['Mapped[A] = mapped_column(type_=JSONB)', 'Mapped[B] = mapped_column(type_=JSONB)', false],
    ['Mapped[A] = mapped_column(sa.JSON())', 'Mapped[B] = mapped_column(sa.JSON())', false],
  ])('is told of %s and %s as far as the annotation counts', (before, after, isChange) => {
    const text = (column: string) => `class A(Base):\n    a: ${column}\n`;
    expect(told(text(before), text(after))).toEqual(isChange ? ['A a changed'] : []);
  });

  test.each([
    ['Column(GUID(UserId))', 'Column(GUID(PersonId))', false],
    [
      'Column(PydanticColumn(A), nullable=True)',
      'Column(PydanticColumn(B, exclude_unset=True), nullable=True)',
      false,
    ],
    ['Column(EncryptedType(String(50), KEY))', 'Column(EncryptedType(String(60), KEY))', true],
    ['Column(Vector(3))', 'Column(Vector(4))', true],
    ['Column(GUID(UserId))', 'Column(Guid(UserId))', true],
    ['Column(Enum(A))', 'Column(Enum(B))', true],
    ['Column(Integer, index=False)', 'Column(Integer, index=True)', true],
  ])(
    'is told of the types of a repository as far as they speak of the database: %s, %s',
    (before, after, isChange) => {
      const text = (column: string) => `class A(Base):\n    a = ${column}\n`;
      expect(told(text(before), text(after))).toEqual(isChange ? ['A a changed'] : []);
    },
  );

  test('may lie in another file than before', () => {
    const [definition] = read(USER);
    if (definition === undefined) throw new Error('The model of this test is one.');
    expect(definitionChanges([definition], [{ ...definition, path: 'app/models/user.py' }])).toEqual([]);
  });

  test('is pointed at by the name of its class or its variable', () => {
    const text = `${USER}t = Table("t", m, Column("a", Integer))\n`;
    expect(read(text).map(({ at }) => text.slice(at.start, at.end))).toEqual(['User', 't']);
  });

  test('cannot be told of what is no Python', () => {
    expect(tableDefinitions(parsers, 'class A(:\n')).toMatchObject({ kind: 'syntax-error' });
  });
});
