import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const MODULE = [
  'users = sa.table("users", sa.column("name"))',
  'orders = sa.Table("orders", sa.MetaData(), schema="shop")',
  'class User(Base):',
  '    __tablename__ = "users"',
  '    id = sa.Column(sa.Integer)',
];
const steps = (...upgrade: string[]) =>
  shownSteps(revisionIn(parsers, revisionText({ module: MODULE, upgrade })).upgrade);

describe('Statements that run themselves', () => {
  it.each<[string, string[], string[]]>([
    ['an update', ['users.update().where(a).execute()'], ['change-rows update users filtered']],
    ['a deletion', ['users.delete().execute()'], ['change-rows delete users']],
    ['one with a name', ['s = users.insert()', 's.execute()'], ['change-rows insert users']],
    ['one of another library', ['Task.update(a=1).execute()'], ['change-rows update <Task>']],
    ['what is no statement', ['Task().execute()', 'execute()', 'task.execute(a=1)'], []],
  ])('%s', (_, upgrade, shown) => {
    expect(steps(...upgrade)).toEqual(shown);
  });
});

describe('Statements that SQLAlchemy builds', () => {
  it.each<[string, string, string]>([
    ['insert of a table', 'op.execute(users.insert().values(name="x"))', 'insert users'],
    ['insert', 'op.execute(sa.insert(users).values(name="x"))', 'insert users'],
    ['insert imported', 'op.execute(insert(users).values(name="x"))', 'insert users'],
    ['insert with a schema', 'op.execute(orders.insert())', 'insert shop.orders'],
    [
      'insert of a select',
      'op.execute(users.insert().from_select(["a"], sa.select(orders)))',
      'insert users',
    ],
    ['insert of a model', 'op.execute(sa.insert(User))', 'insert users'],
    ['update of all rows', 'op.execute(users.update().values(name="x"))', 'update users'],
    [
      'update of some rows',
      'op.execute(users.update().where(users.c.id == 1).values(name="x"))',
      'update users filtered',
    ],
    ['update, as a function', 'op.execute(sa.update(users).where(users.c.id == 1))', 'update users filtered'],
    ['update, in the old way', 'op.execute(users.update(users.c.id == 1))', 'update users filtered'],
    ['update where true', 'op.execute(users.update().where(sa.true()).values(name="x"))', 'update users'],
    ['update where nothing', 'op.execute(users.update().where().values(name="x"))', 'update users'],
    ['update of a model', 'op.execute(sa.update(User).values(name="x"))', 'update users'],
    ['update of the table of a model', 'op.execute(User.__table__.update())', 'update users'],
    ['delete of all rows', 'op.execute(users.delete())', 'delete users'],
    ['delete of some rows', 'op.execute(users.delete().where(users.c.id == 1))', 'delete users filtered'],
    [
      'delete by a subquery',
      'op.execute(sa.delete(users).where(users.c.id.in_(sa.select(x))))',
      'delete users filtered',
    ],
    ['a table of the metadata', 'op.execute(meta.tables["shop.orders"].delete())', 'delete shop.orders'],
    ['a table made at once', 'op.execute(sa.table("a").delete())', 'delete a'],
    ['a table that is not known', 'op.execute(sa.delete(find()))', 'delete <find()>'],
    ['a connection', 'op.get_bind().execute(users.delete())', 'delete users'],
    ['a session', 'session.execute(sa.delete(User))', 'delete users'],
    ['over lines', 'op.execute((users.delete()))', 'delete users'],
  ])('change rows: %s', (_, line, step) => {
    expect(steps(line)).toEqual([`change-rows ${step}`]);
  });

  it('are followed through names', () => {
    expect(steps('q = users.delete()', 'op.execute(q)')).toEqual(['change-rows delete users']);
  });

  it.each<[string, string]>([
    ['select', 'op.get_bind().execute(sa.select(users))'],
    ['select with conditions', 'op.get_bind().execute(sa.select(users).where(users.c.id == 1)).fetchall()'],
    ['select of a table', 'op.get_bind().execute(users.select())'],
    ['a scalar', 'op.get_bind().scalar(sa.select(sa.func.count()).select_from(users))'],
    ['a function', 'op.execute(sa.func.next_number(1))'],
    ['a function of a schema', 'op.get_bind().execute(sa.func.shop.next_number("x", 1)).scalar()'],
    ['a function, imported', 'from sqlalchemy import func\n    op.execute(func.now())'],
  ])('only ask: %s', (_, line) => {
    expect(steps(line)).toEqual(['other a query']);
  });

  it.each<[string, string, string]>([
    ['CreateSchema', 'op.execute(sa.schema.CreateSchema("shop"))', 'create-object schema shop'],
    ['DropSchema', 'op.execute(DropSchema("shop", cascade=True))', 'drop-object schema shop'],
    ['CreateSequence', 'op.execute(CreateSequence(sa.Sequence("s")))', 'create-object sequence s'],
    ['DropSequence', 'op.execute(DropSequence(sequence))', 'drop-object sequence <sequence>'],
    ['DropTable', 'op.execute(sa.schema.DropTable(users))', 'drop-table users'],
    ['CreateTable', 'op.execute(CreateTable(orders))', 'create-table shop.orders'],
  ])('change tables: %s', (_, line, step) => {
    expect(steps(line)).toEqual([step]);
  });

  it('that are objects of other kinds stay unclear', () => {
    expect(steps('op.execute(CreateIndex(index))')).toEqual(['! the SQL in CreateIndex(index) is not known']);
  });
});

describe('Objects of SQLAlchemy', () => {
  it.each<[string, string, string]>([
    ['a type', 'sa.Enum("a", name="state").create(op.get_bind())', 'create-object type state'],
    [
      'a type of PostgreSQL',
      'postgresql.ENUM(name="state").drop(op.get_bind(), checkfirst=True)',
      'drop-object type state',
    ],
    ['a type without a name', 'sa.Enum("a").drop(op.get_bind())', 'drop-object type <sa.Enum("a")>'],
    ['a sequence', 'sa.Sequence("s").create(op.get_bind())', 'create-object sequence s'],
    ['a table', 'users.drop(op.get_bind())', 'drop-table users'],
    ['a table that is made', 'orders.create(op.get_bind())', 'create-table shop.orders'],
    ['the table of a model', 'User.__table__.drop(op.get_bind())', 'drop-table users'],
    ['every table', 'Base.metadata.create_all(op.get_bind())', 'create-all'],
    ['every table, gone', 'Base.metadata.drop_all(bind=op.get_bind())', 'drop-all'],
    [
      'something else',
      'thing.create(op.get_bind())',
      '! what thing.create does with op.get_bind() is not known',
    ],
  ])('are made and dropped: %s', (_, line, step) => {
    expect(steps(line)).toEqual([step]);
  });

  it('are followed through names', () => {
    expect(steps('e = sa.Enum("a", name="state")', 'e.create(op.get_bind())')).toEqual([
      'create-object type state',
    ]);
  });
});

describe('SQLAlchemy’s ORM', () => {
  it.each<[string, string, string]>([
    ['add', 'session.add(User(name="x"))', 'change-rows insert users'],
    ['add of something', 'session.add(thing)', 'change-rows insert <thing>'],
    ['add_all', 'session.add_all(things)', 'change-rows insert <things>'],
    ['merge', 'session.merge(User(name="x"))', 'change-rows update users filtered'],
    ['delete', 'session.delete(user)', 'change-rows delete <user> filtered'],
    ['mappings', 'session.bulk_insert_mappings(User, rows)', 'change-rows insert users'],
    ['query, update', 'session.query(User).update({"name": "x"})', 'change-rows update users'],
    [
      'query, filter, update',
      'session.query(User).filter(User.id == 1).update({})',
      'change-rows update users filtered',
    ],
    [
      'query, filter_by, delete',
      'session.query(User).filter_by(id=1).delete()',
      'change-rows delete users filtered',
    ],
    ['query, delete', 'Session(bind=op.get_bind()).query(User).delete()', 'change-rows delete users'],
    ['commit', 'session.commit()', '! which objects the session writes is not known'],
    ['flush', 'session.flush()', '! which objects the session writes is not known'],
  ])('changes rows: %s', (_, line, step) => {
    expect(steps(line)).toEqual([step]);
  });

  it.each(['session.query(User).all()', 'session.close()', 'x = session.query(User).filter(a == 1).count()'])(
    'only asks: %s',
    (line) => {
      expect(steps(line)).toEqual([]);
    },
  );

  it('is known by a session that was opened', () => {
    const lines = ['with Session(op.get_bind()) as s:', '    s.add(User())'];
    expect(steps(...lines)).toEqual(['change-rows insert users']);
  });

  it.each(['d.update({"a": 1})', 'names.add("x")', 'rows.delete(1)'])('is nothing else: %s', (line) => {
    expect(steps(line)).toEqual([]);
  });
});
