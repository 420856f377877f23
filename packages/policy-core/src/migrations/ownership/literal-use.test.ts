import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldCode, toldWithoutPlaces } from '../../testing/told-code.ts';

const parsers = await testParsers();

/** SQL that PostgreSQL reads whole: it counts unless something says that it is only spoken of. */
const SQL = '"DROP TABLE users"';
/** Only half of a statement: it counts where something is seen to execute it. */
const HALF = '"ALTER TABLE users ADD CONSTRAINT"';

const told = (text: string) => toldCode('app/db.py', text, parsers);
const isTold = (text: string) => toldWithoutPlaces('app/db.py', text, parsers).length > 0;

describe('a text that is executed', () => {
  it.each([
    ['by a connection', (sql: string) => `conn.execute(${sql})`],
    ['by a cursor with values', (sql: string) => `cur.execute(${sql}, (1,))`],
    ['by many', (sql: string) => `cur.executemany(${sql}, rows)`],
    ['as a script', (sql: string) => `db.executescript(${sql})`],
    ['by the driver', (sql: string) => `conn.exec_driver_sql(${sql})`],
    ['by Tortoise', (sql: string) => `await conn.execute_query(${sql})`],
    ['inside text()', (sql: string) => `session.execute(text(${sql}))`],
    ['inside sa.text() with values', (sql: string) => `session.execute(sa.text(${sql}).bindparams(a=1))`],
    ['as DDL of SQLAlchemy', (sql: string) => `event.listen(t, "after_create", DDL(${sql}))`],
    ['by its key word', (sql: string) => `conn.execute(statement=${sql})`],
    ['under a name', (sql: string) => `SQL = ${sql}\nconn.execute(SQL)`],
    ['under a name in a function', (sql: string) => `def f(conn):\n    sql = ${sql}\n    conn.execute(sql)`],
    ['in a choice', (sql: string) => `conn.execute(${sql} if a else "SELECT 1")`],
    ['in a with', (sql: string) => `with engine.begin() as conn:\n    conn.execute(${sql})`],
    ['in a method', (sql: string) => `class Db:\n    def up(self):\n        self.conn.execute(${sql})`],
    ['in an await', (sql: string) => `async def f():\n    await pool.execute(${sql})`],
  ])('counts, whole or half: %s', (_, code) => {
    expect(isTold(code(SQL))).toBe(true);
    expect(isTold(code(HALF))).toBe(true);
  });
});

describe('a text of which nobody sees what becomes of it', () => {
  it.each([
    ['a constant', (sql: string) => `SQL = ${sql}`],
    ['one of several', (sql: string) => `STEPS = [${sql}, "SELECT 1"]`],
    ['a value of a dictionary', (sql: string) => `STEPS = {"up": ${sql}}`],
    ['what a function gives back', (sql: string) => `def ddl():\n    return ${sql}`],
    ['what a lambda gives back', (sql: string) => `ddl = lambda: ${sql}`],
    ['a default', (sql: string) => `def f(sql=${sql}):\n    pass`],
    ['an argument of a function of the repository', (sql: string) => `migrate(conn, ${sql})`],
    ['a key word of one', (sql: string) => `migrate(conn, statement=${sql})`],
    ['what is yielded', (sql: string) => `def steps():\n    yield ${sql}`],
    ['an attribute', (sql: string) => `class Step:\n    sql = ${sql}`],
  ])('counts where PostgreSQL reads the whole of it: %s', (_, code) => {
    expect(isTold(code(SQL))).toBe(true);
    expect(isTold(code(HALF))).toBe(false);
  });
});

describe('a text that is only spoken of', () => {
  it.each([
    ['a docstring of the module', (sql: string) => `${sql}\nimport os`],
    ['a docstring of a function', (sql: string) => `def f():\n    ${sql}\n    return 1`],
    ['a docstring of a class', (sql: string) => `class A:\n    ${sql}`],
    ['printed', (sql: string) => `print(${sql})`],
    ['said to a user', (sql: string) => `click.echo(${sql})\ntyper.secho(message=${sql})`],
    ['logged', (sql: string) => `logger.info(${sql})\nlog.warning(${sql})\nself.logger.exception(${sql})`],
    ['logged with a level', (sql: string) => `logger.log(10, ${sql})`],
    ['raised', (sql: string) => `raise ValueError(${sql})`],
    ['raised by the project', (sql: string) => `raise MigrationError(${sql})`],
    ['kept in an error', (sql: string) => `error = SchemaWarning(${sql})`],
    ['asserted', (sql: string) => `assert x, ${sql}`],
    ['asserted by unittest', (sql: string) => `self.assertIn(${sql}, out)\nself.assertEqual(${sql}, out)`],
    ['compared', (sql: string) => `if line == ${sql} or ${sql} != other:\n    pass`],
    ['looked for', (sql: string) => `if ${sql} in line:\n    pass`],
    ['looked up', (sql: string) => `x = WORDS[${sql}]`],
    ['a key', (sql: string) => `WORDS = {${sql}: 1}`],
    ['a regular expression', (sql: string) => `P = re.compile(${sql})\nQ = re.search(${sql}, text)`],
    ['the beginning of something', (sql: string) => `line.startswith(${sql})`],
    ['replaced', (sql: string) => `line.replace(${sql}, "")`],
    ['a pattern of match', (sql: string) => `match line:\n    case ${sql}:\n        pass`],
    ['a help text', (sql: string) => `parser.add_argument("--x", help=${sql})`],
    ['a description', (sql: string) => `Tool(name="x", description=${sql})`],
    ['a label of a form', (sql: string) => `Field(label=${sql}, placeholder=${sql})`],
    ['translated', (sql: string) => `_(${sql})\ngettext(${sql})`],
    ['put into a sentence', (sql: string) => `x = f"never run {${sql}}"`],
    ['thrown away', (sql: string) => `def f():\n    x = 1\n    ${sql}`],
  ])('counts for nothing: %s', (_, code) => {
    expect(told(code(SQL))).toEqual([]);
    expect(told(code(HALF))).toEqual([]);
  });
});

describe('what stands around both', () => {
  it.each<[string, string, boolean]>([
    ['what is printed is not executed by what is around', `run(print(${SQL}))`, false],
    ['what is executed is executed inside of print', `print(conn.execute(${SQL}))`, true],
    ['what is logged of what is executed', `logger.info(conn.execute(${SQL}).rowcount)`, true],
    ['a function inside of a call', `run(lambda: conn.execute(${SQL}))`, true],
    ['a sentence spelled as one', 'LABEL = "Drop table users"', false],
    ['a sentence that is executed', 'conn.execute("Drop table users")', true],
    ['a method of a text', `conn.execute(${SQL}.strip())`, true],
    ['an upper case of a text is no SQL that is kept', `x = ${SQL}.lower() == other`, false],
  ])('%s', (_, text, expected) => {
    expect(isTold(text)).toBe(expected);
  });
});
