import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembic } from './alembic-worker.ts';
import { DATA_LOSS_FIXTURES } from './data-loss-fixtures.ts';
import { HABIT_FIXTURES } from './habit-fixtures.ts';
import { judgedFiles } from './judged-files.ts';
import { REVERSIBILITY_FIXTURES, REVERSIBILITY_RULES } from './reversibility-fixtures.ts';
import { roundTrip, type RoundTrip } from './round-trip.ts';
import { onShop, SHOP, SHOP_ROWS } from './shop.ts';

const NAMED = [...REVERSIBILITY_FIXTURES, ...DATA_LOSS_FIXTURES, ...HABIT_FIXTURES].map(
  (fixture) => [fixture.title, fixture] as const,
);
const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

describe('what is said of going back', () => {
  test.each(NAMED)('%s', async (_, fixture) => {
    const { rules } = await judgedFiles(onShop(fixture), REVERSIBILITY_RULES);
    expect(rules.toSorted()).toEqual(fixture.says);
  });
});

describe.skipIf(!isJudged)('real Alembic goes there, back and there again', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test.each(NAMED)('%s', async (_, fixture) => {
    const trip = await roundTrip({ database, revisions: onShop(fixture), from: SHOP, rows: SHOP_ROWS });
    expect(trip).toEqual(expected(fixture.truth));
  });
});

/** Failures by their beginning, since versions end them differently. */
function expected({ down, again, ...truth }: Partial<RoundTrip>): unknown {
  return {
    left: [],
    lost: [],
    isRepeatable: down === undefined && again === undefined,
    ...truth,
    ...(down === undefined ? {} : { down: expect.stringContaining(down) }),
    ...(again === undefined ? {} : { again: expect.stringContaining(again) }),
  };
}
