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
    'the later ones of two rows': {
      files: { 'db/1.sql': 'DELETE FROM a x USING a y WHERE x.id < y.id AND x.b = y.b;\n' },
    },
    'rows that have a value': {
      files: {
        'db/1_a.sql': 'CREATE TABLE a (b int);\n',
        'db/2_b.sql': 'DELETE FROM a WHERE b IS NOT NULL;\n',
      },
    },
    'rows that MERGE finds': {
      files: { 'db/1.sql': 'MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE;\n' },
    },
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
    ...Object.fromEntries(
      [
        'DELETE FROM a WHERE 1 IN (1, 2)',
        'DELETE FROM a WHERE ctid IS NOT NULL',
        "DELETE FROM a WHERE b LIKE '%'",
        'DELETE FROM a WHERE id IN (SELECT id FROM a)',
        'DELETE FROM a x USING a y WHERE x.id = y.id',
        'MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE',
        'MERGE INTO a USING a x ON a.id = x.id WHEN MATCHED THEN DELETE',
        'MERGE INTO a USING c ON true WHEN MATCHED AND 1 = 1 THEN DELETE',
        'MERGE INTO a USING c ON false WHEN NOT MATCHED BY SOURCE THEN DELETE',
      ].map((sql) => [
        `for all that it says: ${sql}`,
        { files: { 'db/1.sql': `${sql};\n` }, finds: [{ ...deletes('a'), underlines: sql }] },
      ]),
    ),
    'where each row has the value that it asks for': {
      files: {
        'db/1_a.sql': 'CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL);\n',
        'db/2_b.sql': 'DELETE FROM a WHERE id IS NOT NULL AND b IS NOT NULL;\n',
      },
      finds: [{ ...deletes('a'), underlines: 'DELETE FROM a WHERE id IS NOT NULL AND b IS NOT NULL' }],
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
  waits: Object.fromEntries(
    [
      ["SELECT setval('a_id_seq', 1)", 'setval gives a sequence another value'],
      ['ALTER TABLE a ALTER id RESTART', 'RESTART gives a sequence another value'],
      [
        'CREATE RULE r AS ON INSERT TO a DO ALSO DELETE FROM b WHERE c = 1',
        'the rule makes later statements do something else than they say',
      ],
    ].map(([sql = '', problem = '']) => [
      sql,
      {
        files: { 'db/1.sql': `${sql};\n` },
        waits: [{ messageId: 'runs', data: { problem }, because: problem }],
      },
    ]),
  ),
});
