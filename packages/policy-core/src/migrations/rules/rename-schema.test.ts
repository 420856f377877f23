import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { renameSchema } from './rename-schema.ts';

const renames = (from: string, to: string, verb = 'renames') => ({
  messageId: 'renames',
  data: { renames: verb, from, to },
});

describeRule(renameSchema, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a schema that the migration makes': {
      files: { 'db/1.sql': 'CREATE SCHEMA a;\nALTER SCHEMA a RENAME TO b;\n' },
    },
    'one whose name stays, with views': {
      files: {
        'db/1.sql': 'ALTER SCHEMA a RENAME TO b;\nCREATE SCHEMA a;\nCREATE VIEW a.t AS SELECT * FROM b.t;\n',
      },
    },
    'one whose name stays, with a view or a copy of each table': {
      files: {
        'db/1_a.sql': 'CREATE TABLE a.t (i int);\nCREATE TABLE a.u (i int);\nCREATE TABLE other (i int);\n',
        'db/2_b.sql':
          'ALTER SCHEMA a RENAME TO b;\nCREATE SCHEMA a;\nCREATE VIEW a.t AS SELECT * FROM b.t;\nCREATE TABLE a.u AS SELECT * FROM b.u;\n',
      },
    },
    'a rename that a downgrade undoes': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("ALTER SCHEMA a RENAME TO b")' }),
    },
    'other renames': {
      files: {
        'db/1.sql': 'ALTER TABLE a RENAME TO b;\nALTER VIEW c RENAME TO d;\nALTER TYPE e RENAME TO f;\n',
      },
    },
  },
  breaks: {
    'by SQL': {
      files: { 'db/1.sql': 'ALTER SCHEMA a RENAME TO b;\n' },
      finds: [{ ...renames('a', 'b'), underlines: 'ALTER SCHEMA a RENAME TO b' }],
    },
    'by a string of SQL, under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("ALTER SCHEMA a RENAME TO b")' }),
      finds: [{ ...renames('a', 'b', 'may rename'), underlines: 'ALTER SCHEMA a RENAME TO b' }],
    },
    'one that was perhaps there before': {
      files: { 'db/1.sql': 'CREATE SCHEMA IF NOT EXISTS a;\nALTER SCHEMA a RENAME TO b;\n' },
      finds: [{ ...renames('a', 'b'), underlines: 'ALTER SCHEMA a RENAME TO b' }],
    },
    ...Object.fromEntries(
      [
        'CREATE SCHEMA a;',
        'CREATE SCHEMA a;\nCREATE TABLE a.t (i int);\nCREATE TABLE a.u (i int);',
        'CREATE SCHEMA a;\nCREATE VIEW a.t AS SELECT * FROM b.t;',
        'CREATE SCHEMA a;\nCREATE VIEW a.t AS SELECT * FROM b.t;\nCREATE TABLE a.u (i int);',
        'CREATE SCHEMA a;\nCREATE VIEW other AS SELECT * FROM b.t;',
      ].map((again) => [
        `one that is made again without all of its rows: ${again}`,
        {
          files: {
            'db/1_a.sql': 'CREATE TABLE a.t (i int);\nCREATE TABLE a.u (i int);\n',
            'db/2_b.sql': `ALTER SCHEMA a RENAME TO b;\n${again}\n`,
          },
          finds: [{ ...renames('a', 'b'), underlines: 'ALTER SCHEMA a RENAME TO b' }],
        },
      ]),
    ),
    'one that is made again, empty, of which no migration tells': {
      files: { 'db/1.sql': 'ALTER SCHEMA a RENAME TO b;\nCREATE SCHEMA a;\n' },
      finds: [{ ...renames('a', 'b'), underlines: 'ALTER SCHEMA a RENAME TO b' }],
    },
    twice: {
      files: { 'db/1.sql': 'ALTER SCHEMA a RENAME TO b;\nALTER SCHEMA b RENAME TO c;\n' },
      finds: [
        { ...renames('a', 'b'), underlines: 'ALTER SCHEMA a RENAME TO b' },
        { ...renames('b', 'c'), underlines: 'ALTER SCHEMA b RENAME TO c' },
      ],
    },
  },
  waits: {},
});
