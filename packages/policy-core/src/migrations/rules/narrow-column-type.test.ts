import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { narrowColumnType } from './narrow-column-type.ts';

const alter = (from: string, to: string) =>
  `op.alter_column("orders", "total", existing_type=${from}, type_=${to})`;
const rewriting = (table: string) =>
  `takes ACCESS EXCLUSIVE on ${table} and writes every row again; readers and writers wait`;
const after = (base: string, upgrade: string) => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: base }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade }),
  },
});

const COMPUTED = {
  messageId: 'computes',
  data: { table: 'orders', column: 'total' },
  because: 'what the USING makes of orders.total is not known',
};

describeRule(narrowColumnType, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a USING that another type asks for': oneRevision({
      upgrade:
        'op.alter_column("orders", "total", existing_type=sa.Text(), type_=sa.Integer(), postgresql_using="NULLIF(total, \'\')::int")',
    }),
    'a type by way of a wider one, where the first is not known': oneRevision({
      upgrade: [
        'op.execute("ALTER TABLE orders ALTER status TYPE varchar")',
        'op.execute("ALTER TABLE orders ALTER status TYPE varchar(20) USING status::varchar(20)")',
        'op.alter_column("orders", "status", existing_type=sa.String(20), type_=sa.String(16))',
      ].join('\n'),
    }),
    'a type by way of a wider one, back to the room there was': after(
      'op.create_table("orders", sa.Column("status", sa.String(20)))',
      'op.alter_column("orders", "status", type_=sa.Text())\nop.alter_column("orders", "status", type_=sa.String(20))',
    ),
    'more room than the history made, where the migration takes it for less': after(
      'op.create_table("orders", sa.Column("total", sa.Numeric(10, 5)))',
      alter('sa.Numeric()', 'sa.Numeric(15, 5)'),
    ),
    'more room': oneRevision({
      upgrade: [
        alter('sa.String(20)', 'sa.String(50)'),
        alter('sa.String(20)', 'sa.Text()'),
        alter('sa.Integer()', 'sa.BigInteger()'),
        alter('sa.Numeric(10, 2)', 'sa.Numeric(12, 2)'),
      ].join('\n'),
      downgrade: alter('sa.BigInteger()', 'sa.Integer()'),
    }),
    'values that become others': oneRevision({
      upgrade: `${alter('sa.Text()', 'sa.Integer()')}\n${alter('sa.DateTime()', 'sa.DateTime(timezone=True)')}`,
    }),
    'an old type that nobody tells': oneRevision({
      upgrade: 'op.alter_column("orders", "total", type_=sa.String(20))',
    }),
    'types that are only known when it runs': oneRevision({
      upgrade: `${alter('sa.Text()', 'short_text()')}\n${alter('old_type()', 'sa.String(20)')}`,
    }),
    'a change that says nothing of the type': oneRevision({
      upgrade: 'op.alter_column("orders", "total", existing_type=sa.Text(), nullable=True)',
    }),
    'a column that the migration makes': oneRevision({
      upgrade: `op.add_column("orders", sa.Column("total", sa.Text()))\n${alter('sa.Text()', 'sa.String(20)')}`,
    }),
    'a table that the migration makes': {
      files: { 'db/1.sql': 'CREATE TABLE a (b text);\nALTER TABLE a ALTER b TYPE varchar(20);\n' },
    },
    'SQL, where nothing shows which file runs first': {
      files: {
        'db/made.sql': 'CREATE TABLE a (b text);\n',
        'db/narrowed.sql': 'ALTER TABLE a ALTER b TYPE varchar(20);\n',
      },
    },
    'SQL that runs before the table is made': {
      files: {
        'db/10.sql': 'CREATE TABLE a (b text);\n',
        'db/9.sql': 'ALTER TABLE a ALTER b TYPE varchar(20);\n',
      },
    },
  },
  breaks: {
    ...Object.fromEntries(
      ['NULL', "'x'", '0', "''::text", 'NULL::varchar(20)'].map((using) => [
        `a constant for every row: ${using}`,
        {
          files: { 'db/1.sql': `ALTER TABLE orders ALTER total TYPE text USING ${using};\n` },
          finds: [
            {
              messageId: 'replaces',
              data: { replaces: 'replaces', table: 'orders', column: 'total' },
              underlines: `ALTER TABLE orders ALTER total TYPE text USING ${using}`,
            },
          ],
        },
      ]),
    ),
    'less room than the history made': {
      ...after(
        'op.create_table("orders", sa.Column("total", sa.Numeric(10, 5)))',
        alter('sa.Numeric()', 'sa.Numeric(15, 4)'),
      ),
      finds: [
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            takes: rewriting('orders'),
            table: 'orders',
            column: 'total',
            from: 'numeric',
            to: 'numeric(15,4)',
            reason: 'decimals are rounded to 4',
          },
          underlines: alter('sa.Numeric()', 'sa.Numeric(15, 4)'),
        },
      ],
    },
    'less room than the migration says, in a table of which not all is known': {
      ...after(
        'op.alter_column("orders", "total", type_=sa.Numeric(10, 5))',
        alter('sa.Numeric()', 'sa.Numeric(15, 5)'),
      ),
      finds: [
        {
          messageId: 'narrows',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'total',
            from: 'numeric',
            to: 'numeric(15,5)',
            reason: 'decimals are rounded to 5',
          },
          underlines: alter('sa.Numeric()', 'sa.Numeric(15, 5)'),
        },
      ],
    },
    ...Object.fromEntries(
      ['total', 'total::varchar(20)', '("total")::text::varchar(20)', 'CAST(total AS varchar(20))'].map(
        (using) => {
          const call = `op.alter_column("orders", "total", existing_type=sa.Text(), type_=sa.String(20), postgresql_using='${using}')`;
          const said = {
            messageId: 'narrowsRewriting',
            data: {
              turns: 'turns',
              table: 'orders',
              column: 'total',
              from: 'text',
              to: 'varchar(20)',
              reason: 'texts of more than 20 characters do not fit',
              takes: rewriting('orders'),
            },
          };
          return [
            `a USING that only says the type: ${using}`,
            { ...oneRevision({ upgrade: call }), finds: [{ ...said, underlines: call }], offers: [] },
          ];
        },
      ),
    ),
    'less room than there was, by way of a wider type': {
      ...after(
        'op.create_table("orders", sa.Column("status", sa.String(20)))',
        'op.alter_column("orders", "status", type_=sa.Text())\nop.alter_column("orders", "status", type_=sa.String(10))',
      ),
      finds: [
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'status',
            from: 'varchar(20)',
            to: 'varchar(10)',
            reason: 'texts of more than 10 characters do not fit',
            takes: rewriting('orders'),
          },
          underlines: 'op.alter_column("orders", "status", type_=sa.String(10))',
        },
      ],
      offers: [],
    },
    'the room there was, after rows may have grown': {
      ...after(
        'op.create_table("orders", sa.Column("status", sa.String(20)))',
        'op.alter_column("orders", "status", type_=sa.Text())\nop.execute("UPDATE orders SET status = note")\nop.alter_column("orders", "status", type_=sa.String(20))',
      ),
      finds: [
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'status',
            from: 'text',
            to: 'varchar(20)',
            reason: 'texts of more than 20 characters do not fit',
            takes: rewriting('orders'),
          },
          underlines: 'op.alter_column("orders", "status", type_=sa.String(20))',
        },
      ],
      offers: [],
    },
    'the room there was, after a USING made other values': {
      ...after(
        'op.create_table("orders", sa.Column("status", sa.String(20)))',
        'op.alter_column("orders", "status", type_=sa.Text(), postgresql_using="status || note")\nop.alter_column("orders", "status", type_=sa.String(20))',
      ),
      finds: [
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'status',
            from: 'text',
            to: 'varchar(20)',
            reason: 'texts of more than 20 characters do not fit',
            takes: rewriting('orders'),
          },
          underlines: 'op.alter_column("orders", "status", type_=sa.String(20))',
        },
      ],
      offers: [],
    },
    'a shorter text, as the migration says': {
      ...oneRevision({ upgrade: alter('sa.String(length=50)', 'sa.String(length=20)') }),
      finds: [
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'total',
            from: 'varchar(50)',
            to: 'varchar(20)',
            reason: 'texts of more than 20 characters do not fit',
            takes: rewriting('orders'),
          },
          underlines: alter('sa.String(length=50)', 'sa.String(length=20)'),
        },
      ],
      offers: [],
    },
    'a shorter text, as an earlier SQL file tells': {
      files: {
        'db/9.sql': 'CREATE TABLE a (b text);\n',
        'db/10.sql': 'ALTER TABLE a ALTER b TYPE varchar(20);\n',
      },
      finds: [
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            table: 'a',
            column: 'b',
            from: 'text',
            to: 'varchar(20)',
            reason: 'texts of more than 20 characters do not fit',
            takes: rewriting('a'),
          },
          underlines: 'ALTER TABLE a ALTER b TYPE varchar(20)',
        },
      ],
    },
    'a smaller number, as an earlier revision tells': {
      ...after(
        'op.create_table("orders", sa.Column("total", sa.BigInteger()))',
        'op.alter_column("orders", "total", type_=sa.Integer())',
      ),
      finds: [
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'total',
            from: 'bigint',
            to: 'integer',
            reason: 'numbers above 2147483647 do not fit',
            takes: rewriting('orders'),
          },
          underlines: 'op.alter_column("orders", "total", type_=sa.Integer())',
        },
      ],
    },
    'what the migration says, whatever earlier ones tell': {
      ...after(
        'op.create_table("orders", sa.Column("total", sa.String(10)))',
        alter('sa.String(50)', 'sa.String(20)'),
      ),
      finds: [
        {
          messageId: 'narrows',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'total',
            from: 'varchar(50)',
            to: 'varchar(20)',
            reason: 'texts of more than 20 characters do not fit',
          },
          underlines: alter('sa.String(50)', 'sa.String(20)'),
        },
      ],
    },
    'what earlier ones tell, where the migration says nothing that can be read': {
      ...after(
        'op.create_table("orders", sa.Column("total", sa.Text()))',
        alter('old_type()', 'sa.String(1)'),
      ),
      finds: [
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'total',
            from: 'text',
            to: 'varchar(1)',
            reason: 'texts of more than 1 character do not fit',
            takes: rewriting('orders'),
          },
          underlines: alter('old_type()', 'sa.String(1)'),
        },
      ],
    },
    'a zone, decimals and values of an enum that are dropped': {
      ...oneRevision({
        upgrade: [
          alter('sa.DateTime(timezone=True)', 'sa.DateTime()'),
          alter('sa.Numeric(10, 2)', 'sa.Numeric(10)'),
          alter('sa.Enum("a", "b", name="state")', 'sa.Enum("a", name="state_new")'),
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'narrows',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'total',
            from: 'timestamptz',
            to: 'timestamp',
            reason: 'the time zone is dropped',
          },
          underlines: alter('sa.DateTime(timezone=True)', 'sa.DateTime()'),
        },
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'total',
            from: 'numeric(10,2)',
            to: 'numeric(10)',
            reason: 'decimals are rounded away',
            takes: rewriting('orders'),
          },
          underlines: alter('sa.Numeric(10, 2)', 'sa.Numeric(10)'),
        },
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'turns',
            table: 'orders',
            column: 'total',
            from: 'state',
            to: 'state_new',
            reason: "the value 'b' is gone",
            takes: rewriting('orders'),
          },
          underlines: alter('sa.Enum("a", "b", name="state")', 'sa.Enum("a", name="state_new")'),
        },
      ],
    },
    'SQL in a revision, with USING, under a condition': {
      ...after(
        'op.execute("CREATE TABLE orders (total text)")',
        'if wanted():\n    op.execute("ALTER TABLE orders ALTER total TYPE varchar(20) USING left(total, 20)")',
      ),
      finds: [
        {
          messageId: 'narrowsRewriting',
          data: {
            turns: 'may turn',
            table: 'orders',
            column: 'total',
            from: 'text',
            to: 'varchar(20)',
            reason: 'texts of more than 20 characters do not fit',
            takes: rewriting('orders').replace('takes', 'may take').replace('writes', 'write'),
          },
          underlines: 'ALTER TABLE orders ALTER total TYPE varchar(20) USING left(total, 20)',
        },
      ],
    },
  },
  waits: {
    'values that USING takes from somewhere else': {
      ...oneRevision({
        upgrade:
          'op.alter_column("orders", "total", existing_type=sa.Text(), type_=sa.String(20), postgresql_using="code")',
      }),
      waits: [COMPUTED],
    },
    'values that USING works out anew, though the type stays': {
      ...after(
        'op.create_table("orders", sa.Column("total", sa.Text()))',
        'op.execute("ALTER TABLE orders ALTER total TYPE text USING md5(total)")',
      ),
      waits: [COMPUTED],
    },
  },
});
