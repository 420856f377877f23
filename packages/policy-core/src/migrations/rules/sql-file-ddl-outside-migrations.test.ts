import { describeRule } from '../../testing/describe-rule.ts';
import { sqlFileDdlOutsideMigrations } from './sql-file-ddl-outside-migrations.ts';

const one = (path: string, statement: string) => ({ messageId: 'changes', data: { path, statement } });
const file = (text: string) => ({ files: { 'scripts/fix.sql': text } });

describeRule(sqlFileDdlOutsideMigrations, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/migrations/**'], application: ['**'] } },
  keeps: {
    'queries and rows [row 4.01]': file('SELECT 1;\nINSERT INTO a VALUES (1);\nTRUNCATE b;\n'),
    'words in comments and quotes': file("-- DROP TABLE a;\nSELECT 'DROP TABLE a';\n"),
    'tables that are gone with the connection': file(
      'CREATE TEMP TABLE t (a int);\nCREATE INDEX i ON t (a);\nDROP TABLE t;\n',
    ),
    'a migration in SQL': { files: { 'db/migrations/001.sql': 'CREATE TABLE a (id int);\n' } },
    'SQL beside the revisions': { files: { 'alembic/versions/sql/ab12.sql': 'CREATE TABLE a (id int);\n' } },
    'a schema that tests load': { files: { 'tests/schema.sql': 'CREATE TABLE a (id int);\n' } },
    'SQL in Python, which another rule tells of': { files: { 'a.py': 'c.execute("DROP TABLE a")\n' } },
  },
  breaks: {
    'one statement [row 4.01]': {
      ...file('SELECT 1;\nALTER TABLE users ADD age int;\n'),
      finds: [{ ...one('scripts/fix.sql', 'ALTER TABLE users'), underlines: 'ALTER TABLE users' }],
    },
    'one without a name': {
      ...file('CREATE INDEX ON a (b);\n'),
      finds: [{ ...one('scripts/fix.sql', 'CREATE INDEX'), underlines: 'CREATE INDEX' }],
    },
    'many statements, told of once': {
      ...file('CREATE TABLE a (id int);\nCREATE TABLE b (id int);\nDROP TABLE c;\n'),
      finds: [
        {
          messageId: 'more',
          data: { path: 'scripts/fix.sql', statement: 'CREATE TABLE a', count: '3' },
          underlines: 'CREATE TABLE a',
        },
      ],
    },
    'each of two files': {
      files: { 'a.sql': 'DROP VIEW v;\n', 'b.sql': 'DROP VIEW w;\n' },
      finds: [
        { ...one('a.sql', 'DROP VIEW v'), underlines: 'DROP VIEW v' },
        { ...one('b.sql', 'DROP VIEW w'), underlines: 'DROP VIEW w' },
      ],
    },
  },
  waits: {},
});
