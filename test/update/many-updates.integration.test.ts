import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { botWorld, type BotWorld } from './killed-updater.ts';
import { expectNothingLeft, updatesInARow } from './many-updates.ts';

let world: BotWorld;
beforeAll(async () => {
  world = await botWorld('inplace');
});
afterAll(async () => await world.end());

test('five updates in a row converge, whatever goes wrong, and leave nothing behind', async () => {
  expectNothingLeft(await updatesInARow(world, 'inplace', { seed: 20_261_125, count: 5 }));
});

test('none of a thousand trades is cut off by the updates between them [row 3.47]', async () => {
  const { bot } = world;
  const ended = () =>
    bot
      .data('trades.log')
      .split('\n')
      .filter((line) => line.startsWith('end ')).length;
  const from = ended();
  while (ended() < from + 1000) {
    const { commit } = world.release();
    expect((await bot.update()).exitCode).toBe(0);
    await bot.runs(commit);
    await pause(3000);
  }
  expect(bot.cutTrades()).toEqual([]);
});
