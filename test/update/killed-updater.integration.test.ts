import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  botWorld,
  confirmed,
  expectConverged,
  expectedAt,
  killedAt,
  type BotWorld,
  type Strategy,
} from './killed-updater.ts';

describe.each<Strategy>(['releases', 'inplace'])('an updater of strategy %s', (strategy) => {
  let world: BotWorld;
  beforeAll(async () => {
    world = await botWorld(strategy);
  });
  afterAll(async () => await world.end());

  test.each([
    ['fetch', 'behind intent'],
    ['stage', 'before done'],
    ['switch', 'before done'],
    ['restart', 'behind intent'],
    ['restart', 'before done'],
    ['confirm', 'before done'],
  ])(
    'that is killed at %s, %s, leads to the old or the new version [row 3.02] [row 3.17]',
    async (step, moment) => {
      expect(await killedAt(world, `${moment} ${step}`)).toBe(expectedAt(step, moment));
    },
  );

  test('that is killed again and again gives up after five times, and stays off until somebody looked', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    world.release();
    const killAt = 'behind intent health';
    expect(await bot.update(['run'], { killAt })).toMatchObject({ exitCode: null });
    for (let again = 0; again < 5; again += 1)
      expect(await bot.update(['recover'], { killAt })).toMatchObject({ exitCode: null });
    const last = await bot.update(['recover']);
    expect(last.exitCode).toBe(7);
    expect(JSON.parse(last.stdout)).toMatchObject({ result: 'given-up', level: 'critical', resumes: 5 });
    await expectConverged(bot, before);
    const off = await bot.update(['run']);
    expect(JSON.parse(off.stdout)).toMatchObject({ result: 'skipped', codes: ['disabled', 'waiting'] });
    expect((await bot.update(['resume'])).exitCode).toBe(7);
    expect((await bot.update(['enable'])).exitCode).toBe(2);
    await bot.update(['enable', '--ack']);
    expect(JSON.parse((await bot.update(['run'])).stdout)).toMatchObject({ result: 'updated' });
  });
});
