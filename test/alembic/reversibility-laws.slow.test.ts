import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import '../setup/properties.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembic } from './alembic-worker.ts';
import { judgedFiles } from './judged-files.ts';
import { REVERSIBILITY_RULES } from './reversibility-fixtures.ts';
import { roundTrip } from './round-trip.ts';
import { onShop, SHOP, SHOP_ROWS } from './shop.ts';
import { possible, SHOP_CHANGES, shopChange } from './shop-changes.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

/** Some changes, and of each whether the downgrade takes it back. */
const revision = fc
  .tuple(
    fc.subarray(Object.keys(SHOP_CHANGES), { minLength: 1, maxLength: 6 }),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 }),
  )
  .map(([names, luck]) => {
    const changes = possible(names).map((name, index) => ({
      ...shopChange(name),
      isBack: (luck[index] ?? 0) > 2,
    }));
    return {
      upgrade: changes.flatMap(({ up }) => up),
      downgrade: changes.toReversed().flatMap(({ down, isBack }) => (isBack ? down : [])),
    };
  })
  .filter(({ upgrade }) => upgrade.length > 0);

/** What says that the schema is not what it was. */
const NOT_BACK = ['downgrade-missing', 'downgrade-empty', 'downgrade-incomplete', 'downgrade-loses-data'];

describe.skipIf(!isJudged)('real Alembic and what is said of any revision on the shop', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test('agree on whether it can be taken back', { timeout: 900_000 }, async () => {
    const runs = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 1_000 : 60;
    const seen = { clean: 0, left: 0, lost: 0, impossible: 0 };
    await fc.assert(
      fc.asyncProperty(revision, async (parts) => {
        const revisions = onShop(parts);
        const trip = await roundTrip({ database, revisions, from: SHOP, rows: SHOP_ROWS });
        // A choice of steps that PostgreSQL refuses is for no rule about going back.
        if (trip.up !== undefined || trip.down !== undefined) {
          seen.impossible += 1;
          return;
        }
        const { findings, rules } = await judgedFiles(revisions, REVERSIBILITY_RULES);
        const said = findings.map(({ message }) => message).join('\n');
        const shown = `${parts.upgrade.join('\n')}\n--\n${parts.downgrade.join('\n')}\n--\n${said}`;
        const isBack = trip.left.length === 0;
        seen[!isBack ? 'left' : trip.lost.length === 0 ? 'clean' : 'lost'] += 1;
        expect(
          rules.some((rule) => NOT_BACK.includes(rule)),
          shown,
        ).toBe(!isBack);
        if (trip.lost.length > 0) expect(rules, shown).not.toEqual([]);
        if (isBack) expect(rules.includes('irreversible-upgrade'), shown).toBe(trip.lost.length > 0);
      }),
      { numRuns: runs },
    );
    console.info(seen);
    for (const count of [seen.clean, seen.left, seen.lost]) expect(count).toBeGreaterThan(runs / 30);
  });
});
