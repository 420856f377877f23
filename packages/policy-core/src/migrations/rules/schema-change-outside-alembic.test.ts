import { expect } from 'vitest';

import { unobserved, observed } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { schemaChangeOutsideAlembic } from './schema-change-outside-alembic.ts';

const POLICY = {
  migrations: {
    alembic: ['alembic/versions'],
    sql: ['db/migrations/**'],
    application: ['app/**', 'scripts/**', '.github/**', 'tests/**', 'alembic/**', 'db/**'],
  },
};
const changes = (statement: string) => ({ messageId: 'changes', data: { statement } });
const app = (text: string) => ({ files: { 'app/db.py': text } });

describeRule(schemaChangeOutsideAlembic, {
  policy: POLICY,
  keeps: {
    'code that only reads and writes rows [row 4.01]': app(
      'conn.execute("UPDATE users SET age = 1 WHERE id = 2")\n',
    ),
    'a policy that names no application': {
      ...app('conn.execute("DROP TABLE users")\n'),
      policy: { migrations: { alembic: ['alembic/versions'] } },
    },
    'a file outside the application': { files: { 'tools/x.py': 'conn.execute("DROP TABLE users")\n' } },
    'a test': {
      files: {
        'tests/db.py': 'conn.execute("DROP TABLE users")\n',
        'app/tests/test_x.py': 'conn.execute("DROP TABLE users")\n',
        'app/conftest.py': 'conn.execute("DROP TABLE users")\n',
      },
    },
    'what lies with the migrations': {
      files: {
        'alembic/versions/ab12_x.py': 'from alembic import op\nop.execute("DROP TABLE users")\n',
        'alembic/env.py': 'connection.execute("CREATE SCHEMA app")\n',
        'alembic/helpers.py': 'connection.execute("CREATE TABLE a (id int)")\n',
        'db/migrations/001.sql': 'CREATE TABLE a (id int);\n',
      },
    },
    'a table that is gone with the connection': app('conn.execute("CREATE TEMP TABLE t (id int)")\n'),
    'words that only speak of it': app(
      '"""ALTER TABLE users is for migrations."""\nlogger.info("DROP TABLE users")\nLABEL = "CREATE TABLE AS"\n',
    ),
    'a file of SQL, which has a rule of its own': {
      files: { 'scripts/a.sql': 'CREATE TABLE a (id int);\n' },
    },
    'a database of its own': app('import sqlite3\nconn.execute("CREATE TABLE cache (k text)")\n'),
    'a file that the change leaves alone': {
      ...app('conn.execute("DROP TABLE users")\n'),
      change: ['docs/a.md'],
    },
    'a file that the change deletes': { files: {}, change: [{ path: 'app/db.py', status: 'deleted' }] },
    'Python that cannot be read and speaks of no schema': app('def broken(:\n'),
    'a picture': { files: { 'app/logo.png': 'DROP TABLE users' } },
    'a list of settings that is too large to be read': {
      files: {},
      change: ['app/fixtures.json'],
      seen: { files: { 'app/fixtures.json': observed({ kind: 'unreadable', problem: 'it has 3.0 MB' }) } },
    },
  },
  breaks: {
    'a statement that the application executes [row 4.01]': {
      ...app('def grow(conn):\n    conn.execute(text("ALTER TABLE users ADD COLUMN age int"))\n'),
      finds: [{ ...changes('ALTER TABLE users'), underlines: 'ALTER TABLE users' }],
    },
    'each statement of a script [row 4.01]': {
      files: {
        'scripts/fix.sh': 'psql "$DATABASE_URL" <<SQL\nCREATE INDEX i ON a (b);\nDROP TABLE old;\nSQL\n',
      },
      finds: [
        { ...changes('CREATE INDEX i'), underlines: 'CREATE INDEX i' },
        { ...changes('DROP TABLE old'), underlines: 'DROP TABLE old' },
      ],
    },
    'a statement without a name': {
      ...app('conn.execute("CREATE INDEX ON users (age)")\n'),
      finds: [{ ...changes('CREATE INDEX'), underlines: 'CREATE INDEX' }],
    },
    'a step of a workflow': {
      files: {
        '.github/workflows/x.yml': 'jobs:\n  a:\n    steps:\n      - run: psql -c "DROP SCHEMA audit"\n',
      },
      finds: [{ ...changes('DROP SCHEMA audit'), underlines: 'DROP SCHEMA audit' }],
    },
    'one table of a model': {
      ...app('User.__table__.create(engine)\n'),
      finds: [{ ...changes('CREATE TABLE User'), underlines: 'User.__table__.create(engine)' }],
    },
    'a changed file': {
      ...app('conn.execute("DROP VIEW v")\n'),
      change: ['app/db.py'],
      finds: [{ ...changes('DROP VIEW v'), underlines: 'DROP VIEW v' }],
    },
    'a database of its own, where the options say so': {
      ...app('import sqlite3\nconn.execute("CREATE TABLE cache (k text)")\n'),
      options: { everyDatabase: true },
      finds: [{ ...changes('CREATE TABLE cache'), underlines: 'CREATE TABLE cache' }],
    },
    'a package in which the revisions lie': {
      files: {
        'shop/db.py': 'conn.execute("DROP TABLE a")\n',
        'shop/env.py': 'conn.execute("DROP TABLE a")\n',
      },
      policy: { migrations: { alembic: ['shop/alembic'], application: ['shop/**'] } },
      finds: [{ ...changes('DROP TABLE a'), underlines: 'DROP TABLE a' }],
    },
  },
  waits: {
    'Python that cannot be read and speaks of a schema': {
      ...app('def broken(:\n    conn.execute("DROP TABLE users")\n'),
      waits: [
        {
          messageId: 'unclear',
          data: { path: 'app/db.py' },
          because: 'it is not valid Python',
        },
      ],
    },
    'code that is too large to be read': {
      files: { 'app/db.py': '# padding\n'.repeat(220_000) },
      waits: [
        {
          messageId: 'unclear',
          data: { path: 'app/db.py' },
          because: expect.stringContaining('more than 2 MB is not analysed'),
        },
      ],
    },
    'a file nobody could read': {
      files: {},
      change: ['app/db.py'],
      waits: [{ messageId: 'unseen', data: { path: 'app/db.py' }, because: 'its text was not given' }],
    },
    'a tree whose files nobody could list': {
      seen: { listing: unobserved('the folder cannot be read') },
      waits: [{ messageId: 'unlisted', data: {}, because: 'the folder cannot be read' }],
    },
  },
});
