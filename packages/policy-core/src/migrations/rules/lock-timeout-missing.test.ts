import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision } from '../../testing/sample-revision.ts';
import { lockTimeoutMissing } from './lock-timeout-missing.ts';

const exclusive = {
  messageId: 'missing',
  data: { takes: 'takes ACCESS EXCLUSIVE on orders; readers and writers wait' },
};
const DROP = 'op.drop_column("orders", "a")';
const sql = (text: string) => ({ files: { 'db/1.sql': text } });

function withEnvironment(environment: string): { readonly files: Readonly<Record<string, string>> } {
  return { files: { ...oneRevision({ upgrade: DROP }).files, 'alembic/env.py': environment } };
}

/** Most cases are those of a policy that has migrations set it. */
function asked<Case extends object>(cases: Readonly<Record<string, Case>>): Readonly<Record<string, Case>> {
  const options = { setBy: 'migration' };
  return Object.fromEntries(Object.entries(cases).map(([name, given]) => [name, { options, ...given }]));
}

describeRule(lockTimeoutMissing, {
  policy: { migrations: { ...ALEMBIC_POLICY.migrations, sql: ['db/*.sql'] } },
  keeps: asked({
    'a timeout before it': oneRevision({ upgrade: `op.execute("SET lock_timeout = '5s'")\n${DROP}` }),
    'a timeout of the session, after another one of a transaction': sql(
      "SET lock_timeout = '5s';\nBEGIN;\nSET LOCAL lock_timeout = '1s';\nCOMMIT;\nALTER TABLE orders DROP a;\n",
    ),
    'a timeout for the transaction': oneRevision({
      upgrade: `op.execute("SET LOCAL lock_timeout TO '5s'")\n${DROP}`,
    }),
    'a timeout that a function sets': oneRevision({
      upgrade: `op.execute("SELECT set_config('lock_timeout', '5s', true)")\n${DROP}`,
    }),
    'a timeout in SQL': sql("SET lock_timeout = '5s';\nALTER TABLE orders DROP COLUMN a;\n"),
    'a timeout that env.py sets': withEnvironment(
      'def run():\n    connection.execute(text("SET lock_timeout = \'5s\'"))\n',
    ),
    'a timeout among the arguments of the connection': withEnvironment(
      'engine = create_engine(url, connect_args={"options": "-c lock_timeout=5000"})\n',
    ),
    'a timeout among the settings of the server': withEnvironment(
      'engine = create_async_engine(url, connect_args={"server_settings": {"lock_timeout": "5s"}})\n',
    ),
    'a table that the migration makes': oneRevision({
      upgrade: 'op.create_table("orders", sa.Column("a", sa.Text()))\nop.create_index("ix", "orders", ["a"])',
    }),
    'rows, which nobody waits for by a lock on the table': oneRevision({
      upgrade: 'op.execute("UPDATE orders SET a = 1")',
    }),
    'an index that is built while others write': oneRevision({
      upgrade:
        'with op.get_context().autocommit_block():\n    op.create_index("ix", "orders", ["a"], postgresql_concurrently=True)',
    }),
    'a policy that has it set elsewhere': {
      ...oneRevision({ upgrade: DROP }),
      options: { setBy: 'environment' },
    },
    'a policy that says nothing of it': { ...oneRevision({ upgrade: DROP }), options: undefined },
  }),
  breaks: asked({
    'a timeout that was rolled back': {
      ...sql("BEGIN;\nSET lock_timeout = '5s';\nROLLBACK;\nALTER TABLE orders DROP a;\n"),
      finds: [{ ...exclusive, underlines: 'ALTER TABLE orders DROP a' }],
    },
    'nothing that sets one': {
      ...oneRevision({ upgrade: DROP }),
      finds: [{ ...exclusive, underlines: DROP }],
    },
    'the first statement of several': {
      ...oneRevision({ upgrade: `op.create_index("ix", "orders", ["a"])\n${DROP}` }),
      finds: [
        {
          messageId: 'missing',
          data: { takes: 'takes SHARE on orders and builds an index over its rows; writers wait' },
          underlines: 'op.create_index("ix", "orders", ["a"])',
        },
      ],
    },
    'a timeout behind it': {
      ...oneRevision({ upgrade: `${DROP}\nop.execute("SET lock_timeout = '5s'")` }),
      finds: [{ ...exclusive, underlines: DROP }],
    },
    'a timeout of a transaction that has ended': {
      ...oneRevision({
        upgrade: `op.execute("SET LOCAL lock_timeout = '5s'")\nop.execute("COMMIT")\n${DROP}`,
      }),
      finds: [{ ...exclusive, underlines: DROP }],
    },
    'another timeout': {
      ...oneRevision({ upgrade: `op.execute("SET statement_timeout = '5s'")\n${DROP}` }),
      finds: [{ ...exclusive, underlines: DROP }],
    },
    'a key of a new table, which leads to one that is there': {
      ...oneRevision({
        upgrade: 'op.create_table("parts", sa.Column("o", sa.Integer(), sa.ForeignKey("orders.id")))',
      }),
      finds: [
        {
          messageId: 'missing',
          data: { takes: 'takes SHARE ROW EXCLUSIVE on orders; writers wait' },
          underlines: 'op.create_table("parts", sa.Column("o", sa.Integer(), sa.ForeignKey("orders.id")))',
        },
      ],
    },
    'an env.py that only speaks of it': {
      ...withEnvironment('# Nobody sets lock_timeout: SET lock_timeout\nprint("about lock_timeout")\n'),
      finds: [{ ...exclusive, underlines: DROP }],
    },
    'an env.py that switches it off': {
      ...withEnvironment('connection.execute(text("SET lock_timeout = 0"))\n'),
      finds: [{ ...exclusive, underlines: DROP }],
    },
    SQL: {
      ...sql('ALTER TABLE orders DROP COLUMN a;\n'),
      finds: [{ ...exclusive, underlines: 'ALTER TABLE orders DROP COLUMN a' }],
    },
  }),
  waits: {},
});
