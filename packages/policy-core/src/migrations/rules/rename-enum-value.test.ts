import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { renameEnumValue } from './rename-enum-value.ts';

const renames = (from: string, to: string, { type = 'status', verb = 'renames' } = {}) => ({
  messageId: 'renames',
  data: { renames: verb, from, type, to },
});

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
      finds: [{ ...renames('open', 'new'), underlines: "ALTER TYPE status RENAME VALUE 'open' TO 'new'" }],
    },
    'by a string of SQL, under a condition': {
      ...oneRevision({
        upgrade: "if wanted():\n    op.execute(\"ALTER TYPE shop.status RENAME VALUE 'a b' TO 'c'\")",
      }),
      finds: [
        {
          ...renames('a b', 'c', { type: 'shop.status', verb: 'may rename' }),
          underlines: "ALTER TYPE shop.status RENAME VALUE 'a b' TO 'c'",
        },
      ],
    },
    'in a block': {
      files: { 'db/1.sql': "DO $$ BEGIN ALTER TYPE status RENAME VALUE 'open' TO 'new'; END $$;\n" },
      finds: [{ ...renames('open', 'new'), underlines: "ALTER TYPE status RENAME VALUE 'open' TO 'new'" }],
    },
  },
  waits: {},
});
