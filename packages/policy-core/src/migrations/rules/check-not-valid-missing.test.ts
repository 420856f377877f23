import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { checkNotValidMissing } from './check-not-valid-missing.ts';

const alone = {
  messageId: 'alone',
  data: { takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait' },
};
const column = {
  messageId: 'column',
  data: { takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait' },
};
const CHECK = 'op.create_check_constraint("ck", "orders", "total > 0")';
const checkWith = (more: string) => CHECK.replace(/\)$/, `, ${more})`);
const file = (text: string) => ({ files: { 'db/1.sql': text } });

describeRule(checkNotValidMissing, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a check that is NOT VALID': oneRevision({ upgrade: checkWith('postgresql_not_valid=True') }),
    'a check that is NOT VALID in SQL': file('ALTER TABLE orders ADD CHECK (total > 0) NOT VALID;\n'),
    'a check of a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("total", sa.Integer()))\n${CHECK}`,
    }),
    'a check that comes with its table': file('CREATE TABLE orders (total int CHECK (total > 0));\n'),
    'a temporary table': file('CREATE TEMP TABLE t (a int);\nALTER TABLE t ADD CHECK (a > 0);\n'),
    'what a downgrade brings back': oneRevision({ upgrade: 'pass', downgrade: CHECK }),
    'a foreign key': file('ALTER TABLE orders ADD FOREIGN KEY (room) REFERENCES rooms;\n'),
    'a column that writes every row again, which another rule tells': file(
      'ALTER TABLE orders ADD number serial CHECK (number > 0);\n',
    ),
  },
  breaks: {
    'a directive': {
      ...oneRevision({ upgrade: CHECK }),
      finds: [{ ...alone, underlines: CHECK }],
    },
    'a column that is new as well': {
      ...oneRevision({ upgrade: `op.add_column("orders", sa.Column("total", sa.Integer()))\n${CHECK}` }),
      finds: [{ ...alone, underlines: CHECK }],
    },
    'a flag that only shows when it runs': {
      ...oneRevision({ upgrade: checkWith('postgresql_not_valid=LATER') }),
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'may take ACCESS EXCLUSIVE on orders and read every row; readers and writers wait' },
          underlines: checkWith('postgresql_not_valid=LATER'),
        },
      ],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_postgres():\n    ${CHECK}` }),
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'may take ACCESS EXCLUSIVE on orders and read every row; readers and writers wait' },
          underlines: CHECK,
        },
      ],
    },
    'several in one statement': {
      ...file('ALTER TABLE orders ADD CHECK (a > 0), ADD CHECK (b > 0);\n'),
      finds: [
        { ...alone, underlines: 'ADD CHECK (a > 0)' },
        { ...alone, underlines: 'ADD CHECK (b > 0)' },
      ],
    },
    'SQL in a migration of Alembic': {
      ...oneRevision({ upgrade: 'op.execute("ALTER TABLE shop.orders ADD CHECK (total > 0)")' }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on shop.orders and reads every row; readers and writers wait',
          },
          underlines: 'ALTER TABLE shop.orders ADD CHECK (total > 0)',
        },
      ],
    },
    'a check of a new column': {
      ...file('ALTER TABLE orders ADD total int CHECK (total > 0);\n'),
      finds: [{ ...column, underlines: 'ALTER TABLE orders ADD total int CHECK (total > 0)' }],
    },
    'a table with partitions, which pass NOT VALID on': {
      ...file(
        'ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nALTER TABLE events ADD CHECK (a > 0);\n',
      ),
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'takes ACCESS EXCLUSIVE on events and reads every row; readers and writers wait' },
          underlines: 'ALTER TABLE events ADD CHECK (a > 0)',
        },
      ],
    },
  },
  waits: {},
});
