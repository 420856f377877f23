import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { addTrigger } from './add-trigger.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const trigger = (table: string, takes = 'takes') => ({
  messageId: 'trigger',
  data: { takes: `${takes} SHARE ROW EXCLUSIVE on ${table}; writers wait` },
});
const TRIGGER = 'CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()';

describeRule(addTrigger, {
  policy: POLICY,
  keeps: {
    'a table that the migration makes': sql(`CREATE TABLE orders (a int);\n${TRIGGER};`),
    'a temporary table': sql(`CREATE TEMP TABLE orders (a int);\n${TRIGGER};`),
    'a function': sql('CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;'),
    'a trigger that is dropped': sql('DROP TRIGGER t ON orders;'),
    'a policy': sql('CREATE POLICY p ON orders USING (true);'),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: `op.execute("${TRIGGER}")` }),
  },
  breaks: {
    'a table that is there': {
      ...sql(`${TRIGGER};`),
      finds: [{ ...trigger('orders'), underlines: TRIGGER }],
    },
    'a table that is only made where it is missing': {
      ...sql(`CREATE TABLE IF NOT EXISTS orders (a int);\n${TRIGGER};`),
      finds: [{ ...trigger('orders'), underlines: TRIGGER }],
    },
    'a trigger that is made or changed': {
      ...sql('CREATE OR REPLACE TRIGGER t BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION f();'),
      finds: [
        {
          ...trigger('shop.orders'),
          underlines:
            'CREATE OR REPLACE TRIGGER t BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION f()',
        },
      ],
    },
    'a table with partitions, named once': {
      ...sql(`ALTER TABLE orders ATTACH PARTITION orders_1 DEFAULT;\n${TRIGGER};`),
      finds: [{ ...trigger('orders'), underlines: TRIGGER }],
    },
    'a revision, under a condition': {
      ...oneRevision({ upgrade: `if audits():\n    op.execute("${TRIGGER}")` }),
      finds: [{ ...trigger('orders', 'may take'), underlines: TRIGGER }],
    },
  },
  waits: {},
});
