import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import '../setup/properties.ts';
import { explainMigration } from '../../packages/policy-core/src/migrations/explain/explain-migration.ts';
import type { MigrationExplanation } from '../../packages/policy-core/src/migrations/explain/migration-explanation.ts';
import { terminalText } from '../../packages/policy-core/src/report/document/terminal.ts';
import { migrationExplanationDocument } from '../../packages/policy-core/src/report/migration-explanation-document.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { historyOfTexts } from '../../packages/policy-core/src/testing/read-history.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembic } from './alembic-worker.ts';
import { REVERSIBILITY_FIXTURES } from './reversibility-fixtures.ts';
import { roundTrip, type RoundTrip } from './round-trip.ts';
import { SHOP_CHANGES, type ShopChange } from './shop-changes.ts';
import { onShop, SHOP, SHOP_ROWS, type ChangeOfShop } from './shop.ts';

const NAMED = REVERSIBILITY_FIXTURES.map((fixture) => [fixture.title, fixture] as const);
const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

/** Some changes, of which the downgrade takes some back. */
const anyChange: fc.Arbitrary<ChangeOfShop> = fc
  .subarray(Object.values<ShopChange>(SHOP_CHANGES), { minLength: 1, maxLength: 5 })
  .chain((changes) =>
    fc
      .tuple(fc.constant(changes), fc.oneof(fc.constant(changes), fc.subarray(changes)))
      .map(([made, back]) => ({
        upgrade: made.flatMap(({ up }) => up),
        downgrade: back.toReversed().flatMap(({ down }) => down),
      })),
  );

describe.skipIf(!isJudged)('real Alembic bears out what is explained of a revision on a shop', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  async function compared(change: ChangeOfShop): Promise<'known' | 'not-known' | 'impossible'> {
    const trip = await roundTrip({ database, revisions: onShop(change), from: SHOP, rows: SHOP_ROWS });
    if (trip.up !== undefined) return 'impossible';
    const explanation = await explained(change);
    const shown = `${terminalText(migrationExplanationDocument(explanation), { colors: false })}\n${JSON.stringify(trip)}`;
    const { reversible, destructive } = explanation;
    if (reversible.answer === 'yes' && destructive.answer === 'no') expect(trip.lost, shown).toEqual([]);
    const isBackAlone = reversible.reasons.every(({ direction }) => direction === 'upgrade');
    if (isEmptied(trip) && isBackAlone) expect(destructive.answer, shown).not.toBe('no');
    // A downgrade that fails is no contradiction: rows may stand in its way, and a part of it may be enough.
    if (trip.down !== undefined || reversible.answer === 'unknown') return 'not-known';
    // Whether rows are there that an UPDATE changes or a DELETE finds, no text tells.
    if (isClean(trip) && reversible.reasons.every(({ text }) => AFFECTS_ROWS.test(text))) return 'not-known';
    expect(isClean(trip), shown).toBe(reversible.answer === 'yes');
    return 'known';
  }

  test.each(NAMED)('%s', async (_, fixture) => {
    expect(await compared(fixture)).toMatch(/known|impossible/);
  });

  test('also of changes put together by chance', { timeout: 900_000 }, async () => {
    const runs = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 1_000 : 40;
    const seen = { known: 0, 'not-known': 0, impossible: 0 };
    await fc.assert(
      fc.asyncProperty(anyChange, async (change) => {
        seen[await compared(change)] += 1;
      }),
      { numRuns: runs },
    );
    expect(seen.known).toBeGreaterThan(runs / 20);
  });
});

const AFFECTS_ROWS =
  /^(?:The downgrade does nothing\.|(?:Changes|Deletes) .* rows .* and what the rows held does not come back\.)$/;

function isClean({ left, lost }: RoundTrip): boolean {
  return left.length === 0 && lost.length === 0;
}

/** The schema came back, and values did not. */
function isEmptied({ left, lost }: RoundTrip): boolean {
  return left.length === 0 && lost.length > 0;
}

async function explained(change: ChangeOfShop): Promise<MigrationExplanation> {
  const texts = Object.entries(onShop(change)).map(
    ([name, text]) => [`alembic/versions/${name}`, text] as const,
  );
  const history = historyOfTexts(await testParsers(), Object.fromEntries(texts));
  const explanation = explainMigration({ history, id: 'b2' });
  if (explanation === undefined) throw new Error('b2 is not there');
  return explanation;
}
