import { expect } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { dropTable } from './drop-table.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/migrations/**/*.sql'] } };
const drops = (table: string) => ({ messageId: 'drops', data: { table } });
const read = (table: string, place: string) => ({ messageId: 'read', data: { table, place } });
const UNCLEAR = { messageId: 'unclear', data: {} };

function revision(upgrade: string, { id = 'ab12', parent = 'None', downgrade = 'pass' } = {}): string {
  return [
    'from alembic import op',
    'import sqlalchemy as sa',
    '',
    `revision = "${id}"`,
    `down_revision = ${parent}`,
    '',
    '',
    'def upgrade() -> None:',
    ...upgrade.split('\n').map((line) => `    ${line}`),
    '',
    '',
    'def downgrade() -> None:',
    ...downgrade.split('\n').map((line) => `    ${line}`),
    '',
  ].join('\n');
}

const alembic = (upgrade: string, downgrade = 'pass') => ({
  files: { 'alembic/versions/ab12_x.py': revision(upgrade, { downgrade }) },
});
const sql = (text: string) => ({ files: { 'db/migrations/001.sql': text } });

/** Of MySQL; PostgreSQL refuses it. */
const MADE = 'op.execute("CREATE TABLE `orders` (`id` int(11) NOT NULL) ENGINE=InnoDB")';
const unread = (table: string) => ({
  messageId: 'unread',
  data: { table },
  because: `what makes ${table} cannot be read`,
});

const HISTORY = {
  'alembic/versions/a1_old.py': revision('op.drop_table("old")', { id: 'a1' }),
  'alembic/versions/b2_mid.py': revision('op.drop_table("mid")', { id: 'b2', parent: '"a1"' }),
  'alembic/versions/c3_new.py': revision('op.drop_table("new")', { id: 'c3', parent: '"b2"' }),
};

describeRule(dropTable, {
  policy: POLICY,
  keeps: {
    'a link that is taken away to make room for the folder': {
      files: { 'alembic/versions/ab12_x.py': revision('pass') },
      change: [
        { path: 'alembic', status: 'deleted' },
        { path: 'alembic/versions/ab12_x.py', status: 'added' },
      ],
    },
    'a revision that adds a column': alembic('op.add_column("users", sa.Column("email", sa.String()))'),
    'a drop in downgrade, which undoes a create': alembic(
      'op.create_table("orders")',
      'op.drop_table("orders")',
    ),
    'a table that the same migration made before': alembic(
      'op.create_table("scratch", sa.Column("id", sa.Integer()))\nop.drop_table("scratch")',
    ),
    'a table of a schema that the same migration made before': alembic(
      'op.create_table("scratch", schema="audit")\nop.execute("DROP TABLE audit.scratch")',
    ),
    'a table that the same migration made under another name': alembic(
      'op.create_table("a")\nop.rename_table("a", "b")\nop.drop_table("b")',
    ),
    'tables that SQL made before': sql(
      'CREATE TABLE a (id int);\nCREATE TEMP TABLE "B c" (id int);\nDROP TABLE a, "B c";\n',
    ),
    'an empty baseline revision': alembic('pass'),
    'SQL that only talks about dropping': sql(
      "-- DROP TABLE users;\nCREATE TABLE a (note text DEFAULT 'drop table b');\n",
    ),
    'views, columns and indexes, which have rules of their own': sql(
      'DROP VIEW v;\nDROP INDEX i;\nALTER TABLE t DROP COLUMN c;\n',
    ),
    'what another database takes, and drops no table': sql(
      'CREATE TABLE `a` (b int) ENGINE=InnoDB;\nALTER TABLE `a` MODIFY b bigint;\nUPDATE `a` SET b = 1;\nPRAGMA foreign_keys=ON;\n',
    ),
    'a drop outside the folders of migrations': { files: { 'scripts/reset.sql': 'DROP TABLE users;\n' } },
    'a table the options allow': {
      ...sql('DROP TABLE sessions_tmp;\n'),
      options: { allowTables: ['sessions_tmp'] },
    },
    'a migration that the change leaves alone': { ...sql('DROP TABLE users;\n'), change: ['docs/a.md'] },
    'a migration that the change deletes': {
      files: {},
      change: [{ path: 'db/migrations/001.sql', status: 'deleted' }],
    },
    'revisions up to the one that since names': { files: HISTORY, policy: { since: 'c3' } },
    'migrations the last release already holds': {
      ...sql('DROP TABLE users;\n'),
      seen: { settled: observed({ from: 'release', commit: 'f'.repeat(40), changedPaths: [] }) },
    },
  },
  breaks: {
    'a table that a revision before made, and that is made again': {
      files: {
        'alembic/versions/a1_old.py': revision('op.create_table("old")', { id: 'a1' }),
        'alembic/versions/b2_new.py': revision(
          'op.execute("DROP TABLE IF EXISTS old")\nop.create_table("old")',
          { id: 'b2', parent: '"a1"' },
        ),
      },
      finds: [{ ...drops('old'), underlines: 'old' }],
    },
    'a table whose rows only the downgrade reads': {
      ...alembic('op.drop_table("old")', 'op.execute("INSERT INTO people SELECT id FROM old")'),
      finds: [{ ...drops('old'), underlines: 'op.drop_table("old")' }],
    },
    'a table that a query asks about before, in the catalogue alone': {
      ...alembic(`op.execute("SELECT to_regclass('old')")\nop.drop_table("old")`),
      finds: [{ ...drops('old'), underlines: 'op.drop_table("old")' }],
    },
    'a table that may be there, before one of its name is first made': {
      ...sql('DROP TABLE IF EXISTS a;\nCREATE TABLE a (b int);\nDROP TABLE IF EXISTS c;\n'),
      finds: [
        {
          messageId: 'perhaps',
          data: { table: 'a' },
          underlines: 'a',
        },
        { ...drops('c'), underlines: 'c' },
      ],
    },
    'a table whose rows are put into others before, by this revision or one before it': {
      files: {
        'alembic/versions/a1_old.py': revision('op.execute("INSERT INTO people SELECT id FROM old")', {
          id: 'a1',
        }),
        'alembic/versions/b2_new.py': revision(
          'users = sa.table("users")\nop.get_bind().execute(sa.select(users))\nop.drop_table("users")\nop.drop_table("old")\nop.drop_table("people")',
          { id: 'b2', parent: '"a1"' },
        ),
      },
      finds: [
        { ...read('users', 'Line 10'), underlines: 'op.drop_table("users")' },
        { ...read('old', 'Line 9 of a1_old.py'), underlines: 'op.drop_table("old")' },
        { ...drops('people'), underlines: 'op.drop_table("people")' },
      ],
    },
    'a table that SQL of another database makes again, of which nothing was copied': {
      ...alembic(`op.drop_table("orders")\n${MADE}`),
      finds: [{ ...drops('orders'), underlines: 'op.drop_table("orders")' }],
    },
    'a table beside one that SQL of another database makes': {
      ...alembic(`${MADE}\nop.drop_table("users")`),
      finds: [{ ...drops('users'), underlines: 'op.drop_table("users")' }],
    },
    'a table that another search path finds under the name': {
      ...sql(
        'SET search_path = tmp;\nCREATE TABLE orders (id int);\nSET search_path = public;\nDROP TABLE orders;\n',
      ),
      finds: [{ ...drops('orders'), underlines: 'orders' }],
    },
    'a table that stands behind a temporary one, by its schema': {
      ...sql('CREATE TEMP TABLE orders (id int);\nDROP TABLE public.orders;\n'),
      finds: [{ ...drops('public.orders'), underlines: 'public.orders' }],
    },
    'a table that stands behind a temporary one that ends with the transaction': {
      ...sql('CREATE TEMP TABLE orders (id int) ON COMMIT DROP;\nCOMMIT;\nDROP TABLE orders;\n'),
      finds: [{ ...drops('orders'), underlines: 'orders' }],
    },
    'a table that stands behind one that is rolled back': {
      ...sql('BEGIN;\nCREATE TEMP TABLE orders (id int);\nROLLBACK;\nDROP TABLE orders;\n'),
      finds: [{ ...drops('orders'), underlines: 'orders' }],
    },
    'a table that stands behind temporary ones that are discarded': {
      ...sql('CREATE TEMP TABLE orders (id int);\nDISCARD TEMP;\nDROP TABLE orders;\n'),
      finds: [{ ...drops('orders'), underlines: 'orders' }],
    },
    'a table that was there perhaps, and is only made otherwise': {
      ...sql('CREATE TABLE IF NOT EXISTS a (id int);\nDROP TABLE a;\n'),
      finds: [{ ...drops('a'), underlines: 'a' }],
    },
    'a table that is made under a condition and dropped in any case': {
      ...alembic('if context.flag:\n    op.create_table("a")\nop.drop_table("a")'),
      finds: [{ ...drops('a'), underlines: 'op.drop_table("a")' }],
    },
    'a table that is dropped before one of its name is made': {
      ...alembic('op.drop_table("a")\nop.create_table("a")'),
      finds: [{ ...drops('a'), underlines: 'op.drop_table("a")' }],
    },
    'a table that is dropped beside one that the migration made': {
      ...sql('CREATE TABLE a (id int);\nDROP TABLE a, orders;\n'),
      finds: [{ ...drops('orders'), underlines: 'orders' }],
    },
    'a table of another schema than the one that the migration made': {
      ...sql('CREATE TABLE audit.a (id int);\nDROP TABLE a;\n'),
      finds: [{ ...drops('a'), underlines: 'a' }],
    },
    'a table that is dropped once more, after the one that the migration made': {
      ...sql(
        'CREATE TABLE a (id int);\nALTER TABLE a RENAME TO b;\nALTER TABLE orders RENAME TO a;\nDROP TABLE a;\n',
      ),
      finds: [{ ...drops('a'), underlines: 'a' }],
    },
    'op.drop_table in upgrade': {
      ...alembic('op.drop_table("users")'),
      finds: [{ ...drops('users'), underlines: 'op.drop_table("users")' }],
    },
    'SQL inside op.execute': {
      ...alembic('op.execute("DROP TABLE IF EXISTS users CASCADE")'),
      finds: [{ ...drops('users'), underlines: 'users' }],
    },
    'SQL text over several lines': {
      ...alembic('op.execute(sa.text("""\n    DROP TABLE users\n"""))'),
      finds: [{ ...drops('users'), underlines: 'users' }],
    },
    'DROP TABLE in a SQL migration, each table of the list': {
      ...sql('CREATE TABLE a ();\nDROP TABLE IF EXISTS public.users, "Order Lines" CASCADE;\n'),
      finds: ['public.users', '"Order Lines"'].map((table) => ({
        ...drops(table),
        underlines: table,
      })),
    },
    'a drop inside a DO block': {
      ...sql('DO $$ BEGIN DROP TABLE users; END $$;\n'),
      finds: [{ ...drops('users'), underlines: 'users' }],
    },
    'a table in back quotes, as another database has it': {
      ...sql('DROP TABLE `users`;\n'),
      policy: { migrations: { ...POLICY.migrations, dialect: 'mysql' } },
      finds: [{ ...drops('users'), underlines: '`users`' }],
    },
    'a table in back quotes, where nobody knows the database': {
      ...sql('DROP TABLE IF EXISTS `users`;\n'),
      finds: [{ ...drops('users'), underlines: '`users`' }],
    },
    'only revisions after the one that since names': {
      files: HISTORY,
      policy: { since: 'b2' },
      finds: [{ ...drops('new'), underlines: 'op.drop_table("new")' }],
    },
    'only migrations that came after the last release': {
      files: { ...sql('DROP TABLE old;\n').files, 'db/migrations/002.sql': 'DROP TABLE fresh;\n' },
      seen: {
        settled: observed({
          from: 'release',
          commit: 'f'.repeat(40),
          changedPaths: ['db/migrations/002.sql'],
        }),
      },
      finds: [{ ...drops('fresh'), underlines: 'fresh' }],
    },
    'only the migration of the change': {
      files: { 'db/migrations/002.sql': 'DROP TABLE fresh;\n' },
      change: [{ path: 'db/migrations/002.sql', status: 'added' }],
      finds: [{ ...drops('fresh'), underlines: 'fresh' }],
    },
    'a link where the folder of the revisions was': {
      change: [
        { path: 'alembic/versions/ab12_x.py', status: 'deleted' },
        { path: 'alembic/versions', status: 'added' },
      ],
      seen: {
        files: { 'alembic/versions': observed({ kind: 'unreadable', problem: 'it is a symbolic link' }) },
      },
      finds: [
        {
          messageId: 'unanalyzable',
          data: { path: 'alembic/versions', problem: 'it is a symbolic link' },
          underlines: undefined,
        },
      ],
    },
    'a file too large to be analysed': {
      ...sql('-- padding\n'.repeat(220_000)),
      finds: [
        {
          messageId: 'unanalyzable',
          data: {
            path: 'db/migrations/001.sql',
            problem: 'it has 2.3 MB and more than 2 MB is not analysed',
          },
          underlines: '',
        },
      ],
    },
  },
  waits: {
    'a table that SQL of another database makes again, once its rows were copied': {
      ...alembic(`op.execute("CREATE TABLE old AS SELECT * FROM orders")\nop.drop_table("orders")\n${MADE}`),
      waits: [unread('orders')],
    },
    'a table that SQL of another database makes again, with its rows in a table that cannot be read either': {
      ...alembic(
        `op.execute("INSERT INTO kept SELECT * FROM orders ON DUPLICATE KEY UPDATE id = 1")\nop.drop_table("orders")\n${MADE}`,
      ),
      waits: [unread('orders')],
    },
    'a table that SQL of another database has made before': {
      ...alembic(`${MADE}\nop.drop_table("orders")`),
      waits: [unread('orders')],
    },
    'Python that does not parse': {
      files: { 'alembic/versions/ab12_x.py': 'def upgrade(:\n    op.drop_table("users")\n' },
      waits: [{ ...UNCLEAR, because: expect.any(String) }],
    },
    'SQL whose text is only known when it runs': {
      ...alembic('op.execute(build_statement())'),
      waits: [{ ...UNCLEAR, because: expect.any(String) }],
    },
    'a function that nothing is known of': {
      ...sql('SELECT app.wipe(1);\n'),
      waits: [{ messageId: 'called', data: { called: 'app.wipe' }, because: expect.any(String) }],
    },
    'a statement that leads to something nobody can read': {
      ...sql("LOAD 'wipe';\n"),
      waits: [
        {
          messageId: 'runs',
          data: { problem: 'what LOAD changes is not known' },
          because: 'what LOAD changes is not known',
        },
      ],
    },
    'a revision whose upgrade() comes from another file': {
      files: {
        'alembic/versions/ab12_x.py':
          'from helpers import upgrade\n\nrevision = "ab12"\ndown_revision = None\n',
      },
      waits: [{ ...UNCLEAR, because: 'it has no upgrade() of its own' }],
    },
    'a SQL statement that PostgreSQL cannot read': {
      ...sql('CREATE TABEL a ();\n'),
      waits: [
        {
          messageId: 'refused',
          data: { problem: 'PostgreSQL reads it as a syntax error at or near "TABEL"' },
          because: 'PostgreSQL reads it as a syntax error at or near "TABEL"',
        },
      ],
    },
    'a statement of another database': {
      ...sql('SET @a = 1;\n'),
      policy: { migrations: { ...POLICY.migrations, dialect: 'mysql' } },
      waits: [
        {
          messageId: 'elsewhere',
          data: { database: 'MySQL' },
          because: 'only the SQL of PostgreSQL is read, and this runs on MySQL',
        },
      ],
    },
    'a migration nobody could read': {
      files: {},
      change: ['db/migrations/001.sql'],
      waits: [
        { messageId: 'unseen', data: { path: 'db/migrations/001.sql' }, because: 'its text was not given' },
      ],
    },
    'history that does not reach back to the release': {
      files: { 'db/migrations/001.sql': 'SELECT 1;\n' },
      seen: { settled: unobserved('this is a shallow clone') },
      waits: [{ messageId: 'unsettled', data: {}, because: 'this is a shallow clone' }],
    },
    'a since that names nothing here': {
      files: { 'db/migrations/001.sql': 'SELECT 1;\n' },
      policy: { since: 'v9' },
      waits: [
        {
          messageId: 'unsettled',
          data: {},
          because: 'since names v9, which is neither an Alembic revision nor a commit here',
        },
      ],
    },
  },
});
