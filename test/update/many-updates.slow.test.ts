import { afterAll, beforeAll, describe, test } from 'vitest';

import { clockWorld, type ClockWorld } from './clock-of-world.ts';
import type { Strategy } from './killed-updater.ts';
import { expectNothingLeft, updatesInARow } from './many-updates.ts';

const SEED = Number(process.env['LOCKKEEPER_SEED'] ?? 20_261_125);

describe.each<Strategy>(['releases', 'inplace'])('a hundred updates in a row by strategy %s', (strategy) => {
  let world: ClockWorld;
  beforeAll(async () => {
    world = await clockWorld(strategy);
  });
  afterAll(async () => await world.end());

  test(`converge, whatever goes wrong, and leave nothing behind (seed ${SEED})`, async () => {
    expectNothingLeft(await updatesInARow(world, strategy, { seed: SEED, count: 100 }));
  }, 1_800_000);
});
