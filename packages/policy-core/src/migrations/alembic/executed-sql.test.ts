import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const upgradeOf = (...upgrade: string[]) => revisionIn(parsers, revisionText({ upgrade })).upgrade;
const steps = (...upgrade: string[]) => shownSteps(upgradeOf(...upgrade));
function underlined(...upgrade: string[]): string[] {
  const text = revisionText({ upgrade });
  return revisionIn(parsers, text).upgrade.steps.map(({ start, end }) => text.slice(start, end));
}

const UNKNOWN = '! what it runs is not known';

describe('SQL that a migration executes', () => {
  it.each<[string, string[]]>([
    ['a literal', ['op.execute("DROP TABLE a")']],
    ['a literal by name', ['op.execute(sqltext="DROP TABLE a")']],
    ['literals in a row', ['op.execute("DROP "', '           "TABLE a")']],
    ['text()', ['op.execute(sa.text("DROP TABLE a"))']],
    ['a long literal', ['op.execute("""', '    DROP TABLE a', '""")']],
    ['a raw literal', ['op.execute(r"DROP TABLE a")']],
    ['an f-string', ['T = "a"', 'op.execute(f"DROP TABLE {T}")']],
    ['format', ['op.execute("DROP TABLE {}".format("a"))']],
    ['format with names', ['op.execute("DROP TABLE {t}".format(t="a"))']],
    ['percent', ['op.execute("DROP TABLE %s" % "a")']],
    ['a sum', ['op.execute("DROP TABLE " + "a")']],
    ['a variable', ['sql = "DROP TABLE a"', 'op.execute(sql)']],
    ['a connection', ['op.get_bind().execute(sa.text("DROP TABLE a"))']],
    ['a connection with a name', ['c = op.get_bind()', 'c.execute("DROP TABLE a")']],
    ['the driver', ['op.get_bind().exec_driver_sql("DROP TABLE a")']],
    ['a session', ['Session(bind=op.get_bind()).execute("DROP TABLE a")']],
    ['a cursor', ['op.get_bind().connection.cursor().execute("DROP TABLE a")']],
    ['a cursor, by name', ['op.get_bind().connection.cursor().execute(query="DROP TABLE a", vars=None)']],
    ['a scalar', ['op.get_bind().scalar(sa.text("DROP TABLE a"))']],
    ['a context', ['op.get_context().connection.execute("DROP TABLE a")']],
    ['options', ['op.execute(sa.text("DROP TABLE a").execution_options(x=1))']],
    ['DDL', ['op.execute(sa.DDL("DROP TABLE a"))']],
    ['a helper', ['def run(sql):', '    op.execute(sql)', 'run("DROP TABLE a")']],
    ['a connection as parameter', ['def run(c):', '    c.execute("DROP TABLE a")', 'run(op.get_bind())']],
    ['a result that is read', ['x = op.get_bind().execute("DROP TABLE a").fetchall()']],
  ])('is read: %s', (_, lines) => {
    expect(steps(...lines)).toEqual(['drop-table a']);
  });

  it('is not known where it is handed over under a name that nothing has', () => {
    expect(steps('op.get_bind().execute(command="DROP TABLE a")')).toEqual([UNKNOWN]);
    expect(steps('c.execute(r=())')).toEqual([UNKNOWN]);
    expect(steps('users.update().execute(execution_options={})')).toEqual(['change-rows update <users>']);
  });

  it('is read from a constant of the module', () => {
    const text = revisionText({ module: ['SQL = "DROP TABLE a"'], upgrade: ['op.execute(SQL)'] });
    expect(shownSteps(revisionIn(parsers, text).upgrade)).toEqual(['drop-table a']);
  });

  it('is told statement by statement', () => {
    const lines = ['op.execute("""', '    DROP TABLE a;', '    -- and then', '    DROP TABLE b;', '""")'];
    expect(steps(...lines)).toEqual(['drop-table a', 'drop-table b']);
    expect(underlined(...lines)).toEqual(['DROP TABLE a', 'DROP TABLE b']);
  });

  it('is underlined where it stands, between escapes and other letters', () => {
    expect(underlined('op.execute("SELECT \'\\n😀\'; DROP TABLE a")')).toEqual([
      "SELECT '\\n😀'",
      'DROP TABLE a',
    ]);
  });

  it('of a statement over several literals is underlined over them', () => {
    expect(underlined('op.execute("DROP TABLE " "a")')).toEqual(['DROP TABLE " "a']);
  });

  it('says that it is SQL', () => {
    expect(upgradeOf('op.execute("DROP TABLE a")').steps).toMatchObject([{ via: 'sql' }]);
  });

  it('keeps names that are not known by their source', () => {
    expect(steps('op.execute(f"DROP TABLE {name}")')).toEqual(['drop-table <{name}>']);
    expect(steps('op.execute(f"DROP TABLE tmp_{name}")')).toEqual(['drop-table <tmp_{name}>']);
    expect(steps('op.execute("DROP TABLE %s" % name)')).toEqual(['drop-table <{name}>']);
    expect(steps('op.execute(f"DROP TABLE {s}.a")')).toEqual(['drop-table <{s}.a>']);
  });

  it('keeps columns that are not known by their source', () => {
    expect(steps('op.execute(f"ALTER TABLE a DROP COLUMN {c}")')).toEqual(['drop-column a <{c}>']);
  });

  it('has no list of columns where one of them is not known', () => {
    const [step] = upgradeOf('op.execute(f"CREATE INDEX i ON a (b, {c})")').steps;
    expect(step).toMatchObject({ operation: { kind: 'create-index', columns: undefined } });
  });

  it('has no type where it is not known', () => {
    const [step] = upgradeOf('op.execute(f"ALTER TABLE a ADD COLUMN b {t}")').steps;
    expect(step).toMatchObject({
      operation: {
        kind: 'add-column',
        column: { name: { text: 'b' }, type: { isKnown: false, written: '{t}' } },
      },
    });
  });

  it('gives columns the offsets of the file', () => {
    const text = revisionText({ upgrade: ['op.execute("ALTER TABLE a ADD COLUMN b integer")'] });
    const [step] = revisionIn(parsers, text).upgrade.steps;
    if (step?.kind !== 'operation' || step.operation.kind !== 'add-column') throw new Error('It adds one.');
    const { start, end } = step.operation.column;
    expect(text.slice(start, end)).toBe('b integer');
  });

  it.each<[string, string, string]>([
    ['a call', 'op.execute(make())', '! the SQL in make() is not known'],
    ['a name', 'op.execute(SQL)', '! the SQL in SQL is not known'],
    ['a file', 'op.execute(open("x.sql").read())', '! the SQL in open("x.sql").read() is not known'],
    ['arguments that are spread', 'op.execute(*args)', '! what it runs is not known'],
    ['a statement', 'op.execute(f"{verb} TABLE a")', '! a part of the SQL is not known'],
    ['no SQL', 'op.execute("DROP TABEL a")', '! PostgreSQL reads it as a syntax error at or near "TABEL"'],
  ])('is unclear where it is not known: %s', (_, line, step) => {
    expect(steps(line)).toEqual([step]);
  });

  it('is uncertain where it is one of several', () => {
    expect(steps('sql = "DROP TABLE a" if x else "DROP TABLE b"', 'op.execute(sql)')).toEqual([
      '? drop-table a',
      '? drop-table b',
    ]);
  });

  it.each(['id = :id', 'id IN :ids', 'id in\n :ids', 'id IN (:id)'])(
    'may hold markers for values: %s',
    (condition) => {
      expect(steps(`op.execute(sa.text("""DELETE FROM a WHERE ${condition}"""))`)).toEqual([
        'change-rows delete a filtered',
      ]);
    },
  );

  it('may hold markers of the driver where a name holds several texts in turn', () => {
    const lines = [
      'conn = op.get_bind()',
      'query = "SELECT id FROM a"',
      'for row in conn.execute(query):',
      '    query = "DELETE FROM a WHERE id = %s"',
      '    conn.execute(query, (row.id,))',
    ];
    const told = steps(...lines);
    expect(told.filter((step) => step.startsWith('!'))).toEqual([]);
    expect(told).toContain('? change-rows delete a filtered');
  });

  it('hides no table where a marker of the driver is its name', () => {
    const told = steps('sql = "SELECT 1" if x else "DROP TABLE %s"', 'op.get_bind().execute(sql)');
    expect(told.some((step) => step.includes('! PostgreSQL reads it as a syntax error'))).toBe(true);
  });

  it('in a DO block is told with its conditions', () => {
    expect(steps('op.execute("DO $$ BEGIN IF x THEN DROP TABLE a; END IF; END $$")')).toContain(
      '? drop-table a',
    );
  });

  it('in a DO block of which a part is not known is unclear', () => {
    expect(steps('op.execute(f"DO $$ BEGIN {body}; END $$")')).toContain(
      '! a part of the DO block is not known',
    );
  });

  it('is not read twice as something that was thought of', () => {
    expect(steps('x = "DROP TABLE a"')).toEqual([]);
  });
});

describe('SQL texts', () => {
  it('come in the order of running, with the place of every character', () => {
    const text = revisionText({
      upgrade: ['op.execute("SELECT 1")', 'op.get_bind().exec_driver_sql(f"SELECT {x}, %s")'],
    });
    const { sql } = revisionIn(parsers, text).upgrade;
    expect(sql.map(({ start, end }) => text.slice(start, end))).toEqual(['"SELECT 1"', 'f"SELECT {x}, %s"']);
    expect(sql.map(({ driverMarkers }) => driverMarkers)).toEqual([false, true]);
    expect(
      sql.map(({ parts }) => parts.map(({ start, end, kind }) => [kind, text.slice(start, end)])),
    ).toEqual([
      [['known', 'SELECT 1']],
      [
        ['known', 'SELECT '],
        ['unknown', '{x}'],
        ['known', ', %s'],
      ],
    ]);
  });

  it('of a downgrade are the downgrade’s', () => {
    const { upgrade, downgrade } = revisionIn(
      parsers,
      revisionText({ downgrade: ['op.execute("SELECT 1")'] }),
    );
    expect([upgrade.sql.length, downgrade.sql.length]).toEqual([0, 1]);
  });
});
