import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision } from '../../testing/sample-revision.ts';
import { statementTimeoutMissing } from './statement-timeout-missing.ts';

const INDEX = 'op.create_index("ix", "orders", ["a"])';
const builds = {
  messageId: 'missing',
  data: { takes: 'takes SHARE on orders and builds an index over its rows; writers wait' },
};
const sql = (text: string) => ({ files: { 'db/1.sql': text } });

/** Most cases are those of a policy that has migrations set it. */
function asked<Case extends object>(cases: Readonly<Record<string, Case>>): Readonly<Record<string, Case>> {
  const options = { setBy: 'migration' };
  return Object.fromEntries(Object.entries(cases).map(([name, given]) => [name, { options, ...given }]));
}

describeRule(statementTimeoutMissing, {
  policy: { migrations: { ...ALEMBIC_POLICY.migrations, sql: ['db/*.sql'] } },
  keeps: asked({
    'a timeout before it': oneRevision({ upgrade: `op.execute("SET statement_timeout = '60s'")\n${INDEX}` }),
    'a timeout that env.py sets': {
      files: {
        ...oneRevision({ upgrade: INDEX }).files,
        'alembic/env.py': 'connect_args={"options": "-c statement_timeout=60000"}\n',
      },
    },
    'what takes a moment': oneRevision({ upgrade: 'op.drop_column("orders", "a")' }),
    'an index that keeps nobody waiting': sql('CREATE INDEX CONCURRENTLY ix ON orders (a);\n'),
    'a table that the migration makes': sql('CREATE TABLE orders (a int);\nCREATE INDEX ix ON orders (a);\n'),
    'a policy that has it set elsewhere': {
      ...oneRevision({ upgrade: INDEX }),
      options: { setBy: 'environment' },
    },
    'a policy that says nothing of it': { ...oneRevision({ upgrade: INDEX }), options: undefined },
  }),
  breaks: asked({
    'an index': { ...oneRevision({ upgrade: INDEX }), finds: [{ ...builds, underlines: INDEX }] },
    'the first long one of several': {
      ...oneRevision({ upgrade: `op.drop_column("orders", "b")\n${INDEX}\n${INDEX}` }),
      finds: [{ ...builds, underlines: INDEX }],
    },
    'another timeout': {
      ...oneRevision({ upgrade: `op.execute("SET lock_timeout = '5s'")\n${INDEX}` }),
      finds: [{ ...builds, underlines: INDEX }],
    },
    'a check that reads every row': {
      ...sql('ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0);\n'),
      finds: [
        {
          messageId: 'missing',
          data: { takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait' },
          underlines: 'ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0)',
        },
      ],
    },
  }),
  waits: {},
});
