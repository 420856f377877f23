import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { validateInSameTransaction } from './validate-in-same-transaction.ts';

const validates = (lock = 'SHARE ROW EXCLUSIVE', waits = 'writers wait', reads = 'reads') => ({
  messageId: 'validates',
  data: { reads, table: 'orders', lock, waits },
});
const EXCLUSIVE = ['ACCESS EXCLUSIVE', 'readers and writers wait'] as const;
const KEY =
  'op.create_foreign_key("fk", "orders", "customers", ["customer_id"], ["id"], postgresql_not_valid=True)';
const VALIDATE = 'ALTER TABLE orders VALIDATE CONSTRAINT fk';
const EXECUTED = `op.execute("${VALIDATE}")`;
const CHECK = 'ALTER TABLE orders ADD CONSTRAINT fk CHECK (total > 0) NOT VALID';
const file = (text: string, path = 'db/1.sql') => ({ files: { [path]: text } });

describeRule(validateInSameTransaction, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a transaction of its own': oneRevision({
      upgrade: `${KEY}\nwith op.get_context().autocommit_block():\n    ${EXECUTED}`,
    }),
    'another migration': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: KEY }),
        'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: EXECUTED }),
      },
    },
    'a COMMIT between them': oneRevision({ upgrade: `${KEY}\nop.execute("COMMIT")\n${EXECUTED}` }),
    'a lock on another table': oneRevision({
      upgrade: `op.add_column("rooms", sa.Column("floor", sa.Integer()))\n${EXECUTED}`,
    }),
    'a lock that keeps nobody waiting': oneRevision({
      upgrade: `op.execute("UPDATE orders SET total = 1 WHERE total = 0")\n${EXECUTED}`,
    }),
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("customer_id", sa.Integer()))\n${KEY}\n${EXECUTED}`,
    }),
    'a constraint that is valid already, which reads no row': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: KEY.replace(', postgresql_not_valid=True', ''),
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: `op.add_column("orders", sa.Column("floor", sa.Integer()))\n${EXECUTED}`,
        }),
      },
    },
    'SQL of which nobody knows how it is run': file(`${CHECK};\n${VALIDATE};\n`),
    'SQL in two transactions': file(`BEGIN;\n${CHECK};\nCOMMIT;\nBEGIN;\n${VALIDATE};\nCOMMIT;\n`),
  },
  breaks: {
    'a table that got another name meanwhile': {
      ...oneRevision({
        upgrade: `op.execute("${CHECK.replace('orders', 'purchases')}")\nop.rename_table("purchases", "orders")\n${EXECUTED}`,
      }),
      finds: [{ ...validates(...EXCLUSIVE), underlines: VALIDATE }],
    },
    'a foreign key': {
      ...oneRevision({ upgrade: `${KEY}\n${EXECUTED}` }),
      finds: [{ ...validates(), underlines: VALIDATE }],
    },
    'a check': {
      ...oneRevision({ upgrade: `op.execute("${CHECK}")\n${EXECUTED}` }),
      finds: [{ ...validates(...EXCLUSIVE), underlines: VALIDATE }],
    },
    'a lock of something else': {
      ...oneRevision({ upgrade: `op.add_column("orders", sa.Column("floor", sa.Integer()))\n${EXECUTED}` }),
      finds: [{ ...validates(...EXCLUSIVE), underlines: VALIDATE }],
    },
    'a condition': {
      ...oneRevision({ upgrade: `${KEY}\nif is_clean():\n    ${EXECUTED}` }),
      finds: [{ ...validates('SHARE ROW EXCLUSIVE', 'writers wait', 'may read'), underlines: VALIDATE }],
    },
    'SQL in a transaction': {
      ...file(`BEGIN;\n${CHECK};\n${VALIDATE};\nCOMMIT;\n`),
      finds: [{ ...validates(...EXCLUSIVE), underlines: VALIDATE }],
    },
    'SQL that a tool runs in one': {
      ...file(`${CHECK};\n${VALIDATE};\n`, 'db/V1__check.sql'),
      finds: [{ ...validates(...EXCLUSIVE), underlines: VALIDATE }],
    },
  },
  waits: {},
});
