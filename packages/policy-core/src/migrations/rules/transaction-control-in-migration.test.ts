import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision } from '../../testing/sample-revision.ts';
import { transactionControlInMigration } from './transaction-control-in-migration.ts';

const ends = (command: string) => ({ messageId: 'ends', data: { command } });
const begins = { messageId: 'begins', data: { command: 'BEGIN' } };
const endsInSql = (command: string) => ({ messageId: 'endsInSql', data: { command } });
const beginsInSql = { messageId: 'beginsInSql', data: { command: 'BEGIN' } };

const sql = (text: string, path = 'db/1.sql') => ({ files: { [path]: text } });

describeRule(transactionControlInMigration, {
  policy: { migrations: { ...ALEMBIC_POLICY.migrations, sql: ['db/**/*.sql'] } },
  keeps: {
    'a block without a transaction': oneRevision({
      upgrade:
        'with op.get_context().autocommit_block():\n    op.execute("CREATE INDEX CONCURRENTLY ix ON orders (a)")',
    }),
    'a transaction within such a block': oneRevision({
      upgrade: 'with op.get_context().autocommit_block():\n    op.execute("BEGIN")\n    op.execute("COMMIT")',
    }),
    'the end of a transaction on another connection': oneRevision({
      upgrade: 'with engine.connect() as own:\n    own.execute("SELECT 1")\n    own.commit()',
    }),
    'the end of a transaction that a session holds': oneRevision({
      upgrade: 'session = Session(bind=op.get_bind())\nsession.commit()',
    }),
    'a savepoint': oneRevision({
      upgrade:
        'op.execute("SAVEPOINT a")\nop.execute("ROLLBACK TO SAVEPOINT a")\nop.execute("RELEASE SAVEPOINT a")',
    }),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: 'op.execute("COMMIT")' }),
    'a file that psql may run': sql('BEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\n'),
    'a file that goose runs without a transaction': sql(
      '-- +goose NO TRANSACTION\n-- +goose Up\nBEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\n',
    ),
    'a file of Prisma, which opens none': sql(
      'BEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\n',
      'db/20240102030405_a/migration.sql',
    ),
    'a word of a function': sql(
      '-- +goose Up\nCREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;\n',
    ),
  },
  breaks: {
    'COMMIT before an index': {
      ...oneRevision({
        upgrade: 'op.execute("COMMIT")\nop.execute("CREATE INDEX CONCURRENTLY ix ON orders (a)")',
      }),
      finds: [{ ...ends('COMMIT'), underlines: 'COMMIT' }],
    },
    'END, which is the same, and a transaction of its own behind it': {
      ...oneRevision({ upgrade: 'op.execute("END")\nop.execute("BEGIN")\nop.execute("SELECT 1")' }),
      finds: [{ ...ends('COMMIT'), underlines: 'END' }],
    },
    'the methods of the connection, behind which another transaction begins': {
      ...oneRevision({ upgrade: 'bind = op.get_bind()\nbind.commit()\nop.get_bind().rollback()' }),
      finds: [
        { ...ends('commit()'), underlines: 'bind.commit()' },
        { ...ends('rollback()'), underlines: 'op.get_bind().rollback()' },
      ],
    },
    ROLLBACK: {
      ...oneRevision({ upgrade: 'op.execute("ROLLBACK")' }),
      finds: [{ ...ends('ROLLBACK'), underlines: 'ROLLBACK' }],
    },
    'PREPARE TRANSACTION': {
      ...oneRevision({ upgrade: `op.execute("PREPARE TRANSACTION 'a'")` }),
      finds: [{ ...ends('PREPARE TRANSACTION'), underlines: `PREPARE TRANSACTION 'a'` }],
    },
    'BEGIN in a revision': {
      ...oneRevision({ upgrade: 'op.execute("BEGIN")' }),
      finds: [{ ...begins, underlines: 'BEGIN' }],
    },
    'both in a file that goose runs': {
      ...sql('-- +goose Up\nBEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\n-- +goose Down\nBEGIN;\nCOMMIT;\n'),
      finds: [
        { ...beginsInSql, underlines: 'BEGIN' },
        { ...endsInSql('COMMIT'), underlines: 'COMMIT' },
      ],
    },
    'one in a file of Flyway': {
      ...sql('CREATE TABLE a (id int);\nROLLBACK;\n', 'db/V1__a.sql'),
      finds: [{ ...endsInSql('ROLLBACK'), underlines: 'ROLLBACK' }],
    },
  },
  waits: {},
});
