import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision } from '../../testing/sample-revision.ts';
import { timeoutDisabled } from './timeout-disabled.ts';

const off = (timeout: string) => ({ messageId: 'off', data: { timeout } });
const back = (timeout: string) => ({ messageId: 'back', data: { timeout } });
const DROP = 'op.drop_column("orders", "a")';
const sql = (text: string) => ({ files: { 'db/1.sql': text } });

describeRule(timeoutDisabled, {
  policy: { migrations: { ...ALEMBIC_POLICY.migrations, sql: ['db/*.sql'] } },
  keeps: {
    'a timeout that is set': oneRevision({ upgrade: `op.execute("SET lock_timeout = '5s'")\n${DROP}` }),
    'a short one': oneRevision({ upgrade: `op.execute("SET LOCAL lock_timeout = '0.5s'")\n${DROP}` }),
    'one in milliseconds': oneRevision({ upgrade: `op.execute("SET lock_timeout TO 100")\n${DROP}` }),
    'one that is taken back after it was set': oneRevision({
      upgrade: `op.execute("SET lock_timeout = '5s'")\n${DROP}\nop.execute("RESET lock_timeout")`,
    }),
    'a value that only shows when it runs': oneRevision({
      upgrade: `op.execute(f"SET lock_timeout = {LIMIT}")\n${DROP}`,
    }),
    'an index that is built for hours, and keeps nobody waiting': oneRevision({
      upgrade:
        'with op.get_context().autocommit_block():\n    op.execute("SET statement_timeout = 0")\n    op.create_index("ix", "orders", ["a"], postgresql_concurrently=True)',
    }),
    'another setting': oneRevision({ upgrade: `op.execute("SET work_mem = 0")\n${DROP}` }),
    'a dump of a schema, whose tables nobody uses': sql(
      'SET statement_timeout = 0;\nSET lock_timeout = 0;\nCREATE TABLE a (id int);\nALTER TABLE ONLY a ADD PRIMARY KEY (id);\n',
    ),
    'what a downgrade does': oneRevision({
      upgrade: 'pass',
      downgrade: 'op.execute("SET lock_timeout = 0")',
    }),
  },
  breaks: {
    'a lock that is waited for without end': {
      ...oneRevision({ upgrade: `op.execute("SET lock_timeout = 0")\n${DROP}` }),
      finds: [{ ...off('lock_timeout'), underlines: 'SET lock_timeout = 0' }],
    },
    'nothing with a unit': {
      ...oneRevision({ upgrade: `op.execute("SET LOCAL statement_timeout TO '0ms'")\n${DROP}` }),
      finds: [
        {
          ...off('statement_timeout'),
          underlines: `SET LOCAL statement_timeout TO '0ms'`,
        },
      ],
    },
    'a function that sets': {
      ...oneRevision({ upgrade: `op.execute("SELECT set_config('lock_timeout', '0', false)")\n${DROP}` }),
      finds: [
        {
          ...off('lock_timeout'),
          underlines: `SELECT set_config('lock_timeout', '0', false)`,
        },
      ],
    },
    'what env.py has set': {
      ...oneRevision({ upgrade: `op.execute("RESET lock_timeout")\n${DROP}` }),
      finds: [{ ...back('lock_timeout'), underlines: 'RESET lock_timeout' }],
    },
    DEFAULT: {
      ...sql('SET statement_timeout = DEFAULT;\nALTER TABLE orders DROP COLUMN a;\n'),
      finds: [{ ...back('statement_timeout'), underlines: 'SET statement_timeout = DEFAULT' }],
    },
    'a migration that does nothing else': {
      ...sql('SET idle_in_transaction_session_timeout = 0;\n'),
      finds: [
        {
          ...off('idle_in_transaction_session_timeout'),
          underlines: 'SET idle_in_transaction_session_timeout = 0',
        },
      ],
    },
    'after it was set, and for what comes later': {
      ...oneRevision({
        upgrade: `op.execute("SET lock_timeout = '5s'")\n${DROP}\nop.execute("SET lock_timeout = 0")`,
      }),
      finds: [{ ...off('lock_timeout'), underlines: 'SET lock_timeout = 0' }],
    },
    'a lock of an existing table beside a new one': {
      ...sql('SET lock_timeout = 0;\nCREATE TABLE a (id int);\nALTER TABLE orders DROP COLUMN a;\n'),
      finds: [{ ...off('lock_timeout'), underlines: 'SET lock_timeout = 0' }],
    },
    'for every session to come': {
      ...sql('ALTER DATABASE shop SET lock_timeout = 0;\n'),
      finds: [{ ...off('lock_timeout'), underlines: 'ALTER DATABASE shop SET lock_timeout = 0' }],
    },
  },
  waits: {},
});
