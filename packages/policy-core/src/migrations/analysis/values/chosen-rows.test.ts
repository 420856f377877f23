import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { sqlMigrations } from '../../../testing/sql-migrations.ts';
import { isOfChosenRows } from './chosen-rows.ts';
import { migrationSteps } from '../migration-step.ts';

const { sql: parser } = await testParsers();

const TABLE = 'CREATE TABLE orders (number text, shop int NOT NULL, old boolean, note text)';
const index = (where: string) => `CREATE UNIQUE INDEX ux ON orders (number) ${where}`;
const add = (column: string) => `ALTER TABLE orders ADD COLUMN ${column};`;

function isChosen(upgrade: string): boolean {
  const [step] = migrationSteps(sqlMigrations(parser, { before: TABLE, upgrade }), 'create-index');
  if (step === undefined) throw new Error('No index is made.');
  return isOfChosenRows(step);
}

describe('The WHERE of an index leaves only rows that the migration chooses', () => {
  test.each([
    ['none, where a new column is empty', `${add('paid date')} ${index('WHERE paid IS NOT NULL')}`],
    [
      'none, where a new column is empty and a value is asked',
      `${add('kind int')} ${index('WHERE kind = 1')}`,
    ],
    ['none, beside other demands', `${add('paid date')} ${index('WHERE old AND (paid IS NOT NULL)')}`],
    [
      'none, where a new column has another default',
      `${add('is_first boolean NOT NULL DEFAULT false')} ${index('WHERE is_first')}`,
    ],
    [
      'none, where a new column has another default and is spelled out',
      `${add("state text DEFAULT 'old'")} ${index("WHERE state = 'new'")}`,
    ],
    [
      'none, where a default is asked to be missing',
      `${add('no int DEFAULT 1')} ${index('WHERE no IS NULL')}`,
    ],
    [
      'none, where it may be there',
      `${add('IF NOT EXISTS is_first boolean DEFAULT false')} ${index('WHERE is_first')}`,
    ],
    [
      'none, where a column took no NULL until now',
      `ALTER TABLE orders ALTER COLUMN shop DROP NOT NULL; ${index('WHERE shop IS NULL')}`,
    ],
    [
      'those that an UPDATE marks',
      `${add('is_first boolean DEFAULT false')} UPDATE orders SET is_first = true WHERE old; ${index('WHERE is_first')}`,
    ],
    [
      'those that had the same in another column',
      `${add('is_first boolean')} UPDATE orders SET is_first = old; ${index('WHERE is_first = true')}`,
    ],
    [
      'those that nothing else is written into',
      `${add('paid date')} UPDATE orders SET old = true; ${index('WHERE paid IS NOT NULL')}`,
    ],
  ])('%s', (_, upgrade) => {
    expect(isChosen(upgrade)).toBe(true);
  });

  test.each([
    ['it has no WHERE', `${add('paid date')} ${index('')}`],
    ['no new column is in it', `${add('paid date')} ${index('WHERE old')}`],
    ['every row meets it', `${add('paid date')} ${index('WHERE paid IS NULL')}`],
    ['every row meets it by the default', `${add('is_open boolean DEFAULT true')} ${index('WHERE is_open')}`],
    ['every row has a value', `${add('no int DEFAULT 1')} ${index('WHERE no IS NOT NULL')}`],
    ['every row has that value', `${add("state text DEFAULT 'new'")} ${index("WHERE state = 'new'")}`],
    ['a default is worked out', `${add('no int DEFAULT now_no()')} ${index('WHERE no = 1')}`],
    ['an expression is asked', `${add('no int')} ${index('WHERE no > 1')}`],
    ['one of two things is asked', `${add('paid date')} ${index('WHERE old OR paid IS NOT NULL')}`],
    [
      'all rows are marked',
      `${add('is_first boolean')} UPDATE orders SET is_first = true; ${index('WHERE is_first')}`,
    ],
    [
      'rows may come',
      `${add('is_first boolean')} INSERT INTO orders SELECT * FROM others; ${index('WHERE is_first')}`,
    ],
    [
      'a column may have got NULL',
      `ALTER TABLE orders ALTER COLUMN shop DROP NOT NULL; UPDATE orders SET shop = NULL; ${index('WHERE shop IS NULL')}`,
    ],
    [
      'a column is worked out anew',
      `ALTER TABLE orders ALTER COLUMN shop DROP NOT NULL; ALTER TABLE orders ALTER COLUMN shop TYPE text USING nullif(shop, 0)::text; ${index('WHERE shop IS NULL')}`,
    ],
    ['a column took NULL before', index('WHERE note IS NULL')],
    ['nothing is known of a column', index('WHERE other IS NULL')],
  ])('not where %s', (_, upgrade) => {
    expect(isChosen(upgrade)).toBe(false);
  });
});
