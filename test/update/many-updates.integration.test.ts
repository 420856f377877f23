import { afterAll, beforeAll, test } from 'vitest';

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
