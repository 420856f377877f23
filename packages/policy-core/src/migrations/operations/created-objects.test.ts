import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlOperations } from '../sql/operations.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { isCreatedColumn, isCreatedSchema, isCreatedTable, noteCreated } from './created-objects.ts';
import { knownName, unknownName } from './name.ts';

const { sql } = await testParsers();

/** What some statements made, one after the other. */
function madeBy(statements: string, evenIfThere = false): ReadonlySet<string> {
  const made = new Set<string>();
  for (const operation of sqlOperations(sql, statements))
    if (operation.kind === 'operation') noteCreated(operation.operation, made, evenIfThere);
  return made;
}

describe('a table was made', () => {
  test.each([
    ['by these steps', 'CREATE TABLE notes (id int)', 'notes', true],
    ['by another name of its schema', 'CREATE TABLE public.notes (id int)', 'notes', true],
    ['and renamed', 'CREATE TABLE notes (id int); ALTER TABLE notes RENAME TO hints', 'hints', true],
    ['and moved', 'CREATE TABLE notes (id int); ALTER TABLE notes SET SCHEMA old', 'old.notes', true],
    [
      'and moved and renamed',
      'CREATE TABLE notes (id int); ALTER TABLE notes SET SCHEMA old; ALTER TABLE old.notes RENAME TO n',
      'old.n',
      true,
    ],
    [
      'and no longer by its old name',
      'CREATE TABLE notes (id int); ALTER TABLE notes RENAME TO hints',
      'notes',
      false,
    ],
    ['and no longer once it is dropped', 'CREATE TABLE notes (id int); DROP TABLE notes', 'notes', false],
    [
      'and no longer where another one takes its name',
      'CREATE TABLE notes (id int); ALTER TABLE hints RENAME TO notes',
      'notes',
      false,
    ],
    ['but not the one beside it', 'CREATE TABLE notes (id int)', 'orders', false],
    ['but not the one of another schema', 'CREATE TABLE notes (id int)', 'old.notes', false],
    ['but not where it may have been there', 'CREATE TABLE IF NOT EXISTS notes (id int)', 'notes', false],
    ['but not by a new name alone', 'ALTER TABLE notes RENAME TO hints', 'hints', false],
    ['but not by a new place alone', 'ALTER TABLE notes SET SCHEMA old', 'old.notes', false],
    ['but not by a column', 'ALTER TABLE notes ADD COLUMN body text', 'notes', false],
  ])('%s', (...[, statements, table, is]) => {
    expect(isCreatedTable(madeBy(statements), tableNamed(table))).toBe(is);
  });

  test('and counts though it may have been there, where that is asked for', () => {
    const made = madeBy('CREATE TABLE IF NOT EXISTS notes (id int)', true);
    expect(isCreatedTable(made, tableNamed('notes'))).toBe(true);
  });

  test('is never said of a table whose name only shows when it runs', () => {
    const table = { ...unknownName('NAME'), schema: undefined };
    const made = new Set<string>();
    noteCreated(
      {
        kind: 'create-table',
        table,
        columns: [],
        constraints: [],
        ifNotExists: false,
        isWhole: true,
        isTemporary: false,
      },
      made,
    );
    expect(made).toEqual(new Set());
    expect(isCreatedTable(made, table)).toBe(false);
  });
});

describe('a column was made', () => {
  const note = knownName('note');
  test.each([
    ['by itself', 'ALTER TABLE orders ADD note text', true],
    ['with its table', 'CREATE TABLE orders (note text)', true],
    ['under another name', 'ALTER TABLE orders ADD hint text; ALTER TABLE orders RENAME hint TO note', true],
    ['with a table of another name', 'ALTER TABLE o ADD note text; ALTER TABLE o RENAME TO orders', true],
    [
      'and no longer once it is dropped',
      'ALTER TABLE orders ADD note text; ALTER TABLE orders DROP note',
      false,
    ],
    [
      'and no longer by its old name',
      'ALTER TABLE orders ADD note text; ALTER TABLE orders RENAME note TO x',
      false,
    ],
    ['and no longer once its table is dropped', 'ALTER TABLE orders ADD note text; DROP TABLE orders', false],
    ['but not by a new name alone', 'ALTER TABLE orders RENAME hint TO note', false],
    ['but not in another table', 'ALTER TABLE customers ADD note text', false],
    ['but not where it may have been there', 'ALTER TABLE orders ADD IF NOT EXISTS note text', false],
    ['but not by a change of it', 'ALTER TABLE orders ALTER note SET NOT NULL', false],
  ])('%s', (_, statements, is) => {
    expect(isCreatedColumn(madeBy(statements), tableNamed('orders'), note)).toBe(is);
  });

  test('is never said of a column whose name only shows when it runs', () => {
    const made = madeBy('ALTER TABLE orders ADD note text');
    expect(isCreatedColumn(made, tableNamed('orders'), unknownName('note'))).toBe(false);
  });
});

describe('a schema was made, and holds nothing that was there before', () => {
  test.each([
    ['when it is new', 'CREATE SCHEMA sales', true],
    ['with the tables made in it', 'CREATE SCHEMA sales; CREATE TABLE sales.notes (id int)', true],
    [
      'with a new table that was moved there',
      'CREATE SCHEMA sales; CREATE TABLE notes (id int); ALTER TABLE notes SET SCHEMA sales',
      true,
    ],
    [
      'unless an old table was moved there',
      'CREATE SCHEMA sales; ALTER TABLE orders SET SCHEMA sales',
      false,
    ],
    ['unless it is another one', 'CREATE SCHEMA old', false],
    ['unless it only gets a table', 'CREATE TABLE sales.notes (id int)', false],
  ])('%s', (_, statements, is) => {
    expect(isCreatedSchema(madeBy(statements), knownName('sales'))).toBe(is);
  });
});
