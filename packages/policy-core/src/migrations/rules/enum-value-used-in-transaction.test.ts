import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { enumValueUsedInTransaction } from './enum-value-used-in-transaction.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
/** By Flyway, which runs a file in one transaction. */
const flyway = (text: string) => ({ files: { 'db/V1__x.sql': `${text}\n` } });

const used = ({ uses = 'uses', value = "'paid'" } = {}) => ({
  messageId: 'used',
  data: { uses, value, type: 'state' },
});
const ADD = "ALTER TYPE state ADD VALUE 'paid'";
const ORDERS = sampleRevision({
  id: '5a9d',
  upgrade: `op.execute("CREATE TABLE orders (id int, state state DEFAULT 'open', note text)")`,
});
/** On a table that is known. */
const revision = (...lines: readonly string[]) => ({
  files: {
    'alembic/versions/5a9d_base.py': ORDERS,
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: lines.join('\n') }),
  },
});
const run = (text: string) => `op.execute("${text}")`;
const keptAfterAdding = (...lines: readonly string[]) => revision(run(ADD), ...lines);
const brokenBy = (line: string, underlines: string, said = used()) => ({
  ...revision(run(ADD), line),
  finds: [{ ...said, underlines }],
});
const brokenBySql = (text: string, said?: ReturnType<typeof used>) => brokenBy(run(text), text, said);
const version = (pg_version: number) => ({ policy: { migrations: { ...POLICY.migrations, pg_version } } });
const NEW_TYPE = `CREATE TYPE state AS ENUM ('open');\n${ADD};\nCREATE TABLE orders (state state DEFAULT 'paid');`;
const USE = "UPDATE orders SET state = 'paid'";
/** The value in one revision, and what the next one does; the names of files tell nothing of their order. */
const inTwo = (env: string | undefined, { add = run(ADD), use = run(USE), between = 'pass' } = {}) => ({
  files: {
    'alembic/versions/9_base.py': ORDERS,
    'alembic/versions/8_value.py': sampleRevision({ id: 'b2', parent: '"5a9d"', upgrade: add }),
    'alembic/versions/7_between.py': sampleRevision({ id: 'c3', parent: '"b2"', upgrade: between }),
    'alembic/versions/6_use.py': sampleRevision({ id: 'd4', parent: '"c3"', upgrade: use }),
    ...(env === undefined ? {} : { 'alembic/env.py': env }),
  },
});
const TOGETHER = 'context.configure(connection=connection)\n';
const APART = 'context.configure(connection=connection, transaction_per_migration=True)\n';

describeRule(enumValueUsedInTransaction, {
  policy: POLICY,
  keeps: {
    'a value that is only added': revision(run(ADD)),
    'a text column of that content, in a table of which not all is known': revision(
      'op.execute(fill("orders"))',
      run(ADD),
      run("UPDATE orders SET note = 'open' WHERE note = 'paid'"),
    ),
    'a use before it': revision(run("UPDATE orders SET note = 'paid'"), run(ADD)),
    'a block outside of the transaction': revision(
      `with op.get_context().autocommit_block():\n    ${run(ADD)}`,
      run("UPDATE orders SET state = 'paid'"),
    ),
    'a transaction that is committed before': revision(
      run(ADD),
      run('COMMIT'),
      run("UPDATE orders SET state = 'paid'"),
    ),
    'two transactions of a script': sql(
      `CREATE TABLE orders (state state);\nBEGIN;\n${ADD};\nCOMMIT;\nUPDATE orders SET state = 'paid';`,
    ),
    'another value': keptAfterAdding(run("UPDATE orders SET state = 'open'")),
    'a column of another type': keptAfterAdding(run("UPDATE orders SET note = 'paid'")),
    'a default of another type': keptAfterAdding(
      'op.add_column("orders", sa.Column("word", sa.Text(), server_default="paid"))',
    ),
    'the text of the value': keptAfterAdding(run("DELETE FROM orders WHERE state::text = 'paid'")),
    'the place of one more value': keptAfterAdding(run("ALTER TYPE state ADD VALUE 'sent' AFTER 'paid'")),
    'another name for the value': keptAfterAdding(run("ALTER TYPE state RENAME VALUE 'paid' TO 'settled'")),
    'a comment': keptAfterAdding(run("COMMENT ON TABLE orders IS 'paid'")),
    'a function that runs later': keptAfterAdding(
      run("CREATE FUNCTION f() RETURNS state LANGUAGE plpgsql AS $$ BEGIN RETURN 'paid'::state; END $$"),
    ),
    'a column of the enum with another default': keptAfterAdding(
      'op.add_column("orders", sa.Column("was", sa.Enum("open", "paid", name="state"), server_default="open"))',
    ),
    'what a downgrade does': {
      files: {
        'alembic/versions/5a9d_base.py': ORDERS,
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: run(ADD),
          downgrade: run("UPDATE orders SET state = 'open' WHERE state = 'paid'"),
        }),
      },
    },
    'a use in the next revision, which has a transaction of its own': inTwo(APART),
    'a use in the next revision, after a block outside of the transaction': inTwo(TOGETHER, {
      add: `with op.get_context().autocommit_block():\n    ${run(ADD)}`,
    }),
    'a use in the next revision, once another block has committed the value': inTwo(TOGETHER, {
      add: `${run(ADD)}\nwith op.get_context().autocommit_block():\n    ${run('VACUUM orders')}`,
    }),
    'a use in a later revision, once one between them has committed the value': inTwo(TOGETHER, {
      between: `with op.get_context().autocommit_block():\n    ${run('VACUUM orders')}`,
    }),
    'a use in the next revision, once it has committed the value': inTwo(TOGETHER, {
      use: `${run('COMMIT')}\n${run(USE)}`,
    }),
    'a use in the next revision, in a block of its own': inTwo(TOGETHER, {
      use: `with op.get_context().autocommit_block():\n    ${run(USE)}`,
    }),
    'another value in the next revision': inTwo(TOGETHER, { use: run("UPDATE orders SET state = 'open'") }),
    'a value that a revision before used in another way': inTwo(TOGETHER, { add: run(USE), use: run(ADD) }),
    'a type that an earlier revision of the same run makes, from PostgreSQL 17 on': {
      ...inTwo(TOGETHER, { add: run("CREATE TYPE state AS ENUM ('open')"), between: run(ADD) }),
      ...version(17),
    },
    'a use behind the text that adds the value with others, in an autocommit block': revision(
      `with op.get_context().autocommit_block():\n    ${run(`SELECT 1; ${ADD}`)}\n    ${run(USE)}`,
      run(USE),
    ),
    'two files of SQL': {
      files: {
        'db/V1__a.sql': `CREATE TABLE orders (state state);\n${ADD};\n`,
        'db/V2__b.sql': `${USE};\n`,
      },
    },
    'a type of the same transaction, from PostgreSQL 17 on': { ...flyway(NEW_TYPE), ...version(17) },
  },
  breaks: {
    'a column that nobody knows, beside a text column': {
      ...revision(
        'op.execute(fill("orders"))',
        run(ADD),
        run("UPDATE orders SET note = 'paid' WHERE x = 'paid'"),
      ),
      finds: [
        {
          messageId: 'used',
          data: { uses: 'may use', value: "'paid'", type: 'state' },
          underlines: "UPDATE orders SET note = 'paid' WHERE x = 'paid'",
        },
      ],
    },
    'an update': brokenBySql("UPDATE orders SET state = 'paid'"),
    'a condition': brokenBySql("DELETE FROM orders WHERE state IN ('open', 'paid')"),
    'an insert that names the column': brokenBySql("INSERT INTO orders (id, state) VALUES (1, 'paid')"),
    'an insert that names none': brokenBySql("INSERT INTO orders VALUES (1, 'paid')"),
    'a query': brokenBySql("SELECT id FROM orders WHERE state = 'paid'"),
    'a default': brokenBySql("ALTER TABLE orders ALTER state SET DEFAULT 'paid'"),
    'a default of a new column': brokenBySql("ALTER TABLE orders ADD was state DEFAULT 'paid'"),
    'a default of a new table': brokenBySql("CREATE TABLE notes (state state DEFAULT 'paid')"),
    'a cast to a type with its schema': brokenBySql("SELECT 'paid'::public.state"),
    'a default of another type, cast': brokenBySql("UPDATE orders SET note = 'paid'::state::text"),
    'a check': brokenBySql("ALTER TABLE orders ADD CHECK (state <> 'paid') NOT VALID"),
    'an index of some rows': brokenBySql("CREATE INDEX ON orders (id) WHERE state = 'paid'"),
    'a view': brokenBySql("CREATE VIEW paid AS SELECT id FROM orders WHERE state = 'paid'"),
    'a directive': brokenBy(
      'op.alter_column("orders", "state", server_default="paid")',
      'op.alter_column("orders", "state", server_default="paid")',
    ),
    'a directive that says the type': {
      ...oneRevision({
        upgrade: `${run(ADD)}\nop.alter_column("orders", "state", existing_type=sa.Enum(name="state"), server_default="paid")`,
      }),
      finds: [
        {
          messageId: 'used',
          data: { uses: 'uses', value: "'paid'", type: 'state' },
          underlines:
            'op.alter_column("orders", "state", existing_type=sa.Enum(name="state"), server_default="paid")',
        },
      ],
    },
    'a column in a directive': brokenBy(
      'op.add_column("orders", sa.Column("was", sa.Enum("open", "paid", name="state"), server_default="paid"))',
      'op.add_column("orders", sa.Column("was", sa.Enum("open", "paid", name="state"), server_default="paid"))',
    ),
    'rows in a directive': brokenBy(
      'op.bulk_insert(sa.table("orders", sa.column("state")), [{"state": "paid"}])',
      'op.bulk_insert(sa.table("orders", sa.column("state")), [{"state": "paid"}])',
    ),
    'a table that nobody knows': brokenBySql("UPDATE notes SET state = 'paid'", used({ uses: 'may use' })),
    'a value that may be there already': {
      ...revision(
        run("ALTER TYPE state ADD VALUE IF NOT EXISTS 'paid'"),
        run("UPDATE orders SET state = 'paid'"),
      ),
      finds: [
        {
          messageId: 'used',
          data: { uses: 'may use', value: "'paid'", type: 'state' },
          underlines: "UPDATE orders SET state = 'paid'",
        },
      ],
    },
    'a use under a condition': {
      ...revision(run(ADD), `if filled():\n    ${run("UPDATE orders SET state = 'paid'")}`),
      finds: [
        {
          messageId: 'used',
          data: { uses: 'may use', value: "'paid'", type: 'state' },
          underlines: "UPDATE orders SET state = 'paid'",
        },
      ],
    },
    'a script of which nothing tells how it runs': {
      ...sql(`CREATE TABLE orders (state state);\n${ADD};\nUPDATE orders SET state = 'paid';`),
      finds: [
        {
          messageId: 'used',
          data: { uses: 'may use', value: "'paid'", type: 'state' },
          underlines: "UPDATE orders SET state = 'paid'",
        },
      ],
    },
    'a type with a schema, and a value with a quote': {
      ...flyway(
        "CREATE TABLE orders (state state);\nALTER TYPE public.state ADD VALUE 'it''s paid';\nUPDATE orders SET state = 'it''s paid';",
      ),
      finds: [
        {
          messageId: 'used',
          data: { uses: 'uses', value: "'it's paid'", type: 'state' },
          underlines: "UPDATE orders SET state = 'it''s paid'",
        },
      ],
    },
    'a use in the same text, though an autocommit block is around it': {
      ...revision(`with op.get_context().autocommit_block():\n    ${run(`${ADD}; ${USE}`)}`),
      finds: [{ messageId: 'used', data: { uses: 'uses', value: "'paid'", type: 'state' }, underlines: USE }],
    },
    'told once for each value': {
      ...revision(
        run(ADD),
        run("ALTER TYPE state ADD VALUE 'sent'"),
        run("UPDATE orders SET state = 'paid'"),
        run("UPDATE orders SET state = 'sent'"),
        run("UPDATE orders SET state = 'paid' WHERE id = 1"),
      ),
      finds: [
        {
          messageId: 'used',
          data: { uses: 'uses', value: "'paid'", type: 'state' },
          underlines: "UPDATE orders SET state = 'paid'",
        },
        {
          messageId: 'used',
          data: { uses: 'uses', value: "'sent'", type: 'state' },
          underlines: "UPDATE orders SET state = 'sent'",
        },
      ],
    },
    'a use in a later revision of the same run': {
      ...inTwo(TOGETHER),
      finds: [
        {
          messageId: 'later',
          data: { uses: 'uses', revision: 'b2', value: "'paid'", type: 'state' },
          underlines: USE,
        },
      ],
    },
    'a type that an earlier revision has committed, in PostgreSQL 17': {
      ...inTwo(TOGETHER, {
        add: `${run("CREATE TYPE state AS ENUM ('open')")}\nop.execute("COMMIT")`,
        between: run(ADD),
      }),
      ...version(17),
      finds: [
        {
          messageId: 'later',
          data: { uses: 'uses', revision: 'c3', value: "'paid'", type: 'state' },
          underlines: USE,
        },
      ],
    },
    'a use in a later revision that may be one': {
      ...inTwo(TOGETHER, { use: run("UPDATE notes SET state = 'paid'") }),
      finds: [
        {
          messageId: 'later',
          data: { uses: 'may use', revision: 'b2', value: "'paid'", type: 'state' },
          underlines: "UPDATE notes SET state = 'paid'",
        },
      ],
    },
    'a use in a later revision, before it commits': {
      ...inTwo(TOGETHER, { use: `${run(USE)}\n${run('COMMIT')}\n${run(USE)}` }),
      finds: [
        {
          messageId: 'later',
          data: { uses: 'uses', revision: 'b2', value: "'paid'", type: 'state' },
          underlines: USE,
        },
      ],
    },
    'a use in its own revision is told, and not those in later ones': {
      ...inTwo(TOGETHER, { add: `${run(ADD)}\n${run("DELETE FROM orders WHERE state = 'paid'")}` }),
      finds: [
        {
          messageId: 'used',
          data: { uses: 'uses', value: "'paid'", type: 'state' },
          underlines: "DELETE FROM orders WHERE state = 'paid'",
        },
      ],
    },
    'a type of the same transaction, before PostgreSQL 17': {
      ...flyway(NEW_TYPE),
      ...version(16),
      finds: [
        {
          messageId: 'used',
          data: { uses: 'uses', value: "'paid'", type: 'state' },
          underlines: "CREATE TABLE orders (state state DEFAULT 'paid')",
        },
      ],
    },
    'a type that was there, in PostgreSQL 17': {
      ...brokenBySql("UPDATE orders SET state = 'paid'"),
      ...version(17),
    },
  },
  waits: {
    'whether a later revision has a transaction of its own, where env.py was not seen': {
      ...inTwo(undefined),
      waits: [
        {
          messageId: 'later',
          data: { uses: 'uses', revision: 'b2', value: "'paid'", type: 'state' },
          because: 'env.py does not show whether each migration has its transaction',
        },
      ],
    },
    'whether a later revision has one, where arguments come from elsewhere': {
      ...inTwo('context.configure(connection=connection, **options)\n'),
      waits: [
        {
          messageId: 'later',
          data: { uses: 'uses', revision: 'b2', value: "'paid'", type: 'state' },
          because: 'env.py does not show whether each migration has its transaction',
        },
      ],
    },
  },
});
