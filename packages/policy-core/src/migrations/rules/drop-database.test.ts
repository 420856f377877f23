import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { dropDatabase } from './drop-database.ts';

const drops = (name: string, verb = 'drops') => ({ messageId: 'drops', data: { drops: verb, name } });

describeRule(dropDatabase, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'one that the same migration made before': {
      files: { 'db/1.sql': 'CREATE DATABASE old;\nDROP DATABASE old;\n' },
    },
    'what a downgrade drops': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("DROP DATABASE old")' }),
    },
    'text that only speaks of it': {
      files: { 'db/1.sql': "-- DROP DATABASE old;\nSELECT 'DROP DATABASE old';\n" },
    },
    'other things': {
      files: { 'db/1.sql': 'DROP INDEX i;\nDROP FUNCTION f();\nALTER TABLE a DROP COLUMN b;\n' },
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'DROP DATABASE old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP DATABASE old' }],
    },
    'by a string of SQL': {
      ...oneRevision({ upgrade: 'op.execute("DROP DATABASE old")' }),
      finds: [{ ...drops('old'), underlines: 'DROP DATABASE old' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("DROP DATABASE old")' }),
      finds: [{ ...drops('old', 'may drop'), underlines: 'DROP DATABASE old' }],
    },
    'before one of its name is made, and after that is dropped': {
      files: { 'db/1.sql': 'CREATE DATABASE old;\nDROP DATABASE old;\nDROP DATABASE old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP DATABASE old' }],
    },
    'one that was made under another search path': {
      files: { 'db/1.sql': 'CREATE DATABASE old;\nSET search_path = a;\nDROP DATABASE old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP DATABASE old' }],
    },
  },
  waits: {},
});
