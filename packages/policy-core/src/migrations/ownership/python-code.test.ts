import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { mayMatterInPython, readPythonCode } from './python-code.ts';

const parsers = await testParsers();

function placesIn(text: string, path = 'app/db.py') {
  const reading = readPythonCode(path, text, parsers);
  if (reading.kind === 'unreadable') throw new Error(reading.problem);
  return reading.places;
}

/** What is found, and what an editor underlines. */
function told(text: string, path?: string): readonly string[] {
  return placesIn(text, path).map((place) => {
    const shown = text.slice(place.start, place.end);
    if (place.kind === 'ddl') return `${place.what} ${place.name ?? '-'} | ${shown}`;
    return `${place.kind} | ${shown}`;
  });
}

describe('SQL in Python that changes a schema', () => {
  test.each([
    ['a literal that is executed', 'conn.execute("ALTER TABLE users ADD age int")', 'ALTER TABLE users'],
    ['one inside text()', 'db.execute(sa.text("DROP TABLE users"))', 'DROP TABLE users'],
    ['one that is kept under a name', 'SQL = "CREATE TABLE a (id int)"\ncur.execute(SQL)', 'CREATE TABLE a'],
    ['one in a list of statements', 'STEPS = ["ALTER TABLE a ADD b int", "SELECT 1"]', 'ALTER TABLE a'],
    ['one that another module executes', 'SCHEMA = """\n  CREATE TABLE a (id int);\n"""', 'CREATE TABLE a'],
    ['one that a function gives back', 'def ddl():\n    return "CREATE INDEX i ON a (b)"', 'CREATE INDEX i'],
    [
      'SQL of another database, when it is executed',
      'conn.execute("CREATE TABLE a (b INTEGER PRIMARY KEY AUTOINCREMENT)")',
      'CREATE TABLE a',
    ],
    ['lower case', 'await conn.execute("alter table users drop column age")', 'alter table users'],
    ['a mixed case that is executed', 'cursor.execute("Drop table users")', 'Drop table users'],
    [
      'joined literals',
      'op = conn.execute("ALTER TABLE "\n    "users ADD age int")',
      'ALTER TABLE "\n    "users',
    ],
    [
      'DDL() of SQLAlchemy',
      'event.listen(t, "after_create", DDL("CREATE TRIGGER g BEFORE INSERT ON t"))',
      'CREATE TRIGGER g',
    ],
    ['a statement after others', 'conn.execute("SET x = 1; ALTER TABLE a ADD b int")', 'ALTER TABLE a'],
    ['a DO block', 'conn.execute("""DO $$ BEGIN DROP VIEW v; END $$""")', 'DROP VIEW v'],
    ['one that a lambda executes', 'run(lambda c: c.execute("DROP INDEX i"))', 'DROP INDEX i'],
  ])('%s', (_name, text, underlined) => {
    expect(placesIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([underlined]);
  });

  test('names what is put in where the name is not known', () => {
    expect(told('conn.execute(f"CREATE TABLE tmp_{name} (id int)")')).toEqual([
      'CREATE TABLE tmp_{name} | CREATE TABLE tmp_{name}',
    ]);
    expect(told('conn.execute("DROP TABLE {}".format(name))')).toEqual(['DROP TABLE {name} | DROP TABLE {}']);
    expect(told('conn.execute("DROP TABLE " + name)')).toEqual(['DROP TABLE {name} | DROP TABLE " + name']);
    expect(told('conn.execute("DROP TABLE %s" % name)')).toEqual(['DROP TABLE {name} | DROP TABLE %s']);
  });

  test.each([
    ['a docstring', '"""ALTER TABLE users ADD age int"""'],
    ['a docstring of a function', 'def f():\n    """Drop table users."""\n    return 1'],
    ['a comment', '# ALTER TABLE users ADD age int\nx = 1'],
    ['a sentence', 'TITLE = "Truncate the table, then create table users again"'],
    ['words of a screen', 'LABEL = "CREATE TABLE AS"\nOTHER = "Drop table users"'],
    ['a log message', 'logger.info("ALTER TABLE users ADD age int")'],
    ['what is printed', 'print("DROP TABLE users")'],
    ['a regular expression', 'P = re.compile(r"CREATE TABLE (\\w+)")\nQ = re.search("DROP TABLE users", x)'],
    ['a comparison', 'if sql == "DROP TABLE users" or sql.startswith("ALTER TABLE users"):\n    pass'],
    ['a membership test', 'bad = "DROP TABLE users" in sql'],
    ['an error', 'raise ValueError("DROP TABLE users")'],
    ['a help text', 'parser.add_argument("--x", help="DROP TABLE users")\nf(description="DROP TABLE users")'],
    ['a key of a dictionary', 'WORDS = {"DROP TABLE users": 1}'],
    ['a table that is gone with the connection', 'conn.execute("CREATE TEMP TABLE t (id int)")'],
    [
      'what becomes of such a table',
      'conn.execute("CREATE TEMP TABLE t (id int)")\nconn.execute("CREATE INDEX i ON t (id)")\nconn.execute("DROP TABLE t")',
    ],
    ['rows', 'conn.execute("TRUNCATE TABLE users")\nconn.execute("DELETE FROM users")'],
    ['half a statement that nobody is seen to run', 'PREFIX = "CREATE TABLE IF NOT EXISTS"'],
    ['bytes', 'X = b"DROP TABLE users"'],
  ])('leaves alone %s', (_name, text) => {
    expect(told(text)).toEqual([]);
  });

  test.each([
    ['import sqlite3', true],
    ['from duckdb import connect', true],
    ['import sqlite3\nimport sqlalchemy', false],
    ['from psycopg import connect', false],
    ['', false],
  ])('is for a database of its own where the file imports %j', (imports, isElsewhere) => {
    const text = `${imports}\nconn.execute("CREATE TABLE a (id int)")`;
    expect(placesIn(text)).toMatchObject([{ kind: 'ddl', isElsewhere }]);
  });

  test('is also the method of one table', () => {
    const text = 'User.__table__.create(engine)\nUser.__table__.drop(bind=engine, checkfirst=True)';
    expect(told(text)).toEqual([
      'CREATE TABLE User | User.__table__.create(engine)',
      'DROP TABLE User | User.__table__.drop(bind=engine, checkfirst=True)',
    ]);
    expect(told('User.__table__.columns\nUser.create(engine)\nx.__table__.insert()')).toEqual([]);
  });
});

describe('metadata that is made or dropped as a whole', () => {
  test.each([
    ['Base.metadata.create_all(engine)', 'create-all | Base.metadata.create_all(engine)'],
    ['metadata.drop_all(bind=engine)', 'drop-all | metadata.drop_all(bind=engine)'],
    ['models.Base.metadata.create_all(e)', 'create-all | models.Base.metadata.create_all(e)'],
    ['await conn.run_sync(Base.metadata.create_all)', 'create-all | Base.metadata.create_all'],
    ['await conn.run_sync(SQLModel.metadata.drop_all)', 'drop-all | SQLModel.metadata.drop_all'],
    ['db.create_all()', 'create-all | db.create_all()'],
    ['orm = SQLAlchemy(app)\norm.create_all()', 'create-all | orm.create_all()'],
    ['tables = MetaData()\ntables.create_all(e)', 'create-all | tables.create_all(e)'],
    ['meta.create_all(e)', 'create-all | meta.create_all(e)'],
    ['core_metadata.drop_all(e)', 'drop-all | core_metadata.drop_all(e)'],
    ['extensions.db.drop_all()', 'drop-all | extensions.db.drop_all()'],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  test.each([
    ['a function of that name', 'def create_all(*, db_session):\n    return service.create(db_session)'],
    ['a call of it', 'create_all(db_session=session)\nplugin_service.create_all(db_session=session)'],
    ['a processor of logs', 'processors = [structlog.drop_all, drop_all]'],
    ['a method of something else', 'self.cache.drop_all()\nclient.indices.create_all()'],
    ['its name in a text', 'x = "Base.metadata.create_all(engine)"'],
  ])('is not %s', (_name, text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('Alembic started by Python', () => {
  function commands(text: string, path?: string) {
    return placesIn(text, path).flatMap((place) =>
      place.kind === 'alembic'
        ? [
            `${place.command.verb} ${place.command.target ?? '?'}${place.onStart === undefined ? '' : ' by itself'}`,
          ]
        : [],
    );
  }

  test.each([
    ['from alembic import command\ncommand.upgrade(cfg, "head")', 'upgrade head by itself'],
    [
      'from alembic import command as alembic_command\nalembic_command.upgrade(cfg, revision="head")',
      'upgrade head by itself',
    ],
    ['import alembic.command\nalembic.command.downgrade(cfg, "base")', 'downgrade base by itself'],
    ['from alembic.command import upgrade\nupgrade(cfg, REV)', 'upgrade ? by itself'],
    ['from flask_migrate import upgrade\nupgrade()', 'upgrade head by itself'],
    ['import flask_migrate\nflask_migrate.stamp()', 'stamp head by itself'],
    [
      'import subprocess\nsubprocess.run(["alembic", "upgrade", "head"], check=True)  # alembic',
      'upgrade head by itself',
    ],
    ['subprocess.check_call([sys.executable, "-m", "alembic", "upgrade", "head"])', 'upgrade head by itself'],
    ['os.system("cd app && alembic upgrade head")', 'upgrade head by itself'],
    ['await asyncio.create_subprocess_exec("alembic", "upgrade", "head")', 'upgrade head by itself'],
    [
      'from alembic import command\n@app.command()\ndef migrate():\n    command.upgrade(cfg, "head")',
      'upgrade head',
    ],
    [
      'from alembic import command\n@cli.command("x")\n@option\ndef migrate():\n    command.upgrade(cfg, "head")',
      'upgrade head',
    ],
  ])('%s', (text, expected) => {
    expect(commands(text)).toEqual([expected]);
  });

  test.each(['app/cli.py', 'manage.py', 'app/commands/db.py', 'scripts/migrate_all.py'])(
    'is asked for in %s',
    (path) => {
      expect(commands('from alembic import command\ncommand.upgrade(cfg, "head")', path)).toEqual([
        'upgrade head',
      ]);
    },
  );

  test('clears the version table, or only prints, where it says so', () => {
    const text =
      'from alembic import command\ncommand.stamp(cfg, "head", purge=True)\ncommand.upgrade(cfg, "head", sql=True)';
    expect(placesIn(text)).toMatchObject([
      { command: { verb: 'stamp', purge: true, isOffline: false } },
      { command: { verb: 'upgrade', purge: false, isOffline: true } },
    ]);
  });

  test.each([
    'command.upgrade(cfg, "head")  # alembic',
    'from alembic import command\ncommand.revision(cfg, "x")\ncommand.current(cfg)',
    'from alembic import op\nop.upgrade(cfg)',
    'import alembic\nsubprocess.run(["pip", "install", "alembic"])\nsubprocess.run(cmd)\nsubprocess.run()',
    'from alembic import command\nupgrade(cfg, "head")',
  ])('is not %j', (text) => {
    expect(commands(text)).toEqual([]);
  });
});

describe('a Python file', () => {
  test('is not parsed unless it holds a word that matters', () => {
    expect(mayMatterInPython('x = 1\n# create a table')).toBe(false);
    expect(mayMatterInPython('Base.metadata.create_all(e)')).toBe(true);
    expect(readPythonCode('a.py', 'def broken(:\n', parsers)).toEqual({ kind: 'read', places: [] });
  });

  test('that cannot be read says so, once something in it looks like a change of the schema', () => {
    expect(readPythonCode('a.py', 'def broken(:\n    x.create_all()', parsers)).toMatchObject({
      kind: 'unreadable',
      problem: 'it is not valid Python',
    });
    const deep = `x = ${'('.repeat(3_000)}create_all${')'.repeat(3_000)}`;
    expect(readPythonCode('a.py', deep, parsers)).toMatchObject({ kind: 'unreadable' });
  });
});
