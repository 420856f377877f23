import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { inOrder, migrationPlace } from '../sql/migration-place.ts';
import { nextSqlFile } from './next-sql-file.ts';

const MESSAGE = 'validate fk_orders';

describe('The next file of SQL', () => {
  test.each([
    ['plain', 'db/0012_add_total.sql', 'db/0013_validate_fk_orders.sql'],
    ['plain, at the root', '1_a.sql', '2_validate_fk_orders.sql'],
    ['plain, with dashes', 'db/12-add-total.sql', 'db/13-validate-fk-orders.sql'],
    ['plain, with two lines between', 'db/12__add.sql', 'db/13__validate_fk_orders.sql'],
    ['plain, by its number alone', 'db/0012.sql', 'db/0013.sql'],
    ['plain, of two numbers', 'db/1.9_x.sql', 'db/1.10_validate_fk_orders.sql'],
    [
      'goose, dbmate',
      'db/migrations/20240131235959_add.sql',
      'db/migrations/20240201000000_validate_fk_orders.sql',
    ],
    [
      'Supabase',
      'supabase/migrations/20240131120000_add.sql',
      'supabase/migrations/20240131120001_validate_fk_orders.sql',
    ],
    ['Flyway', 'sql/V2__Add_total.sql', 'sql/V3__validate_fk_orders.sql'],
    ['Flyway, of two numbers', 'sql/V2_01__Add.sql', 'sql/V2_02__validate_fk_orders.sql'],
    [
      'Prisma',
      'prisma/migrations/20240131120000_add/migration.sql',
      'prisma/migrations/20240131120001_validate_fk_orders/migration.sql',
    ],
  ])('is called as the last one is: %s', (_name, last, path) => {
    expect(nextSqlFile(last, MESSAGE)).toMatchObject({ path });
    expect(nextSqlFile(last, MESSAGE)).not.toHaveProperty('wayBack');
  });

  test('has one beside it that takes it back, where the last one may have', () => {
    expect(nextSqlFile('db/000009_add.up.sql', MESSAGE)).toEqual({
      path: 'db/000010_validate_fk_orders.up.sql',
      wayBack: 'db/000010_validate_fk_orders.down.sql',
      mayBeParted: false,
    });
  });

  test.each([
    ['db/schema.sql'],
    ['db/R__views.sql'],
    ['migrations/2024-01-31-120000_add/up.sql'],
    ['db/0001.do.sql'],
    ['db/0001_add.tx.sql'],
    ['db/0001_add.down.sql'],
    ['db/12add.sql'],
    ['db/12_.sql'],
  ])('is not known behind %s', (last) => {
    expect(nextSqlFile(last, MESSAGE)).toBeUndefined();
  });

  test.each([
    ['db/1_a.sql', true],
    ['sql/V1__a.sql', false],
    ['p/20240131120000_a/migration.sql', false],
  ])('may be parted by comments or not: %s', (last, mayBeParted) => {
    expect(nextSqlFile(last, MESSAGE)?.mayBeParted).toBe(mayBeParted);
  });

  test('is run behind the last one, by the same tool', () => {
    const name = fc.stringMatching(/^[a-z][a-z_-]{0,8}$/);
    const last = fc
      .tuple(fc.stringMatching(/^\d{1,15}$/), name, fc.constantFrom('', 'db/', 'a b/c/'))
      .chain(([version, word, folder]) =>
        fc.constantFrom(
          `${folder}${version}_${word}.sql`,
          `${folder}${version}-${word}.sql`,
          `${folder}${version}.sql`,
          `${folder}${version}_${word}.up.sql`,
          `${folder}V${version}__${word}.sql`,
          `${folder}V1.${version}__${word}.sql`,
          `${folder}${version}_${word}/migration.sql`,
        ),
      );
    fc.assert(
      fc.property(last, fc.string(), (path, constraint) => {
        const [before, next] = [
          migrationPlace(path),
          migrationPlace(nextSqlFile(path, `validate ${constraint}`)?.path ?? ''),
        ];
        if (before === undefined || next === undefined) throw new Error(`${path} has no place.`);
        expect(next.line).toBe(before.line);
        expect(inOrder(before, next)).toBe(-1);
      }),
    );
  });
});
