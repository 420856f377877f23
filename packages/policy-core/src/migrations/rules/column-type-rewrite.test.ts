import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { columnTypeRewrite } from './column-type-rewrite.ts';

const indexes = {
  messageId: 'indexes',
  data: {
    takes: 'takes ACCESS EXCLUSIVE on orders and builds an index over its rows; readers and writers wait',
  },
};
const change = (from: string | undefined, to: string) =>
  `op.alter_column("orders", "total", ${from === undefined ? '' : `existing_type=${from}, `}type_=${to})`;
const WIDER = change('sa.Integer()', 'sa.BigInteger()');
const file = (text: string) => ({ files: { 'db/1.sql': text } });
const after = (earlier: string, upgrade: string) => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: earlier }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade }),
  },
});
const MOMENT = 'op.create_table("orders", sa.Column("total", sa.DateTime()))';
const MADE = 'op.create_table("orders", sa.Column("total", sa.String(20)))';

describeRule(columnTypeRewrite, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'more room for a text': oneRevision({ upgrade: change('sa.String(20)', 'sa.String(40)') }),
    'no limit for a text': oneRevision({ upgrade: change('sa.String(20)', 'sa.Text()') }),
    'more digits of the same scale': oneRevision({
      upgrade: change('sa.Numeric(10, 2)', 'sa.Numeric(12, 2)'),
    }),
    'the type that it has': oneRevision({ upgrade: change('sa.Integer()', 'sa.Integer()') }),
    'a type that the migrations tell': after(MADE, change(undefined, 'sa.Text()')),
    'time zones where the session has UTC': after(
      MOMENT,
      `op.execute("SET timezone = 'UTC'")\n${change('sa.DateTime()', 'sa.DateTime(timezone=True)')}`,
    ),
    'a table that the migration makes': oneRevision({ upgrade: `${MADE}\n${WIDER}` }),
    'another name': oneRevision({
      upgrade: 'op.alter_column("orders", "total", new_column_name="sum", existing_type=sa.Integer())',
    }),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: WIDER }),
  },
  breaks: {
    'a number of more digits': {
      ...oneRevision({ upgrade: WIDER }),
      finds: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: WIDER,
        },
      ],
    },
    'less room for a text': {
      ...oneRevision({ upgrade: change('sa.String(40)', 'sa.String(20)') }),
      finds: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: change('sa.String(40)', 'sa.String(20)'),
        },
      ],
    },
    'another scale': {
      ...oneRevision({ upgrade: change('sa.Numeric(10, 2)', 'sa.Numeric(12, 4)') }),
      finds: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: change('sa.Numeric(10, 2)', 'sa.Numeric(12, 4)'),
        },
      ],
    },
    'a type that the migrations tell': {
      ...after(MADE, change(undefined, 'sa.Integer()')),
      finds: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: change(undefined, 'sa.Integer()'),
        },
      ],
    },
    'NOT NULL at the same time': {
      ...oneRevision({ upgrade: WIDER.replace(/\)$/, ', nullable=False)') }),
      finds: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: WIDER.replace(/\)$/, ', nullable=False)'),
        },
      ],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_small():\n    ${WIDER}` }),
      finds: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'may take ACCESS EXCLUSIVE on orders and write every row again; readers and writers wait',
          },
          underlines: WIDER,
        },
      ],
    },
    'an index that another order spoils': {
      ...after(
        `${MADE}\nop.create_index("ix", "orders", ["total"])`,
        'op.execute("ALTER TABLE orders ALTER total TYPE citext")',
      ),
      finds: [{ ...indexes, underlines: 'ALTER TABLE orders ALTER total TYPE citext' }],
    },
    'values that are worked out': {
      ...file('ALTER TABLE orders ALTER total TYPE text USING total || $$ EUR$$;\n'),
      finds: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: 'ALTER TABLE orders ALTER total TYPE text USING total || $$ EUR$$',
        },
      ],
    },
    'a table with partitions': {
      ...file(
        'CREATE TABLE made (total int);\nALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nALTER TABLE events ALTER total TYPE bigint USING total + 0;\n',
      ),
      finds: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on events and writes every row again; readers and writers wait',
          },
          underlines: 'ALTER TABLE events ALTER total TYPE bigint USING total + 0',
        },
      ],
    },
  },
  waits: {
    'a column of which nothing tells the type': {
      ...oneRevision({ upgrade: change(undefined, 'sa.BigInteger()') }),
      waits: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and may write every row again; readers and writers wait',
          },
          because: 'nothing shows which type the column has',
        },
      ],
    },
    'a column of which nothing tells the type, and which is made NOT NULL in the same call': {
      ...oneRevision({ upgrade: change(undefined, 'sa.BigInteger()').replace(/\)$/, ', nullable=False)') }),
      waits: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and may write every row again; readers and writers wait',
          },
          because: 'nothing shows which type the column has',
        },
      ],
    },
    'a type that only shows when it runs': {
      ...oneRevision({ upgrade: change('sa.Integer()', 'chosen()') }),
      waits: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and may write every row again; readers and writers wait',
          },
          because: 'one of the two types only shows when it runs',
        },
      ],
    },
    'time zones of any session': {
      ...oneRevision({ upgrade: change('sa.DateTime()', 'sa.DateTime(timezone=True)') }),
      waits: [
        {
          messageId: 'rewrites',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and may write every row again; readers and writers wait',
          },
          because: 'values only stay as they are where the time zone of the session is UTC',
        },
      ],
    },
  },
});
