import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { setTableSchema } from './set-table-schema.ts';

const moves = (table: string, schema: string, verb = 'moves') => ({
  messageId: 'moves',
  data: { moves: verb, table, schema },
});

describeRule(setTableSchema, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a table that the migration makes': {
      files: { 'db/1.sql': 'CREATE TABLE a (b int);\nALTER TABLE a SET SCHEMA c;\n' },
    },
    'one that leaves a view behind': {
      files: {
        'db/1.sql':
          'ALTER TABLE orders SET SCHEMA archive;\nCREATE VIEW orders AS SELECT * FROM archive.orders;\n',
      },
    },
    'one of a schema that leaves a view behind': {
      files: {
        'db/1.sql':
          'ALTER TABLE shop.orders SET SCHEMA archive;\nCREATE VIEW shop.orders AS SELECT * FROM archive.orders;\n',
      },
    },
    'one whose name another table takes': {
      ...oneRevision({
        upgrade:
          'op.execute("ALTER TABLE orders SET SCHEMA archive")\nop.create_table("orders", sa.Column("id", sa.Integer()))\nop.execute("INSERT INTO orders SELECT id FROM archive.orders")',
      }),
    },
    'a move that a downgrade undoes': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("ALTER TABLE orders SET SCHEMA archive")' }),
    },
    'views, types and sequences': {
      files: {
        'db/1.sql':
          'ALTER VIEW a SET SCHEMA s;\nALTER TYPE b SET SCHEMA s;\nALTER SEQUENCE c SET SCHEMA s;\n',
      },
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'ALTER TABLE orders SET SCHEMA archive;\n' },
      finds: [{ ...moves('orders', 'archive'), underlines: 'ALTER TABLE orders SET SCHEMA archive' }],
    },
    'by a string of SQL, under a condition': {
      ...oneRevision({
        upgrade: 'if wanted():\n    op.execute("ALTER TABLE shop.orders SET SCHEMA archive")',
      }),
      finds: [
        {
          ...moves('shop.orders', 'archive', 'may move'),
          underlines: 'ALTER TABLE shop.orders SET SCHEMA archive',
        },
      ],
    },
    'with a view of another schema': {
      files: {
        'db/1.sql':
          'ALTER TABLE shop.orders SET SCHEMA archive;\nCREATE VIEW orders AS SELECT * FROM archive.orders;\n',
      },
      finds: [
        {
          ...moves('shop.orders', 'archive'),
          underlines: 'ALTER TABLE shop.orders SET SCHEMA archive',
        },
      ],
    },
    'to a schema that is new': {
      files: { 'db/1.sql': 'CREATE SCHEMA archive;\nALTER TABLE orders SET SCHEMA archive;\n' },
      finds: [{ ...moves('orders', 'archive'), underlines: 'ALTER TABLE orders SET SCHEMA archive' }],
    },
  },
  waits: {},
});
