import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { concurrentIndexInTransaction } from './concurrent-index-in-transaction.ts';

const alembic = (fails = 'fails') => ({ messageId: 'alembic', data: { fails } });
const SQL = { messageId: 'sql', data: { fails: 'fails' } };
const BLOCK = 'with op.get_context().autocommit_block():';
const INDEX = 'op.create_index("ix", "orders", ["number"], postgresql_concurrently=True)';
const executed = (sql: string) => oneRevision({ upgrade: `op.execute("${sql}")` });
const inBlock = (sql: string) => oneRevision({ upgrade: `${BLOCK}\n    op.execute("${sql}")` });
const TOGETHER = { messageId: 'together', data: { fails: 'fails' } };
const file = (text: string, path = 'db/1.sql') => ({ files: { [path]: text } });

describeRule(concurrentIndexInTransaction, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'an index in an autocommit block': oneRevision({ upgrade: `${BLOCK}\n    ${INDEX}` }),
    'an index by a connection of its own, which is in no transaction': oneRevision({
      upgrade: [
        'bind = op.get_bind()',
        'with bind.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:',
        '    conn.exec_driver_sql("CREATE INDEX CONCURRENTLY ix ON orders (a)")',
      ].join('\n'),
    }),
    'an index behind a COMMIT': oneRevision({ upgrade: `op.execute("COMMIT")\n${INDEX}` }),
    'an index that is not CONCURRENTLY': oneRevision({
      upgrade: 'op.create_index("ix", "orders", ["number"])',
    }),
    'a flag that only shows when it runs': oneRevision({
      upgrade: 'op.create_index("ix", "orders", ["number"], postgresql_concurrently=BIG)',
    }),
    'what stands in the downgrade': oneRevision({ upgrade: 'pass', downgrade: INDEX }),
    'SQL of which nobody knows how it is run': file('CREATE INDEX CONCURRENTLY ON orders (a);\n'),
    'SQL that says it is run without a transaction': file(
      '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY ON orders (a);\n',
    ),
    'SQL behind the COMMIT of a file': file(
      'BEGIN;\nALTER TABLE orders ADD a int;\nCOMMIT;\nCREATE INDEX CONCURRENTLY ON orders (a);\n',
    ),
    'an index that is sent alone, in an autocommit block': inBlock(
      'CREATE INDEX CONCURRENTLY ON orders (a); -- slow',
    ),
    'an index with several commands around it, each sent alone': oneRevision({
      upgrade: `${BLOCK}\n    op.execute("SET lock_timeout = '4s';")\n    ${INDEX}\n    op.execute("RESET lock_timeout")`,
    }),
    'ANALYZE, which may run anywhere': executed('ANALYZE orders'),
  },
  breaks: {
    'an index beside another statement of one text, in an autocommit block': {
      ...inBlock("SET lock_timeout = '4s'; CREATE INDEX CONCURRENTLY ON orders (a)"),
      finds: [{ ...TOGETHER, underlines: 'CREATE INDEX CONCURRENTLY ON orders (a)' }],
      offers: [],
    },
    'an index of Alembic beside such a connection': {
      ...oneRevision({
        upgrade: [
          'with op.get_bind().engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:',
          `    ${INDEX}`,
        ].join('\n'),
      }),
      finds: [{ ...alembic(), underlines: INDEX }],
    },
    'an index before another statement of one text': {
      ...inBlock('CREATE INDEX CONCURRENTLY ON orders (a); SELECT 1'),
      finds: [{ ...TOGETHER, underlines: 'CREATE INDEX CONCURRENTLY ON orders (a)' }],
    },
    'an index behind a COMMIT of its own text, which ends nothing but what stands before it': {
      ...inBlock('COMMIT; CREATE INDEX CONCURRENTLY ON orders (a)'),
      finds: [{ ...TOGETHER, underlines: 'CREATE INDEX CONCURRENTLY ON orders (a)' }],
    },
    'an index behind a COMMIT of its own text, outside of any block': {
      ...executed('COMMIT; CREATE INDEX CONCURRENTLY ON orders (a)'),
      finds: [{ ...alembic(), underlines: 'CREATE INDEX CONCURRENTLY ON orders (a)' }],
      offers: [],
    },
    'an index behind a text of several': {
      ...oneRevision({
        upgrade: `${BLOCK}\n    op.execute("SELECT 1; SELECT 2")\n    op.execute("VACUUM orders")\n${INDEX}`,
      }),
      finds: [{ ...alembic(), underlines: INDEX }],
    },
    'behind a commit() of the connection, after which another transaction begins': {
      ...oneRevision({ upgrade: 'op.get_bind().commit()\nop.execute("VACUUM orders")' }),
      finds: [{ ...alembic(), underlines: 'VACUUM orders' }],
    },
    'an index of a directive': {
      ...oneRevision({ upgrade: INDEX }),
      finds: [{ ...alembic(), underlines: INDEX }],
    },
    'an index of a new table': {
      ...oneRevision({ upgrade: `op.create_table("orders", sa.Column("number", sa.Text()))\n${INDEX}` }),
      finds: [{ ...alembic(), underlines: INDEX }],
    },
    'an index that is dropped': {
      ...oneRevision({ upgrade: 'op.drop_index("ix", "orders", postgresql_concurrently=True)' }),
      finds: [{ ...alembic(), underlines: 'op.drop_index("ix", "orders", postgresql_concurrently=True)' }],
    },
    'an index behind the autocommit block': {
      ...oneRevision({ upgrade: `${BLOCK}\n    op.execute("SELECT 1")\n${INDEX}` }),
      finds: [{ ...alembic(), underlines: INDEX }],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_big():\n    ${INDEX}` }),
      finds: [{ ...alembic('may fail'), underlines: INDEX }],
    },
    'an index in SQL': {
      ...executed('CREATE INDEX CONCURRENTLY ON orders (a)'),
      finds: [{ ...alembic(), underlines: 'CREATE INDEX CONCURRENTLY ON orders (a)' }],
    },
    'an index that is built again': {
      ...executed('REINDEX TABLE CONCURRENTLY orders'),
      finds: [{ ...alembic(), underlines: 'REINDEX TABLE CONCURRENTLY orders' }],
    },
    'a partition that is detached': {
      ...executed('ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY'),
      finds: [{ ...alembic(), underlines: 'ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY' }],
    },
    VACUUM: {
      ...executed('VACUUM orders'),
      finds: [{ ...alembic(), underlines: 'VACUUM orders' }],
    },
    'ALTER SYSTEM': {
      ...executed('ALTER SYSTEM SET work_mem = 64'),
      finds: [{ ...alembic(), underlines: 'ALTER SYSTEM SET work_mem = 64' }],
    },
    'a database': {
      ...executed('CREATE DATABASE shop'),
      finds: [{ ...alembic(), underlines: 'CREATE DATABASE shop' }],
    },
    'SQL that begins a transaction': {
      ...file('BEGIN;\nCREATE INDEX CONCURRENTLY ON orders (a);\nCOMMIT;\n'),
      finds: [{ ...SQL, underlines: 'CREATE INDEX CONCURRENTLY ON orders (a)' }],
    },
    'SQL that a tool runs in one': {
      ...file('DROP INDEX CONCURRENTLY ix;\n', 'db/V1__ix.sql'),
      finds: [{ ...SQL, underlines: 'DROP INDEX CONCURRENTLY ix' }],
    },
  },
  waits: {},
});
