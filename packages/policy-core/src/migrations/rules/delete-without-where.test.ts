import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { deleteWithoutWhere } from './delete-without-where.ts';

const deletes = (table: string, verb = 'deletes') => ({
  messageId: 'deletes',
  data: { deletes: verb, table },
});

describeRule(deleteWithoutWhere, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'rows that are meant': { files: { 'db/1.sql': 'DELETE FROM a WHERE b = 1;\n' } },
    'rows that another table tells': { files: { 'db/1.sql': 'DELETE FROM a USING b WHERE a.id = b.id;\n' } },
    'a table that the same migration made before': {
      files: { 'db/1.sql': 'CREATE TABLE a (b int);\nDELETE FROM a;\n' },
    },
    'a temporary table': { files: { 'db/1.sql': 'CREATE TEMP TABLE a (b int);\nDELETE FROM a;\n' } },
    'what a downgrade deletes': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("DELETE FROM a")' }),
    },
    'other changes of all rows': {
      files: { 'db/1.sql': 'UPDATE a SET b = 1;\nINSERT INTO a SELECT * FROM c;\n' },
    },
    'a condition by SQLAlchemy': {
      ...oneRevision({
        upgrade: 'op.execute(sa.table("a", sa.column("b")).delete().where(sa.column("b") == 1))',
      }),
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'DELETE FROM shop.a;\n' },
      finds: [{ ...deletes('shop.a'), underlines: 'DELETE FROM shop.a' }],
    },
    'with a condition that leaves nothing out': {
      files: { 'db/1.sql': 'DELETE FROM a WHERE true;\nDELETE FROM b WHERE 1 = 1;\n' },
      finds: [
        { ...deletes('a'), underlines: 'DELETE FROM a WHERE true' },
        { ...deletes('b'), underlines: 'DELETE FROM b WHERE 1 = 1' },
      ],
    },
    'by SQLAlchemy': {
      ...oneRevision({ upgrade: 'op.execute(sa.table("a").delete())' }),
      finds: [{ ...deletes('a'), underlines: 'op.execute(sa.table("a").delete())' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("DELETE FROM a")' }),
      finds: [{ ...deletes('a', 'may delete'), underlines: 'DELETE FROM a' }],
    },
    'in a WITH': {
      files: { 'db/1.sql': 'WITH gone AS (DELETE FROM a RETURNING id) SELECT count(*) FROM gone;\n' },
      finds: [
        {
          ...deletes('a'),
          underlines: 'WITH gone AS (DELETE FROM a RETURNING id) SELECT count(*) FROM gone',
        },
      ],
    },
    'in a block': {
      files: { 'db/1.sql': 'DO $$ BEGIN DELETE FROM a; END $$;\n' },
      finds: [{ ...deletes('a'), underlines: 'DELETE FROM a' }],
    },
    'of a table that was perhaps there before': {
      files: { 'db/1.sql': 'CREATE TABLE IF NOT EXISTS a (b int);\nDELETE FROM a;\n' },
      finds: [{ ...deletes('a'), underlines: 'DELETE FROM a' }],
    },
  },
  waits: {},
});
