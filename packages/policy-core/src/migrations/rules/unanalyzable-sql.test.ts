import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { unanalyzableSql } from './unanalyzable-sql.ts';

const unclear = (problem: string) => ({ messageId: 'unclear', data: { problem } });

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
      finds: [
        {
          messageId: 'unread',
          data: { problem: 'PostgreSQL reads it as a syntax error at or near "TABEL"' },
          underlines: 'CREATE TABEL a (id bigint)',
        },
      ],
    },
    'a statement of another database': {
      files: {
        'db/1.sql': 'ALTER TABLE `a` ENGINE=InnoDB;\n',
        'db/2.sql': 'CREATE TABLE a (b int) ENGINE=InnoDB;\n',
        'requirements.txt': 'pymysql\n',
      },
      finds: [
        { messageId: 'elsewhere', data: { database: 'MySQL' }, underlines: 'ALTER TABLE `a` ENGINE=InnoDB' },
        {
          messageId: 'elsewhere',
          data: { database: 'MySQL' },
          underlines: 'CREATE TABLE a (b int) ENGINE=InnoDB',
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
    'a function that nothing is known of': {
      files: { 'db/1.sql': 'SELECT app.wipe(1);\n' },
      finds: [{ messageId: 'called', data: { called: 'app.wipe' }, underlines: 'SELECT app.wipe(1)' }],
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
