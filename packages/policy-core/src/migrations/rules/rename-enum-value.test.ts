import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { renameEnumValue } from './rename-enum-value.ts';

const renames = (from: string, to: string, { type = 'status', verb = 'renames' } = {}) =>
  `This ${verb} the value '${from}' of the type ${type} to '${to}': the release that still runs, and one that is brought back, write the old one, which PostgreSQL refuses then, and do not know the new one. Add the new value beside it, and stop using the old one in a later release.`;

describeRule(renameEnumValue, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a value that is added': { files: { 'db/1.sql': "ALTER TYPE status ADD VALUE 'new';\n" } },
    'a type that the migration makes': {
      files: {
        'db/1.sql': "CREATE TYPE status AS ENUM ('open');\nALTER TYPE status RENAME VALUE 'open' TO 'new';\n",
      },
    },
    'a rename that a downgrade undoes': {
      ...oneRevision({
        upgrade: 'pass',
        downgrade: "op.execute(\"ALTER TYPE status RENAME VALUE 'open' TO 'new'\")",
      }),
    },
    'a type and an attribute with another name': {
      files: { 'db/1.sql': 'ALTER TYPE a RENAME TO b;\nALTER TYPE c RENAME ATTRIBUTE d TO e;\n' },
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': "ALTER TYPE status RENAME VALUE 'open' TO 'new';\n" },
      finds: [
        { message: renames('open', 'new'), underlines: "ALTER TYPE status RENAME VALUE 'open' TO 'new'" },
      ],
    },
    'by a string of SQL, under a condition': {
      ...oneRevision({
        upgrade: "if wanted():\n    op.execute(\"ALTER TYPE shop.status RENAME VALUE 'a b' TO 'c'\")",
      }),
      finds: [
        {
          message: renames('a b', 'c', { type: 'shop.status', verb: 'may rename' }),
          underlines: "ALTER TYPE shop.status RENAME VALUE 'a b' TO 'c'",
        },
      ],
    },
    'in a block': {
      files: { 'db/1.sql': "DO $$ BEGIN ALTER TYPE status RENAME VALUE 'open' TO 'new'; END $$;\n" },
      finds: [
        { message: renames('open', 'new'), underlines: "ALTER TYPE status RENAME VALUE 'open' TO 'new'" },
      ],
    },
  },
  waits: {},
});
