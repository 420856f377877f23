import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { dropExtension } from './drop-extension.ts';

const drops = (name: string, verb = 'drops') => ({ messageId: 'drops', data: { drops: verb, name } });

describeRule(dropExtension, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'one that the same migration made before': {
      files: { 'db/1.sql': 'CREATE EXTENSION old;\nDROP EXTENSION old;\n' },
    },
    'what a downgrade drops': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("DROP EXTENSION old")' }),
    },
    'text that only speaks of it': {
      files: { 'db/1.sql': "-- DROP EXTENSION old;\nSELECT 'DROP EXTENSION old';\n" },
    },
    'other things': {
      files: { 'db/1.sql': 'DROP INDEX i;\nDROP FUNCTION f();\nALTER TABLE a DROP COLUMN b;\n' },
    },
    'one that is made again': {
      files: { 'db/1.sql': 'DROP EXTENSION old;\nCREATE EXTENSION IF NOT EXISTS old WITH SCHEMA shop;\n' },
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'DROP EXTENSION old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP EXTENSION old' }],
    },
    'by a string of SQL': {
      ...oneRevision({ upgrade: 'op.execute("DROP EXTENSION old")' }),
      finds: [{ ...drops('old'), underlines: 'DROP EXTENSION old' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("DROP EXTENSION old")' }),
      finds: [{ ...drops('old', 'may drop'), underlines: 'DROP EXTENSION old' }],
    },
    'before one of its name is made, and after that is dropped': {
      files: { 'db/1.sql': 'CREATE EXTENSION old;\nDROP EXTENSION old;\nDROP EXTENSION old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP EXTENSION old' }],
    },
    'one that was made under another search path': {
      files: { 'db/1.sql': 'CREATE EXTENSION old;\nSET search_path = a;\nDROP EXTENSION old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP EXTENSION old' }],
    },
    'one that was perhaps there before': {
      files: { 'db/1.sql': 'CREATE EXTENSION IF NOT EXISTS old;\nDROP EXTENSION old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP EXTENSION old' }],
    },
    'with CASCADE': {
      files: { 'db/1.sql': 'DROP EXTENSION IF EXISTS "uuid-ossp" CASCADE;\n' },
      finds: [{ ...drops('uuid-ossp'), underlines: 'DROP EXTENSION IF EXISTS "uuid-ossp" CASCADE' }],
    },
  },
  waits: {},
});
