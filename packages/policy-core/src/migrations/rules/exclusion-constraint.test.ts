import { describeRule } from '../../testing/describe-rule.ts';
import { inDoubt } from '../../testing/in-doubt.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { exclusionConstraint } from './exclusion-constraint.ts';

const adds = (table = 'bookings') =>
  `This takes ACCESS EXCLUSIVE on ${table} and builds an index over its rows; readers and writers wait until the transaction ends, and nothing builds it CONCURRENTLY. Add it while the table is small, or make a new table that has it and move the rows there.`;
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
      finds: [{ message: adds(), underlines: EXCLUDE }],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_postgres():\n    ${EXCLUDE}` }),
      finds: [{ message: inDoubt(adds('bookings')), underlines: EXCLUDE }],
    },
    SQL: {
      ...file(`${SQL};\n`),
      finds: [{ message: adds(), underlines: SQL }],
    },
    'SQL in a migration of Alembic': {
      ...oneRevision({ upgrade: `op.execute("${SQL}")` }),
      finds: [{ message: adds(), underlines: SQL }],
    },
  },
  waits: {},
});
