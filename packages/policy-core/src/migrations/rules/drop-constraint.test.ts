import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { dropConstraint } from './drop-constraint.ts';

const drop = (name: string, type?: string) =>
  `op.drop_constraint("${name}", "orders"${type === undefined ? '' : `, type_="${type}"`})`;
const after = (base: string, ...upgrade: readonly string[]) => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: base }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: upgrade.join('\n') }),
  },
});
const TABLE = [
  'op.create_table("orders",',
  '    sa.Column("id", sa.Integer(), primary_key=True),',
  '    sa.Column("number", sa.Text(), unique=True),',
  '    sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customers.id")),',
  '    sa.Column("total", sa.Integer()),',
  '    sa.CheckConstraint("total > 0", name="positive"),',
  ')',
].join('\n');

const KEYS =
  'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("shop", sa.Integer()), sa.Column("number", sa.Integer()), sa.UniqueConstraint("shop", "id", name="uq"), sa.UniqueConstraint("shop", "number", name="uq2"))';
const WITHOUT_CHECK = 'ALTER TABLE orders DROP CONSTRAINT IF EXISTS "STATE"';
const TO_ENUM = `${WITHOUT_CHECK};\nDROP TYPE "STATE";\nCREATE TYPE "STATE" AS ENUM ('a', 'b');\n`;

const REPLACED =
  'ALTER TABLE orders DROP CONSTRAINT ck;\nALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 1) NOT VALID;\n';
/** A function of the migration is given the name of a table. */
const copied = (table: string) =>
  [
    'op.execute("CREATE FUNCTION copy_table(a text, b text) RETURNS void LANGUAGE sql AS $$ SELECT 1 $$")',
    `op.execute("SELECT copy_table('shop.kept', 'shop.${table}')")`,
    drop('fk', 'foreignkey'),
  ].join('\n');

describeRule(dropConstraint, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a constraint of a table that what is not known makes, and the way back drops': oneRevision({
      upgrade: 'copy_table("orders", op)\nop.drop_constraint("uq", "orders_copy", type_="unique")',
      downgrade: 'op.drop_table("orders_copy")',
    }),
    'a table that a function of the migration may make': oneRevision({ upgrade: copied('orders') }),
    'a check whose column becomes an enum of its name': {
      files: {
        'db/1.sql': `${TO_ENUM}ALTER TABLE orders ALTER COLUMN state TYPE "STATE" USING state::"STATE";\n`,
      },
    },
    'a check that comes back under its name, whatever a later statement makes of names': {
      files: { 'db/1.sql': `${REPLACED}SET search_path = shop;\n` },
    },
    'columns of which some are a key that stays': after(KEYS, drop('uq', 'unique')),
    'columns of which some are a key that stays, under a new name': after(
      KEYS,
      'op.alter_column("orders", "id", new_column_name="key")',
      drop('uq', 'unique'),
    ),
    'columns that an expression of them keeps unique': after(
      'op.execute("CREATE TABLE orders (shop text, number int, CONSTRAINT uq UNIQUE (shop, number)); CREATE UNIQUE INDEX ux ON orders (md5(shop), number)")',
      drop('uq', 'unique'),
    ),
    'columns that stay unique, in another order': after(
      'op.create_table("orders", sa.Column("shop", sa.Integer()), sa.Column("number", sa.Integer()), sa.UniqueConstraint("shop", "number", name="uq"))',
      drop('uq', 'unique'),
      'op.create_unique_constraint("uq2", "orders", ["number", "shop"])',
    ),
    'a foreign key to a table that goes as well': after(
      TABLE,
      drop('orders_customer_id_fkey', 'foreignkey'),
      'op.drop_table("customers")',
    ),
    'a foreign key that only the downgrade tells of, to a table that goes as well': oneRevision({
      upgrade: `${drop('to_customers', 'foreignkey')}\nop.drop_table("customers")`,
      downgrade:
        'op.create_table("customers", sa.Column("id", sa.Integer()))\nop.create_foreign_key("to_customers", "orders", "customers", ["customer_id"], ["id"])',
    }),
    'a foreign key in whose place one over more columns comes': after(
      TABLE,
      drop('orders_customer_id_fkey', 'foreignkey'),
      'op.create_foreign_key("fk", "orders", "customers", ["shop", "customer_id"], ["shop", "id"])',
    ),
    'keys of any names, where columns of the table go too': oneRevision({
      upgrade:
        'for key in keys():\n    op.drop_constraint(key.name, "orders", type_="foreignkey")\nop.drop_column("orders", "customer_id")',
    }),
    'keys of any names that are made again by SQL of which parts are not known': oneRevision({
      upgrade: [
        'for name, table, _ in keys():',
        '    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")',
        'for name, table, rule in keys():',
        '    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (a) REFERENCES b (id) ON DELETE {rule}")',
      ].join('\n'),
    }),
    'a constraint that is added': oneRevision({
      upgrade: 'op.create_unique_constraint("uq", "orders", ["number"])',
      downgrade: drop('uq', 'unique'),
    }),
    'a constraint that the migration added itself': oneRevision({
      upgrade: `op.create_check_constraint("ck", "orders", "total > 0")\n${drop('ck', 'check')}`,
    }),
    'a table that the migration makes': oneRevision({ upgrade: `${TABLE}\n${drop('positive')}` }),
    'a foreign key that is made anew with another rule': after(
      TABLE,
      drop('orders_customer_id_fkey', 'foreignkey'),
      'op.create_foreign_key(None, "orders", "customers", ["customer_id"], ["id"], ondelete="CASCADE")',
    ),
    'a constraint that is made anew on a table that is only known when it runs': oneRevision({
      upgrade:
        'for table in tables():\n    op.drop_constraint(name_of(table), table, type_="unique")\n    op.create_unique_constraint("uq", table, ["a"])',
    }),
    'a key that is made anew on a table that gets another name in a schema that is not known': oneRevision({
      upgrade: [
        drop('pk', 'primary'),
        'op.rename_table("orders", "sales", schema=schema())',
        'op.create_primary_key("sales_pk", "sales", ["id"])',
      ].join('\n'),
    }),
    'a constraint that is made anew on the table with its schema': oneRevision({
      upgrade: `${drop('fk', 'foreignkey')}\nop.create_foreign_key(None, "orders", "customers", ["a"], ["id"], source_schema="shop")`,
    }),
    'a constraint that is made anew under its name': oneRevision({
      upgrade: `${drop('ck')}\nop.create_check_constraint("ck", "orders", "total > 1")`,
    }),
    'a unique constraint whose place an index takes': after(
      TABLE,
      'op.create_index("ux", "orders", ["number"], unique=True)',
      drop('orders_number_key', 'unique'),
    ),
    'one of which only the kind is known, where one of its kind is made': oneRevision({
      upgrade: `${drop('fk', 'foreignkey')}\nop.create_foreign_key("fk2", "orders", "customers", ["a"], ["id"])`,
    }),
    'a constraint whose column goes too': after(
      TABLE,
      drop('orders_customer_id_fkey', 'foreignkey'),
      'op.drop_column("orders", "customer_id")',
    ),
    'a constraint whose column goes too, as its name tells': oneRevision({
      upgrade: `${drop('fk_orders_customer_id', 'foreignkey')}\nop.drop_column("orders", "customer_id")`,
    }),
    'a constraint whose table goes too': {
      files: { 'db/1.sql': 'ALTER TABLE orders DROP CONSTRAINT a;\nDROP TABLE orders;\n' },
    },
    'a key in whose place there is one on other columns': {
      files: {
        'db/1.sql': 'ALTER TABLE a DROP CONSTRAINT a_pkey;\nALTER TABLE a ADD PRIMARY KEY (id);\n',
        'db/2.sql':
          'ALTER TABLE b ADD CONSTRAINT b_pkey PRIMARY KEY (id);\nALTER TABLE b DROP CONSTRAINT b_pkey;\n',
      },
    },
    'a key in whose place a column brings another': after(
      TABLE,
      drop('orders_pkey', 'primary'),
      'op.execute("ALTER TABLE orders ADD COLUMN uid serial PRIMARY KEY")',
    ),
    'a foreign key of a table and a column that get other names': after(
      TABLE,
      drop('orders_customer_id_fkey', 'foreignkey'),
      'op.rename_table("orders", "sales")',
      'op.alter_column("sales", "customer_id", new_column_name="buyer_id")',
      'op.create_foreign_key("fk", "sales", "customers", ["buyer_id"], ["id"])',
    ),
    'a check whose work NOT NULL takes over': {
      files: {
        'db/1.sql': 'ALTER TABLE a ALTER b SET NOT NULL;\nALTER TABLE a DROP CONSTRAINT ck_a_b_not_null;\n',
      },
    },
    'a constraint that is made anew in a schema that is only known when it runs': oneRevision({
      upgrade:
        'op.drop_constraint("ck", "orders", schema=schema())\nop.create_check_constraint("ck", "orders", "a > 0")',
    }),
    'None, which has a rule of its own': oneRevision({ upgrade: 'op.drop_constraint(None, "orders")' }),
  },
  breaks: {
    'a check whose name comes back on what may be another table': {
      files: { 'db/1.sql': REPLACED.replace('\n', '\nSET search_path = shop;\n') },
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'ck',
            table: 'orders',
            consequence: 'what it refused is let in from now on',
          },
          underlines: 'ALTER TABLE orders DROP CONSTRAINT ck',
        },
      ],
    },
    'a foreign key to a table that is made anew': {
      ...oneRevision({
        upgrade: `${drop('to_customers', 'foreignkey')}\nop.drop_table("customers")\nop.create_table("customers", sa.Column("id", sa.Integer()))`,
        downgrade: 'op.create_foreign_key("to_customers", "orders", "customers", ["customer_id"], ["id"])',
      }),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'to_customers',
            table: 'orders',
            consequence: 'rows may point at nothing from now on',
          },
          underlines: drop('to_customers', 'foreignkey'),
        },
      ],
    },
    'a foreign key beside another table that goes': {
      ...oneRevision({
        upgrade: `${drop('to_customers', 'foreignkey')}\nop.drop_table("people")`,
        downgrade: 'op.create_foreign_key("to_customers", "orders", "customers", ["customer_id"], ["id"])',
      }),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'to_customers',
            table: 'orders',
            consequence: 'rows may point at nothing from now on',
          },
          underlines: drop('to_customers', 'foreignkey'),
        },
      ],
    },
    'a table beside one that a function of the migration may make': {
      ...oneRevision({ upgrade: copied('old_orders') }),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'fk',
            table: 'orders',
            consequence: 'rows may point at nothing from now on',
          },
          underlines: drop('fk', 'foreignkey'),
        },
      ],
    },
    'a table that is there, whatever a function of the migration does': {
      ...after(TABLE, copied('orders')),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'fk',
            table: 'orders',
            consequence: 'rows may point at nothing from now on',
          },
          underlines: drop('fk', 'foreignkey'),
        },
      ],
    },
    'a check beside an enum of its name, which another table gets': {
      files: {
        'db/1.sql': `${TO_ENUM}ALTER TABLE notes ALTER COLUMN state TYPE "STATE" USING state::"STATE";\n`,
      },
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'STATE',
            table: 'orders',
            consequence: 'what it refused is let in from now on',
          },
          underlines: WITHOUT_CHECK,
        },
      ],
    },
    'a check that is called like a type of PostgreSQL': {
      files: {
        'db/1.sql':
          'ALTER TABLE orders DROP CONSTRAINT text;\nALTER TABLE orders ALTER COLUMN a TYPE text;\n',
      },
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'text',
            table: 'orders',
            consequence: 'what it refused is let in from now on',
          },
          underlines: 'ALTER TABLE orders DROP CONSTRAINT text',
        },
      ],
    },
    'columns of which a key is dropped, too': {
      ...after(KEYS, drop('uq', 'unique'), drop('orders_pkey', 'primary')),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'uq',
            table: 'orders',
            consequence: 'duplicates are let in from now on',
          },
          underlines: drop('uq', 'unique'),
        },
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'orders_pkey',
            table: 'orders',
            consequence: 'nothing distinguishes rows from now on',
          },
          underlines: drop('orders_pkey', 'primary'),
        },
      ],
    },
    'columns of which a key is perhaps dropped, too': {
      ...after(KEYS, drop('uq', 'unique'), `if x:\n    ${drop('orders_pkey', 'primary')}`),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'uq',
            table: 'orders',
            consequence: 'duplicates are let in from now on',
          },
          underlines: drop('uq', 'unique'),
        },
        {
          messageId: 'drops',
          data: {
            drops: 'may drop',
            name: 'orders_pkey',
            table: 'orders',
            consequence: 'nothing distinguishes rows from now on',
          },
          underlines: drop('orders_pkey', 'primary'),
        },
      ],
    },
    'columns of which others are a key': {
      ...after(KEYS, drop('uq2', 'unique')),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'uq2',
            table: 'orders',
            consequence: 'duplicates are let in from now on',
          },
          underlines: drop('uq2', 'unique'),
        },
      ],
    },
    'columns that are unique for some rows only': {
      ...after(
        `${KEYS}\nop.create_index("ux", "orders", ["number"], unique=True, postgresql_where=sa.text("shop > 0"))`,
        drop('uq2', 'unique'),
      ),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'uq2',
            table: 'orders',
            consequence: 'duplicates are let in from now on',
          },
          underlines: drop('uq2', 'unique'),
        },
      ],
    },
    'a foreign key in whose place one over other columns comes': {
      ...after(
        TABLE,
        drop('orders_customer_id_fkey', 'foreignkey'),
        'op.create_foreign_key("fk", "orders", "customers", ["shop", "number"], ["shop", "id"])',
      ),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'orders_customer_id_fkey',
            table: 'orders',
            consequence: 'rows may point at nothing from now on',
          },
          underlines: drop('orders_customer_id_fkey', 'foreignkey'),
        },
      ],
    },
    'each kind, as the migration says or an earlier one tells': {
      ...after(
        TABLE,
        drop('orders_customer_id_fkey'),
        drop('orders_number_key'),
        drop('positive'),
        drop('orders_pkey', 'primary'),
        drop('no_overlap'),
      ),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'orders_customer_id_fkey',
            table: 'orders',
            consequence: 'rows may point at nothing from now on',
          },
          underlines: drop('orders_customer_id_fkey'),
        },
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'orders_number_key',
            table: 'orders',
            consequence: 'duplicates are let in from now on',
          },
          underlines: drop('orders_number_key'),
        },
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'positive',
            table: 'orders',
            consequence: 'values that it refused are let in from now on',
          },
          underlines: drop('positive'),
        },
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'orders_pkey',
            table: 'orders',
            consequence: 'nothing distinguishes rows from now on',
          },
          underlines: drop('orders_pkey', 'primary'),
        },
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'no_overlap',
            table: 'orders',
            consequence: 'what it refused is let in from now on',
          },
          underlines: drop('no_overlap'),
        },
      ],
      offers: [],
    },
    'a constraint in whose place there is one on other columns': {
      ...after(
        TABLE,
        drop('orders_number_key', 'unique'),
        'op.create_unique_constraint("uq", "orders", ["number", "total"])',
      ),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'orders_number_key',
            table: 'orders',
            consequence: 'duplicates are let in from now on',
          },
          underlines: drop('orders_number_key', 'unique'),
        },
      ],
    },
    'a constraint in whose place there is an index that is not unique': {
      ...after(
        TABLE,
        drop('orders_number_key', 'unique'),
        'op.create_index("ix", "orders", ["number"])',
        'op.create_check_constraint("ck", "orders", "total > 1")',
      ),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'orders_number_key',
            table: 'orders',
            consequence: 'duplicates are let in from now on',
          },
          underlines: drop('orders_number_key', 'unique'),
        },
      ],
    },
    'a constraint beside a column, or another table, that goes': {
      ...after(TABLE, drop('positive'), 'op.drop_column("orders", "number")', 'op.drop_table("sizes")'),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'positive',
            table: 'orders',
            consequence: 'values that it refused are let in from now on',
          },
          underlines: drop('positive'),
        },
      ],
    },
    'a check beside another column that becomes NOT NULL, or takes NULL': {
      files: {
        'db/1.sql':
          'ALTER TABLE orders ALTER c SET NOT NULL, ALTER b DROP NOT NULL;\nALTER TABLE orders DROP CONSTRAINT ck_b_not_null;\n',
      },
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'ck_b_not_null',
            table: 'orders',
            consequence: 'what it refused is let in from now on',
          },
          underlines: 'ALTER TABLE orders DROP CONSTRAINT ck_b_not_null',
        },
      ],
    },
    'an exclusion, as an earlier statement tells': {
      ...after(
        'op.execute("ALTER TABLE orders ADD CONSTRAINT x EXCLUDE USING gist (room WITH =)")',
        drop('x'),
      ),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'x',
            table: 'orders',
            consequence: 'rows that it refused are let in from now on',
          },
          underlines: drop('x'),
        },
      ],
    },
    'SQL, and under a condition': {
      ...oneRevision({
        upgrade: 'if wanted():\n    op.execute("ALTER TABLE orders DROP CONSTRAINT IF EXISTS a CASCADE")',
      }),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'may drop',
            name: 'a',
            table: 'orders',
            consequence: 'what it refused is let in from now on',
          },
          underlines: 'ALTER TABLE orders DROP CONSTRAINT IF EXISTS a CASCADE',
        },
      ],
    },
    'a constraint of a table that the way back only may drop': {
      ...oneRevision({
        upgrade: 'copy_table("orders", op)\nop.drop_constraint("uq", "orders_copy", type_="unique")',
        downgrade: 'if COPIED:\n    op.drop_table("orders_copy")',
      }),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: 'uq',
            table: 'orders_copy',
            consequence: 'duplicates are let in from now on',
          },
          underlines: 'op.drop_constraint("uq", "orders_copy", type_="unique")',
        },
      ],
    },
    'a name that is only known when it runs': {
      ...oneRevision({ upgrade: 'op.drop_constraint(name(), "orders", type_="unique")' }),
      finds: [
        {
          messageId: 'drops',
          data: {
            drops: 'drops',
            name: '`name()`',
            table: 'orders',
            consequence: 'duplicates are let in from now on',
          },
          underlines: 'op.drop_constraint(name(), "orders", type_="unique")',
        },
      ],
    },
  },
  waits: {},
});
