import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import '../setup/properties.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembic } from './alembic-worker.ts';
import { judgedFiles } from './judged-files.ts';
import { REVERSIBILITY_RULES } from './reversibility-fixtures.ts';
import { roundTrip, type RoundTrip } from './round-trip.ts';
import { onShop, SHOP, SHOP_ROWS } from './shop.ts';
import { possible, SHOP_CHANGES, shopChange } from './shop-changes.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

/** What the fix does not write, and why. */
const UNWRITTEN: Readonly<Record<string, string>> = {
  'rows that get along without a note': 'old values of an UPDATE are gone',
  'orders in a schema of their own': 'no directive of Alembic moves a table to another schema',
  'a comment': 'nothing of the schema changes, so that an empty downgrade is right',
};

/** What an empty downgrade, or none, is filled with. */
async function filled(upgrade: readonly string[], isThere: boolean) {
  const judged = await judgedFiles(onShop({ upgrade, downgrade: isThere ? [] : null }), REVERSIBILITY_RULES);
  return judged.fixedBy(isThere ? 'downgrade-empty' : 'downgrade-missing');
}

/** With those that it needs, in their order. */
function withNeeds(name: string): readonly string[] {
  const { needs, up } = shopChange(name);
  return needs === undefined ? up : [...withNeeds(needs), ...up];
}

describe.skipIf(!isJudged)('real Alembic runs the downgrade that a fix writes', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  const tripOf = (revisions: NonNullable<Awaited<ReturnType<typeof filled>>>): Promise<RoundTrip> =>
    roundTrip({ database, revisions, from: SHOP, rows: SHOP_ROWS });

  test.each(Object.keys(SHOP_CHANGES).filter((name) => UNWRITTEN[name] === undefined))(
    'for %s',
    async (name) => {
      const revisions = await filled(withNeeds(name), true);
      expect(revisions, 'the fix is offered').toBeDefined();
      const trip = await tripOf(revisions ?? {});
      expect(trip).toMatchObject({ left: [], isRepeatable: true });
      const loses = name === 'no note' || name === 'no orders';
      expect(trip.lost.length > 0).toBe(loses);
      const { rules } = await judgedFiles(revisions ?? {}, REVERSIBILITY_RULES);
      expect(rules, 'what it cannot bring back is still said').toEqual(loses ? ['irreversible-upgrade'] : []);
    },
  );

  test.each(Object.entries(UNWRITTEN))('and nothing is written for %s, because %s', async (name) => {
    expect(await filled(shopChange(name).up, true)).toBeUndefined();
  });

  test('for whatever an upgrade is put together of', { timeout: 900_000 }, async () => {
    const runs = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 500 : 40;
    const seen = { filled: 0, refused: 0, impossible: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc
          .subarray(Object.keys(SHOP_CHANGES), { minLength: 2, maxLength: 8 })
          .map((names) => possible(names).flatMap((name) => shopChange(name).up))
          .filter((upgrade) => upgrade.length > 0),
        fc.boolean(),
        async (upgrade, isThere) => {
          const revisions = await filled(upgrade, isThere);
          if (revisions === undefined) {
            seen.refused += 1;
            return;
          }
          const trip = await tripOf(revisions);
          if (trip.up !== undefined) {
            seen.impossible += 1;
            return;
          }
          seen.filled += 1;
          expect(trip, revisions['b2_change.py']).toEqual({ left: [], lost: trip.lost, isRepeatable: true });
          const { rules } = await judgedFiles(revisions, REVERSIBILITY_RULES);
          expect(rules, revisions['b2_change.py']).toEqual(
            trip.lost.length > 0 ? ['irreversible-upgrade'] : [],
          );
        },
      ),
      { numRuns: runs },
    );
    console.info(seen);
    expect(seen.filled).toBeGreaterThan(runs / 3);
  });
});
