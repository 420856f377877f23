import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { unanalyzableSql } from './unanalyzable-sql.ts';

const REFUSED = { data: { problem: 'PostgreSQL reads it as a syntax error at or near "TABEL"' } };
const unclear = (problem: string) => ({ messageId: 'unclear', data: { problem } });

const elsewhere = (text: string) => ({
  files: { 'db/1.sql': text },
  policy: { migrations: { sql: ['db/**/*.sql'], dialect: 'sqlite' } },
});

const RUNS = (name: string, more = '') =>
  `CREATE FUNCTION ${name}(x text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE x; ${more} END $$;\n`;

describeRule(unanalyzableSql, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a literal': oneRevision({ upgrade: 'op.execute("DROP TABLE orders")' }),
    'a constant of the module': oneRevision({
      upgrade: 'op.execute(SQL)',
      module: 'SQL = "UPDATE orders SET note = NULL WHERE id = 1"',
    }),
    'values that are bound': oneRevision({
      upgrade: 'op.execute(sa.text("UPDATE orders SET note = :note WHERE id = 1").bindparams(note=note()))',
    }),
    'unclear SQL of the downgrade': oneRevision({ downgrade: 'op.execute(build())' }),
    'what another database takes, read in the spelling of PostgreSQL': elsewhere(
      'CREATE TABLE `a` (id INTEGER PRIMARY KEY AUTOINCREMENT);\nDROP INDEX `i`;\n',
    ),
    'settings of a connection to another database': elsewhere('PRAGMA foreign_keys = off;\n'),
    'functions that another database brings along': elsewhere(
      "UPDATE a SET b = hex(randomblob(4)), c = strftime('%s', 'now') WHERE id = 1;\n",
    ),
    'statements and procedures of another database, where they say so': {
      files: {
        'db/1.sql':
          'ALTER TABLE `a` ENGINE=InnoDB;\nDELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n  DROP INDEX b ON a;\nEND //\nDELIMITER ;\nCALL p();\n',
        'db/2.sql': 'ALTER TABLE a MODIFY b bigint;\n',
      },
    },
    'a text that a block puts together of what it knows, but for a name': {
      files: { 'db/1.sql': "DO $$ BEGIN EXECUTE format('ALTER TABLE %I ADD b int', a); END $$;\n" },
    },
    'a function that makes a partition of what it is given': {
      files: {
        'db/1.sql':
          "CREATE FUNCTION add_part(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('CREATE TABLE %s_1 PARTITION OF %s DEFAULT', t, t); END $$;\nSELECT add_part('a');\nSELECT add_part('b');\n",
      },
    },
    'SQL that PostgreSQL reads': { files: { 'db/1.sql': 'CREATE TABLE a (id bigint);\n' } },
  },
  breaks: {
    'a call that a loop makes again and again, told once': {
      ...oneRevision({ upgrade: 'for name in ("a", "b", "c"):\n    op.execute(change(name))' }),
      finds: [{ ...unclear('the SQL in change(name) is not known'), underlines: 'op.execute(change(name))' }],
    },
    'the same call at two places': {
      ...oneRevision({ upgrade: 'op.execute(change())\nop.execute(change())' }),
      finds: [
        { ...unclear('the SQL in change() is not known'), underlines: 'op.execute(change())' },
        { ...unclear('the SQL in change() is not known'), underlines: 'op.execute(change())' },
      ],
    },
    'a helper that is called again and again, told once': {
      ...oneRevision({
        module: 'def helper(name):\n    op.execute(change(name))\n',
        upgrade: 'helper("a")\nhelper("b")',
      }),
      finds: [{ ...unclear('the SQL in change(name) is not known'), underlines: 'op.execute(change(name))' }],
    },
    'SQL that is put together while it runs': {
      ...oneRevision({ upgrade: 'op.execute(build_statement())' }),
      finds: [
        {
          ...unclear('the SQL in build_statement() is not known'),
          underlines: 'op.execute(build_statement())',
        },
      ],
    },
    'a name that is not known, where a statement begins': {
      ...oneRevision({ upgrade: 'op.execute(f"{verb()} TABLE orders")' }),
      finds: [{ ...unclear('a part of the SQL is not known'), underlines: '{verb()} TABLE orders' }],
    },
    'a statement that PostgreSQL cannot read': {
      files: { 'db/1.sql': 'SELECT 1;\nCREATE TABEL a (id bigint);\n' },
      finds: [{ ...REFUSED, messageId: 'refused', underlines: 'CREATE TABEL a (id bigint)' }],
    },
    'a command of psql': {
      files: { 'db/1.sql': '\\i other.sql\n' },
      finds: [
        {
          messageId: 'unread',
          data: { problem: 'psql commands can run anything' },
          underlines: '\\i other.sql',
        },
      ],
    },
    'names in back quotes, where nobody knows the database': {
      ...oneRevision({ upgrade: 'op.execute("ALTER TABLE `a` ADD b int")' }),
      finds: [
        {
          messageId: 'refused',
          data: { problem: 'PostgreSQL reads it as a syntax error at or near "`"' },
          underlines: 'ALTER TABLE `a` ADD b int',
        },
      ],
    },
    'a statement of another database in a revision': {
      ...oneRevision({ upgrade: 'op.execute("ALTER TABLE `a` MODIFY b int")' }),
      policy: { migrations: { alembic: ['alembic/versions'], dialect: 'mysql' } },
      finds: [
        {
          messageId: 'elsewhere',
          data: { database: 'MySQL' },
          underlines: 'ALTER TABLE `a` MODIFY b int',
        },
      ],
    },
    'a statement of another database, of which a driver alone tells': {
      files: {
        'db/1.sql': 'ALTER TABLE `a` DROP KEY `b`;\n',
        'db/2.sql': 'ALTER TABLE a MODIFY b bigint;\n',
        'requirements.txt': 'pymysql\n',
      },
      finds: [
        { messageId: 'elsewhere', data: { database: 'MySQL' }, underlines: 'ALTER TABLE `a` DROP KEY `b`' },
        {
          messageId: 'elsewhere',
          data: { database: 'MySQL' },
          underlines: 'ALTER TABLE a MODIFY b bigint',
        },
      ],
    },
    'a function of a schema that is not known, by the words of the file, however a statement comes to run it':
      {
        ...oneRevision({
          upgrade:
            'op.execute(f"SELECT {tenant()}.wipe()")\nop.execute(f"CREATE TRIGGER t AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION {tenant()}.note()")\nop.execute("UPDATE orders SET id = 1 WHERE id = 2")',
        }),
        finds: [
          {
            messageId: 'called',
            data: { called: '{tenant()}.wipe' },
            underlines: 'SELECT {tenant()}.wipe()',
          },
          {
            messageId: 'called',
            data: { called: '{tenant()}.note' },
            underlines: 'UPDATE orders SET id = 1 WHERE id = 2',
          },
        ],
      },
    'a function of another database than the one it runs on': {
      files: { 'db/1.sql': 'SELECT randomblob(4);\n' },
      policy: { migrations: { sql: ['db/**/*.sql'], dialect: 'mysql' } },
      finds: [{ messageId: 'called', data: { called: 'randomblob' }, underlines: 'SELECT randomblob(4)' }],
    },
    'a function behind a schema, on another database': {
      files: { 'db/1.sql': 'SELECT app.hex(4);\n' },
      policy: { migrations: { sql: ['db/**/*.sql'], dialect: 'mysql' } },
      finds: [{ messageId: 'called', data: { called: 'app.hex' }, underlines: 'SELECT app.hex(4)' }],
    },
    'a function that nothing is known of': {
      files: { 'db/1.sql': 'SELECT app.wipe(1);\n' },
      finds: [{ messageId: 'called', data: { called: 'app.wipe' }, underlines: 'SELECT app.wipe(1)' }],
    },
    'a function that nothing is known of, where it is called first': {
      files: { 'db/1.sql': 'SELECT wipe(1);\nSELECT wipe(2);\n', 'db/2.sql': 'SELECT wipe(3);\n' },
      finds: [
        { messageId: 'called', data: { called: 'wipe' }, underlines: 'SELECT wipe(1)' },
        { messageId: 'called', data: { called: 'wipe' }, underlines: 'SELECT wipe(3)' },
      ],
    },
    'a function that runs what it is given, and not the one that it leaves that to': {
      files: {
        'db/1.sql': `${RUNS('inner_one')}${RUNS('outer_one', 'PERFORM inner_one(x);')}SELECT outer_one(a) FROM b;\n`,
      },
      finds: [
        { messageId: 'called', data: { called: 'outer_one' }, underlines: 'SELECT outer_one(a) FROM b' },
      ],
    },
    'a text that a block puts together': {
      files: { 'db/1.sql': 'DO $$ BEGIN EXECUTE q; END $$;\n' },
      finds: [
        { ...unclear('EXECUTE runs text that is put together while it runs'), underlines: 'EXECUTE q' },
      ],
    },
    'a table of which nobody knows the name, as it gets another': {
      files: { 'db/1.sql': "DO $$ BEGIN EXECUTE format('ALTER TABLE %I RENAME TO %I', a, b); END $$;\n" },
      finds: [
        {
          messageId: 'runs',
          data: { problem: 'it renames a table whose name only shows when it runs' },
          underlines: "EXECUTE format('ALTER TABLE %I RENAME TO %I', a, b)",
        },
      ],
    },
    'a function of a DO block, in Python': {
      ...oneRevision({ upgrade: 'op.execute("DO $$ BEGIN PERFORM wipe(); END $$")' }),
      finds: [{ messageId: 'called', data: { called: 'wipe' }, underlines: 'wipe' }],
    },
    'a statement that was read and leads to something else': {
      files: { 'db/1.sql': "SELECT setval('a', 1);\n" },
      finds: [
        {
          messageId: 'runs',
          data: { problem: 'setval gives a sequence another value' },
          underlines: "SELECT setval('a', 1)",
        },
      ],
    },
  },
  waits: {},
});
