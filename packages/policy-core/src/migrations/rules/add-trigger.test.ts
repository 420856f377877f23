import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { addTrigger } from './add-trigger.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const trigger = (table: string, takes = 'takes') => ({
  messageId: 'trigger',
  data: { takes: `${takes} SHARE ROW EXCLUSIVE on ${table}; writers wait` },
});
const locked = {
  messageId: 'trigger',
  data: { takes: 'holds ACCESS EXCLUSIVE on orders; readers and writers wait' },
};
const TRIGGER = 'CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()';
const REPLACED = TRIGGER.replace('CREATE', 'CREATE OR REPLACE');

describeRule(addTrigger, {
  policy: POLICY,
  keeps: {
    'a table that the migration makes': sql(`CREATE TABLE orders (a int);\n${TRIGGER};`),
    'a table that the first migration makes where it is missing': sql(
      `CREATE TABLE IF NOT EXISTS orders (a int);\n${TRIGGER};`,
    ),
    'a temporary table': sql(`CREATE TEMP TABLE orders (a int);\n${TRIGGER};`),
    'a function': sql('CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;'),
    'a trigger that is dropped': sql('DROP TRIGGER t ON orders;'),
    'a policy': sql('CREATE POLICY p ON orders USING (true);'),
    'a trigger that was there, behind LOCK TABLE': {
      files: {
        'db/V1__a.sql': `CREATE TABLE orders (a int);\n${TRIGGER};\n`,
        'db/V2__b.sql': `LOCK TABLE orders;\nLOCK TABLE orders_new;\nDROP TABLE orders;\nALTER TABLE orders_new RENAME TO orders;\n${TRIGGER};\n`,
        'db/V3__c.sql': `LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;\n${REPLACED};\n`,
      },
    },
    'a trigger that an earlier revision made, behind LOCK TABLE': {
      files: {
        'alembic/versions/a1_x.py': sampleRevision({
          id: 'a1',
          upgrade: `op.execute("CREATE TABLE orders (a int)")\nop.execute("${TRIGGER}")`,
        }),
        'alembic/versions/b2_x.py': sampleRevision({
          id: 'b2',
          parent: '"a1"',
          upgrade: `op.execute("LOCK TABLE orders")\nop.execute("${REPLACED}")`,
        }),
      },
    },
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: `op.execute("${TRIGGER}")` }),
  },
  breaks: {
    'a table that is there': {
      ...sql(`${TRIGGER};`),
      finds: [{ ...trigger('orders'), underlines: TRIGGER }],
    },
    'a table that is only made where it is missing, and filled again': {
      ...sql(`CREATE TABLE IF NOT EXISTS orders (a int);\nUPDATE orders SET a = 1;\n${TRIGGER};`),
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
    'a trigger that is new, or was dropped, behind LOCK TABLE': {
      files: {
        'db/V1__a.sql': `CREATE TABLE orders (a int);\n${TRIGGER};\n`,
        'db/V2__b.sql': `LOCK TABLE orders;\n${TRIGGER.replace('t AFTER', 'other AFTER')};\n`,
        'db/V3__c.sql': 'DROP TRIGGER t ON orders;\n',
        'db/V4__d.sql': `LOCK TABLE orders;\n${TRIGGER};\n`,
      },
      finds: [TRIGGER.replace('t AFTER', 'other AFTER'), TRIGGER].map((underlines) => ({
        ...locked,
        underlines,
      })),
    },
    'a trigger that was there, behind a weaker lock, in another transaction, or by another lock': {
      files: {
        'db/V1__a.sql': `CREATE TABLE orders (a int);\n${TRIGGER};\n`,
        'db/V2__b.sql': `LOCK TABLE orders IN SHARE MODE;\n${REPLACED};\n`,
        'db/V3__c.sql': `${REPLACED};\n`,
        'db/V4__d.sql': `ALTER TABLE orders ADD b int;\n${REPLACED};\n`,
        'db/V5__e.sql': `LOCK TABLE notes;\n${REPLACED};\n`,
      },
      finds: [trigger('orders'), trigger('orders'), locked, trigger('orders')].map((found) => ({
        ...found,
        underlines: REPLACED,
      })),
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
