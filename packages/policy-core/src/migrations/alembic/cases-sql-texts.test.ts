import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

/** Each step of `op.execute(...)` with what an editor underlines. */
function told(argument: string, before = ''): readonly string[] {
  const { up, underlined } = toldRevision(
    parsers,
    `${before}\ndef upgrade():\n    op.execute(${argument})\n`,
  );
  return up.map((step, index) => `${step} | ${underlined[index]}`);
}

describe('the literal that holds SQL', () => {
  it.each<[string, string, string]>([
    ['double quotes', '"DROP TABLE a"', 'drop-table a | DROP TABLE a'],
    ['single quotes', "'DROP TABLE a'", 'drop-table a | DROP TABLE a'],
    ['three quotes', '"""DROP TABLE a"""', 'drop-table a | DROP TABLE a'],
    ['three single quotes', "'''DROP TABLE a'''", 'drop-table a | DROP TABLE a'],
    ['raw', 'r"DROP TABLE a"', 'drop-table a | DROP TABLE a'],
    ['Unicode, as Python 2 wrote it', 'u"DROP TABLE a"', 'drop-table a | DROP TABLE a'],
    ['capitals before it', 'R"DROP TABLE a"', 'drop-table a | DROP TABLE a'],
    ['a raw f-string', 'rf"DROP TABLE a"', 'drop-table a | DROP TABLE a'],
    ['indentation', '"""\n        DROP TABLE a\n    """', 'drop-table a | DROP TABLE a'],
    [
      'indentation inside of the statement',
      '"""\n        DROP\n            TABLE a\n    """',
      'drop-table a | DROP\n            TABLE a',
    ],
    ['a semicolon', '"DROP TABLE a;"', 'drop-table a | DROP TABLE a'],
    ['a semicolon on its own line', '"""\n    DROP TABLE a\n    ;\n"""', 'drop-table a | DROP TABLE a'],
    [
      'a comment of SQL before it',
      '"""\n    -- the old one\n    DROP TABLE a\n"""',
      'drop-table a | DROP TABLE a',
    ],
    ['a comment of SQL inside', '"DROP /* the old */ TABLE a"', 'drop-table a | DROP /* the old */ TABLE a'],
    ['a comment of Python behind it', '"DROP TABLE a"  # old\n    ', 'drop-table a | DROP TABLE a'],
    ['tabs', '"DROP\tTABLE\ta"', 'drop-table a | DROP\tTABLE\ta'],
    [
      'a no-break space in a name',
      '"DROP TABLE \\"a\u00a0b\\""',
      'drop-table a\u00a0b | DROP TABLE \\"a\u00a0b\\"',
    ],
  ])('%s', (_, literal, expected) => {
    expect(told(literal)).toEqual([expected]);
  });
});

describe('escapes of Python inside SQL', () => {
  it.each<[string, string, string]>([
    ['a quote', '"DROP TABLE \\"a b\\""', 'drop-table a b | DROP TABLE \\"a b\\"'],
    ['a line end', '"DROP\\nTABLE\\na"', 'drop-table a | DROP\\nTABLE\\na'],
    ['a tab', '"DROP\\tTABLE a"', 'drop-table a | DROP\\tTABLE a'],
    ['a line that goes on', '"DROP \\\n        TABLE a"', 'drop-table a | DROP \\\n        TABLE a'],
    ['hexadecimal', '"DROP TABLE \\x61"', 'drop-table a | DROP TABLE \\x61'],
    ['octal', '"DROP TABLE \\141"', 'drop-table a | DROP TABLE \\141'],
    ['Unicode of four', '"DROP TABLE \\u0061"', 'drop-table a | DROP TABLE \\u0061'],
    ['Unicode of eight', '"DROP TABLE \\U00000061"', 'drop-table a | DROP TABLE \\U00000061'],
    ['an emoji of eight, before it', '"SELECT \'\\U0001F600\'; DROP TABLE a"', 'drop-table a | DROP TABLE a'],
    ['none in a raw literal', 'r"SELECT \'\\x61\'; DROP TABLE a"', 'drop-table a | DROP TABLE a'],
    ['a backslash that is one', '"SELECT \'\\\\\'; DROP TABLE a"', 'drop-table a | DROP TABLE a'],
    ['an escape that is none', '"SELECT \'\\d\'; DROP TABLE a"', 'drop-table a | DROP TABLE a'],
    ['another kind of letter', '"SELECT \'é😀\'; DROP TABLE größe"', 'drop-table größe | DROP TABLE größe'],
    ['a percent', '"SELECT \'100%\'; DROP TABLE a"', 'drop-table a | DROP TABLE a'],
  ])('%s', (_, literal, expected) => {
    expect(told(literal).at(-1)).toBe(expected);
  });
});

describe('SQL in pieces', () => {
  it.each<[string, string, string]>([
    ['literals in a row', '"DROP TABLE " "a"', 'drop-table a | DROP TABLE " "a'],
    ['literals in lines', '"DROP TABLE "\n        "a"', 'drop-table a | DROP TABLE "\n        "a'],
    ['literals with different quotes', '"DROP " \'TABLE \' """a"""', 'drop-table a | DROP " \'TABLE \' """a'],
    [
      'a piece each for two statements',
      '"DROP TABLE a;"\n        "DROP TABLE b"',
      'drop-table b | DROP TABLE b',
    ],
    ['a sum', '"DROP TABLE " + "a"', 'drop-table a | DROP TABLE " + "a'],
    ['a sum in parentheses', '("DROP " + "TABLE ") + "a"', 'drop-table a | DROP " + "TABLE ") + "a'],
    ['a sum with a number', '"DROP TABLE a" + str(1)', 'drop-table a1 | DROP TABLE a" + str(1'],
    ['text() around', 'sa.text("DROP TABLE a")', 'drop-table a | DROP TABLE a'],
    ['DDL around', 'sa.DDL("DROP TABLE a")', 'drop-table a | DROP TABLE a'],
    ['a join of lines', '"\\n".join(["DROP TABLE", "a"])', 'drop-table a | DROP TABLE", "a'],
    ['spaces taken away', '"  DROP TABLE a ".strip()', 'drop-table a | DROP TABLE a'],
    ['dedent', 'textwrap.dedent("""\n        DROP TABLE a\n    """)', 'drop-table a | DROP TABLE a'],
    ['a variable', 'SQL', 'drop-table a | DROP TABLE a'],
  ])('%s', (_, argument, expected) => {
    expect(told(argument, 'SQL = "DROP TABLE a"').at(-1)).toBe(expected);
  });
});

describe('values that are put in', () => {
  const MODULE = 'N = 1\nT = "a"\nS = "shop"\nLIST = ["a", "b"]';

  it.each<[string, string, string]>([
    ['an f-string', 'f"DROP TABLE {T}"', 'drop-table a | DROP TABLE {T}'],
    ['an f-string with two', 'f"DROP TABLE {S}.{T}"', 'drop-table shop.a | DROP TABLE {S}.{T}'],
    ['an f-string of a literal', 'f"DROP TABLE {\'a\'}"', "drop-table a | DROP TABLE {'a'}"],
    ['an f-string with a sign at the end', 'f"DROP TABLE {T};"', 'drop-table a | DROP TABLE {T}'],
    ['braces that are braces', 'f"SELECT \'{{}}\'; DROP TABLE {T}"', 'drop-table a | DROP TABLE {T}'],
    ['format', '"DROP TABLE {}".format(T)', 'drop-table a | DROP TABLE {}'],
    ['format by number', '"DROP TABLE {1}.{0}".format(T, S)', 'drop-table shop.a | DROP TABLE {1}.{0}'],
    ['format by name', '"DROP TABLE {s}.{t}".format(t=T, s=S)', 'drop-table shop.a | DROP TABLE {s}.{t}'],
    ['percent', '"DROP TABLE %s" % T', 'drop-table a | DROP TABLE %s'],
    ['percent with two', '"DROP TABLE %s.%s" % (S, T)', 'drop-table shop.a | DROP TABLE %s.%s'],
    ['percent by name', '"DROP TABLE %(t)s" % {"t": T}', 'drop-table a | DROP TABLE %(t)s'],
    ['percent in a tuple of one', '"DROP TABLE %s" % (T,)', 'drop-table a | DROP TABLE %s'],
    [
      'replace',
      '"DROP TABLE __T__".replace("__T__", T)',
      '! the SQL in "DROP TABLE __T__".replace("__T__", T) is not known | op.execute("DROP TABLE __T__".replace("__T__", T))',
    ],
    ['an f-string of something unknown', 'f"DROP TABLE {name}"', 'drop-table <{name}> | DROP TABLE {name}'],
    [
      'a part of a name',
      'f"DROP TABLE {prefix}_orders"',
      'drop-table <{prefix}_orders> | DROP TABLE {prefix}_orders',
    ],
    ['quotes around it', 'f\'DROP TABLE "{name}"\'', 'drop-table <{name}> | DROP TABLE "{name}"'],
    [
      'a schema that is not known',
      'f"DROP TABLE {schema}.orders"',
      'drop-table <{schema}.orders> | DROP TABLE {schema}.orders',
    ],
    [
      'a value that is not known',
      'f"UPDATE orders SET a = {value} WHERE id = 1"',
      'change-rows update orders filtered | UPDATE orders SET a = {value} WHERE id = 1',
    ],
    [
      'a value in quotes',
      'f"UPDATE orders SET a = \'{value}\'"',
      "change-rows update orders | UPDATE orders SET a = '{value}'",
    ],
    [
      'a whole statement that is not known',
      'f"{statement}"',
      '! the SQL in {statement} is not known | op.execute(f"{statement}")',
    ],
    [
      'a table that is not known, of which all goes',
      'f"DELETE FROM {table}"',
      'change-rows delete <{table}> | DELETE FROM {table}',
    ],
    [
      'a schema of it',
      'f"DELETE FROM {schema}.{table}"',
      'change-rows delete <{schema}.{table}> | DELETE FROM {schema}.{table}',
    ],
    [
      'another name of it',
      'f"DELETE FROM {table} AS t"',
      'change-rows delete <{table}> | DELETE FROM {table} AS t',
    ],
    [
      'a condition behind a table that is not known',
      'f"DELETE FROM {table} {condition}"',
      '! a part of the SQL is not known | DELETE FROM {table} {condition}',
    ],
    [
      'a number that is made a text',
      '"DROP TABLE orders_" + str(N)',
      'drop-table orders_1 | DROP TABLE orders_" + str(N)',
    ],
    [
      'a condition that is not known',
      'f"DELETE FROM orders {condition}"',
      '! a part of the SQL is not known | DELETE FROM orders {condition}',
    ],
    [
      'a column that is not known',
      'f"ALTER TABLE orders DROP COLUMN {column}"',
      'drop-column orders <{column}> | ALTER TABLE orders DROP COLUMN {column}',
    ],
    ['a call', 'f"DROP TABLE {name()}"', 'drop-table <{name()}> | DROP TABLE {name()}'],
    [
      'a format of numbers',
      'f"DROP TABLE orders_{year:04d}"',
      'drop-table <orders_{year:04d}> | DROP TABLE orders_{year:04d}',
    ],
    ['a conversion', 'f"DROP TABLE {name!s}"', 'drop-table <{name!s}> | DROP TABLE {name!s}'],
  ])('%s', (_, argument, expected) => {
    expect(told(argument, MODULE).at(-1)).toBe(expected);
  });
});

describe('markers for values', () => {
  it.each<[string, string, string]>([
    ['of SQLAlchemy', 'sa.text("DELETE FROM a WHERE b = :b")', 'change-rows delete a filtered'],
    [
      'of SQLAlchemy, bound',
      'sa.text("DELETE FROM a WHERE b = :b").bindparams(b=1)',
      'change-rows delete a filtered',
    ],
    ['a list', 'sa.text("DELETE FROM a WHERE b IN :bs")', 'change-rows delete a filtered'],
    ['a cast is none', '"UPDATE a SET b = c::int WHERE d = 1"', 'change-rows update a filtered'],
    [
      'a cast that is escaped',
      'sa.text("UPDATE a SET b = c\\\\:\\\\:int WHERE d = 1")',
      'change-rows update a filtered',
    ],
    ['a time is none', '"UPDATE a SET b = \'10:30\' WHERE d = 1"', 'change-rows update a filtered'],
    ['a slice of an array', '"UPDATE a SET b = c[1:2] WHERE d = 1"', 'change-rows update a filtered'],
  ])('%s', (_, argument, expected) => {
    expect(told(argument)).toEqual([expect.stringMatching(new RegExp(`^${expected} \\|`))]);
  });

  it.each<[string, string]>([
    ['by position', 'conn.exec_driver_sql("DELETE FROM a WHERE b = %s", (1,))'],
    ['by name', 'conn.exec_driver_sql("DELETE FROM a WHERE b = %(b)s", {"b": 1})'],
    ['for many', 'cursor.executemany("DELETE FROM a WHERE b = %s", rows)'],
    ['by position, as SQLAlchemy 1 took a text', 'conn.execute("DELETE FROM a WHERE b = %s", (1,))'],
    ['by position, one by one', 'conn.execute("DELETE FROM a WHERE b = %s AND c = %s", 1, 2)'],
    ['by name, as SQLAlchemy 1 took a text', 'conn.execute("DELETE FROM a WHERE b = %(b)s", {"b": 1})'],
    ['for a list', 'conn.execute("DELETE FROM a WHERE b IN %s", (tuple(ids),))'],
    ['for no list', 'conn.execute("DELETE FROM a WHERE b NOT IN %s", (tuple(ids),))'],
    ['for a list by name', 'conn.exec_driver_sql("DELETE FROM a WHERE b in %(ids)s", {"ids": ids})'],
    ['of a cursor', 'cursor.execute("DELETE FROM a WHERE b = %s", [1])'],
    ['with what it puts in spread', 'cursor.execute("DELETE FROM a WHERE b = %s", *rows)'],
  ])('of the driver, %s', (_, call) => {
    const { up } = toldRevision(parsers, `def upgrade():\n    conn = op.get_bind()\n    ${call}\n`);
    expect(up).toEqual(['change-rows delete a filtered']);
  });

  it.each<[string, string]>([
    ['beside a pattern', `conn.execute("DELETE FROM a WHERE b = :b AND c LIKE '%son'", {"b": 1})`],
    ['in a text', `conn.execute(sa.text("DELETE FROM a WHERE b = :b AND c LIKE '%s'"), {"b": 1})`],
  ])('of SQLAlchemy %s of two letters', (_, call) => {
    const { up } = toldRevision(parsers, `def upgrade():\n    conn = op.get_bind()\n    ${call}\n`);
    expect(up).toEqual(['change-rows delete a filtered']);
  });

  it('of the driver without anything to put there are none', () => {
    const { up } = toldRevision(
      parsers,
      'def upgrade():\n    op.get_bind().execute("DELETE FROM a WHERE b = %s")\n',
    );
    expect(up).toEqual(['! PostgreSQL reads it as a syntax error at or near "%"']);
  });
});

describe('several statements in one text', () => {
  it.each<[string, string, readonly string[]]>([
    ['two', '"DROP TABLE a; DROP TABLE b"', ['drop-table a | DROP TABLE a', 'drop-table b | DROP TABLE b']],
    [
      'on lines',
      '"""\n  DROP TABLE a;\n\n  DROP TABLE b;\n"""',
      ['drop-table a | DROP TABLE a', 'drop-table b | DROP TABLE b'],
    ],
    [
      'a semicolon in quotes',
      '"DROP TABLE \\"a;b\\"; SELECT \';\'"',
      ['drop-table a;b | DROP TABLE \\"a;b\\"', "other SELECT | SELECT ';'"],
    ],
    [
      'a semicolon in a comment',
      '"DROP TABLE a /* ; */ ; SELECT 1"',
      ['drop-table a | DROP TABLE a', 'other SELECT | SELECT 1'],
    ],
    ['only comments', '"-- nothing\\n/* at all */"', []],
    ['only semicolons', '";;"', []],
    ['nothing', '""', []],
    [
      'one that PostgreSQL refuses between two',
      '"DROP TABLE a; FROBNICATE; DROP TABLE b"',
      [
        'drop-table a | DROP TABLE a',
        '! PostgreSQL reads it as a syntax error at or near "FROBNICATE" | FROBNICATE',
        'drop-table b | DROP TABLE b',
      ],
    ],
    [
      'a function with semicolons',
      '"""CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2; $$; DROP TABLE a"""',
      [
        'create-object function f | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2; $$',
        'drop-table a | DROP TABLE a',
      ],
    ],
    [
      'a list that is executed one by one',
      '"DROP TABLE a") or op.execute("DROP TABLE b"',
      ['drop-table a | DROP TABLE a', '? drop-table b | DROP TABLE b'],
    ],
  ])('%s', (_, argument, expected) => {
    expect(told(argument)).toEqual(expected);
  });
});

describe('a file with other line ends and letters', () => {
  const source = (argument: string) => `# 😀 é\ndef upgrade():\n    x = "😀"\n    op.execute(${argument})\n`;
  const argument = '"""\n        DROP\n          TABLE a;\n    """';

  it.each([
    ['Windows', '\r\n'],
    ['Unix', '\n'],
  ])('is underlined where it stands: %s', (_, end) => {
    const { up, underlined } = toldRevision(parsers, source(argument).replaceAll('\n', end));
    expect(up).toEqual(['drop-table a']);
    expect(underlined).toEqual([`DROP${end}          TABLE a`]);
  });

  it('may begin with a mark of its byte order', () => {
    const { underlined } = toldRevision(parsers, `\uFEFFfrom alembic import op\n${source(argument)}`);
    expect(underlined).toEqual(['DROP\n          TABLE a']);
  });
});
