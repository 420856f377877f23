import { describe, expect, it } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { sqlMigrations } from '../../../testing/sql-migrations.ts';
import { isEmptied } from './emptied-table.ts';
import { migrationSteps } from '../migration-step.ts';

const { sql: parser } = await testParsers();

/** By the name of each column that is added: whether no row can be in its way. */
function emptied(upgrade: string): Readonly<Record<string, boolean>> {
  const steps = migrationSteps(sqlMigrations(parser, { upgrade }), 'add-column');
  return Object.fromEntries(steps.map((step) => [step.operation.column.name.text, isEmptied(step)]));
}

const ADD = 'ALTER TABLE orders ADD a int';

describe('A table has no row where a column is added', () => {
  it.each([
    `DELETE FROM orders; ${ADD}`,
    `TRUNCATE orders; ${ADD}`,
    `TRUNCATE lines, orders; ${ADD}`,
    `DELETE FROM public.orders; ${ADD}`,
    `DELETE FROM orders; DELETE FROM orders WHERE a = 1; ${ADD}`,
  ])('behind %s', (text) => {
    expect(emptied(text)).toEqual({ a: true });
  });

  it('for each column that follows, and for none before', () => {
    expect(emptied(`ALTER TABLE orders ADD early int; TRUNCATE orders; ${ADD}`)).toEqual({
      early: false,
      a: true,
    });
    expect(emptied('TRUNCATE orders; ALTER TABLE orders ADD a int, ADD b int')).toEqual({ a: true, b: true });
  });
});

describe('A table may have rows', () => {
  it.each([
    ADD,
    `DELETE FROM orders WHERE a = 1; ${ADD}`,
    `DELETE FROM orders USING lines; ${ADD}`,
    `DELETE FROM lines; ${ADD}`,
    `MERGE INTO orders USING (SELECT 1 WHERE false) x ON true WHEN MATCHED THEN DELETE; ${ADD}`,
    `MERGE INTO orders USING (VALUES (1)) x ON true WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT DEFAULT VALUES; ${ADD}`,
    `DELETE FROM shop.orders; ${ADD}`,
    `UPDATE orders SET a = 1; ${ADD}`,
    `${ADD}; DELETE FROM orders`,
  ])('behind %s', (text) => {
    expect(emptied(text)).toEqual({ a: false });
  });
});
