import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { truncateTable } from './truncate-table.ts';

const alone = (tables: string, verb = 'empties') => ({
  messageId: 'alone',
  data: { empties: verb, tables, place: '', others: 'every table that refers to it' },
});
const cascade = (tables: string, others: string) => ({
  messageId: 'cascade',
  data: { empties: 'empties', tables, others: `every table that refers to it${others}`, place: '' },
});

describeRule(truncateTable, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a table that the same migration made before': {
      files: { 'db/1.sql': 'CREATE TABLE a (b int);\nTRUNCATE a;\n' },
    },
    'a temporary table': { files: { 'db/1.sql': 'CREATE TEMP TABLE a AS SELECT * FROM b;\nTRUNCATE a;\n' } },
    'what a downgrade empties': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("TRUNCATE a")' }),
    },
    'rows that are meant': { files: { 'db/1.sql': 'DELETE FROM a WHERE b = 1;\n' } },
  },
  breaks: {
    'rows of one of two tables that were copied before': {
      files: { 'db/1.sql': 'INSERT INTO b SELECT * FROM a;\nTRUNCATE a, c;\n' },
      finds: [{ ...alone('a and c'), underlines: 'TRUNCATE a, c' }],
    },
    'rows that were copied before, with those of whatever refers to them': {
      files: { 'db/1.sql': 'INSERT INTO b SELECT * FROM a;\nTRUNCATE a CASCADE;\n' },
      finds: [{ ...cascade('a', ''), underlines: 'TRUNCATE a CASCADE' }],
    },
    'by SQL': {
      files: { 'db/1.sql': 'TRUNCATE shop.orders;\n' },
      finds: [{ ...alone('shop.orders'), underlines: 'TRUNCATE shop.orders' }],
    },
    'rows that were copied before': {
      files: {
        'db/1.sql': 'CREATE TABLE b (LIKE a);\nINSERT INTO b SELECT * FROM a;\nTRUNCATE a;\nTRUNCATE c;\n',
      },
      finds: [
        {
          messageId: 'read',
          data: { place: 'Line 2', empties: 'empties', tables: 'a', others: 'every table that refers to it' },
          underlines: 'TRUNCATE a',
        },
        { ...alone('c'), underlines: 'TRUNCATE c' },
      ],
    },
    'several, one of which is new': {
      ...oneRevision({
        upgrade: 'op.create_table("a", sa.Column("id", sa.Integer()))\nop.execute("TRUNCATE a, b, c")',
      }),
      finds: [{ ...alone('b and c'), underlines: 'TRUNCATE a, b, c' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("TRUNCATE a")' }),
      finds: [{ ...alone('a', 'may empty'), underlines: 'TRUNCATE a' }],
    },
    'a table that was perhaps there before': {
      files: { 'db/1.sql': 'CREATE TABLE IF NOT EXISTS a (b int);\nTRUNCATE a;\n' },
      finds: [{ ...alone('a'), underlines: 'TRUNCATE a' }],
    },
    'with CASCADE, where nothing tells what refers to it': {
      files: { 'db/1.sql': 'TRUNCATE a CASCADE;\n' },
      finds: [{ ...cascade('a', ''), underlines: 'TRUNCATE a CASCADE' }],
    },
    'with CASCADE, and what refers to it': {
      ...oneRevision({
        upgrade:
          'op.create_foreign_key("x", "lines", "orders", ["o"], ["id"])\nop.create_foreign_key("y", "parts", "lines", ["o"], ["id"])\nop.execute("TRUNCATE orders CASCADE")',
      }),
      finds: [{ ...cascade('orders', ', such as lines and parts'), underlines: 'TRUNCATE orders CASCADE' }],
    },
  },
  waits: {},
});
