import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { dropColumn } from './drop-column.ts';

const DROP = 'op.drop_column("orders", "total")';

describeRule(dropColumn, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a column that is added': oneRevision({
      upgrade: 'op.add_column("orders", sa.Column("total", sa.Integer()))',
      downgrade: DROP,
    }),
    'a column of a table that the migration makes itself': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("total", sa.Integer()))\n${DROP}`,
    }),
    'a column that the migration added itself': oneRevision({
      upgrade: `op.add_column("orders", sa.Column("total", sa.Integer()))\n${DROP}`,
    }),
    'a table that the migration makes in a schema that is only known when it runs': oneRevision({
      upgrade: [
        'op.create_table("orders", sa.Column("total", sa.Integer()), schema=schema())',
        'op.drop_column("orders", "total", schema=schema())',
        'for name in names():',
        '    op.create_table(name)',
        '    op.drop_column(name, "total")',
      ].join('\n'),
    }),
    'a column in whose place the one that was filled from it is renamed': oneRevision({
      upgrade: [
        'op.add_column("orders", sa.Column("new_total", sa.Numeric()))',
        'op.execute("UPDATE orders SET new_total = total")',
        DROP,
        'op.alter_column("orders", "new_total", new_column_name="total")',
      ].join('\n'),
    }),
    'a column that is converted under its name': oneRevision({
      upgrade: [
        'op.add_column("orders", sa.Column("new_total", sa.Numeric()))',
        'op.execute("UPDATE orders SET new_total = total")',
        'op.alter_column("orders", "total", new_column_name="old_total")',
        'op.alter_column("orders", "new_total", new_column_name="total")',
        'op.drop_column("orders", "old_total")',
      ].join('\n'),
    }),
    'a column in whose place one is renamed that its foreign key told': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: 'op.create_table("orders", sa.Column("total", sa.UUID(), sa.ForeignKey("totals.id")))',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: [
            'op.add_column("orders", sa.Column("new_total", sa.UUID()))',
            'op.execute("UPDATE orders SET new_total = t.new_id FROM totals t WHERE orders.total = t.id")',
            DROP,
            'op.alter_column("orders", "new_total", new_column_name="total")',
          ].join('\n'),
        }),
      },
    },
    'a column whose place one of a like type takes': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b int, c varchar(20));\n',
        'db/2.sql':
          'ALTER TABLE a ADD d bigint;\nUPDATE a SET d = b;\nALTER TABLE a DROP b;\nALTER TABLE a RENAME d TO b;\n',
        'db/3.sql':
          'ALTER TABLE a ADD d bigint;\nUPDATE a SET d = c::bigint;\nALTER TABLE a DROP c;\nALTER TABLE a RENAME d TO c;\n',
      },
    },
    'the same in SQL': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b int);\nALTER TABLE a DROP COLUMN b;\n',
        'db/2.sql': 'ALTER TABLE a ADD COLUMN c int;\nALTER TABLE a DROP COLUMN c;\n',
      },
    },
    'a column that PostgreSQL computed, and computes anew': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b int, c int GENERATED ALWAYS AS (b * 2) STORED);\n',
        'db/2.sql':
          'ALTER TABLE a DROP COLUMN c;\nALTER TABLE a ADD COLUMN c int GENERATED ALWAYS AS (b * 3) STORED;\n',
        'db/3.sql':
          'ALTER TABLE a DROP c, ADD c int GENERATED ALWAYS AS (b * 4) STORED;\nALTER TABLE a ADD d int;\n',
      },
    },
    'a column of a known table that no migration made, if it is there': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b int);\n',
        'db/2.sql': 'ALTER TABLE a ADD COLUMN d int, DROP COLUMN IF EXISTS c;\n',
      },
    },
    'the same, where a function that nobody knows got the table': {
      files: {
        'db/1.sql': "CREATE TABLE a (b int);\nSELECT make_partition('a');\n",
        'db/2.sql': 'ALTER TABLE a DROP COLUMN IF EXISTS c;\n',
      },
    },
    'the same in a revision': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: 'op.create_table("orders", sa.Column("id", sa.Integer()))',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: 'op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS total")',
        }),
      },
    },
    'constraints and defaults, which have rules of their own': {
      files: { 'db/1.sql': 'ALTER TABLE a DROP CONSTRAINT b;\nALTER TABLE a ALTER c DROP DEFAULT;\n' },
    },
    'a drop that nobody can read, which has a rule of its own': oneRevision({
      upgrade: 'op.execute(drop_statement())',
    }),
  },
  breaks: {
    'a column in whose place one of another kind is renamed, that its foreign key told': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: 'op.create_table("orders", sa.Column("total", sa.Integer(), sa.ForeignKey("totals.id")))',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: [
            'op.add_column("orders", sa.Column("new_total", sa.UUID()))',
            'op.execute("UPDATE orders SET new_total = t.new_id FROM totals t WHERE orders.total = t.id")',
            DROP,
            'op.alter_column("orders", "new_total", new_column_name="total")',
          ].join('\n'),
        }),
      },
      finds: [
        {
          messageId: 'retyped',
          data: { replaces: 'replaces', table: 'orders', column: 'total', from: 'integer', to: 'uuid' },
          underlines: DROP,
        },
      ],
    },
    'a column that gives way to one of another kind under its name': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b boolean);\n',
        'db/2.sql':
          'ALTER TABLE a RENAME b TO old_b;\nALTER TABLE a ADD b int;\nUPDATE a SET b = old_b::int;\nALTER TABLE a DROP COLUMN old_b;\n',
      },
      finds: [
        {
          messageId: 'retyped',
          data: { replaces: 'replaces', table: 'a', column: 'b', from: 'boolean', to: 'integer' },
          underlines: 'ALTER TABLE a DROP COLUMN old_b',
        },
      ],
    },
    'a column that is there': {
      ...oneRevision({ upgrade: DROP }),
      finds: [
        { messageId: 'drops', data: { table: 'orders', column: 'total', drops: 'drops' }, underlines: DROP },
      ],
      offers: [],
    },
    'a column that held values of its own, and is computed then, or that was computed, and is not then': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b int, c int, d int GENERATED ALWAYS AS (b * 2) STORED);\n',
        'db/2.sql': 'ALTER TABLE a DROP COLUMN c;\nALTER TABLE a ADD c int GENERATED ALWAYS AS (b) STORED;\n',
        'db/3.sql': 'ALTER TABLE a DROP COLUMN d;\nALTER TABLE a ADD d int;\n',
      },
      finds: ['c', 'd'].map((column) => ({
        messageId: 'drops',
        data: { table: 'a', column, drops: 'drops' },
        underlines: `ALTER TABLE a DROP COLUMN ${column}`,
      })),
    },
    'a computed column that is missed meanwhile, because each statement is on its own': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b int, c int GENERATED ALWAYS AS (b * 2) STORED);\n',
        'db/2.sql':
          '-- +goose NO TRANSACTION\n-- +goose Up\nALTER TABLE a DROP COLUMN c;\nALTER TABLE a ADD COLUMN c int GENERATED ALWAYS AS (b * 3) STORED;\n',
      },
      finds: [
        {
          messageId: 'drops',
          data: { table: 'a', column: 'c', drops: 'drops' },
          underlines: 'ALTER TABLE a DROP COLUMN c',
        },
      ],
    },
    'a column that may have been made somewhere, though it is only dropped if it is there': {
      files: {
        'db/1.sql': "CREATE TABLE a (b int);\nSELECT add_column('a', 'c');\n",
        'db/2.sql': 'ALTER TABLE a DROP COLUMN IF EXISTS c;\n',
        'db/3.sql': 'ALTER TABLE unknown DROP COLUMN IF EXISTS c;\n',
        'db/4.sql': 'CREATE TABLE IF NOT EXISTS e (b int);\nCREATE TABLE f (LIKE unknown);\n',
        'db/5.sql': 'ALTER TABLE e DROP COLUMN IF EXISTS g;\n',
        'db/6.sql': 'ALTER TABLE f DROP COLUMN IF EXISTS h;\n',
      },
      finds: [
        ['a', 'c'],
        ['unknown', 'c'],
        ['e', 'g'],
        ['f', 'h'],
      ].map(([table = '', column = '']) => ({
        messageId: 'drops',
        data: { table, column, drops: 'drops' },
        underlines: `ALTER TABLE ${table} DROP COLUMN IF EXISTS ${column}`,
      })),
    },
    'a column that a known table does not have, without IF EXISTS': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b int);\n',
        'db/2.sql': 'ALTER TABLE a DROP COLUMN c;\n',
      },
      finds: [
        {
          messageId: 'drops',
          data: { table: 'a', column: 'c', drops: 'drops' },
          underlines: 'ALTER TABLE a DROP COLUMN c',
        },
      ],
    },
    'a column that gives way to an empty one of its name, or to one that some rows fill': {
      files: {
        'db/1.sql':
          'ALTER TABLE a RENAME b TO old_b;\nALTER TABLE a ADD b int;\nALTER TABLE a DROP COLUMN old_b;\n',
        'db/2.sql':
          'ALTER TABLE a RENAME b TO old_b;\nALTER TABLE a ADD b int;\nUPDATE a SET b = 1 WHERE c;\nUPDATE d SET b = 1;\nALTER TABLE a DROP COLUMN old_b;\n',
        'db/3.sql':
          'ALTER TABLE a RENAME b TO old_b;\nUPDATE a SET c = 1;\nALTER TABLE a DROP COLUMN old_b;\n',
      },
      finds: [1, 2, 3].map(() => ({
        messageId: 'drops',
        data: { table: 'a', column: 'old_b (b before this migration)', drops: 'drops' },
        underlines: 'ALTER TABLE a DROP COLUMN old_b',
      })),
    },
    'a column whose values are read before, and written back into another one of its name': {
      ...oneRevision({
        upgrade: [
          'bind = op.get_bind()',
          'rows = bind.execute(sa.text("SELECT id, total FROM orders"))',
          DROP,
          'op.add_column("orders", sa.Column("total", sa.ARRAY(sa.Integer())))',
          'for row in rows:',
          '    bind.execute(sa.text("UPDATE orders SET total = :total WHERE id = :id"), {"total": [row[1]], "id": row[0]})',
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'read',
          data: { table: 'orders', column: 'total', drops: 'drops', place: 'Line 10' },
          underlines: DROP,
        },
      ],
    },
    'a column whose values are read before, and written into the one that takes its name': {
      ...oneRevision({
        upgrade: [
          'op.add_column("orders", sa.Column("new_total", sa.JSON()))',
          'bind = op.get_bind()',
          'for row in bind.execute(sa.text("SELECT id, total FROM orders")):',
          '    bind.execute(sa.text("UPDATE orders SET new_total = :total WHERE id = :id"), {"total": row[1], "id": row[0]})',
          DROP,
          'op.alter_column("orders", "new_total", new_column_name="total")',
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'read',
          data: { table: 'orders', column: 'total', drops: 'drops', place: 'Line 11' },
          underlines: DROP,
        },
      ],
    },
    'a column whose values are parted into two others': {
      ...oneRevision({
        upgrade: [
          `op.execute("UPDATE orders SET paid = now() WHERE total > 0")`,
          `op.execute("UPDATE orders SET free = now() WHERE total = 0")`,
          DROP,
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'read',
          data: { table: 'orders', column: 'total', drops: 'drops', place: 'Line 10' },
          underlines: DROP,
        },
      ],
    },
    'a column that models of the file read row by row': {
      ...oneRevision({
        module:
          'class Order(Base):\n    __tablename__ = "orders"\n\ndef move(session):\n    for one in session.query(Order):\n        session.add(Bill(sum=one.total))',
        upgrade: `move(Session(bind=op.get_bind()))\n${DROP}`,
      }),
      finds: [
        {
          messageId: 'read',
          data: { table: 'orders', column: 'total', drops: 'drops', place: 'Line 11' },
          underlines: DROP,
        },
      ],
    },
    'a column that statements read which have a name': {
      ...oneRevision({
        module:
          'PAID = "SELECT id FROM orders WHERE total > 0"\nMARK = f"""\nUPDATE orders\nSET paid = true\nWHERE id IN ({PAID})\n"""',
        upgrade: `op.get_bind().execute(MARK)\n${DROP}`,
      }),
      finds: [
        {
          messageId: 'read',
          data: { table: 'orders', column: 'total', drops: 'drops', place: 'Line 9' },
          underlines: DROP,
        },
      ],
    },
    'a column that a revision before it has read through a session, and written elsewhere': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          module: 'class Order(Base):\n    __tablename__ = "orders"',
          upgrade: [
            'session = Session(bind=op.get_bind())',
            'for one in session.query(Order):',
            '    session.execute(sa.text("INSERT INTO bills (sum) VALUES (:sum)"), {"sum": one.total})',
          ].join('\n'),
        }),
        'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: DROP }),
      },
      finds: [
        {
          messageId: 'read',
          data: { table: 'orders', column: 'total', drops: 'drops', place: 'Line 13 of 5a9d_base.py' },
          underlines: DROP,
        },
      ],
    },
    'a column that a later revision reads, or one of the same table in another schema': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: DROP }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: 'op.execute("UPDATE orders SET sum = total")',
        }),
      },
      finds: [
        { messageId: 'drops', data: { table: 'orders', column: 'total', drops: 'drops' }, underlines: DROP },
      ],
    },
    'a column that is read in the downgrade alone': {
      ...oneRevision({
        upgrade: DROP,
        downgrade: 'op.execute("UPDATE orders SET sum = total")',
      }),
      finds: [
        { messageId: 'drops', data: { table: 'orders', column: 'total', drops: 'drops' }, underlines: DROP },
      ],
    },
    'a column that a revision before it has read': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: 'op.execute("INSERT INTO bills (sum) SELECT total FROM orders")',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: DROP }),
      },
      finds: [
        {
          messageId: 'read',
          data: { table: 'orders', column: 'total', drops: 'drops', place: 'Line 9 of 5a9d_base.py' },
          underlines: DROP,
        },
      ],
    },
    'a column that a revision before it has looked at, and done nothing with': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: 'op.execute("SELECT max(total) FROM orders")',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: DROP }),
      },
      finds: [
        { messageId: 'drops', data: { table: 'orders', column: 'total', drops: 'drops' }, underlines: DROP },
      ],
    },
    'a column of a table that is copied whole before': {
      files: { 'db/1.sql': 'CREATE TABLE c AS SELECT * FROM a;\nALTER TABLE a DROP COLUMN b;\n' },
      finds: [
        {
          messageId: 'read',
          data: { table: 'a', column: 'b', drops: 'drops', place: 'Line 1' },
          underlines: 'ALTER TABLE a DROP COLUMN b',
        },
      ],
    },
    'a column that is only written before, or whose rows are deleted by it, or that is read later': {
      ...oneRevision({
        upgrade: [
          'op.execute("UPDATE orders SET note = 1, total = 0")',
          'op.execute("INSERT INTO orders (total) VALUES (1)")',
          'op.execute("DELETE FROM orders WHERE total = 0")',
          'op.execute("UPDATE orders SET note = 1 WHERE total IS NULL")',
          `op.execute("UPDATE orders SET details = details - 'total'")`,
          'op.execute("INSERT INTO orders (id, total) SELECT id, total FROM carts")',
          'op.execute("SELECT * FROM orders WHERE id = 1")',
          `op.execute("SELECT 1 FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'total'")`,
          'op.execute("UPDATE bills SET total = total + 1")',
          DROP,
          'op.execute("UPDATE orders SET note = total")',
        ].join('\n'),
      }),
      finds: [
        { messageId: 'drops', data: { table: 'orders', column: 'total', drops: 'drops' }, underlines: DROP },
      ],
    },
    'a column of a table that was emptied before': {
      ...oneRevision({ upgrade: `op.execute("DELETE FROM orders")\n${DROP}` }),
      finds: [
        {
          messageId: 'emptied',
          data: { table: 'orders', column: 'total', drops: 'drops' },
          underlines: DROP,
        },
      ],
    },
    'a column that an earlier revision made': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: 'op.create_table("orders", sa.Column("total", sa.Integer()))',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: DROP }),
      },
      finds: [
        { messageId: 'drops', data: { table: 'orders', column: 'total', drops: 'drops' }, underlines: DROP },
      ],
    },
    'a column that was dropped, is made anew and goes again': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b int);\nDROP TABLE a;\nALTER TABLE a DROP b;\n',
      },
      finds: [
        {
          messageId: 'drops',
          data: { table: 'a', column: 'b', drops: 'drops' },
          underlines: 'ALTER TABLE a DROP b',
        },
      ],
    },
    'a column of a table that may have been there': {
      files: { 'db/1.sql': 'CREATE TABLE IF NOT EXISTS a (b int);\nALTER TABLE c DROP COLUMN b;\n' },
      finds: [
        {
          messageId: 'drops',
          data: { table: 'c', column: 'b', drops: 'drops' },
          underlines: 'ALTER TABLE c DROP COLUMN b',
        },
      ],
    },
    'a table without a schema, behind one in a schema that is only known when it runs': {
      ...oneRevision({ upgrade: `op.create_table("orders", schema=schema())\n${DROP}` }),
      finds: [
        { messageId: 'drops', data: { table: 'orders', column: 'total', drops: 'drops' }, underlines: DROP },
      ],
    },
    'a table that the migration made and dropped, or gave away its name': {
      ...oneRevision({
        upgrade: [
          'op.create_table("a")',
          'op.rename_table("a", "b")',
          'op.drop_column("b", "c")',
          'op.drop_column("a", "c")',
          'op.drop_table("b")',
          'op.drop_column("b", "c")',
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'drops',
          data: { table: 'a', column: 'c', drops: 'drops' },
          underlines: 'op.drop_column("a", "c")',
        },
        {
          messageId: 'drops',
          data: { table: 'b', column: 'c', drops: 'drops' },
          underlines: 'op.drop_column("b", "c")',
        },
      ],
    },
    'in a schema, in a batch, in SQL': {
      ...oneRevision({
        upgrade: [
          'op.drop_column("orders", "total", schema="shop")',
          'with op.batch_alter_table("orders") as batch_op:',
          '    batch_op.drop_column("total")',
          'op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS \\"Total\\" CASCADE")',
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'drops',
          data: { table: 'shop.orders', column: 'total', drops: 'drops' },
          underlines: 'op.drop_column("orders", "total", schema="shop")',
        },
        {
          messageId: 'drops',
          data: { table: 'orders', column: 'total', drops: 'drops' },
          underlines: 'batch_op.drop_column("total")',
        },
        {
          messageId: 'drops',
          data: { table: 'orders', column: 'Total', drops: 'drops' },
          underlines: 'ALTER TABLE orders DROP COLUMN IF EXISTS \\"Total\\" CASCADE',
        },
      ],
    },
    'under a condition': {
      ...oneRevision({ upgrade: `if wanted():\n    ${DROP}` }),
      finds: [
        {
          messageId: 'drops',
          data: { table: 'orders', column: 'total', drops: 'may drop' },
          underlines: DROP,
        },
      ],
    },
    'SQL of which a name is put in': {
      ...oneRevision({ upgrade: 'op.execute(f"ALTER TABLE {name()} DROP COLUMN total")' }),
      finds: [
        {
          messageId: 'drops',
          data: { table: '`name()`', column: 'total', drops: 'drops' },
          underlines: 'ALTER TABLE {name()} DROP COLUMN total',
        },
      ],
    },
    'names that are only known when it runs': {
      ...oneRevision({ upgrade: 'op.drop_column(table(), column())' }),
      finds: [
        {
          messageId: 'drops',
          data: { table: '`table()`', column: '`column()`', drops: 'drops' },
          underlines: 'op.drop_column(table(), column())',
        },
      ],
    },
  },
  waits: {},
});
