import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { dropDefault } from './drop-default.ts';

const ALTER = 'op.alter_column("orders", "total", server_default=None)';
const column = (more: string) => `sa.Column("total", sa.Integer(), ${more})`;
const REWRITE = 'ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT';
/** As a migration rewrites columns that it looks up. */
const rewritten = (...more: readonly string[]) =>
  [
    'connection = op.get_bind()',
    'table, column, default = looked_up(connection)',
    `connection.execute(sa.text(f"${REWRITE}"))`,
    ...more,
  ].join('\n');
const after = (base: string, upgrade = ALTER) => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: base }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade }),
  },
});

describeRule(dropDefault, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a default that is set': oneRevision({
      upgrade: 'op.alter_column("orders", "total", server_default="0")',
      downgrade: ALTER,
    }),
    'a change that says nothing of the default': oneRevision({
      upgrade: 'op.alter_column("orders", "total", nullable=False)',
    }),
    'a column that takes NULL, as the migration says': oneRevision({
      upgrade: 'op.alter_column("orders", "total", server_default=None, existing_nullable=True)',
    }),
    'a column that takes NULL from now on': oneRevision({
      upgrade: 'op.alter_column("orders", "total", server_default=None, nullable=True)',
    }),
    'a column that takes NULL, as an earlier revision tells': after(
      `op.create_table("orders", ${column('server_default="0"')})`,
    ),
    'a column that never had one': after(`op.create_table("orders", ${column('nullable=False')})`),
    'a column that never had one, as the migration says': oneRevision({
      upgrade: 'op.alter_column("orders", "total", server_default=None, existing_server_default=None)',
    }),
    'NULL as the default of a column of which nothing is known, which may have none': {
      files: { 'db/1.sql': 'ALTER TABLE a ALTER b SET DEFAULT NULL;\n' },
    },
    'a column that a trigger fills from now on': {
      files: {
        'db/1.sql': [
          'ALTER TABLE a ALTER b DROP IDENTITY;',
          'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 1; RETURN NEW; END $$;',
          'CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();',
          '',
        ].join('\n'),
      },
    },
    'a default that is set again, as a new type asks for': oneRevision({
      upgrade: `${ALTER}\nop.alter_column("orders", "total", type_=sa.Text(), server_default="0")`,
    }),
    'a default that is set again under names that are only known when it runs': oneRevision({
      upgrade: rewritten(
        'if default is not None:',
        '    connection.execute(sa.text(" ".join([f"ALTER TABLE {table}", f"ALTER COLUMN {column}", f"SET DEFAULT {default}"])))',
      ),
    }),
    'a column that takes NULL from then on, under names that are only known when it runs': oneRevision({
      upgrade: rewritten(
        'connection.execute(sa.text(f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL"))',
      ),
    }),
    'a column that goes, or its table, under names that are only known when it runs': {
      files: {
        'alembic/versions/ab12_x.py': sampleRevision({
          upgrade: rewritten('connection.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {column}"))'),
        }),
        'alembic/versions/cd34_x.py': sampleRevision({
          id: 'cd34',
          parent: '"ab12"',
          upgrade: rewritten('connection.execute(sa.text(f"DROP TABLE {table}"))'),
        }),
      },
    },
    'a column that the migration lets be NULL later, or drops': {
      files: {
        'db/1.sql': 'ALTER TABLE a ALTER b DROP DEFAULT;\nALTER TABLE a ALTER b DROP NOT NULL;\n',
        'db/2.sql': 'ALTER TABLE a ALTER b DROP DEFAULT;\nALTER TABLE a DROP b;\n',
        'db/3.sql': 'ALTER TABLE a ALTER b DROP DEFAULT;\nDROP TABLE a;\n',
      },
    },
    'a table that the migration makes': {
      files: {
        'db/1.sql': 'CREATE TABLE a (b int NOT NULL DEFAULT 0);\nALTER TABLE a ALTER b DROP DEFAULT;\n',
      },
    },
  },
  breaks: {
    'a default that is set again for another column, which the same variable names by then': {
      ...oneRevision({
        upgrade: [
          'table = sys.argv[1]',
          'op.alter_column(table, "total", server_default=None)',
          'table = sys.argv[2]',
          'op.alter_column(table, "total", server_default="0")',
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'drops', table: '`table`', column: 'total' },
          underlines: 'op.alter_column(table, "total", server_default=None)',
        },
      ],
    },
    'a column that is NOT NULL, as an earlier revision tells': {
      ...after(`op.create_table("orders", ${column('nullable=False, server_default="0"')})`),
      finds: [
        { messageId: 'drops', data: { drops: 'drops', table: 'orders', column: 'total' }, underlines: ALTER },
      ],
      offers: [],
    },
    'a column that is added with a default, which running code does not know': {
      ...oneRevision({
        upgrade: `op.add_column("orders", ${column('nullable=False, server_default="0"')})\n${ALTER}`,
      }),
      finds: [
        { messageId: 'drops', data: { drops: 'drops', table: 'orders', column: 'total' }, underlines: ALTER },
      ],
    },
    'NULL in the place of a default that is known': {
      ...after(
        `op.create_table("orders", ${column('nullable=False, server_default="0"')})`,
        'op.execute("ALTER TABLE orders ALTER total SET DEFAULT NULL")',
      ),
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'drops', table: 'orders', column: 'total' },
          underlines: 'ALTER TABLE orders ALTER total SET DEFAULT NULL',
        },
      ],
    },
    'a column beside one that a trigger fills': {
      files: {
        'db/1.sql': [
          'ALTER TABLE a ALTER b DROP DEFAULT;',
          'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.bc := 1; RETURN NEW; END $$;',
          'CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();',
          '',
        ].join('\n'),
      },
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'drops', table: 'a', column: 'b' },
          underlines: 'ALTER TABLE a ALTER b DROP DEFAULT',
        },
      ],
    },
    'a column of which nothing is known': {
      ...oneRevision({ upgrade: ALTER }),
      finds: [
        { messageId: 'drops', data: { drops: 'drops', table: 'orders', column: 'total' }, underlines: ALTER },
      ],
    },
    'a column that becomes NOT NULL': {
      ...after(
        `op.create_table("orders", ${column('server_default="0"')})`,
        'op.alter_column("orders", "total", nullable=False, server_default=None)',
      ),
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'drops', table: 'orders', column: 'total' },
          underlines: 'op.alter_column("orders", "total", nullable=False, server_default=None)',
        },
      ],
    },
    'a column, and a table, that get other names': {
      files: {
        'db/1.sql':
          'ALTER TABLE a ALTER b DROP DEFAULT;\nALTER TABLE a RENAME b TO c;\nALTER TABLE a RENAME TO d;\n',
      },
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'drops', table: 'a', column: 'b' },
          underlines: 'ALTER TABLE a ALTER b DROP DEFAULT',
        },
      ],
    },
    'names that are only known when it runs': {
      ...oneRevision({ upgrade: 'op.alter_column(name(), "b", server_default=None)' }),
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'drops', table: '`name()`', column: 'b' },
          underlines: 'op.alter_column(name(), "b", server_default=None)',
        },
      ],
    },
    'names that are only known when it runs, and nothing after it': {
      ...oneRevision({ upgrade: rewritten() }),
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'drops', table: '`table`', column: '`column`' },
          underlines: REWRITE,
        },
      ],
    },
    ...Object.fromEntries(
      [
        ['another column', 'f"ALTER TABLE {table} ALTER COLUMN {other} SET DEFAULT {default}"'],
        ['another table', 'f"ALTER TABLE {other} ALTER COLUMN {column} SET DEFAULT {default}"'],
        ['a table that is known', 'f"ALTER TABLE orders ALTER COLUMN {column} SET DEFAULT 0"'],
        ['another part of the column', 'f"ALTER TABLE {table} ALTER COLUMN {column} TYPE uuid"'],
        ['NOT NULL', 'f"ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL"'],
        ['NULL as its default', 'f"ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT NULL"'],
      ].map(([what, sql]) => [
        `names that are only known when it runs, and ${what}`,
        {
          ...oneRevision({ upgrade: rewritten(`connection.execute(sa.text(${sql}))`) }),
          finds: [
            {
              messageId: 'drops',
              data: { drops: 'drops', table: '`table`', column: '`column`' },
              underlines: REWRITE,
            },
          ],
        },
      ]),
    ),
    'a default that was set before under names that are only known when it runs': {
      ...oneRevision({
        upgrade: [
          'connection = op.get_bind()',
          'for table, column in names():',
          '    connection.execute(sa.text(f"ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT 0"))',
          `    connection.execute(sa.text(f"${REWRITE}"))`,
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'may drop', table: '`table`', column: '`column`' },
          underlines: REWRITE,
        },
      ],
    },
    'a default that is set again by a call that may give another name each time': {
      ...oneRevision({
        upgrade:
          'op.alter_column(next(names), "b", server_default=None)\nop.alter_column(next(names), "b", server_default="0")',
      }),
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'drops', table: '`next(names)`', column: 'b' },
          underlines: 'op.alter_column(next(names), "b", server_default=None)',
        },
      ],
    },
    'SQL, and under a condition': {
      ...oneRevision({
        upgrade: `op.execute("ALTER TABLE shop.orders ALTER total DROP DEFAULT")\nif wanted():\n    ${ALTER}`,
      }),
      finds: [
        {
          messageId: 'drops',
          data: { drops: 'drops', table: 'shop.orders', column: 'total' },
          underlines: 'ALTER TABLE shop.orders ALTER total DROP DEFAULT',
        },
        {
          messageId: 'drops',
          data: { drops: 'may drop', table: 'orders', column: 'total' },
          underlines: ALTER,
        },
      ],
    },
  },
  waits: {},
});
