import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { SQL_STATEMENTS } from '../../testing/sql-statements.ts';
import { toldRevision } from '../../testing/told-revision.ts';
import { toldSqlWithPlaces } from '../../testing/told-sql.ts';

const parsers = await testParsers();

/** Ways to put a text into Python, in which every character stands as it is. */
const VERBATIM: Readonly<Record<string, (sql: string) => string>> = {
  'in three quotes': (sql) => `op.execute("""${sql}""")`,
  'in three quotes, raw': (sql) => `op.execute(r"""${sql}""")`,
  'in text()': (sql) => `op.execute(sa.text("""${sql}"""))`,
  'by a connection': (sql) => `op.get_bind().execute("""${sql}""")`,
  'by the driver': (sql) => `op.get_bind().exec_driver_sql("""${sql}""")`,
  'under a name': (sql) => `sql = """${sql}"""\n    op.execute(sql)`,
  'in a batch': (sql) =>
    `with op.batch_alter_table("t") as batch_op:\n        batch_op.execute("""${sql}""")`,
};

/** Ways in which a text is put together. */
const PUT_TOGETHER: Readonly<Record<string, (sql: string) => string>> = {
  'in double quotes': (sql) => `op.execute(${quoted(sql)})`,
  'word by word': (sql) =>
    `op.execute(${sql
      .split(' ')
      .map((word) => quoted(`${word} `))
      .join('\n        ')})`,
  'as a sum': (sql) =>
    `op.execute(${sql
      .split(' ')
      .map((word) => quoted(`${word} `))
      .join(' + ')})`,
  'as lines that are joined': (sql) => `op.execute(" ".join([${sql.split(' ').map(quoted).join(', ')}]))`,
  'by format': (sql) => `op.execute("{} {}".format(${quoted(sql)}, ""))`,
  'by percent': (sql) => `op.execute("%s" % ${quoted(sql)})`,
  'in an f-string': (sql) => `op.execute(f"""{${quoted(sql)}}""")`,
  'in escapes': (sql) =>
    `op.execute("${Array.from(sql, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}")`,
  'by a helper': (sql) => `run = lambda sql: op.execute(sql)\n    run(${quoted(sql)})`,
};

function quoted(sql: string): string {
  return `"${sql.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const within = (call: string) => `def upgrade():\n    ${call}\n`;
const stepsOf = (sql: string) => toldSqlWithPlaces(parsers.sql, sql).map(({ step }) => step);

describe('SQL in a revision does what it does in a file', () => {
  it.each(SQL_STATEMENTS)('and is underlined as there: %s', (sql) => {
    const inFile = toldSqlWithPlaces(parsers.sql, sql);
    for (const [how, call] of Object.entries(VERBATIM)) {
      const { up, underlined } = toldRevision(parsers, within(call(sql)));
      expect([how, up, underlined]).toEqual([
        how,
        inFile.map(({ step }) => step),
        inFile.map((one) => one.underlined),
      ]);
    }
  });

  it.each(SQL_STATEMENTS)('however it is put together: %s', (sql) => {
    for (const [how, call] of Object.entries(PUT_TOGETHER)) {
      expect([how, toldRevision(parsers, within(call(sql))).up]).toEqual([how, stepsOf(sql)]);
    }
  });

  it.each(SQL_STATEMENTS)('in either direction, and certain or not: %s', (sql) => {
    const call = `op.execute(${quoted(sql)})`;
    const { up, down } = toldRevision(
      parsers,
      `def upgrade():\n    if wanted():\n        ${call}\n\ndef downgrade():\n    ${call}\n`,
    );
    expect(up).toEqual(stepsOf(sql).map((step) => `? ${step}`));
    expect(down).toEqual(stepsOf(sql));
  });

  it('statement by statement', () => {
    const script = SQL_STATEMENTS.map(([sql]) => sql).join(';\n');
    const { up, underlined } = toldRevision(parsers, within(`op.execute("""\n${script};\n""")`));
    expect(up).toEqual(SQL_STATEMENTS.flatMap(([, ...done]) => done));
    expect(underlined).toEqual(toldSqlWithPlaces(parsers.sql, script).map((one) => one.underlined));
  });
});
