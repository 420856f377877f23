import { afterAll, beforeAll, describe, test } from 'vitest';

import { botWorld, type BotWorld, type Strategy } from './killed-updater.ts';
import { expectNothingLeft, updatesInARow } from './many-updates.ts';

const SEED = Number(process.env['LOCKKEEPER_SEED'] ?? 20_261_125);

describe.each<Strategy>(['releases', 'inplace'])('a hundred updates in a row by strategy %s', (strategy) => {
  let world: BotWorld;
  beforeAll(async () => {
    world = await botWorld(strategy);
  });
  afterAll(async () => await world.end());

  test(`converge, whatever goes wrong, and leave nothing behind (seed ${SEED})`, async () => {
    expectNothingLeft(await updatesInARow(world, strategy, { seed: SEED, count: 100 }));
  }, 1_800_000);
});
