import { describeRule } from '../../testing/describe-rule.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { migrationWithAppCode } from './migration-with-app-code.ts';

const PATH = 'alembic/versions/ab12_x.py';
const POLICY = {
  migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'], application: ['app/**'] },
};
const DROP = 'op.drop_column("orders", "total")';

type Status = 'added' | 'modified' | 'deleted';

/** A change that adds the revision and touches other files as well. */
function together(upgrade: string, others: Readonly<Record<string, Status>>) {
  const there = Object.entries(others).filter(([, status]) => status !== 'deleted');
  return {
    files: {
      [PATH]: sampleRevision({ upgrade, downgrade: 'pass' }),
      ...Object.fromEntries(there.map(([path]) => [path, ''])),
    },
    change: [
      { path: PATH, status: 'added' as const },
      ...Object.entries(others).map(([path, status]) => ({ path, status })),
    ],
  };
}

const CODE = { 'app/orders.py': 'modified' } as const;
const told = (takes: string, files = 'app/orders.py') => ({ messageId: 'together', data: { takes, files } });

describeRule(migrationWithAppCode, {
  policy: POLICY,
  keeps: {
    'a drop in a change of its own': together(DROP, {}),
    'a drop beside tests, prose, settings and other migrations': together(DROP, {
      'app/tests/test_orders.py': 'modified',
      'app/README.md': 'modified',
      'app/config.yaml': 'modified',
      'db/2.sql': 'added',
    }),
    'a drop beside code that is not of the application': together(DROP, { 'tools/report.py': 'modified' }),
    'a drop beside the models that it goes with': {
      ...together(DROP, { 'app/models.py': 'modified' }),
      policy: { migrations: { ...POLICY.migrations, models: ['app/models.py'] } },
    },
    'a policy that names no application': {
      ...together(DROP, CODE),
      policy: { migrations: { alembic: ['alembic/versions'] } },
    },
    'what running code does not notice': together(
      [
        'op.add_column("orders", sa.Column("note", sa.Text()))',
        'op.create_table("items", sa.Column("id", sa.Integer()))',
        'op.create_index("ix", "orders", ["note"])',
        'op.alter_column("orders", "name", type_=sa.String(40), existing_type=sa.String(20))',
      ].join('\n'),
      CODE,
    ),
    'what the migration makes itself': together(
      [
        'op.create_table("items", sa.Column("id", sa.Integer()))',
        'op.rename_table("items", "things")',
        'op.add_column("orders", sa.Column("draft", sa.Text()))',
        'op.drop_column("orders", "draft")',
      ].join('\n'),
      CODE,
    ),
    'a drop in a downgrade': {
      files: {
        [PATH]: sampleRevision({ upgrade: 'op.create_table("a")', downgrade: DROP }),
        'app/orders.py': '',
      },
      change: [{ path: PATH, status: 'added' }, 'app/orders.py'],
    },
    'the whole tree, which is no change': {
      files: { [PATH]: sampleRevision({ upgrade: DROP, downgrade: 'pass' }), 'app/orders.py': '' },
    },
  },
  breaks: {
    'a dropped column': {
      ...together(DROP, CODE),
      finds: [{ ...told('drops orders.total'), underlines: DROP }],
      offers: [],
    },
    'a dropped table, and code that goes away with it': {
      ...together('op.drop_table("orders")', { 'app/orders.py': 'deleted' }),
      finds: [{ ...told('drops orders'), underlines: 'op.drop_table("orders")' }],
    },
    'new names, and several files': {
      ...together(
        'op.rename_table("orders", "sales")\nop.alter_column("items", "sum", new_column_name="total")',
        { ...CODE, 'app/sales.py': 'added', 'app/start.sh': 'modified' },
      ),
      finds: [
        {
          ...told('renames orders and renames items.sum', 'app/orders.py and 2 more'),
          underlines: 'op.rename_table("orders", "sales")',
        },
      ],
    },
    'a narrower type, under a condition': {
      ...together(
        'if wanted():\n    op.alter_column("orders", "name", type_=sa.String(10), existing_type=sa.String(20))',
        CODE,
      ),
      finds: [
        {
          ...told('may narrow orders.name'),
          underlines: 'op.alter_column("orders", "name", type_=sa.String(10), existing_type=sa.String(20))',
        },
      ],
    },
    'SQL, and more than is told': {
      files: {
        'db/3.sql': 'DROP TABLE a;\nDROP TABLE b;\nALTER TABLE c DROP d;\nALTER TABLE c RENAME e TO f;\n',
        'db/4.sql': 'DROP TABLE shop.g;\n',
        'app/orders.py': '',
      },
      change: [{ path: 'db/3.sql', status: 'added' }, { path: 'db/4.sql', status: 'added' }, 'app/orders.py'],
      finds: [
        { ...told('drops a, drops b, drops c.d and renames c.e'), underlines: 'DROP TABLE a' },
        { ...told('drops shop.g'), underlines: 'DROP TABLE shop.g' },
      ],
    },
  },
  waits: {},
});
