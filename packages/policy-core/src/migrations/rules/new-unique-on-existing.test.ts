import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { newUniqueOnExisting } from './new-unique-on-existing.ts';

const duplicates = (columns: string, table: string, where: string) =>
  `SELECT ${columns}, count(*) FROM ${table}${where} GROUP BY ${columns} HAVING count(*) > 1`;
const filledRows = (columns: string) => ` WHERE ${columns.split(', ').join(' IS NOT NULL AND ')} IS NOT NULL`;
const unique = (messageId: string, columns: string, { table = 'orders', makes = 'makes' } = {}) => ({
  messageId,
  data: { makes, columns, table, query: duplicates(columns, table, filledRows(columns)) },
});
const makes = (columns: string, place?: Parameters<typeof unique>[2]) => unique('unique', columns, place);
const some = (columns: string, table: string) => unique('some', columns, { table });
const written = (messageId: 'filled' | 'changed', column: string, columns = column) => {
  const { data } = unique(messageId, columns);
  return { messageId, data: { ...data, written: column } };
};
const filled = (column: string) => written('filled', column);
const changed = (column: string, columns?: string) => written('changed', column, columns);
const withoutNulls = (messageId: string, columns: string, table = 'orders') => ({
  messageId,
  data: { makes: 'makes', columns, table, query: duplicates(columns, table, '') },
});
const empty = (columns: string) => withoutNulls('empty', columns);
const open = (columns: string, table: string) => {
  const { messageId, data } = unique('open', columns, { table });
  return { messageId, data: { ...data, query: data.query.replace('`table_of()`', '"table_of()"') } };
};
const unread = { messageId: 'unread', data: { makes: 'makes', table: 'orders' } };
const ON_UNREAD = 'op.create_unique_constraint("uq", "orders", columns())';
const ON_OPEN = 'op.create_unique_constraint("uq", table_of(), ["number"])';
const ADDS = 'ALTER TABLE orders ADD CONSTRAINT one UNIQUE (number)';
const UNIQUE = 'op.create_unique_constraint("uq", "orders", ["number"])';
const INDEX = 'op.create_index("ux", "orders", ["number"], unique=True)';
const after = (base: string, ...upgrade: readonly string[]) => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: base }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: upgrade.join('\n') }),
  },
});
const table = (more: string) => `op.create_table("orders", sa.Column("number", sa.Text()${more}))`;

describeRule(newUniqueOnExisting, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a table that is made where it is missing, and of which nothing before tells': {
      files: {
        'db/1.sql': 'CREATE TABLE people (id int);\n',
        'db/2.sql':
          'CREATE TABLE IF NOT EXISTS orders (number int);\nCREATE UNIQUE INDEX ux ON orders (number);\n',
      },
    },
    'an index that an earlier migration has made already': {
      files: {
        'db/1.sql': 'CREATE TABLE orders (number int);\nCREATE UNIQUE INDEX ux ON orders (lower(number));\n',
        'db/2.sql': 'CREATE UNIQUE INDEX IF NOT EXISTS ux ON orders (number);\n',
      },
    },
    'a key of a table that gets another name': oneRevision({
      upgrade: [
        'op.drop_constraint("orders_pk", "orders", type_="primary")',
        'op.rename_table("orders", "sales")',
        'op.create_primary_key("sales_pk", "sales", ["id"])',
      ].join('\n'),
      downgrade: [
        'op.drop_constraint("sales_pk", "sales", type_="primary")',
        'op.rename_table("sales", "orders")',
        'op.create_primary_key("orders_pk", "orders", ["id"])',
      ].join('\n'),
    }),
    'a table that the migration makes': oneRevision({ upgrade: `${table('')}\n${UNIQUE}\n${INDEX}` }),
    'what a downgrade brings back': oneRevision({ upgrade: 'pass', downgrade: UNIQUE }),
    'indexes that are not unique, and other constraints': {
      files: {
        'db/1.sql':
          'CREATE INDEX ON orders (a);\nALTER TABLE orders ADD CHECK (a > 0);\nALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES b;\n',
      },
    },
    'an index that is there and becomes a constraint': {
      files: { 'db/1.sql': 'ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX ux;\n' },
    },
    'columns that are unique as it is': after(
      table(', unique=True'),
      INDEX,
      'op.create_unique_constraint("uq2", "orders", ["shop", "number"])',
    ),
    'columns that were unique until now': after(
      table(', unique=True'),
      'op.drop_constraint("orders_number_key", "orders", type_="unique")',
      INDEX,
    ),
    'columns that were unique until now under other names': after(
      table(', unique=True'),
      'op.drop_constraint("orders_number_key", "orders", type_="unique")',
      'op.rename_table("orders", "sales")',
      'op.alter_column("sales", "number", new_column_name="code")',
      'op.create_unique_constraint("uq", "sales", ["code"])',
    ),
    'a key of a table that gets another name in a schema that only a run tells': after(
      'op.create_table("orders", sa.Column("id", sa.Integer()), sa.PrimaryKeyConstraint("id", name="orders_pk"))',
      'op.drop_constraint("orders_pk", "orders", type_="primary")',
      'op.rename_table("orders", "sales", schema=schema())',
      'op.create_primary_key("sales_pk", "sales", ["id"])',
    ),
    'more columns among the same rows, whose WHERE the downgrade spells in another way': oneRevision({
      upgrade: [
        'op.execute("DROP INDEX IF EXISTS ux")',
        `op.execute("CREATE UNIQUE INDEX IF NOT EXISTS ux_shop ON orders (number, shop) WHERE state NOT IN ('gone', 'old')")`,
      ].join('\n'),
      downgrade: [
        'op.execute("DROP INDEX IF EXISTS ux_shop")',
        `op.execute("CREATE UNIQUE INDEX IF NOT EXISTS ux ON orders (number) WHERE (state)::text <> ALL ((ARRAY['gone'::text, 'old'::text])::text[])")`,
      ].join('\n'),
    }),
    'columns that were unique until now, as only the downgrade tells': oneRevision({
      upgrade: [
        'op.drop_constraint("uq", "orders", type_="unique")',
        'op.create_unique_constraint("uq", "orders", ["shop", "number"])',
      ].join('\n'),
      downgrade: [
        'op.drop_constraint("uq", "orders", type_="unique")',
        'op.create_unique_constraint("uq", "orders", ["number"])',
      ].join('\n'),
    }),
    'columns that were unique until now, by an index that the downgrade makes without a name': oneRevision({
      upgrade: [
        'op.add_column("orders", sa.Column("gone", sa.Boolean(), nullable=False, server_default="false"))',
        'op.drop_index("ix_uq_orders_number", table_name="orders")',
        'op.create_index(None, "orders", ["number"], unique=True, postgresql_where=sa.text("NOT gone"))',
      ].join('\n'),
      downgrade: [
        'op.drop_index("ix_uq_orders_number", table_name="orders")',
        'op.drop_column("orders", "gone")',
        'op.create_index(None, "orders", ["number"], unique=True)',
      ].join('\n'),
    }),
    'a new column that is filled with a value of its own for each row, by SQL': oneRevision({
      upgrade: [
        'op.add_column("orders", sa.Column("code", sa.Uuid(), nullable=True))',
        'op.execute("UPDATE orders SET code = gen_random_uuid() WHERE code IS NULL")',
        'op.create_unique_constraint("uq", "orders", ["code"])',
      ].join('\n'),
    }),
    'a new column that is filled with a value of its own for each row': oneRevision({
      upgrade: [
        'op.add_column("orders", sa.Column("code", sa.Uuid(), nullable=True))',
        'orders = sa.table("orders", sa.column("code", sa.Uuid()))',
        'op.execute(orders.update().values(code=sa.func.gen_random_uuid()))',
        'op.create_unique_constraint("uq", "orders", ["code"])',
      ].join('\n'),
    }),
    'a key made anew in another order': oneRevision({
      upgrade: [
        'op.drop_constraint("pk", "orders", type_="primary")',
        'op.create_primary_key("pk", "orders", ["shop", "number"])',
      ].join('\n'),
      downgrade: [
        'op.drop_constraint("pk", "orders", type_="primary")',
        'op.create_primary_key("pk", "orders", ["number", "shop"])',
      ].join('\n'),
    }),
    'a new column that has its own value in each row': after(
      table(''),
      'op.add_column("orders", sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()")))',
      'op.create_primary_key("pk", "orders", ["id"])',
      'op.execute("ALTER TABLE orders ADD COLUMN no serial")',
      'op.create_unique_constraint("uq", "orders", ["no"])',
    ),
    'a new column, for the rows that the migration marks': oneRevision({
      upgrade: [
        'op.add_column("orders", sa.Column("is_first", sa.Boolean(), server_default=sa.false()))',
        'op.create_index("ux", "orders", ["is_first"], unique=True, postgresql_where=sa.text("is_first"))',
      ].join('\n'),
    }),
    'duplicates that the migration deletes from a table that is only known when it runs': oneRevision({
      upgrade: `for name in names():\n    op.execute(f"DELETE FROM {name} WHERE id > 9")\n${UNIQUE}`,
    }),
    'duplicates that the migration deletes before': oneRevision({
      upgrade: `op.execute("DELETE FROM orders a USING orders b WHERE a.number = b.number AND a.id > b.id")\n${UNIQUE}`,
    }),
    'a materialized view that the migration makes': {
      files: {
        'db/1.sql':
          'CREATE MATERIALIZED VIEW shop.sums AS SELECT 1 AS a;\nCREATE UNIQUE INDEX ON shop.sums (a);\n',
      },
    },
    'a primary key over a new column that counts the rows': after(
      table(''),
      'op.add_column("orders", sa.Column("id", sa.Integer(), sa.Identity()))',
      'op.create_primary_key("orders_pkey", "orders", ["id"])',
    ),
    'columns of which one is new and empty': after(
      table(''),
      'op.add_column("orders", sa.Column("code", sa.Text()))',
      'op.create_unique_constraint("uq", "orders", ["number", "code"])',
    ),
  },
  breaks: {
    'a table that only shows when it runs': {
      ...oneRevision({ upgrade: ON_OPEN }),
      finds: [{ ...open('number', '`table_of()`'), underlines: ON_OPEN }],
    },
    'a primary key over a new column that is empty': {
      ...after(
        table(''),
        'op.add_column("orders", sa.Column("id", sa.Text()))',
        'op.create_primary_key("k", "orders", ["id", "number"])',
      ),
      finds: [
        {
          ...empty('id, number'),
          underlines: 'op.create_primary_key("k", "orders", ["id", "number"])',
        },
      ],
    },
    'a primary key in SQL over a new column that is empty': {
      files: {
        'db/1.sql': 'ALTER TABLE orders ADD COLUMN id uuid;\nALTER TABLE orders ADD PRIMARY KEY (id);\n',
      },
      finds: [{ ...empty('id'), underlines: 'ALTER TABLE orders ADD PRIMARY KEY (id)' }],
    },
    'a new column of which only some values are sure to differ': {
      ...oneRevision({
        upgrade: [
          'op.add_column("orders", sa.Column("code", sa.Text(), nullable=True))',
          'op.execute("UPDATE orders SET code = gen_random_uuid()")',
          'op.execute("UPDATE orders SET code = name")',
          'op.create_unique_constraint("uq", "orders", ["code"])',
        ].join('\n'),
      }),
      finds: [{ ...filled('code'), underlines: 'op.create_unique_constraint("uq", "orders", ["code"])' }],
    },
    'the same column among other rows': {
      ...oneRevision({
        upgrade: [
          'op.drop_index("ux")',
          'op.execute("CREATE UNIQUE INDEX ux2 ON orders (number) WHERE shop > 0")',
        ].join('\n'),
        downgrade:
          'op.drop_index("ux2")\nop.execute("CREATE UNIQUE INDEX ux ON orders (number) WHERE shop > 7")',
      }),
      finds: [
        {
          ...some('number', 'orders'),
          underlines: 'CREATE UNIQUE INDEX ux2 ON orders (number) WHERE shop > 0',
        },
      ],
    },
    'all rows, of which only some were unique before': {
      ...oneRevision({
        upgrade: 'op.drop_index("ux")\nop.create_index("ux2", "orders", ["number", "shop"], unique=True)',
        downgrade:
          'op.drop_index("ux2")\nop.execute("CREATE UNIQUE INDEX ux ON orders (number) WHERE shop > 7")',
      }),
      finds: [
        {
          ...makes('number, shop'),
          underlines: 'op.create_index("ux2", "orders", ["number", "shop"], unique=True)',
        },
      ],
    },
    'columns of which one was replaced by another of its name': {
      ...oneRevision({
        upgrade: [
          'op.drop_constraint("uq", "orders", type_="unique")',
          'op.drop_column("orders", "number")',
          'op.add_column("orders", sa.Column("number", sa.Text()))',
          'op.execute("UPDATE orders SET number = code")',
          UNIQUE,
        ].join('\n'),
        downgrade: UNIQUE,
      }),
      finds: [{ ...filled('number'), underlines: UNIQUE }],
    },
    'columns that the downgrade makes unique under another name': {
      ...oneRevision({
        upgrade: `op.drop_constraint("uq", "orders", type_="unique")\n${UNIQUE}`,
        downgrade: 'op.create_unique_constraint("other", "orders", ["number"])',
      }),
      finds: [{ ...makes('number'), underlines: UNIQUE }],
    },
    'columns that only the downgrade makes unique': {
      ...oneRevision({ upgrade: UNIQUE, downgrade: UNIQUE }),
      finds: [{ ...makes('number'), underlines: UNIQUE }],
    },
    'an index without a name that the downgrade makes, where the one on another column goes': {
      ...oneRevision({
        upgrade: `op.drop_index("ix_uq_orders_shop", table_name="orders")\n${UNIQUE}`,
        downgrade: 'op.create_index(None, "orders", ["number"], unique=True)',
      }),
      finds: [{ ...makes('number'), underlines: UNIQUE }],
    },
    'an index without a name that the downgrade makes, where one goes only afterwards': {
      ...oneRevision({
        upgrade: `${UNIQUE}\nop.drop_index("ix_uq_orders_number", table_name="orders")`,
        downgrade: 'op.create_index(None, "orders", ["number"], unique=True)',
      }),
      finds: [{ ...makes('number'), underlines: UNIQUE }],
    },
    'an index without a name that the downgrade makes, and that keeps nothing unique': {
      ...oneRevision({
        upgrade: `op.drop_index("ix_uq_orders_number", table_name="orders")\n${UNIQUE}`,
        downgrade: 'op.create_index(None, "orders", ["number"])',
      }),
      finds: [{ ...makes('number'), underlines: UNIQUE }],
    },
    'fewer columns than were unique': {
      ...oneRevision({
        upgrade: `op.drop_constraint("uq", "orders", type_="unique")\n${UNIQUE}`,
        downgrade: 'op.create_unique_constraint("uq", "orders", ["shop", "number"])',
      }),
      finds: [{ ...makes('number'), underlines: UNIQUE }],
    },
    'a constraint and an index': {
      ...after(table(''), UNIQUE, INDEX),
      finds: [{ ...makes('number'), underlines: UNIQUE }],
      offers: [],
    },
    'an index': {
      ...after(table(''), INDEX),
      finds: [{ ...makes('number'), underlines: INDEX }],
    },
    'an index with an option that is perhaps set': {
      ...oneRevision({
        upgrade:
          'options = {"unique": False}\nif wanted():\n    options["unique"] = True\nop.create_index("ux", "orders", ["number"], **options)',
      }),
      finds: [
        {
          ...makes('number', { makes: 'may make' }),
          underlines: 'op.create_index("ux", "orders", ["number"], **options)',
        },
      ],
    },
    'an index of which only running it tells whether it is unique': {
      ...after(table(''), 'op.create_index("ux", "orders", ["number"], unique=ONLY)'),
      finds: [
        {
          ...makes('number', { makes: 'may make' }),
          underlines: 'op.create_index("ux", "orders", ["number"], unique=ONLY)',
        },
      ],
    },
    'several columns in SQL, and a primary key': {
      files: {
        'db/1.sql': 'CREATE UNIQUE INDEX CONCURRENTLY ux ON shop.orders (a, b) WHERE a > 0;\n',
        'db/2.sql': 'ALTER TABLE items ADD PRIMARY KEY (id);\n',
      },
      finds: [
        {
          ...some('a, b', 'shop.orders'),
          underlines: 'CREATE UNIQUE INDEX CONCURRENTLY ux ON shop.orders (a, b) WHERE a > 0',
        },
        {
          ...withoutNulls('unique', 'id', 'items'),
          underlines: 'ALTER TABLE items ADD PRIMARY KEY (id)',
        },
      ],
    },
    'fewer columns than are unique, or unique for some rows only': {
      ...after(
        `${table('')}\nop.create_unique_constraint("uq", "orders", ["number", "shop"])\nop.create_index("ux", "orders", ["number"], unique=True, postgresql_where=sa.text("a > 0"))`,
        'op.create_unique_constraint("uq2", "orders", ["number"])',
      ),
      finds: [
        {
          ...makes('number'),
          underlines: 'op.create_unique_constraint("uq2", "orders", ["number"])',
        },
      ],
    },
    'a new column that is not empty': {
      ...after(
        table(''),
        'op.add_column("orders", sa.Column("a", sa.Text(), server_default="x"))',
        'op.create_unique_constraint("ua", "orders", ["a"])',
        'op.add_column("orders", sa.Column("b", sa.Text()))',
        'op.execute("UPDATE orders SET b = number")',
        'op.create_unique_constraint("ub", "orders", ["b"])',
      ),
      finds: ['a', 'b'].map((column) => ({
        ...filled(column),
        underlines: `op.create_unique_constraint("u${column}", "orders", ["${column}"])`,
      })),
    },
    'a new column that somebody may have filled': {
      ...after(
        table(''),
        'op.add_column("orders", sa.Column("b", sa.Text()))',
        'op.execute(fill())',
        'op.create_unique_constraint("ub", "orders", ["b"])',
      ),
      finds: [{ ...filled('b'), underlines: 'op.create_unique_constraint("ub", "orders", ["b"])' }],
    },
    'columns that only a run tells': {
      ...oneRevision({ upgrade: ON_UNREAD }),
      finds: [{ ...unread, underlines: ON_UNREAD }],
    },
    'an expression': {
      files: { 'db/1.sql': 'CREATE UNIQUE INDEX ux ON orders (lower(number));\n' },
      finds: [
        {
          messageId: 'expression',
          data: { makes: 'makes', table: 'orders' },
          underlines: 'CREATE UNIQUE INDEX ux ON orders (lower(number))',
        },
      ],
    },
    'a column that the migration changes': {
      ...oneRevision({ upgrade: `op.execute("UPDATE orders SET number = lower(name)")\n${UNIQUE}` }),
      finds: [{ ...changed('number'), underlines: UNIQUE }],
    },
    'columns of which the migration changes one': {
      ...oneRevision({
        upgrade: `op.execute("UPDATE orders SET number = :number WHERE id = :id")\n${UNIQUE.replace('["number"]', '["number", "shop"]')}`,
      }),
      finds: [
        {
          ...changed('number', 'number, shop'),
          underlines: UNIQUE.replace('["number"]', '["number", "shop"]'),
        },
      ],
    },
    'a column that the migration leaves alone when it changes others': {
      files: { 'db/1.sql': `UPDATE orders SET is_red = colors && '{red}'::color[];\n${ADDS};\n` },
      finds: [{ ...makes('number'), underlines: ADDS }],
    },
    'rows that are deleted afterwards, or from another table': {
      ...oneRevision({
        upgrade: `op.execute("DELETE FROM items")\n${UNIQUE}\nop.execute("DELETE FROM orders WHERE id > 9")`,
      }),
      finds: [{ ...makes('number'), underlines: UNIQUE }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: `if wanted():\n    ${UNIQUE}` }),
      finds: [{ ...makes('number', { makes: 'may make' }), underlines: UNIQUE }],
    },
  },
  waits: {},
});
