import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { clockWorld, type ClockWorld } from './clock-of-world.ts';
import type { Strategy } from './killed-updater.ts';
import { expectNothingLeft, expectThousandTrades, updatesInARow } from './many-updates.ts';

describe.each<Strategy>(['releases', 'inplace'])('updates by strategy %s', (strategy) => {
  let world: ClockWorld;
  beforeAll(async () => {
    world = await clockWorld(strategy);
  });
  afterAll(async () => await world.end());

  test('of which nine in a row converge, whatever goes wrong, leave nothing behind', async () => {
    expectNothingLeft(await updatesInARow(world, strategy, { seed: 20_261_125, count: 9 }));
  });

  test('cut off none of a thousand trades between them [row 3.47]', async () => {
    const { bot } = world;
    await expectThousandTrades(bot, async () => {
      const { commit } = world.release();
      expect((await bot.update()).exitCode).toBe(0);
      await bot.runs(commit);
    });
  });
});
