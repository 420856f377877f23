import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { readRevision, revisionText } from '../../testing/read-revision.ts';

const parsers = await testParsers();

const upgrade = (...lines: string[]) => readRevision(parsers, revisionText({ upgrade: lines }));

describe('The name of the dropped table', () => {
  it.each<[string, string, string]>([
    ['a literal', '"orders"', 'orders'],
    ['single quotes', "'orders'", 'orders'],
    ['other letters', '"größe_訂單_😀"', 'größe_訂單_😀'],
    ['a schema', '"orders", schema="billing"', 'billing.orders'],
    ['no schema', '"orders", schema=None', 'orders'],
    ['a schema that is not known', '"orders", schema=schema_of(x)', 'schema_of(x).orders'],
    ['key words', 'table_name="orders", schema="billing"', 'billing.orders'],
    ['key words in another order', 'schema="billing", table_name="orders"', 'billing.orders'],
    ['other arguments', '"orders", if_exists=True, info={"a": 1}', 'orders'],
    ['literals in a row', '"ord" "ers"', 'orders'],
    ['a sum', '"ord" + "ers"', 'orders'],
    ['an f-string', 'f"tmp_{name}"', 'f"tmp_{name}"'],
    ['an f-string without holes', 'f"orders"', 'orders'],
    ['a call', 'name_of("x")', 'name_of("x")'],
    ['a member', 'Order.__tablename__', 'Order.__tablename__'],
    ['an unknown name', 'name', 'name'],
    ['a spread list', '*names', '*names'],
    ['spread key words', '**options', '**options'],
    ['spread key words behind a name', '"orders", **options', '"orders", **options'],
    ['nothing', '', ''],
    ['a condition', '"a" if x else "b"', '"a" if x else "b"'],
  ])('is read, or shown as it is written: %s', (_, written, table) => {
    const call = `op.drop_table(${written})`;
    expect(upgrade(call)).toEqual({ dropped: [table], underlined: [call], undecided: [], problems: [] });
  });

  it.each<[string, string[], string]>([
    ['a local name', ['name = "orders"', 'op.drop_table(name)'], 'orders'],
    ['a name with a type', ['name: str = "orders"', 'op.drop_table(name)'], 'orders'],
    ['a name for a name', ['a = "orders"', 'b = a', 'op.drop_table(b)'], 'orders'],
    ['a schema with a name', ['s = "billing"', 'op.drop_table("orders", schema=s)'], 'billing.orders'],
    ['a name with two values', ['n = "a"', 'n = "b"', 'op.drop_table(n)'], 'b'],
    ['a name of a loop that is not known', ['for n in names:', '    op.drop_table(n)'], 'n'],
    ['a name that is formatted', ['n = "tmp_{}".format("a")', 'op.drop_table(n)'], 'tmp_a'],
  ])('is followed to where it is bound: %s', (_, lines, table) => {
    expect(upgrade(...lines).dropped).toEqual([table]);
  });

  it('is each of those that a loop goes through', () => {
    expect(upgrade('for n in ("a", "b"):', '    op.drop_table(n)').dropped).toEqual(['a', 'b']);
  });

  it('is found for each call of several', () => {
    expect(upgrade('op.drop_table("a"); op.drop_table("b")', 'op.drop_table("a")').dropped).toEqual([
      'a',
      'b',
      'a',
    ]);
  });

  it('is underlined with its call over several lines', () => {
    const { underlined } = upgrade('op.drop_table(', '    "orders",  # gone', '    schema="billing",', ')');
    expect(underlined).toEqual([
      'op.drop_table(\n        "orders",  # gone\n        schema="billing",\n    )',
    ]);
  });
});

describe('The objects behind the operation', () => {
  it.each<[string, string, string]>([
    ['DropTable', 'op.execute(DropTable(users))', 'users'],
    ['DropTable of a path', 'op.execute(sa.schema.DropTable(users, if_exists=True))', 'users'],
    ['DropTable of a model', 'op.execute(DropTable(User.__table__))', 'User.__table__'],
    ['DropTable by key word', 'op.execute(DropTable(element=users))', 'users'],
    ['DropTable on a connection', 'bind.execute(DropTable(users))', 'users'],
    ['DropTableOp', 'op.invoke(DropTableOp("users"))', 'users'],
    ['DropTableOp with a schema', 'op.invoke(ops.DropTableOp("users", schema="auth"))', 'auth.users'],
    ['a table in place', 'sa.Table("users", sa.MetaData()).drop(bind)', 'users'],
    ['a table with a schema', 'Table("users", meta, schema="auth").drop(bind)', 'auth.users'],
    ['the table of a model', 'User.__table__.drop(bind, checkfirst=True)', 'User.__table__'],
    ['a table of the metadata', 'meta.tables["users"].drop(bind)', 'users'],
    ['a table of a base', 'Base.metadata.tables["a.b"].drop(bind)', 'a.b'],
  ])('drop as well: %s', (_, line, table) => {
    expect(upgrade(line)).toMatchObject({ dropped: [table], undecided: [] });
  });

  it('drop where a table has a name', () => {
    expect(upgrade('users = sa.Table("users", meta)', 'users.drop(bind)').dropped).toEqual(['users']);
    expect(upgrade('users = meta.tables["users"]', 'users.drop(bind)').dropped).toEqual(['users']);
    expect(upgrade('t = User.__table__', 't.drop(bind)').dropped).toEqual(['User.__table__']);
  });

  it.each<[string, string]>([
    ['a type', 'sa.Enum("a", name="state").drop(bind)'],
    ['a sequence', 'Sequence("seq").drop(bind)'],
    ['a column of a frame', 'frame.drop(columns=["a"])'],
    ['a column', 'op.drop_column("users", "note")'],
    ['a constraint', 'op.drop_constraint("fk", "users", type_="foreignkey")'],
    ['an index by its operation', 'op.drop_index("ix", table_name="users")'],
    ['a comment on a table', 'op.drop_table_comment("users")'],
    ['a new table', 'op.create_table("users", sa.Column("id", sa.Integer))'],
    ['a new name', 'op.rename_table("a", "b")'],
    ['a batch', 'with op.batch_alter_table("users") as batch:\n        batch.drop_column("note")'],
  ])('are not confused with %s', (_, line) => {
    expect(upgrade(line)).toMatchObject({ dropped: [], undecided: [] });
  });

  it.each<[string, string]>([
    ['what another file makes', 'state.drop(bind, checkfirst=False)'],
    ['an index', 'sa.Index("ix", users.c.id).drop(bind)'],
    ['an item of something else', 'states["a"].drop(bind)'],
  ])('may be tables where the file does not say what they are: %s', (_, line) => {
    const problem = `what ${line.replace(/\.drop\(.*/, '.drop')} does with bind is not known`;
    expect(upgrade(line)).toMatchObject({ dropped: [], undecided: [line], problems: [problem] });
  });
});

describe('What leaves an upgrade undecided', () => {
  it.each<[string, string, string, string]>([
    [
      'all tables',
      'Base.metadata.drop_all(bind)',
      'Base.metadata.drop_all(bind)',
      'drop_all drops whatever tables the metadata knows',
    ],
    ['exec', 'exec(code)', 'exec(code)', 'exec runs code that is not known'],
    ['eval', 'x = eval("a")', 'eval("a")', 'eval runs code that is not known'],
    ['getattr', 'getattr(op, name)("a")', 'getattr(op, name)', 'which operation getattr picks is not known'],
    [
      'getattr of the path',
      'getattr(alembic.op, name)',
      'getattr(alembic.op, name)',
      'getattr(alembic.op, name) is handed on, and what it is called with is not known',
    ],
    ['spread arguments', 'op.execute(*args)', 'op.execute(*args)', 'what it runs is not known'],
    ['spread names', 'op.execute(**args)', 'op.execute(**args)', 'what it runs is not known'],
    ['a name', 'op.execute(SQL)', 'op.execute(SQL)', 'the SQL in SQL is not known'],
    ['a call', 'bind.execute(sql_of(1))', 'bind.execute(sql_of(1))', 'the SQL in sql_of(1) is not known'],
    ['an item', 'op.execute(Q["a"])', 'op.execute(Q["a"])', 'the SQL in Q["a"] is not known'],
    [
      'a file',
      'op.execute(open("a.sql").read())',
      'op.execute(open("a.sql").read())',
      'the SQL in open("a.sql").read() is not known',
    ],
  ])('is said with a reason: %s', (...[, line, place, problem]) => {
    expect(upgrade(line)).toMatchObject({ dropped: [], undecided: [place], problems: [problem] });
  });

  it('is told shortly when its source is long', () => {
    const name = 'statement_'.repeat(12);
    expect(upgrade(`op.execute(${name})`).problems).toEqual([`the SQL in ${name.slice(0, 60)} is not known`]);
  });

  it.each<[string, string]>([
    ['a method called exec', 'session.exec(query)'],
    ['a method called eval', 'frame.eval("a")'],
    ['a bare execute, which is not of Alembic', 'execute(thing)'],
    ['nothing to execute', 'op.execute()'],
    ['None', 'op.execute(None)'],
    ['a select', 'bind.execute(sa.select(users))'],
    ['a select that goes on', 'bind.execute(sa.select(a).where(b).order_by(c)).fetchall()'],
    ['an insert', 'op.execute(users.insert().values(a=1))'],
    ['an update', 'op.execute(sa.update(users).where(a == 1).values(b=2))'],
    ['a delete', 'op.execute(users.delete())'],
    ['a new schema', 'op.execute(sa.schema.CreateSchema("a"))'],
    ['a new sequence', 'op.execute(CreateSequence(Sequence("a")))'],
    ['rows', 'op.bulk_insert(users, [{"a": 1}])'],
  ])('is not %s', (_, line) => {
    expect(upgrade(line)).toMatchObject({ dropped: [], undecided: [] });
  });
});

describe('Any expression in place of the SQL', () => {
  const unknown = fc.constantFrom(
    'SQL',
    'make()',
    'self.sql',
    'Q[0]',
    'q.upper()',
    'Path("a").read_text()',
    'b"x"',
  );
  const wrappers = fc.array(
    fc.constantFrom<(inner: string) => string>(
      (inner) => `(${inner})`,
      (inner) => `sa.text(${inner})`,
      (inner) => `textwrap.dedent(${inner})`,
      (inner) => `${inner}.strip()`,
      (inner) => `(${inner} if online else ${inner})`,
    ),
    { maxLength: 4 },
  );
  const runners = fc.constantFrom(
    'op.execute',
    'op.get_bind().execute',
    'conn.exec_driver_sql',
    'cursor.executemany',
  );

  it('never becomes "no finding" when it is not known', () => {
    fc.assert(
      fc.property(unknown, wrappers, runners, (source, wrap, run) => {
        const { dropped, undecided } = upgrade(
          `${run}(${wrap.reduce<string>((inner, by) => by(inner), source)})`,
        );
        expect([dropped, undecided.length > 0]).toEqual([[], true]);
      }),
    );
  });

  it('drops the table whatever is written around it', () => {
    fc.assert(
      fc.property(wrappers, runners, (wrap, run) => {
        const sql = wrap.reduce<string>((inner, by) => by(inner), '"DROP TABLE orders"');
        expect(new Set(upgrade(`${run}(${sql})`).dropped)).toEqual(new Set(['orders']));
      }),
    );
  });
});
