import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { dropSequence } from './drop-sequence.ts';

const drops = (name: string, verb = 'drops') => ({ messageId: 'drops', data: { drops: verb, name } });

describeRule(dropSequence, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'one that the same migration made before': {
      files: { 'db/1.sql': 'CREATE SEQUENCE old;\nDROP SEQUENCE old;\n' },
    },
    'what a downgrade drops': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("DROP SEQUENCE old")' }),
    },
    'text that only speaks of it': {
      files: { 'db/1.sql': "-- DROP SEQUENCE old;\nSELECT 'DROP SEQUENCE old';\n" },
    },
    'other things': {
      files: { 'db/1.sql': 'DROP INDEX i;\nDROP FUNCTION f();\nALTER TABLE a DROP COLUMN b;\n' },
    },
    'one whose table goes before': { files: { 'db/1.sql': 'DROP TABLE orders;\nDROP SEQUENCE old;\n' } },
    'one that nothing counts with any more': {
      files: { 'db/1.sql': 'ALTER TABLE orders ALTER COLUMN id DROP DEFAULT;\nDROP SEQUENCE old;\n' },
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'DROP SEQUENCE old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP SEQUENCE old' }],
    },
    'by a string of SQL': {
      ...oneRevision({ upgrade: 'op.execute("DROP SEQUENCE old")' }),
      finds: [{ ...drops('old'), underlines: 'DROP SEQUENCE old' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("DROP SEQUENCE old")' }),
      finds: [{ ...drops('old', 'may drop'), underlines: 'DROP SEQUENCE old' }],
    },
    'before one of its name is made, and after that is dropped': {
      files: { 'db/1.sql': 'CREATE SEQUENCE old;\nDROP SEQUENCE old;\nDROP SEQUENCE old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP SEQUENCE old' }],
    },
    'one that was made under another search path': {
      files: { 'db/1.sql': 'CREATE SEQUENCE old;\nSET search_path = a;\nDROP SEQUENCE old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP SEQUENCE old' }],
    },
    'one that begins anew': {
      files: { 'db/1.sql': 'DROP SEQUENCE old;\nCREATE SEQUENCE old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP SEQUENCE old' }],
    },
    'one that was perhaps there before': {
      files: { 'db/1.sql': 'CREATE SEQUENCE IF NOT EXISTS old;\nDROP SEQUENCE old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP SEQUENCE old' }],
    },
    'with CASCADE': {
      files: { 'db/1.sql': 'DROP TABLE orders;\nDROP SEQUENCE old CASCADE;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP SEQUENCE old CASCADE' }],
    },
  },
  waits: {},
});
