import { describeRule } from '../../testing/describe-rule.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY, oneRevision } from '../../testing/sample-revision.ts';
import { downgradeIncomplete } from './downgrade-incomplete.ts';

const left = (thing: string) => ({ messageId: 'left', data: { thing } });
const notUnique = (name: string) => ({
  messageId: 'repeated',
  data: { thing: 'the column orders.number', name },
});
const ADD = 'op.add_column("orders", sa.Column("note", sa.Text()))';
const DROP = 'op.drop_column("orders", "note")';
const MYSQL = `op.drop_table("notes")\nop.execute("CREATE TABLE notes (id int) ENGINE=InnoDB")\n${ADD}`;
const INDEX = 'op.create_index("ix_orders_note", "orders", ["note"])';
const TABLE = 'op.create_table("notes", sa.Column("id", sa.Integer(), primary_key=True))';
const UNIQUE = 'op.create_unique_constraint("orders_number_key", "orders", ["number"])';
const NUMBER = 'op.add_column("orders", sa.Column("number", sa.Integer()))';
const OWN = `op.execute("CREATE FUNCTION f() RETURNS int RETURN 1; SELECT f('orders'); DROP FUNCTION f")`;

/** A unique column that is dropped, after what else was done to it, and what brings it back. */
const backAgain = (downgrade: string, more = 'pass', drop = 'op.drop_column("orders", "number")') =>
  sampleHistory({
    base: {
      a1: {
        upgrade:
          'op.create_table("orders", sa.Column("shop", sa.Integer()), sa.Column("number", sa.Integer(), unique=True))',
      },
      b2: { parent: '"a1"', upgrade: more },
    },
    added: { c3: { parent: '"b2"', upgrade: drop, downgrade } },
  });

/** A key that deletes orders with their people, and is made again after its column has another type. */
const keyAgain = (more: string) =>
  sampleHistory({
    base: {
      a1: {
        upgrade:
          'op.create_table("orders", sa.Column("by", sa.Integer()), sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk", ondelete="CASCADE"))',
      },
    },
    added: {
      b2: {
        parent: '"a1"',
        upgrade: `op.drop_constraint("fk", "orders", type_="foreignkey")\nop.alter_column("orders", "by", type_=sa.BigInteger())\nop.create_foreign_key("fk", "orders", "people", ["by"], ["id"], ${more})`,
        downgrade: 'op.alter_column("orders", "by", type_=sa.Integer())',
      },
    },
  });

describeRule(downgradeIncomplete, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a table that its function may make': oneRevision({ upgrade: `${OWN}\n${NUMBER}`, downgrade: INDEX }),
    'a table that cannot be seen to be made again': oneRevision({ upgrade: MYSQL, downgrade: DROP }),
    'a column whose type is swapped, to which the downgrade adds a value': sampleHistory({
      base: {
        a1: {
          upgrade: "op.execute(\"CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE people (mood mood)\")",
        },
      },
      added: {
        b2: {
          parent: '"a1"',
          upgrade: [
            'op.execute("ALTER TYPE mood RENAME TO mood_old")',
            'op.execute("CREATE TYPE mood AS ENUM (\'a\')")',
            'op.execute("ALTER TABLE people ALTER COLUMN mood TYPE mood USING mood::text::mood")',
            'op.execute("DROP TYPE mood_old")',
          ].join('\n'),
          downgrade: 'op.execute("ALTER TYPE mood ADD VALUE \'b\'")',
        },
      },
    }),
    'an index on the rows of which a column tells that the downgrade drops': oneRevision({
      upgrade: `${ADD}\nop.create_index("ix", "orders", ["shop"], postgresql_where=sa.text("note IS NULL"))`,
      downgrade: DROP,
    }),
    'a column of a table that was there before, and that the downgrade drops': oneRevision({
      upgrade: ADD,
      downgrade: 'op.drop_table("orders")',
    }),
    'a key over a column that the downgrade drops and makes again': oneRevision({
      upgrade:
        'op.alter_column("orders", "id", type_=sa.Text())\nop.create_primary_key("pk", "orders", ["id", "shop"])',
      downgrade:
        'op.drop_column("orders", "id")\nop.add_column("orders", sa.Column("id", sa.Integer(), unique=True))',
    }),
    'a column that goes just before its table': oneRevision({
      upgrade: 'op.drop_column("notes", "id")\nop.drop_table("notes")',
      downgrade: TABLE,
    }),
    'a foreign key that is dropped and made again as it was': keyAgain('ondelete="cascade"'),
    'a column that is made anew in a schema, and dropped on the search path': oneRevision({
      upgrade:
        'op.drop_column("orders", "shop")\nop.add_column("orders", sa.Column("shop", sa.Uuid()), schema="shops")',
      downgrade:
        'op.drop_column("orders", "shop")\nop.add_column("orders", sa.Column("shop", sa.Integer()), schema="shops")',
    }),
    'an index that is made again under the new name of its column, and goes with the name': oneRevision({
      upgrade:
        'op.drop_index("ix", table_name="orders")\nop.alter_column("orders", "no", new_column_name="number")\nop.create_index("ix", "orders", ["number"])',
      downgrade: 'op.alter_column("orders", "number", new_column_name="no")',
    }),
    'a sequence that comes back with its serial column': oneRevision({
      upgrade:
        'op.execute("ALTER TABLE orders ALTER id DROP DEFAULT")\nop.execute("DROP SEQUENCE orders_id_seq")',
      downgrade:
        'op.drop_column("orders", "id")\nop.add_column("orders", sa.Column("id", sa.Integer(), primary_key=True))',
    }),
    'a check whose name is looked up, and that the downgrade makes again': oneRevision({
      upgrade:
        'for name in names():\n    op.drop_constraint(name, "orders", type_="check")\nop.create_check_constraint("ck", "orders", "total > 0")',
      downgrade:
        'op.drop_constraint("ck", "orders", type_="check")\nop.create_check_constraint("ck", "orders", "total > 1")',
    }),
    'indexes that a naming convention names': oneRevision({
      upgrade:
        'op.drop_index("ix_orders_no", table_name="orders")\nop.create_index(None, "orders", ["number"], unique=True)',
      downgrade:
        'op.drop_index("ix_uq_orders_number", table_name="orders")\nop.create_index(None, "orders", ["no"])',
    }),
    'a column that a call makes up, and that goes by its name': oneRevision({
      upgrade: 'op.add_column("orders", id_column())',
      downgrade: 'op.drop_column("orders", "id")',
    }),
    'a unique column that comes back unique': backAgain(
      'op.add_column("orders", sa.Column("number", sa.Integer(), unique=True))',
    ),
    'a unique column that is made unique afterwards': backAgain(`${NUMBER}\n${UNIQUE}`),
    'a unique column over which an index is made': backAgain(
      `${NUMBER}\nop.create_index("ix", "orders", ["number"], unique=True)`,
    ),
    'a unique column of a downgrade that nobody can read': backAgain(`${NUMBER}\nop.execute(more())`),
    'a unique column of a table that nobody can read': backAgain(NUMBER, 'op.execute(more("orders"))'),
    'a unique column that may not have been unique any more': backAgain(
      NUMBER,
      'if wanted():\n    op.drop_constraint("orders_number_key", "orders")',
    ),
    'a unique column that was not unique any more': backAgain(
      NUMBER,
      'op.drop_constraint("orders_number_key", "orders")',
    ),
    'a unique column whose index the upgrade drops as well, which is said of that': backAgain(
      `${NUMBER}\nop.create_index("ix_shop_number", "orders", ["shop"])\nop.execute("ALTER TABLE orders ADD CONSTRAINT orders_number_key CHECK (true)")`,
      'op.create_index("ix_shop_number", "orders", ["shop", "number"], unique=True)',
      'op.drop_constraint("orders_number_key", "orders")\nop.drop_index("ix_shop_number")\nop.drop_column("orders", "number")',
    ),
    'a column that was unique with another one, and is unique alone': backAgain(
      `${NUMBER}\n${UNIQUE}`,
      'op.create_index("ix_shop_number", "orders", ["shop", "number"], unique=True)',
    ),
    'a unique column that becomes a key': backAgain(
      `${NUMBER}\nop.create_primary_key("pk", "orders", ["number"])`,
    ),
    'an index that is dropped where it is there, and made': oneRevision({
      upgrade:
        'if has_index():\n    op.drop_index("ix", table_name="orders")\nop.create_index("ix", "orders", ["a"])',
      downgrade: 'op.drop_index("ix", table_name="orders")',
    }),
    '[row 1.33] every step undone, last one first': oneRevision({
      upgrade: `${TABLE}\n${ADD}\n${UNIQUE}`,
      downgrade: `op.drop_constraint("orders_number_key", "orders")\n${DROP}\nop.drop_table("notes")`,
    }),
    'every step undone in another order': oneRevision({
      upgrade: `${TABLE}\n${ADD}`,
      downgrade: `op.drop_table("notes")\n${DROP}`,
    }),
    'an index that goes with its column': oneRevision({ upgrade: `${ADD}\n${INDEX}`, downgrade: DROP }),
    'an index that goes with its table': oneRevision({
      upgrade: `${TABLE}\nop.create_index("ix_notes_id", "notes", ["id"])`,
      downgrade: 'op.drop_table("notes")',
    }),
    'steps undone by SQL': oneRevision({
      upgrade: ADD,
      downgrade: 'op.execute("ALTER TABLE orders DROP COLUMN note")',
    }),
    'a downgrade that nobody can read': oneRevision({
      upgrade: `${ADD}\n${TABLE}`,
      downgrade: 'op.execute(undo())',
    }),
    'a downgrade that does nothing at all, which is for another rule': oneRevision({ upgrade: ADD }),
    'rows, which cannot be told apart afterwards': oneRevision({
      upgrade: `${ADD}\nop.execute("UPDATE orders SET note = 'x' WHERE note IS NULL")`,
      downgrade: DROP,
    }),
    'a view and a function that are replaced in both directions': oneRevision({
      upgrade:
        'op.execute("CREATE OR REPLACE VIEW v AS SELECT 1")\nop.execute("CREATE OR REPLACE FUNCTION f() RETURNS int AS \'SELECT 1\' LANGUAGE sql")',
      downgrade:
        'op.execute("CREATE OR REPLACE VIEW v AS SELECT 2")\nop.execute("CREATE OR REPLACE FUNCTION f() RETURNS int AS \'SELECT 2\' LANGUAGE sql")',
    }),
    'a check before whose name the metadata puts something': oneRevision({
      upgrade: 'op.create_check_constraint("positive", "orders", "total > 0")',
      downgrade: 'op.drop_constraint("ck_orders_positive", "orders")',
    }),
    'a constraint that the downgrade makes anew, so that it was gone': oneRevision({
      upgrade:
        'op.execute("ALTER TABLE roles DROP CONSTRAINT pk CASCADE")\nop.create_foreign_key("fk", "users", "roles", ["role_id"], ["id"])',
      downgrade:
        'op.execute("ALTER TABLE roles DROP CONSTRAINT pk CASCADE")\nop.create_primary_key("pk", "roles", ["id"])\nop.create_foreign_key("fk", "users", "roles", ["role_id"], ["id"])',
    }),
    'a column that is altered, and that the downgrade drops': {
      ...sampleHistory({
        base: { a1: { upgrade: 'op.create_table("t", sa.Column("id", sa.Integer()))' } },
        added: {
          b2: {
            parent: '"a1"',
            upgrade: 'op.alter_column("t", "id", type_=sa.Text())',
            downgrade: 'op.drop_column("t", "id")\nop.add_column("t", sa.Column("id", sa.Integer()))',
          },
        },
      }),
    },
    'an extension, which others may need': oneRevision({
      upgrade: `op.execute("CREATE EXTENSION IF NOT EXISTS pgcrypto")\n${ADD}`,
      downgrade: DROP,
    }),
    'a table that is altered by way of another one': oneRevision({
      upgrade:
        'op.rename_table("notes", "notes_tmp")\nop.create_table("notes", sa.Column("id", sa.Integer()))\nop.drop_table("notes_tmp")',
      downgrade: 'op.drop_column("notes", "flag")',
    }),
    'an enumeration that gets other values in both directions': oneRevision({
      upgrade:
        "op.execute(\"ALTER TYPE status RENAME TO status_old; CREATE TYPE status AS ENUM ('a', 'b'); DROP TYPE status_old\")",
      downgrade:
        'op.execute("ALTER TYPE status RENAME TO status_new; CREATE TYPE status AS ENUM (\'a\'); DROP TYPE status_new")',
    }),
    'an index and a type of a schema that get other names': oneRevision({
      upgrade: 'op.execute("ALTER INDEX shop.ix_a RENAME TO ix_b; ALTER TYPE shop.mood RENAME TO state")',
      downgrade: 'op.execute("ALTER INDEX shop.ix_b RENAME TO ix_a; ALTER TYPE shop.state RENAME TO mood")',
    }),
    'a key whose column is dropped on the search path': oneRevision({
      upgrade: `op.add_column("orders", sa.Column("shop", sa.Integer()), schema="shops")\nop.create_foreign_key(None, "orders", "shops", ["shop"], ["id"], source_schema="shops")`,
      downgrade: 'op.drop_column("orders", "shop")',
    }),
    'rows that are put in': oneRevision({
      upgrade: `${ADD}\nop.execute("INSERT INTO kinds VALUES (1)")`,
      downgrade: DROP,
    }),
    'an index that may not be there, and is dropped before it is made anew': oneRevision({
      upgrade: `op.drop_index("ix", table_name="orders", if_exists=True)\nop.create_index("ix", "orders", ["a"])`,
      downgrade: 'op.drop_index("ix", table_name="orders")',
    }),
    'a column that is altered to what it may have been before': oneRevision({
      upgrade: `${ADD}\nop.alter_column("orders", "number", nullable=False)`,
      downgrade: DROP,
    }),
    'a nameless constraint that is dropped without a name, which is for another rule': oneRevision({
      upgrade: 'op.create_foreign_key(None, "orders", "customers", ["customer_id"], ["id"])',
      downgrade: 'op.drop_constraint(None, "orders", type_="foreignkey")',
    }),
    'what the upgrade itself takes away again': oneRevision({
      upgrade: `${TABLE}\nop.drop_table("notes")\n${ADD}`,
      downgrade: DROP,
    }),
  },
  breaks: {
    'an index on the rows of which another column tells': {
      ...oneRevision({
        upgrade: `${ADD}\nop.create_index("ix", "orders", ["shop"], postgresql_where=sa.text("kind = 'note'"))`,
        downgrade: DROP,
      }),
      finds: [
        {
          ...left('the index ix'),
          underlines:
            'op.create_index("ix", "orders", ["shop"], postgresql_where=sa.text("kind = \'note\'"))',
        },
      ],
    },
    'a foreign key that is dropped and made again with another ON DELETE': {
      ...keyAgain('ondelete="SET NULL"'),
      finds: [
        {
          ...left('the constraint fk of orders'),
          underlines: 'op.create_foreign_key("fk", "orders", "people", ["by"], ["id"], ondelete="SET NULL")',
        },
      ],
    },
    '[row 1.33] a table that stays': {
      ...oneRevision({ upgrade: `${TABLE}\n${ADD}`, downgrade: DROP }),
      finds: [{ ...left('the table notes'), underlines: TABLE }],
    },
    'a column that stays': {
      ...oneRevision({ upgrade: `${TABLE}\n${ADD}`, downgrade: 'op.drop_table("notes")' }),
      finds: [{ ...left('the column orders.note'), underlines: ADD }],
    },
    'an index and a constraint that stay': {
      ...oneRevision({
        upgrade: `${ADD}\nop.create_index("ix_orders_no", "orders", ["number"])\n${UNIQUE}`,
        downgrade: DROP,
      }),
      finds: [
        {
          ...left('the index ix_orders_no'),
          underlines: 'op.create_index("ix_orders_no", "orders", ["number"])',
        },
        { ...left('the constraint orders_number_key of orders'), underlines: UNIQUE },
      ],
    },
    'SQL that is not undone': {
      ...oneRevision({
        upgrade: `${ADD}\nop.execute("CREATE VIEW late AS SELECT 1")`,
        downgrade: DROP,
      }),
      finds: [{ ...left('the view late'), underlines: 'CREATE VIEW late AS SELECT 1' }],
    },
    'a column that was nullable before': {
      ...sampleHistory({
        base: {
          a1: { upgrade: 'op.create_table("orders", sa.Column("number", sa.Integer(), nullable=True))' },
        },
        added: {
          b2: {
            parent: '"a1"',
            upgrade: `${ADD}\nop.alter_column("orders", "number", nullable=False)`,
            downgrade: DROP,
          },
        },
      }),
      finds: [
        {
          ...left('the column orders.number'),
          underlines: 'op.alter_column("orders", "number", nullable=False)',
        },
      ],
    },
    'an enum that outlives its table': {
      ...oneRevision({
        upgrade:
          'op.create_table("notes", sa.Column("kind", sa.Enum("a", "b", name="note_kind"), nullable=False))',
        downgrade: 'op.drop_table("notes")',
      }),
      finds: [
        {
          ...left('the type note_kind'),
          underlines:
            'op.create_table("notes", sa.Column("kind", sa.Enum("a", "b", name="note_kind"), nullable=False))',
        },
      ],
    },
    'an index that is made again under its name, and dropped by the downgrade': {
      ...oneRevision({
        upgrade: 'op.drop_index("ix", table_name="orders")\nop.create_index("ix", "orders", ["number"])',
        downgrade: 'op.drop_index("ix", table_name="orders")',
      }),
      finds: [{ ...left('the index ix'), underlines: 'op.drop_index("ix", table_name="orders")' }],
    },
    'an index that is made again on another column, which is said once': {
      ...backAgain(
        DROP,
        'op.create_index("ix", "orders", ["shop"])',
        `${ADD}\nop.drop_index("ix", table_name="orders")\nop.create_index("ix", "orders", ["number"])`,
      ),
      finds: [{ ...left('the index ix'), underlines: 'op.create_index("ix", "orders", ["number"])' }],
    },
    'a unique column that comes back without its constraint': {
      ...backAgain(NUMBER),
      finds: [{ ...notUnique('orders_number_key'), underlines: 'op.drop_column("orders", "number")' }],
    },
    'a unique column that comes back by SQL': {
      ...backAgain('op.execute("ALTER TABLE orders ADD COLUMN number int NOT NULL DEFAULT 0")'),
      finds: [{ ...notUnique('orders_number_key'), underlines: 'op.drop_column("orders", "number")' }],
    },
    'a column that was unique together with another one, and by an index': {
      ...backAgain(NUMBER, 'op.create_index("ix_shop_number", "orders", ["shop", "number"], unique=True)'),
      finds: [
        {
          ...notUnique('orders_number_key and ix_shop_number'),
          underlines: 'op.drop_column("orders", "number")',
        },
      ],
    },
    'a column that a call makes up, where one of another table goes': {
      ...oneRevision({
        upgrade: 'op.add_column("orders", id_column())',
        downgrade: 'op.drop_column("customers", "id")',
      }),
      finds: [
        {
          ...left('the column orders.`id_column()`'),
          underlines: 'op.add_column("orders", id_column())',
        },
      ],
    },
    'a column with a name, where another one of its table goes': {
      ...oneRevision({ upgrade: ADD, downgrade: 'op.drop_column("orders", "id")' }),
      finds: [{ ...left('the column orders.note'), underlines: ADD }],
    },
    'a step undone for another table': {
      ...oneRevision({ upgrade: ADD, downgrade: 'op.drop_column("customers", "note")' }),
      finds: [{ ...left('the column orders.note'), underlines: ADD }],
    },
  },
  waits: {},
});
