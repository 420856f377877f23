import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { inOrder, migrationPlace, migrationsBefore, type MigrationPlace } from './migration-place.ts';

/** The paths of each line in the order of running; those without a place are left out. */
function lines(...paths: readonly string[]): readonly (readonly string[])[] {
  const found = new Map<string, { readonly path: string; readonly place: MigrationPlace }[]>();
  for (const path of paths) {
    const place = migrationPlace(path);
    if (place === undefined) continue;
    found.set(place.line, [...(found.get(place.line) ?? []), { path, place }]);
  }
  return [...found.values()].map((line) =>
    line.toSorted((one, other) => inOrder(one.place, other.place)).map(({ path }) => path),
  );
}

describe('The order of SQL migrations', () => {
  it('is that of their numbers, however many digits they have', () => {
    expect(lines('db/10_c.sql', 'db/9_b.sql', 'db/001_a.sql')).toEqual([
      ['db/001_a.sql', 'db/9_b.sql', 'db/10_c.sql'],
    ]);
  });

  it.each([
    'db/1_a.down.sql',
    'db/1_a.undo.sql',
    'db/1_a.rollback.sql',
    'db/20240102030405-a-down.sql',
    'db/001.undo.a.sql',
  ])('has no place for a way back: %s', (path) => {
    expect(lines('db/0_x.sql', path, 'db/2_scale_down.sql')).toEqual([['db/0_x.sql', 'db/2_scale_down.sql']]);
    expect(migrationsBefore('db/3_c.sql', ['db/1_a.up.sql', path])).toEqual(['db/1_a.up.sql']);
  });

  it('puts a point in time behind every number, as goose does', () => {
    expect(lines('db/20240102030405_b.sql', 'db/00003_a.sql')).toEqual([
      ['db/00003_a.sql', 'db/20240102030405_b.sql'],
    ]);
  });

  it('is that of the numbers before and behind each dot', () => {
    expect(lines('db/1.10_c.sql', 'db/1.9.sql', 'db/1_a.sql', 'db/2.sql')).toEqual([
      ['db/1_a.sql', 'db/1.9.sql', 'db/1.10_c.sql', 'db/2.sql'],
    ]);
  });

  it('is that of Flyway, V2 before V10, with dots or underscores between the parts', () => {
    expect(
      lines(
        'db/V10__d.sql',
        'db/V2__a.sql',
        'db/V2.1__b.sql',
        'db/V2_1_1__c.sql',
        'db/V1.0__z.sql',
        'db/V1.0.1__zz.sql',
      ),
    ).toEqual([
      [
        'db/V1.0__z.sql',
        'db/V1.0.1__zz.sql',
        'db/V2__a.sql',
        'db/V2.1__b.sql',
        'db/V2_1_1__c.sql',
        'db/V10__d.sql',
      ],
    ]);
  });

  it('is that of the folders for Prisma', () => {
    expect(
      lines(
        'prisma/migrations/20240102030405_b/migration.sql',
        'prisma/migrations/20230102030405_a/migration.sql',
        'prisma/migrations/0_init/migration.sql',
      ),
    ).toEqual([
      [
        'prisma/migrations/0_init/migration.sql',
        'prisma/migrations/20230102030405_a/migration.sql',
        'prisma/migrations/20240102030405_b/migration.sql',
      ],
    ]);
  });

  it('is that of the folders for Diesel, whose dates have dashes', () => {
    expect(
      lines(
        'migrations/2024-02-01-000000_b/up.sql',
        'migrations/2024-01-02-000000_a/up.sql',
        'migrations/00000000000000_diesel_initial_setup/up.sql',
        'migrations/2024-01-02-000000_a/down.sql',
      ),
    ).toEqual([
      [
        'migrations/00000000000000_diesel_initial_setup/up.sql',
        'migrations/2024-01-02-000000_a/up.sql',
        'migrations/2024-02-01-000000_b/up.sql',
      ],
    ]);
  });

  it('is that of the days where those begin the names', () => {
    expect(lines('db/2024-01-10-b.sql', 'db/2024-01-02-a.sql')).toEqual([
      ['db/2024-01-02-a.sql', 'db/2024-01-10-b.sql'],
    ]);
  });

  it('is that of the names where versions are the same', () => {
    expect(lines('db/3_b.up.sql', 'db/03_a.up.sql', 'db/V1__b.sql', 'db/V1.0__a.sql')).toEqual([
      ['db/03_a.up.sql', 'db/3_b.up.sql'],
      ['db/V1.0__a.sql', 'db/V1__b.sql'],
    ]);
  });

  it('is known of those in one folder and of one tool only', () => {
    expect(lines('a/1.sql', 'b/2.sql', '3.sql', 'a/V4__x.sql')).toEqual([
      ['a/1.sql'],
      ['b/2.sql'],
      ['3.sql'],
      ['a/V4__x.sql'],
    ]);
  });

  it.each([
    'db/schema.sql',
    'db/R__views.sql',
    'db/U2__back.sql',
    'db/B5__baseline.sql',
    'db/Vnext__x.sql',
    'prisma/migrations/init/migration.sql',
    'up.sql',
    'db/1sql',
    'db/1.py',
    '',
  ])('is not known of %j', (path) => {
    expect(migrationPlace(path)).toBeUndefined();
  });

  it('is one, whatever the names', () => {
    const path = fc
      .tuple(
        fc.constantFrom('', 'V', '0'),
        fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
        fc.constantFrom('__a.sql', '_b.sql', '.sql', '/up.sql'),
      )
      .map((parts) => `db/${parts.join('')}`);
    fc.assert(
      fc.property(path, path, path, (...paths) => {
        const [one, two, three] = paths.map(migrationPlace);
        if (one === undefined || two === undefined || three === undefined) return;
        expect(Math.sign(inOrder(one, two))).toBe(0 - Math.sign(inOrder(two, one)));
        if (inOrder(one, two) <= 0 && inOrder(two, three) <= 0) {
          expect(inOrder(one, three)).toBeLessThanOrEqual(0);
        }
        if (paths[0] !== paths[1] && one.line === two.line) expect(inOrder(one, two)).not.toBe(0);
      }),
    );
  });
});

describe('the migrations before one', () => {
  const PATHS = ['db/V10__c.sql', 'db/V2__b.sql', 'db/V1__a.sql', 'db/x.sql', 'db/1_a.sql', 'sub/V1__a.sql'];

  it.each<[string, readonly string[] | undefined]>([
    ['db/V10__c.sql', ['db/V1__a.sql', 'db/V2__b.sql']],
    ['db/V3__new.sql', ['db/V1__a.sql', 'db/V2__b.sql']],
    ['db/V1__a.sql', []],
    ['db/2_a.sql', ['db/1_a.sql']],
    ['other/2_a.sql', []],
    ['db/x.sql', undefined],
  ])('%s are those of its line, in order: %j', (path, before) => {
    expect(migrationsBefore(path, PATHS)).toEqual(before);
  });
});
