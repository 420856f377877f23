import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { updateWithoutWhere } from './update-without-where.ts';

describeRule(updateWithoutWhere, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'rows that are meant': { files: { 'db/1.sql': 'UPDATE a SET b = 1 WHERE b IS NULL;\n' } },
    'a column that the migration adds': {
      ...oneRevision({
        upgrade: 'op.add_column("a", sa.Column("b", sa.Integer()))\nop.execute("UPDATE a SET b = 1")',
      }),
    },
    'a column that a batch adds': {
      ...oneRevision({
        upgrade:
          'with op.batch_alter_table("a") as batch:\n    batch.add_column(sa.Column("b", sa.Integer()))\nop.execute("UPDATE a SET b = c")',
      }),
    },
    'a column that SQL adds, with its schema': {
      files: { 'db/1.sql': 'ALTER TABLE public.a ADD COLUMN b int;\nUPDATE a SET b = 1;\n' },
    },
    'a column that a function of PostGIS adds': oneRevision({
      upgrade: `conn = op.get_bind()\nconn.execute("SELECT AddGeometryColumn('public','notes','geom',4326,'POINT',2);")\nconn.execute("UPDATE notes SET geom = ST_MakePoint(a, b);")`,
    }),
    'a table that the same migration made before': {
      files: { 'db/1.sql': 'CREATE TABLE a (b int);\nUPDATE a SET b = 1;\n' },
    },
    'what a downgrade writes': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("UPDATE a SET b = 1")' }),
    },
    'a flag that is turned over, so that the old one can be told': {
      files: { 'db/1.sql': 'UPDATE a SET gone = NOT gone;\n' },
    },
    'what leaves every value as it is, and only wakes a trigger': {
      files: { 'db/1.sql': 'UPDATE a SET b = b, "C" = a."C";\nUPDATE a AS x SET b = x.b;\n' },
    },
    'the same by SQLAlchemy': {
      ...oneRevision({
        upgrade: [
          'table = sa.Table("a", sa.MetaData(), autoload_with=op.get_bind())',
          'names = ["b", "c"]',
          'op.execute(table.update().values({names[0]: sa.text(names[0])}))',
          'op.execute(table.update().values(b=table.c.b))',
          'op.execute(sa.update(table).values({table.c.b: table.c.b}))',
          'op.execute(sa.update(table).values({"b": sa.column("b")}))',
        ].join('\n'),
      }),
    },
    'what only fills up what is NULL, or leaves the rest to a CASE': {
      files: {
        'db/1.sql':
          "UPDATE a SET b = coalesce(b, '');\nUPDATE a SET b = CASE WHEN b ? 'x' THEN b ELSE b END, c = CASE WHEN c IS NULL THEN 1 ELSE c END;\n",
      },
    },
    'other changes of all rows': { files: { 'db/1.sql': 'DELETE FROM a;\n' } },
    'rows that MERGE finds, or that others meet': {
      files: {
        'db/1.sql':
          'MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET b = 1;\nINSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET b = 1;\n',
      },
    },
    'rows that have a value': {
      files: {
        'db/1_a.sql': 'CREATE TABLE a (b int);\n',
        'db/2_b.sql': 'UPDATE a SET b = 1 WHERE b IS NOT NULL;\n',
      },
    },
  },
  breaks: {
    ...Object.fromEntries(
      [
        'UPDATE a SET b = 1 WHERE id IS NOT NULL',
        'UPDATE a SET b = 1 WHERE id IS NOT NULL AND true',
        'MERGE INTO a USING c ON true WHEN MATCHED THEN UPDATE SET b = 1',
        'MERGE INTO a USING a x ON a.id = x.id WHEN MATCHED THEN UPDATE SET b = 1',
        'MERGE INTO a USING c ON false WHEN NOT MATCHED BY SOURCE THEN UPDATE SET b = 1',
        'INSERT INTO a SELECT * FROM a ON CONFLICT (id) DO UPDATE SET b = 1',
      ].map((sql) => [
        `for all that it says: ${sql}`,
        {
          files: {
            'db/1_a.sql': 'CREATE TABLE a (id int PRIMARY KEY, b int);\n',
            'db/2_b.sql': `${sql};\n`,
          },
          finds: [
            {
              messageId: 'updates',
              data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
              underlines: sql,
            },
          ],
        },
      ]),
    ),
    'another column, or table, than the one that a function adds': {
      files: {
        'db/1.sql':
          "SELECT AddGeometryColumn('public','notes','geom',4326,'POINT',2);\nUPDATE notes SET b = 1;\nUPDATE a SET geom = 1;\n",
      },
      finds: [
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'notes' },
          underlines: 'UPDATE notes SET b = 1',
        },
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'UPDATE a SET geom = 1',
        },
      ],
    },
    'a flag that is another one turned over': {
      files: { 'db/1.sql': 'UPDATE a SET gone = NOT shown;\n' },
      finds: [
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'UPDATE a SET gone = NOT shown',
        },
      ],
    },
    'by SQL': {
      files: { 'db/1.sql': 'UPDATE shop.a SET b = 1;\n' },
      finds: [
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'shop.a' },
          underlines: 'UPDATE shop.a SET b = 1',
        },
      ],
    },
    'one column of several that stays as it is, or one that takes the value of another': {
      files: {
        'db/1.sql': 'UPDATE a SET b = b, c = 1;\nUPDATE d SET b = c;\nUPDATE e SET b = f.b FROM f;\n',
      },
      finds: [
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'UPDATE a SET b = b, c = 1',
        },
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'd' },
          underlines: 'UPDATE d SET b = c',
        },
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'e' },
          underlines: 'UPDATE e SET b = f.b FROM f',
        },
      ],
    },
    'with what comes from the values before': {
      ...oneRevision({
        upgrade:
          't = sa.table("a", sa.column("b"))\nop.execute("UPDATE a SET b = b - 100")\nop.execute(t.update().values(b=sa.func.lower(t.c.b)))\nif wanted():\n    op.execute("UPDATE a SET b = upper(b)")',
      }),
      finds: [
        {
          messageId: 'derives',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'UPDATE a SET b = b - 100',
        },
        {
          messageId: 'derives',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'op.execute(t.update().values(b=sa.func.lower(t.c.b)))',
        },
        {
          messageId: 'derives',
          data: { overwrites: 'may overwrite', changes: 'may change', table: 'a' },
          underlines: 'UPDATE a SET b = upper(b)',
        },
      ],
    },
    'by SQLAlchemy, with the value of another column or a text': {
      ...oneRevision({
        upgrade:
          't = sa.table("a", sa.column("b"), sa.column("c"))\nop.execute(t.update().values(b=t.c.c))\nop.execute(t.update().values(b="b"))\nop.execute(t.update().values(b=t.c.b, **more))',
      }),
      finds: [
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'op.execute(t.update().values(b=t.c.c))',
        },
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'op.execute(t.update().values(b="b"))',
        },
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'op.execute(t.update().values(b=t.c.b, **more))',
        },
      ],
    },
    'with a condition that leaves nothing out': {
      files: { 'db/1.sql': 'UPDATE a SET b = 1 WHERE true;\n' },
      finds: [
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'UPDATE a SET b = 1 WHERE true',
        },
      ],
    },
    'by SQLAlchemy': {
      ...oneRevision({ upgrade: 'op.execute(sa.table("a", sa.column("b")).update().values(b=1))' }),
      finds: [
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'op.execute(sa.table("a", sa.column("b")).update().values(b=1))',
        },
      ],
    },
    'before a column is added, or of another table': {
      files: { 'db/1.sql': 'UPDATE a SET b = 1;\nALTER TABLE a ADD COLUMN c int;\nUPDATE d SET b = 1;\n' },
      finds: [
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'a' },
          underlines: 'UPDATE a SET b = 1',
        },
        {
          messageId: 'updates',
          data: { overwrites: 'overwrites', changes: 'changes', table: 'd' },
          underlines: 'UPDATE d SET b = 1',
        },
      ],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("UPDATE a SET b = 1")' }),
      finds: [
        {
          messageId: 'updates',
          data: { overwrites: 'may overwrite', changes: 'may change', table: 'a' },
          underlines: 'UPDATE a SET b = 1',
        },
      ],
    },
  },
  waits: {},
});
