import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionIn } from '../../testing/steps-of.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const MODULE = `
users = sa.table("users", sa.column("id"), sa.column("name"))
meta_users = sa.Table("users", sa.MetaData(), sa.Column("id", sa.Integer()), schema="auth")
Base = declarative_base()

class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
`;

/** Steps of an upgrade with these lines, in a file with models and tables of its own. */
function within(...lines: readonly string[]): readonly string[] {
  const body = lines.map((line) => `    ${line}\n`).join('');
  return toldRevision(parsers, `${MODULE}\ndef upgrade():\n${body}`).up;
}

describe('rows changed by statements of SQLAlchemy', () => {
  it.each<[string, string, string]>([
    ['an insert', 'op.execute(users.insert().values(name="x"))', 'change-rows insert users'],
    ['an update of all', 'op.execute(users.update().values(name="x"))', 'change-rows update users'],
    [
      'an update of some',
      'op.execute(users.update().where(users.c.id == 1).values(name="x"))',
      'change-rows update users filtered',
    ],
    [
      'an update of some, as before 2.0',
      'op.execute(users.update(users.c.id == 1).values(name="x"))',
      'change-rows update users filtered',
    ],
    ['a delete of all', 'op.execute(users.delete())', 'change-rows delete users'],
    [
      'a delete of some',
      'op.execute(users.delete().where(users.c.id == 1))',
      'change-rows delete users filtered',
    ],
    ['a delete where nothing is asked', 'op.execute(users.delete().where())', 'change-rows delete users'],
    [
      'a delete where it is always true',
      'op.execute(users.delete().where(sa.true()))',
      'change-rows delete users',
    ],
    ['sa.insert', 'op.execute(sa.insert(users).values(name="x"))', 'change-rows insert users'],
    ['sa.update', 'op.execute(sa.update(users).values(name="x"))', 'change-rows update users'],
    [
      'sa.delete of some',
      'op.execute(sa.delete(users).where(users.c.id == 1))',
      'change-rows delete users filtered',
    ],
    ['a table in a schema', 'op.execute(meta_users.delete())', 'change-rows delete auth.users'],
    ['a table made in place', 'op.execute(sa.table("users").delete())', 'change-rows delete users'],
    ['a model', 'op.execute(sa.delete(User))', 'change-rows delete users'],
    ['the table of a model', 'op.execute(User.__table__.delete())', 'change-rows delete users'],
    ['a model from elsewhere', 'op.execute(sa.delete(Other))', 'change-rows delete <Other>'],
    [
      'from a select',
      'op.execute(users.insert().from_select(["name"], sa.select(users.c.name)))',
      'change-rows insert users',
    ],
    [
      'what gives back',
      'op.execute(users.update().values(name="x").returning(users.c.id))',
      'change-rows update users',
    ],
    [
      'what does nothing on conflict',
      'op.execute(postgresql.insert(users).on_conflict_do_nothing())',
      'change-rows insert users',
    ],
    ['a select', 'op.execute(sa.select(users))', 'other a query'],
    ['a select of a table', 'op.get_bind().execute(users.select())', 'other a query'],
    ['a connection', 'op.get_bind().execute(users.delete())', 'change-rows delete users'],
    ['a variable', 'statement = users.delete()', ''],
  ])('%s', (_, line, expected) => {
    expect(within(line)).toEqual(expected === '' ? [] : [expected]);
  });

  it('may be built step by step', () => {
    expect(within('statement = users.delete()', 'op.execute(statement)')).toEqual([
      'change-rows delete users',
    ]);
  });

  it('may be run once for each row', () => {
    const lines = [
      'for row in op.get_bind().execute(sa.select(users)):',
      '    op.execute(users.update().where(users.c.id == row.id))',
    ];
    expect(within(...lines)).toEqual(['other a query', '? change-rows update users filtered']);
  });
});

describe('rows that are put in', () => {
  it.each<[string, string, string]>([
    ['a table of this file', 'op.bulk_insert(users, [{"id": 1}])', 'change-rows insert users'],
    ['a table in a schema', 'op.bulk_insert(meta_users, [])', 'change-rows insert auth.users'],
    ['a table made in place', 'op.bulk_insert(sa.table("users"), rows)', 'change-rows insert users'],
    ['a table from elsewhere', 'op.bulk_insert(other, rows)', 'change-rows insert <other>'],
  ])('by op.bulk_insert: %s', (_, line, expected) => {
    expect(within(line)).toEqual([expected]);
  });

  it('into the table that was just made', () => {
    const lines = [
      'kinds = op.create_table("kinds", sa.Column("name", sa.Text()))',
      'op.bulk_insert(kinds, [{"name": "x"}])',
    ];
    expect(within(...lines)).toEqual(['create-table kinds', 'change-rows insert kinds']);
  });
});

describe('rows changed by a session of the ORM', () => {
  const SESSION = 'session = sa.orm.Session(bind=op.get_bind())';

  it.each<[string, string, readonly string[]]>([
    ['an object', 'session.add(User(id=1))', ['change-rows insert users']],
    ['objects', 'session.add_all([User(id=1)])', ['change-rows insert <[User(id=1)]>']],
    ['an object that was looked up', 'session.delete(user)', ['change-rows delete <user> filtered']],
    ['a merge', 'session.merge(User(id=1))', ['change-rows update users filtered']],
    ['mappings', 'session.bulk_insert_mappings(User, rows)', ['change-rows insert users']],
    [
      'mappings of an update',
      'session.bulk_update_mappings(User, rows)',
      ['change-rows update users filtered'],
    ],
    ['a query that deletes', 'session.query(User).delete()', ['change-rows delete users']],
    [
      'a query that deletes some',
      'session.query(User).filter(User.id == 1).delete()',
      ['change-rows delete users filtered'],
    ],
    [
      'a query that updates some',
      'session.query(User).filter_by(id=1).update({"name": "x"})',
      ['change-rows update users filtered'],
    ],
    ['a query that updates all', 'session.query(User).update({"name": "x"})', ['change-rows update users']],
    ['a query', 'session.query(User).all()', []],
    ['SQL', 'session.execute("DELETE FROM users")', ['change-rows delete users']],
    ['a statement', 'session.execute(sa.delete(User))', ['change-rows delete users']],
    [
      'what was changed in memory',
      'session.get(User, 1).name = "x"; session.commit()',
      ['! which objects the session writes is not known'],
    ],
    [
      'what is flushed',
      'session.get(User, 1).name = "x"; session.flush()',
      ['! which objects the session writes is not known'],
    ],
    ['going back', 'session.rollback()', ['other rollback']],
    ['closing', 'session.close()', []],
  ])('%s', (_, line, expected) => {
    expect(within(SESSION, line)).toEqual(expected);
  });

  it.each([
    'session = Session(op.get_bind())',
    'session = sessionmaker(bind=op.get_bind())()',
    'session = scoped_session(sessionmaker(bind=op.get_bind()))',
    'session = sa.orm.sessionmaker()(bind=op.get_bind())',
    'session = db.session',
    'session = SessionLocal()',
    'session: Session = Session(bind=op.get_bind())',
  ])('is known however it is made: %s', (line) => {
    expect(within(line, 'session.query(User).delete()')).toEqual(['change-rows delete users']);
  });

  it('is known in a with', () => {
    expect(within('with Session(op.get_bind()) as s:', '    s.add(User(id=1))')).toEqual([
      'change-rows insert users',
    ]);
  });
});

describe('objects that make and drop themselves', () => {
  it.each<[string, string, readonly string[]]>([
    ['an enum', 'sa.Enum("a", "b", name="state").create(op.get_bind())', ['create-object type state']],
    [
      'an enum of PostgreSQL',
      'postgresql.ENUM("a", name="state").drop(op.get_bind())',
      ['drop-object type state'],
    ],
    [
      'an enum that may be there',
      'postgresql.ENUM(name="state").drop(op.get_bind(), checkfirst=True)',
      ['drop-object type state'],
    ],
    [
      'an enum of a schema',
      'sa.Enum("a", name="state", schema="shop").create(op.get_bind())',
      ['create-object type shop.state'],
    ],
    [
      'an enum of a schema that goes',
      'sa.Enum(name="state", schema="shop").drop(op.get_bind())',
      ['drop-object type shop.state'],
    ],
    ['an enum of no schema', 'sa.Enum(name="a", schema=None).drop(op.get_bind())', ['drop-object type a']],
    [
      'a sequence of a schema',
      'sa.Sequence("numbers", schema="shop").create(op.get_bind())',
      ['create-object sequence shop.numbers'],
    ],
    [
      'an enum of a schema that only shows when it runs',
      'sa.Enum(name="a", schema=where()).drop(op.get_bind())',
      ['drop-object type <sa.Enum(name="a", schema=where())>'],
    ],
    ['an enum without a name', 'sa.Enum("a").create(op.get_bind())', ['create-object type <sa.Enum("a")>']],
    ['a sequence', 'sa.Sequence("numbers").create(op.get_bind())', ['create-object sequence numbers']],
    [
      'a domain',
      'postgresql.DOMAIN("email", sa.Text()).create(op.get_bind())',
      ['create-object domain email'],
    ],
    ['a table', 'meta_users.create(op.get_bind())', ['create-table auth.users']],
    ['a table of the file that goes', 'meta_users.drop(op.get_bind())', ['drop-table auth.users']],
    ['the table of a model', 'User.__table__.drop(op.get_bind())', ['drop-table users']],
    ['a table of the metadata', 'meta.tables["auth.users"].drop(op.get_bind())', ['drop-table auth.users']],
    ['DropTable', 'op.execute(sa.schema.DropTable(meta_users))', ['drop-table auth.users']],
    ['CreateTable', 'op.execute(sa.schema.CreateTable(meta_users))', ['create-table auth.users']],
    [
      'CreateSequence',
      'op.execute(sa.schema.CreateSequence(sa.Sequence("n")))',
      ['create-object sequence n'],
    ],
    ['DropSequence', 'op.execute(sa.schema.DropSequence(sa.Sequence("n")))', ['drop-object sequence n']],
    ['CreateSchema', 'op.execute(sa.schema.CreateSchema("shop"))', ['create-object schema shop']],
    ['DropSchema', 'op.execute(sa.schema.DropSchema("shop", cascade=True))', ['drop-object schema shop']],
    ['all tables', 'Base.metadata.create_all(op.get_bind())', ['create-all']],
    ['no tables any more', 'Base.metadata.drop_all(bind=op.get_bind())', ['drop-all']],
    ['a file', 'open("x").create()', []],
    [
      'a table that is only looked at',
      'meta_users.exists(op.get_bind())',
      ['! what meta_users.exists does with op.get_bind() is not known'],
    ],
  ])('%s', (_, line, expected) => {
    expect(within(line)).toEqual(expected);
  });

  it.each([
    ['sa.schema.DropSchema("shop", cascade=True)', { cascade: true, ifExists: false }],
    ['sa.schema.DropSchema("shop", if_exists=True)', { cascade: false, ifExists: true }],
    ['sa.schema.DropSchema("shop", cascade=False)', { cascade: false, ifExists: false }],
  ])('take others with them where they say so: %s', (element, expected) => {
    const text = `from alembic import op\nimport sqlalchemy as sa\n\ndef upgrade():\n    op.execute(${element})\n`;
    expect(revisionIn(parsers, text).upgrade.steps).toMatchObject([{ operation: expected }]);
  });

  it('are one type in both directions, as people write it', () => {
    const source = `
      state = postgresql.ENUM("new", "paid", name="order_state", create_type=False)

      def upgrade():
          state.create(op.get_bind(), checkfirst=True)
          op.add_column("orders", sa.Column("state", state))

      def downgrade():
          op.drop_column("orders", "state")
          state.drop(op.get_bind(), checkfirst=True)
    `;
    expect(toldRevision(parsers, source)).toMatchObject({
      up: ['create-object type order_state', 'add-column orders state'],
      down: ['drop-column orders state', 'drop-object type order_state'],
    });
  });
});
