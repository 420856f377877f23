import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { judgedUpgrades } from './migration-step.ts';
import { constraintsMade, keyAmong, mayLeadAlike, type KeyOfColumn } from './key-of-column.ts';
import type { TableName } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';

const { sql: parser } = await testParsers();

function steps(upgrade: string): readonly Step[] {
  return judgedUpgrades(sqlMigrations(parser, { upgrade })).flatMap((one) => one.steps);
}

const name = (text: string): TableName => ({ text, isKnown: true, schema: undefined });

/** `lines > orders` for a key of `lines`. */
function keyOf(upgrade: string, column: string): string {
  const key = keyAmong(constraintsMade(steps(upgrade), name('lines'), column), column);
  return key.leads ? `> ${key.to?.text ?? '?'}` : 'none';
}

describe('A column leads to a table', () => {
  test.each([
    ['written at it', 'ALTER TABLE lines ADD order_id int REFERENCES orders'],
    ['beside other constraints', 'ALTER TABLE lines ADD order_id int UNIQUE REFERENCES orders'],
    ['of its table', 'ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES orders'],
    [
      'under the schema of the search path',
      'ALTER TABLE public.lines ADD FOREIGN KEY (order_id) REFERENCES orders',
    ],
    [
      'of several columns',
      'ALTER TABLE lines ADD FOREIGN KEY (order_id, shop_id) REFERENCES orders (id, shop)',
    ],
  ])('by a key %s', (_, sql) => {
    expect(keyOf(sql, 'order_id')).toBe('> orders');
  });

  test('which is not known where it has two keys', () => {
    const two =
      'ALTER TABLE lines ADD order_id int REFERENCES orders, ADD FOREIGN KEY (order_id) REFERENCES notes';
    expect(keyOf(two, 'order_id')).toBe('> ?');
  });

  test('which is not known where it is not known whose key it is', () => {
    const [key] = constraintsMade(
      steps('ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES orders'),
      name('lines'),
      'order_id',
    );
    expect(key).toBeDefined();
    const unknown = key === undefined ? [] : [{ ...key, columns: undefined }];
    expect(keyAmong(unknown, 'order_id')).toEqual({ leads: true, to: undefined });
  });
});

describe('A column leads nowhere', () => {
  test.each([
    ['without constraints', 'ALTER TABLE lines ADD order_id int'],
    ['with others', 'ALTER TABLE lines ADD order_id int UNIQUE'],
    [
      'beside the key of another column',
      'ALTER TABLE lines ADD order_id int, ADD shop_id int REFERENCES shops',
    ],
    ['beside one of another table', 'ALTER TABLE notes ADD order_id int REFERENCES orders'],
    ['by a key of another table', 'ALTER TABLE notes ADD FOREIGN KEY (order_id) REFERENCES orders'],
    ['where nothing is done', 'ALTER TABLE lines DROP order_id'],
  ])('%s', (_, sql) => {
    expect(keyOf(sql, 'order_id')).toBe('none');
  });
});

describe('Two may lead to the same', () => {
  const to = (table: string): KeyOfColumn => ({ leads: true, to: name(table) });
  const somewhere: KeyOfColumn = { leads: true, to: undefined };
  const nowhere: KeyOfColumn = { leads: false };
  const nameless: KeyOfColumn = { leads: true, to: { text: 't()', isKnown: false, schema: undefined } };

  test.each([
    ['one table', [to('orders'), to('orders')]],
    ['none', [nowhere, nowhere]],
    ['some table', [somewhere, to('orders')]],
    ['a table that only a run tells', [to('orders'), nameless]],
  ] as const)('%s', (_, [one, other]) => {
    expect(mayLeadAlike(one, other, [])).toBe(true);
    expect(mayLeadAlike(other, one, [])).toBe(true);
  });

  test('what nobody knows, whatever comes', () => {
    expect(mayLeadAlike(undefined, to('orders'), [])).toBe(true);
    expect(mayLeadAlike(undefined, nowhere, [])).toBe(true);
  });

  test.each([
    ['two tables', [to('orders'), to('notes')]],
    ['none and one', [nowhere, to('orders')]],
    ['none, and one that is not known', [nowhere, somewhere]],
  ] as const)('but not %s', (_, [one, other]) => {
    expect(mayLeadAlike(one, other, [])).toBe(false);
    expect(mayLeadAlike(other, one, [])).toBe(false);
  });

  test('by a name that the table gets', () => {
    const renamed = steps('ALTER TABLE orders RENAME TO sales');
    expect(mayLeadAlike(to('orders'), to('sales'), renamed)).toBe(true);
    expect(mayLeadAlike(to('orders'), to('notes'), renamed)).toBe(false);
    expect(mayLeadAlike(to('orders'), to('sales'), [])).toBe(false);
  });
});
