import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { exclusionConstraint } from './exclusion-constraint.ts';

const EXCLUDE = 'op.create_exclude_constraint("ex", "bookings", ("room", "="), ("during", "&&"))';
const SQL = 'ALTER TABLE bookings ADD CONSTRAINT ex EXCLUDE USING gist (room WITH =, during WITH &&)';
const file = (text: string) => ({ files: { 'db/1.sql': text } });

describeRule(exclusionConstraint, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("bookings", sa.Column("room", sa.Integer()))\n${EXCLUDE}`,
    }),
    'a constraint that comes with its table': file(
      'CREATE TABLE bookings (during tsrange, EXCLUDE USING gist (during WITH &&));\n',
    ),
    'a unique constraint': file('ALTER TABLE bookings ADD UNIQUE (room);\n'),
    'what a downgrade brings back': oneRevision({ upgrade: 'pass', downgrade: EXCLUDE }),
  },
  breaks: {
    'a directive': {
      ...oneRevision({ upgrade: EXCLUDE }),
      finds: [
        {
          messageId: 'adds',
          data: {
            takes:
              'takes ACCESS EXCLUSIVE on bookings and builds an index over its rows; readers and writers wait',
          },
          underlines: EXCLUDE,
        },
      ],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_postgres():\n    ${EXCLUDE}` }),
      finds: [
        {
          messageId: 'adds',
          data: {
            takes:
              'may take ACCESS EXCLUSIVE on bookings and build an index over its rows; readers and writers wait',
          },
          underlines: EXCLUDE,
        },
      ],
    },
    SQL: {
      ...file(`${SQL};\n`),
      finds: [
        {
          messageId: 'adds',
          data: {
            takes:
              'takes ACCESS EXCLUSIVE on bookings and builds an index over its rows; readers and writers wait',
          },
          underlines: SQL,
        },
      ],
    },
    'SQL in a migration of Alembic': {
      ...oneRevision({ upgrade: `op.execute("${SQL}")` }),
      finds: [
        {
          messageId: 'adds',
          data: {
            takes:
              'takes ACCESS EXCLUSIVE on bookings and builds an index over its rows; readers and writers wait',
          },
          underlines: SQL,
        },
      ],
    },
  },
  waits: {},
});
