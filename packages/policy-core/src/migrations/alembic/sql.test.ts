import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldDrops } from '../../testing/told-drops.ts';
import { readRevision } from './revision.ts';

const parsers = await testParsers();

const HEADER = `"""retire orders

Revision ID: ab12cd34
Revises: 99ff00aa
"""
from alembic import op
import sqlalchemy as sa

revision = "ab12cd34"
down_revision = "99ff00aa"
`;

const upgrade = (...lines: string[]) =>
  `${HEADER}\n\ndef upgrade() -> None:\n${lines.map((line) => `    ${line}\n`).join('')}\n\ndef downgrade() -> None:\n    op.drop_table("only_down")\n`;

function read(text: string) {
  const revision = readRevision(parsers, text);
  if (revision.kind === 'unanalyzable') throw new Error(revision.problem);
  const { dropped, undecided } = toldDrops(text, revision.upgrade);
  const drops = revision.upgrade.steps.filter(
    (step) => step.kind === 'operation' && step.operation.kind === 'drop-table' && step.via === 'sql',
  );
  return { dropped, shown: drops.map(({ start, end }) => text.slice(start, end)), open: undecided };
}

describe('SQL that an upgrade runs', () => {
  it.each<[string, string, string, string]>([
    ['a literal', upgrade('op.execute("DROP TABLE orders")'), 'orders', 'DROP TABLE orders'],
    ['a key word', upgrade('op.execute(sqltext="DROP TABLE orders")'), 'orders', 'DROP TABLE orders'],
    [
      'triple quotes',
      upgrade('op.execute("""', '  -- gone', '  DROP TABLE IF EXISTS', '  "Orders" CASCADE;', '""")'),
      '"Orders"',
      'DROP TABLE IF EXISTS\n      "Orders" CASCADE',
    ],
    ['a raw literal', upgrade('op.execute(r"DROP TABLE orders")'), 'orders', 'DROP TABLE orders'],
    ['text()', upgrade('op.execute(sa.text("DROP TABLE orders"))'), 'orders', 'DROP TABLE orders'],
    [
      'a connection',
      upgrade('bind = op.get_bind()', 'bind.execute(text("DROP TABLE orders"))'),
      'orders',
      'DROP TABLE orders',
    ],
    [
      'the connection in place',
      upgrade('op.get_bind().execute(sa.text("DROP TABLE orders").bindparams(a=1))'),
      'orders',
      'DROP TABLE orders',
    ],
    ['the driver', upgrade('conn.exec_driver_sql("DROP TABLE orders")'), 'orders', 'DROP TABLE orders'],
    ['literals in a row', upgrade('op.execute("DROP TABLE " "orders")'), 'orders', 'DROP TABLE " "orders'],
    [
      'literals added up',
      upgrade('op.execute("DROP " + ("TABLE " + "orders"))'),
      'orders',
      'DROP " + ("TABLE " + "orders',
    ],
    ['an f-string', upgrade('op.execute(f"DROP TABLE {name}")'), '{name}', 'DROP TABLE {name}'],
    [
      'an f-string with a known name',
      upgrade('name = "orders"', 'op.execute(f"DROP TABLE {name}")'),
      'orders',
      'DROP TABLE {name}',
    ],
    [
      'a part of a name',
      upgrade('op.execute(f"DROP TABLE tmp_{name}")'),
      'tmp_{name}',
      'DROP TABLE tmp_{name}',
    ],
    ['format', upgrade('op.execute("DROP TABLE {}".format(name()))'), '{name()}', 'DROP TABLE {}'],
    [
      'format by name',
      upgrade('op.execute("DROP TABLE {t}".format(t="orders"))'),
      'orders',
      'DROP TABLE {t}',
    ],
    ['percent', upgrade('op.execute("DROP TABLE %s" % name())'), '{name()}', 'DROP TABLE %s'],
    [
      'percent with several',
      upgrade('op.execute("DROP TABLE %s.%s" % ("billing", "orders"))'),
      'billing.orders',
      'DROP TABLE %s.%s',
    ],
    ['a name put behind', upgrade('op.execute("DROP TABLE " + name())'), '{name()}', 'DROP TABLE " + name()'],
    ['join', upgrade('op.execute(" ".join(["DROP TABLE", "orders"]))'), 'orders', 'DROP TABLE", "orders'],
    [
      'dedent',
      upgrade('op.execute(textwrap.dedent("DROP TABLE orders").strip())'),
      'orders',
      'DROP TABLE orders',
    ],
    [
      'a name bound in upgrade',
      upgrade('sql = "DROP TABLE orders"', 'op.execute(sql)'),
      'orders',
      'DROP TABLE orders',
    ],
    [
      'a name bound in the module',
      `SQL: str = "DROP TABLE orders"\n${upgrade('op.execute(SQL)')}`,
      'orders',
      'DROP TABLE orders',
    ],
    [
      'a loop over literals',
      upgrade('for sql in ("SELECT 1", "DROP TABLE orders"):', '    op.execute(sql)'),
      'orders',
      'DROP TABLE orders',
    ],
    [
      'one of two branches',
      upgrade('op.execute("SELECT 1" if a else "DROP TABLE orders")'),
      'orders',
      'DROP TABLE orders',
    ],
    [
      'a helper with a parameter',
      `def run(sql):\n    op.execute(sql)\n${upgrade('run("DROP TABLE orders")')}`,
      'orders',
      'DROP TABLE orders',
    ],
    [
      'an escape',
      upgrade(String.raw`op.execute("DROP\tTABLE orders")`),
      'orders',
      String.raw`DROP\tTABLE orders`,
    ],
    [
      'an escape for a letter',
      upgrade(String.raw`op.execute("\x44ROP TABLE orders")`),
      'orders',
      String.raw`\x44ROP TABLE orders`,
    ],
    [
      'a marker before it',
      upgrade('op.execute(text("DELETE FROM a WHERE b = :value; DROP TABLE orders"))'),
      'orders',
      'DROP TABLE orders',
    ],
    [
      'a DO block',
      upgrade('op.execute("DO $$ BEGIN DROP TABLE orders; END $$")'),
      'orders',
      'DROP TABLE orders',
    ],
    [
      'emoji before it',
      upgrade('op.execute("SELECT \'😀\'; DROP TABLE orders")'),
      'orders',
      'DROP TABLE orders',
    ],
    [
      'a script that is split',
      upgrade('sql = "SELECT 1; DROP TABLE orders"', 'for one in sql.split(";"):', '    op.execute(one)'),
      'orders',
      'DROP TABLE orders',
    ],
    [
      'a script that sqlparse splits',
      upgrade('for one in sqlparse.split("SELECT 1; DROP TABLE orders"):', '    op.execute(one)'),
      'orders',
      'DROP TABLE orders',
    ],
  ])('drops a table: %s', (...[, text, table, shown]) => {
    expect(read(text)).toMatchObject({ dropped: [table], shown: [shown], open: [] });
  });

  it.each<[string, string]>([
    ['other statements', upgrade('op.execute("UPDATE orders SET note = \'drop table x\' -- drop table y")')],
    ['unknown values', upgrade('op.execute(f"UPDATE orders SET state = {state} WHERE id IN ({ids})")')],
    ['an unknown end', upgrade('op.execute(f"ALTER TABLE orders {action}")')],
    ['an unknown list', upgrade('op.execute(f"CREATE TYPE state AS ENUM ({values})")')],
    [
      'markers',
      upgrade('op.execute(sa.text("UPDATE a SET b = :b, c = c::int WHERE d = :d").bindparams(b=1))'),
    ],
    ['escaped colons', upgrade(String.raw`op.execute(sa.text("SELECT a\:\:int, '12\:30'"))`)],
    ['driver markers', upgrade('conn.exec_driver_sql("UPDATE a SET b = %s WHERE c = %(c)s", (1,))')],
    ['builders', upgrade('op.execute(users.update().where(users.c.id == 1).values(name="x"))')],
    ['functional builders', upgrade('op.get_bind().execute(sa.select(users.c.id)).fetchall()')],
    ['a builder with a name', upgrade('q = sa.delete(users)', 'conn.execute(q)')],
    ['another dialect', upgrade('op.execute("ALTER TABLE `orders` MODIFY COLUMN `note` TEXT")')],
    [
      'a function that only waits',
      upgrade(
        'op.execute("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE x; END $$")',
      ),
    ],
    ['nothing', upgrade('op.execute()')],
  ])('is known not to drop a table: %s', (_, text) => {
    expect(read(text)).toMatchObject({ dropped: [], open: [] });
  });

  it.each<[string, string, string]>([
    ['a file', upgrade('op.execute(Path("x.sql").read_text())'), 'op.execute(Path("x.sql").read_text())'],
    ['an unknown name', upgrade('op.execute(SQL)'), 'op.execute(SQL)'],
    ['a name that grows', upgrade('sql = "SELECT 1"', 'sql += more', 'op.execute(sql)'), 'op.execute(sql)'],
    ['an unknown statement', upgrade('op.execute(f"SET x = 1; {rest}")'), '{rest}'],
    ['an unknown kind', upgrade('op.execute(f"DROP {kind} {name}")'), 'DROP {kind} {name}'],
    ['an unknown beginning', upgrade('op.execute(verb + " TABLE orders")'), 'verb + " TABLE orders'],
    ['arguments that are spread', upgrade('op.execute(*statements)'), 'op.execute(*statements)'],
    [
      'a list that grows',
      upgrade('s = ["SELECT 1"]', 's.append(more)', 'for x in s:', '    op.execute(x)'),
      'op.execute(x)',
    ],
    ['an unknown body', upgrade('op.execute(f"DO $$ BEGIN {body} END $$")'), 'DO $$ BEGIN {body} END $$'],
    ['EXECUTE', upgrade('op.execute("DO $$ BEGIN EXECUTE x; END $$")'), 'EXECUTE x'],
    ['another dialect that drops', upgrade('op.execute("DROP TABLE `orders`")'), 'DROP TABLE `orders`'],
    [
      'a NUL',
      upgrade(String.raw`op.execute("SELECT 1\0; DROP TABLE x")`),
      String.raw`SELECT 1\0; DROP TABLE x`,
    ],
  ])('stays undecided: %s', (_, text, place) => {
    expect(read(text)).toMatchObject({ dropped: [], open: [place] });
  });

  it('is judged whatever calls are chained around it', () => {
    const text = upgrade('rows = conn.execute(text("DROP TABLE a")).fetchall()');
    expect(read(text).dropped).toEqual(['a']);
  });

  it('reports every table of one statement', () => {
    expect(read(upgrade('op.execute("DROP TABLE a, billing.b CASCADE")')).dropped).toEqual([
      'a',
      'billing.b',
    ]);
  });

  it('stays undecided when putting it together makes it longer than 2 MB', () => {
    const text = `big = "${'x'.repeat(1_000_000)}"\nop.execute(${Array(40).fill('big').join(' + ')})\n`;
    const revision = readRevision(parsers, text);
    if (revision.kind === 'unanalyzable') throw new Error(revision.problem);
    expect(toldDrops(text, revision.upgrade)).toMatchObject({
      dropped: [],
      problems: ['the SQL is longer than 2 MB'],
    });
  });
});
