import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { dropType } from './drop-type.ts';

const drops = (name: string, verb = 'drops') => ({ messageId: 'drops', data: { drops: verb, name } });

describeRule(dropType, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'one that the same migration made before': {
      files: { 'db/1.sql': "CREATE TYPE old AS ENUM ('a');\nDROP TYPE old;\n" },
    },
    'what a downgrade drops': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("DROP TYPE old")' }),
    },
    'text that only speaks of it': { files: { 'db/1.sql': "-- DROP TYPE old;\nSELECT 'DROP TYPE old';\n" } },
    'other things': {
      files: { 'db/1.sql': 'DROP INDEX i;\nDROP FUNCTION f();\nALTER TABLE a DROP COLUMN b;\n' },
    },
    'one whose last column goes before': {
      files: { 'db/1.sql': 'ALTER TABLE people DROP COLUMN mood;\nDROP TYPE old;\n' },
    },
    'one whose last table goes before, by directives': {
      ...oneRevision({ upgrade: 'op.drop_table("people")\nsa.Enum(name="old").drop(op.get_bind())' }),
    },
    'one whose last column gets another type before': {
      files: { 'db/1.sql': 'ALTER TABLE people ALTER COLUMN mood TYPE text;\nDROP TYPE old;\n' },
    },
    'one that gives way to another of its name': {
      files: {
        'db/1.sql': "ALTER TYPE mood RENAME TO old;\nCREATE TYPE mood AS ENUM ('b');\nDROP TYPE old;\n",
      },
    },
    'one that is made again': { files: { 'db/1.sql': "DROP TYPE old;\nCREATE TYPE old AS ENUM ('b');\n" } },
    'one that is renamed into its place': {
      files: { 'db/1.sql': 'DROP TYPE old;\nALTER TYPE fresh RENAME TO old;\n' },
    },
    'one that is made by a directive before': {
      ...oneRevision({
        upgrade: 'sa.Enum("a", name="old").create(op.get_bind())\nop.execute("DROP TYPE old")',
      }),
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'DROP TYPE old;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP TYPE old' }],
    },
    'by a string of SQL': {
      ...oneRevision({ upgrade: 'op.execute("DROP TYPE old")' }),
      finds: [{ ...drops('old'), underlines: 'DROP TYPE old' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("DROP TYPE old")' }),
      finds: [{ ...drops('old', 'may drop'), underlines: 'DROP TYPE old' }],
    },
    'before one of its name is made, and after that is dropped': {
      files: { 'db/1.sql': "CREATE TYPE old AS ENUM ('a');\nDROP TYPE old;\nDROP TYPE old;\n" },
      finds: [{ ...drops('old'), underlines: 'DROP TYPE old' }],
    },
    'one that was made under another search path': {
      files: { 'db/1.sql': "CREATE TYPE old AS ENUM ('a');\nSET search_path = a;\nDROP TYPE old;\n" },
      finds: [{ ...drops('old'), underlines: 'DROP TYPE old' }],
    },
    'by a directive': {
      ...oneRevision({ upgrade: 'sa.Enum(name="old").drop(op.get_bind())' }),
      finds: [{ ...drops('old'), underlines: 'sa.Enum(name="old").drop(op.get_bind())' }],
    },
    'a domain': {
      files: { 'db/1.sql': 'DROP DOMAIN shop.email;\n' },
      finds: [{ ...drops('shop.email'), underlines: 'DROP DOMAIN shop.email' }],
    },
    several: {
      files: { 'db/1.sql': 'DROP TYPE old, IF_ANY;\n' },
      finds: [
        { ...drops('old'), underlines: 'old' },
        { ...drops('if_any'), underlines: 'IF_ANY' },
      ],
    },
    'one that may have been there': {
      ...oneRevision({
        upgrade:
          'sa.Enum("a", name="old").create(op.get_bind(), checkfirst=True)\nop.execute("DROP TYPE old")',
      }),
      finds: [{ ...drops('old'), underlines: 'DROP TYPE old' }],
    },
    'with CASCADE, whatever went before': {
      files: { 'db/1.sql': 'ALTER TABLE people DROP COLUMN mood;\nDROP TYPE old CASCADE;\n' },
      finds: [{ ...drops('old'), underlines: 'DROP TYPE old CASCADE' }],
    },
    'one of another schema than the one that is made': {
      files: { 'db/1.sql': "CREATE TYPE shop.old AS ENUM ('a');\nDROP TYPE old;\n" },
      finds: [{ ...drops('old'), underlines: 'DROP TYPE old' }],
    },
  },
  waits: {},
});
