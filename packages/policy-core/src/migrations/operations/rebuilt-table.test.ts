import { describe, expect, it } from 'vitest';

import { readSqlFile } from '../sql/file-reading.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';
import { isRebuilt } from './rebuilt-table.ts';

const parsers = await testParsers();

/** The drops of tables that are rebuilt, as lines. */
function rebuiltIn(upgrade: Parameters<typeof shownSteps>[0]): readonly string[] {
  const lines = shownSteps(upgrade);
  return upgrade.steps.flatMap((step, index) =>
    step.kind === 'operation' && isRebuilt(upgrade.steps, step) ? [lines[index] ?? ''] : [],
  );
}

const rebuilt = (sql: string) => rebuiltIn(readSqlFile(parsers.sql, sql).upgrade);

const MAKE = 'CREATE TABLE b (id int)';
const COPY = 'INSERT INTO b SELECT * FROM a';
const DROP = 'DROP TABLE a';
const RENAME = 'ALTER TABLE b RENAME TO a';

describe('A table is rebuilt', () => {
  it.each<[string, readonly string[]]>([
    ['where another one is made, filled, and takes its name', [MAKE, COPY, DROP, RENAME]],
    ['with steps between', [MAKE, 'SELECT 1', COPY, 'CREATE INDEX i ON b (id)', DROP, 'SELECT 2', RENAME]],
    [
      'where its rows are joined with others',
      [MAKE, 'INSERT INTO b SELECT a.* FROM c JOIN a USING (id)', DROP, RENAME],
    ],
    [
      'where they are taken out',
      [MAKE, 'WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x', DROP, RENAME],
    ],
    [
      'where they are merged',
      [MAKE, 'MERGE INTO b USING a ON b.id = a.id WHEN NOT MATCHED THEN INSERT VALUES (a.id)', DROP, RENAME],
    ],
    ['where they come from a file', [MAKE, "COPY b FROM '/tmp/a.csv'", DROP, RENAME]],
    ['with a setting between', [MAKE, COPY, "SET lock_timeout = '2s'", DROP, RENAME]],
    ['after another search path was set', ['SET search_path = s', MAKE, COPY, DROP, RENAME]],
  ])('%s', (_, statements) => {
    expect(rebuilt(statements.join('; '))).toEqual(['drop-table a']);
  });

  it('in a schema', () => {
    expect(
      rebuilt(
        'CREATE TABLE s.b (id int); INSERT INTO s.b SELECT * FROM s.a; DROP TABLE s.a; ALTER TABLE s.b RENAME TO a',
      ),
    ).toEqual(['drop-table s.a']);
  });

  it('by way of a name that only a run tells', () => {
    const source = [
      'from alembic import op',
      'revision = "b"',
      'down_revision = "a"',
      'def upgrade():',
      '    name = f"moving_{now()}"',
      '    made = op.create_table(name, sa.Column("id", sa.Integer()))',
      '    op.bulk_insert(made, rows)',
      '    op.drop_table("a")',
      '    op.rename_table(name, "a")',
    ];
    const { upgrade } = revisionIn(parsers, `${source.join('\n')}\n`);
    expect(rebuiltIn(upgrade)).toEqual(['drop-table a']);
  });
});

describe('A table is not rebuilt', () => {
  it.each<[string, readonly string[]]>([
    ['without a copy of its rows', [MAKE, DROP, RENAME]],
    ['where rows are copied after it is gone', [MAKE, DROP, COPY, RENAME]],
    ['where the rows go somewhere else', [MAKE, 'INSERT INTO c SELECT * FROM a', DROP, RENAME]],
    ['where nothing takes its name', [MAKE, COPY, DROP]],
    ['where another table takes its name', [MAKE, COPY, DROP, 'ALTER TABLE c RENAME TO a']],
    ['where its successor gets another name', [MAKE, COPY, DROP, 'ALTER TABLE b RENAME TO c']],
    ['where its successor was there before', [COPY, DROP, RENAME]],
    ['where its successor is only emptied', [MAKE, 'DELETE FROM b', DROP, RENAME]],
    [
      'where its successor is in another schema',
      ['CREATE TABLE s.b (id int)', 'INSERT INTO s.b SELECT 1', DROP, 'ALTER TABLE s.b RENAME TO a'],
    ],
    ['by what drops nothing', [MAKE, COPY, RENAME]],
    ['where the rows are from another table', [MAKE, 'INSERT INTO b SELECT * FROM c', DROP, RENAME]],
    [
      'where the rows are from one of another schema',
      [MAKE, 'INSERT INTO b SELECT * FROM s.a', DROP, RENAME],
    ],
    ['where the rows are its own', [MAKE, 'INSERT INTO b SELECT * FROM b', DROP, RENAME]],
    ['where the rows are given', [MAKE, 'INSERT INTO b VALUES (1)', DROP, RENAME]],
    ['where the row is made up', [MAKE, 'INSERT INTO b SELECT 1', DROP, RENAME]],
    [
      'where others are merged',
      [MAKE, 'MERGE INTO b USING c ON b.id = c.id WHEN NOT MATCHED THEN DO NOTHING', DROP, RENAME],
    ],
    ['where the name means another table by then', [MAKE, COPY, 'SET search_path = s', DROP, RENAME]],
    ['where the copy is undone', [MAKE, COPY, 'ROLLBACK', DROP, RENAME]],
    ['where the name may mean another table by then', [MAKE, COPY, 'SELECT mine()', DROP, RENAME]],
  ])('%s', (_, statements) => {
    expect(rebuilt(statements.join('; '))).toEqual([]);
  });
});
