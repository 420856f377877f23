import { describeRule } from '../../testing/describe-rule.ts';
import { inDoubt } from '../../testing/in-doubt.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { volatileDefault } from './volatile-default.ts';

const volatile = (work = 'writes every row again', table = 'orders') => ({
  messageId: 'volatile',
  data: { takes: `takes ACCESS EXCLUSIVE on ${table} and ${work}; readers and writers wait` },
});
const domain = {
  messageId: 'domain',
  data: { takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait' },
};
const column = (preset: string, table = 'orders') =>
  `op.add_column("${table}", sa.Column("token", sa.Text(), server_default=${preset}))`;
const UUID = column('sa.text("gen_random_uuid()")');
const file = (text: string) => ({ files: { 'db/1.sql': text } });

describeRule(volatileDefault, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'no default': oneRevision({ upgrade: 'op.add_column("orders", sa.Column("token", sa.Text()))' }),
    'a constant': oneRevision({ upgrade: column('"none"') }),
    'the time of the statement, which is the same for all': oneRevision({
      upgrade: column('sa.func.now()'),
    }),
    CURRENT_TIMESTAMP: file('ALTER TABLE orders ADD made timestamptz DEFAULT CURRENT_TIMESTAMP;\n'),
    'a default of new rows alone': file(
      'ALTER TABLE orders ADD token uuid;\nALTER TABLE orders ALTER token SET DEFAULT gen_random_uuid();\n',
    ),
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("id", sa.Integer()))\n${UUID}`,
    }),
    'a temporary table': file('CREATE TEMP TABLE t (a int);\nALTER TABLE t ADD b float DEFAULT random();\n'),
    'a column that counts, which another rule tells': file('ALTER TABLE orders ADD number serial;\n'),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: UUID }),
    'a domain that looks at nothing': file(
      'CREATE DOMAIN code AS text;\nALTER TABLE orders ADD token code;\n',
    ),
  },
  breaks: {
    'a value of its own for each row': {
      ...oneRevision({ upgrade: UUID }),
      finds: [{ ...volatile(), underlines: UUID }],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_new():\n    ${UUID}` }),
      finds: [{ messageId: 'volatile', data: { takes: inDoubt(volatile().data.takes) }, underlines: UUID }],
    },
    'the time of the clock': {
      ...file('ALTER TABLE orders ADD made timestamptz DEFAULT clock_timestamp();\n'),
      finds: [
        {
          ...volatile(),
          underlines: 'ALTER TABLE orders ADD made timestamptz DEFAULT clock_timestamp()',
        },
      ],
    },
    'a value inside an expression': {
      ...oneRevision({ upgrade: column('sa.text("md5(random()::text)")') }),
      finds: [{ ...volatile(), underlines: column('sa.text("md5(random()::text)")') }],
    },
    'a column that is unique as well': {
      ...file('ALTER TABLE orders ADD token uuid DEFAULT gen_random_uuid() UNIQUE;\n'),
      finds: [
        {
          ...volatile(),
          underlines: 'ALTER TABLE orders ADD token uuid DEFAULT gen_random_uuid() UNIQUE',
        },
      ],
    },
    'a domain that refuses values': {
      ...file(
        "CREATE DOMAIN code AS text CHECK (VALUE <> '');\nALTER TABLE orders ADD token code;\nALTER TABLE orders ADD other code DEFAULT 'x';\n",
      ),
      finds: [
        { ...domain, underlines: 'ALTER TABLE orders ADD token code' },
        { ...domain, underlines: "ALTER TABLE orders ADD other code DEFAULT 'x'" },
      ],
    },
    'a table with partitions': {
      ...file(
        'ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nALTER TABLE events ADD b float DEFAULT random();\n',
      ),
      finds: [
        {
          ...volatile('writes every row again', 'events'),
          underlines: 'ALTER TABLE events ADD b float DEFAULT random()',
        },
      ],
    },
  },
  waits: {
    'a function of which nothing is known': {
      ...oneRevision({ upgrade: column('sa.text("next_token()")') }),
      waits: [
        {
          ...volatile('may write every row again'),
          because: 'nothing shows whether the function next_token gives every row a value of its own',
        },
      ],
    },
    'such a function for a column that is unique as well, which another rule tells': {
      files: { 'db/1.sql': 'ALTER TABLE orders ADD token uuid DEFAULT next_token() UNIQUE;\n' },
      waits: [
        {
          ...volatile('may write every row again'),
          because: 'nothing shows whether the function next_token gives every row a value of its own',
        },
      ],
    },
    'a default that only shows when it runs': {
      ...oneRevision({ upgrade: column('chosen()') }),
      waits: [
        {
          ...volatile('may write every row again'),
          because: 'the default only shows when it runs',
        },
      ],
    },
  },
});
