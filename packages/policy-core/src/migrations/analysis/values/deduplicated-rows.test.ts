import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { sqlMigrations } from '../../../testing/sql-migrations.ts';
import { migrationSteps } from '../migration-step.ts';
import { areRowsDeduplicatedBefore } from './deduplicated-rows.ts';

const { sql: parser } = await testParsers();

const numbered = (key: string) =>
  `SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY ${key} ORDER BY id) AS rn FROM orders) t WHERE t.rn > 1`;
const update = (set: string, key = 'number') => `UPDATE orders SET ${set} WHERE id IN (${numbered(key)});`;
const UNIQUE = 'ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (number)';
const EMPTIED = update('number = NULL');
const PARTS =
  'CREATE TABLE orders (id int, number text, is_last boolean) PARTITION BY LIST (is_last); CREATE TABLE now_orders PARTITION OF orders FOR VALUES IN (true)';
const MOVED = `WITH twice AS (
  SELECT id, ROW_NUMBER() OVER (
    PARTITION BY data->'who'
    ORDER BY id DESC
  ) AS rn FROM now_orders
)
UPDATE orders SET is_last = false, changed = now() FROM twice d WHERE orders.id = d.id AND d.rn > 1;`;

function isApart(upgrade: string, before?: string): boolean {
  const migrations = sqlMigrations(parser, { upgrade, ...(before !== undefined && { before }) });
  const [step] = migrationSteps(migrations, 'add-constraint', 'create-index');
  if (step === undefined) throw new Error('Nothing is made unique.');
  const { operation } = step;
  const columns = operation.kind === 'create-index' ? operation.columns : operation.constraint.columns;
  return areRowsDeduplicatedBefore(step, columns ?? 'unknown');
}

describe('Rows are told apart', () => {
  test.each([
    ['by NULL in all but one', `${EMPTIED} ${UNIQUE}`],
    ['by NULL beside other values', `${update('changed = now(), number = NULL')} ${UNIQUE}`],
    ['before an index', `${EMPTIED} CREATE UNIQUE INDEX ux ON orders (number)`],
    ['by fewer columns than the key has', `${EMPTIED} CREATE UNIQUE INDEX ux ON orders (shop, number)`],
    [
      'by all columns of the key',
      `${update('number = NULL', 'shop, orders.number')} CREATE UNIQUE INDEX ux ON orders (number, shop)`,
    ],
    ['under quoted names', `${update('"number" = NULL', '"number"')} ${UNIQUE}`],
    ['without AS', `${EMPTIED.replace('AS rn', 'rn')} ${UNIQUE}`],
    ['without an order', `${EMPTIED.replace(' ORDER BY id', '')} ${UNIQUE}`],
    [
      'by an order of its own',
      `${EMPTIED.replace('ORDER BY id', 'ORDER BY coalesce(rank, 0) DESC, id')} ${UNIQUE}`,
    ],
    [
      'out of the WHERE of the index',
      `${update('is_last = false')} CREATE UNIQUE INDEX ux ON orders (number) WHERE is_last`,
    ],
    [
      'by an expression, out of the WHERE of the index',
      `${update('is_last = false', 'lower(number)')} CREATE UNIQUE INDEX ux ON orders ((lower(number))) WHERE is_last`,
    ],
    ['before rows of another table change', `${EMPTIED} UPDATE people SET a = 1; ${UNIQUE}`],
  ])('%s', (_, sql) => {
    expect(isApart(sql)).toBe(true);
  });

  test('by moving them to another partition', () => {
    const index = "CREATE UNIQUE INDEX ux ON now_orders ((data->'who'))";
    expect(isApart(`${MOVED} ${index}`, PARTS)).toBe(true);
    expect(isApart(`${MOVED} ${index}`)).toBe(false);
    expect(isApart(`${MOVED} ${index}`, PARTS.replace('OF orders', 'OF sales'))).toBe(false);
    expect(isApart(`${MOVED} CREATE UNIQUE INDEX ux ON now_orders ((data->'what'))`, PARTS)).toBe(false);
  });

  test('by moving them to another partition, whatever the table above gets after that', () => {
    const index = "CREATE UNIQUE INDEX ux ON now_orders ((data->'who'))";
    const after = 'UPDATE orders SET number = 1 WHERE id = 2;';
    expect(isApart(`${MOVED} ${after} ${index}`, PARTS)).toBe(true);
    expect(isApart(`${MOVED} UPDATE now_orders SET number = 1; ${index}`, PARTS)).toBe(false);
    expect(isApart(`${index}; ${MOVED}`, PARTS)).toBe(false);
  });
});

describe('Rows may still be the same', () => {
  test.each([
    ['by nothing', UNIQUE],
    ['by an UPDATE that numbers none', `UPDATE orders SET number = NULL WHERE id > 1; ${UNIQUE}`],
    ['in more columns than the key has', `${update('number = NULL', 'shop, number')} ${UNIQUE}`],
    ['in other columns', `${update('number = NULL', 'shop')} ${UNIQUE}`],
    ['where another column is emptied', `${update('shop = NULL')} ${UNIQUE}`],
    ['by a value that may be there', `${update("number = number || 'x'")} ${UNIQUE}`],
    ['where it is the first that is chosen', `${EMPTIED.replace('rn > 1', 'rn = 1')} ${UNIQUE}`],
    ['where something else is compared', `${EMPTIED.replace('t.rn > 1', 'pages > 1')} ${UNIQUE}`],
    ['where it is only counted', `${EMPTIED.replace('row_number()', 'count(*)')} ${UNIQUE}`],
    ['for a primary key', `${EMPTIED} ALTER TABLE orders ADD PRIMARY KEY (number)`],
    [
      'where NULL is as good as any',
      `${EMPTIED} CREATE UNIQUE INDEX ux ON orders (number) NULLS NOT DISTINCT`,
    ],
    [
      'where a row does not leave the WHERE',
      `${update('is_last = false')} CREATE UNIQUE INDEX ux ON orders (number) WHERE paid`,
    ],
    ['where there is no WHERE to leave', `${update('is_last = false')} ${UNIQUE}`],
    ['in another table', `${EMPTIED.replace('UPDATE orders', 'UPDATE notes')} ${UNIQUE}`],
    ['where rows change afterwards', `${EMPTIED} UPDATE orders SET number = lower(number); ${UNIQUE}`],
    ['where nobody knows what happens afterwards', `${EMPTIED} DO $$ BEGIN EXECUTE x; END $$; ${UNIQUE}`],
    ['until afterwards', `${UNIQUE}; ${EMPTIED}`],
  ])('%s', (_, sql) => {
    expect(isApart(sql)).toBe(false);
  });
});
