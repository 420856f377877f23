import { describe, expect, test } from 'vitest';

import { readRevision } from '../alembic/revision.ts';
import { AT_END, foldedSql } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { foldUpgrades } from './fold-schema.ts';
import type { TableState } from './schema-history.ts';

const parsers = await testParsers();

/** Constraints and indexes of `a` by name. */
function partsIn(state: TableState | undefined): readonly (string | undefined)[] {
  return [...(state?.constraints ?? []), ...(state?.indexes ?? [])].map(({ name }) => name);
}

function madeBySql(...sql: readonly string[]): readonly (string | undefined)[] {
  const made = foldedSql(parsers.sql, 'CREATE TABLE a (x int, y int, "Y" int)', ...sql);
  return partsIn(made.tableAt(tableNamed('a'), AT_END));
}

function madeByAlembic(...lines: readonly string[]): readonly (string | undefined)[] {
  const columns = 'sa.Column("x", sa.Integer()), sa.Column("y", sa.Integer()), sa.Column("Y", sa.Integer())';
  const text = revisionText({ upgrade: [`op.create_table("a", ${columns})`, ...lines] });
  const read = readRevision(parsers, text);
  if (read.kind === 'unanalyzable') throw new Error(read.problem);
  const { steps } = read.upgrade;
  const made = foldUpgrades([{ revision: 'a1', steps, text }]);
  return partsIn(made.tableAt(tableNamed('a'), { revision: 'a1', step: steps.length }));
}

describe('A column that is dropped takes along', () => {
  const check = (condition: string) => `ALTER TABLE a ADD CONSTRAINT k CHECK (${condition})`;
  const gone: readonly (readonly [string, ...string[]])[] = [
    ['a check of it', check('y > 0')],
    ['a check of it and others', check('x > 0 AND lower(y::text) > z')],
    ['a check of it by the name of the table', check('a.y > 0')],
    ['a check of it and of the whole row', check('y > 0 AND a.* IS NOT NULL')],
    [
      'a check that is renamed',
      check('y > 0').replace(' k ', ' j '),
      'ALTER TABLE a RENAME CONSTRAINT j TO k',
    ],
    [
      'a check under its new name',
      check('z > 0').replace('z', 'x'),
      'ALTER TABLE a RENAME y TO z',
      'ALTER TABLE a RENAME x TO y',
    ],
    ['a check without a name', 'ALTER TABLE a ADD CHECK (y > 0)'],
    ['an index of an expression', 'CREATE INDEX k ON a (lower(y::text))'],
    ['an index of rows by it', 'CREATE INDEX k ON a (x) WHERE y > 0'],
    [
      'an index of rows by its old name',
      'CREATE INDEX k ON a ((x + 1)) WHERE x > 0',
      'ALTER TABLE a DROP y',
      'ALTER TABLE a RENAME x TO y',
    ],
  ];
  test.each(gone)('%s', (_, ...sql) => {
    expect(madeBySql(...sql)).toHaveLength(1);
    expect(madeBySql(...sql, 'ALTER TABLE a DROP y')).toEqual([]);
  });

  const kept: readonly (readonly [string, ...string[]])[] = [
    ['of another column', check('x > 0')],
    ['of one that differs in case', check('"Y" > 0')],
    ['of no column', check('true')],
    ['of the whole row', check('a IS NOT NULL')],
    ['with its name in a text', check("x::text <> 'y'")],
    [
      'of a column that got its name',
      check('x > 0'),
      'ALTER TABLE a RENAME y TO z',
      'ALTER TABLE a RENAME x TO w',
      'ALTER TABLE a RENAME z TO y',
    ],
    ['that is an index of others', 'CREATE INDEX k ON a ((x + 1)) WHERE "Y" > 0'],
  ];
  test.each(kept)('nothing %s', (_, ...sql) => {
    expect(madeBySql(...sql, 'ALTER TABLE a DROP y')).toEqual(['k']);
  });

  test.each([
    ['a check that is created', 'op.create_check_constraint("k", "a", "y > 0 AND x > 0")'],
    [
      'a check of a column',
      'op.add_column("a", sa.Column("z", sa.Integer(), sa.CheckConstraint("z > y", name="k")))',
    ],
    ['a check in quotes', 'op.create_check_constraint("k", "a", \'"y" > 0\')'],
    [
      'a check under its new name',
      'op.create_check_constraint("k", "a", "x > 0")',
      'op.drop_column("a", "y")',
      'op.alter_column("a", "x", new_column_name="y")',
    ],
  ])('as a directive makes it: %s', (_, ...lines) => {
    expect(madeByAlembic(...lines)).toEqual(['k']);
    expect(madeByAlembic(...lines, 'op.drop_column("a", "y")')).toEqual([]);
    expect(madeByAlembic(...lines, 'op.drop_column("a", "Y")')).toEqual(['k']);
  });
});

describe('A check without a name', () => {
  test.each([
    ['is called after the only column that it reads', 'y > 0 AND a.y < 9', 'a_y_check'],
    ['is called after none where it reads several', 'x > y', 'a_check'],
    ['is called after none where it reads none', 'true', 'a_check'],
    ['is not known by name where it may read whole rows', 'a IS NOT NULL', undefined],
    ['is not known by name where it reads whole rows', 'a.* IS NOT NULL', undefined],
  ])('%s', (_, condition, name) => {
    expect(madeBySql(`ALTER TABLE a ADD CHECK (${condition})`)).toEqual([name]);
  });

  test('is called after a column that is called like the table', () => {
    expect(madeBySql('ALTER TABLE a ADD a int CHECK (a > 0)')).toEqual(['a_a_check']);
  });
});
