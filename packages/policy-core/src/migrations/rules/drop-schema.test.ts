import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { dropSchema } from './drop-schema.ts';

const drops = (name: string, verb = 'drops') => ({ messageId: 'empty', data: { drops: verb, name } });
const whole = (name: string, verb = 'drops') => ({ messageId: 'whole', data: { drops: verb, name } });
const perhaps = { messageId: 'perhaps', data: { drops: 'drops', name: 'old' } };

describeRule(dropSchema, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'one that the same migration made before': {
      files: { 'db/1.sql': 'CREATE SCHEMA old;\nDROP SCHEMA old;\n' },
    },
    'what a downgrade drops': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("DROP SCHEMA old")' }),
    },
    'text that only speaks of it': {
      files: { 'db/1.sql': "-- DROP SCHEMA old;\nSELECT 'DROP SCHEMA old';\n" },
    },
    'other things': {
      files: { 'db/1.sql': 'DROP INDEX i;\nDROP FUNCTION f();\nALTER TABLE a DROP COLUMN b;\n' },
    },
    'a new one with all that it holds': {
      files: { 'db/1.sql': 'CREATE SCHEMA old;\nCREATE TABLE old.a (b int);\nDROP SCHEMA old CASCADE;\n' },
    },
    'one that gives way to another of its name': {
      files: { 'db/1.sql': 'ALTER SCHEMA shop RENAME TO old;\nCREATE SCHEMA shop;\nDROP SCHEMA old;\n' },
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'DROP SCHEMA old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP SCHEMA old' }],
    },
    'by a string of SQL': {
      ...oneRevision({ upgrade: 'op.execute("DROP SCHEMA old")' }),
      finds: [{ ...drops('old'), underlines: 'DROP SCHEMA old' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("DROP SCHEMA old")' }),
      finds: [{ ...drops('old', 'may drop'), underlines: 'DROP SCHEMA old' }],
    },
    'before one of its name is made, and after that is dropped': {
      files: { 'db/1.sql': 'CREATE SCHEMA old;\nDROP SCHEMA old;\nDROP SCHEMA old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP SCHEMA old' }],
    },
    'one that was made under another search path': {
      files: { 'db/1.sql': 'CREATE SCHEMA old;\nSET search_path = a;\nDROP SCHEMA old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP SCHEMA old' }],
    },
    'with all that it holds': {
      files: { 'db/1.sql': 'DROP SCHEMA IF EXISTS old CASCADE;\n' },
      finds: [{ ...whole('old'), underlines: 'DROP SCHEMA IF EXISTS old CASCADE' }],
    },
    'one that is made again, and empty': {
      files: { 'db/1.sql': 'DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n' },
      finds: [{ ...whole('public'), underlines: 'DROP SCHEMA public CASCADE' }],
    },
    'one that was perhaps there before': {
      files: { 'db/1.sql': 'CREATE SCHEMA IF NOT EXISTS old;\nDROP SCHEMA old CASCADE;\n' },
      finds: [{ ...whole('old'), underlines: 'DROP SCHEMA old CASCADE' }],
    },
    'by a construct, with a flag that only shows when it runs': {
      ...oneRevision({ upgrade: 'op.execute(sa.schema.DropSchema("old", cascade=ALL))' }),
      finds: [{ ...perhaps, underlines: 'op.execute(sa.schema.DropSchema("old", cascade=ALL))' }],
    },
    several: {
      files: { 'db/1.sql': 'DROP SCHEMA a, b CASCADE;\n' },
      finds: [
        { ...whole('a'), underlines: 'a' },
        { ...whole('b'), underlines: 'b' },
      ],
    },
  },
  waits: {},
});
