import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  botWorld,
  confirmed,
  expectConverged,
  expectedAt,
  killedAt,
  MOMENTS,
  STEPS_BACK,
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

  test.each([
    ['switch-back', 'before done'],
    ['restart-old', 'behind intent'],
  ])(
    'that is killed on the way back from an ill version, at %s, %s, leads to the old version [row 3.17]',
    async (step, moment) => {
      const { files } = STEPS_BACK.find((at) => at.step === step) ?? {};
      expect(await killedAt(world, `${moment} ${step}`, files)).toBe('old');
    },
  );

  test('that is killed once it has confirmed a version takes that back as well, where the version is ill by then', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const { commit } = world.release({ HEALTH: 'reddens' });
    const killed = await bot.update(['run'], { killAt: 'before done confirm' });
    expect([killed.exitCode, confirmed(bot)]).toEqual([null, commit]);
    for (const killAt of MOMENTS.map((moment) => `${moment} unconfirm`))
      expect((await bot.update(['recover'], { killAt })).exitCode, killAt).toBe(null);
    const recovered = await bot.update(['recover']);
    expect(JSON.parse(recovered.stdout)).toMatchObject({ result: 'rolled-back', resumes: 3 });
    await expectConverged(bot, before);
    await bot.update(['enable', '--ack']);
  });

  test.each([
    ['before', 0],
    ['behind', 1],
  ])(
    'that is killed %s it has written an attempt down leaves nothing, and the next run begins anew',
    async (when, spent) => {
      const { bot } = world;
      const attempts = () => {
        const state: { today: { attempts: number } | null } = JSON.parse(
          readFileSync(path.join(bot.meta, 'update_state.json'), 'utf8'),
        );
        return state.today?.attempts ?? 0;
      };
      const before = attempts();
      const { commit } = world.release();
      const killed = await bot.update(['run'], { killAt: `${when} update_state.json 1` });
      expect([killed.exitCode, attempts()]).toEqual([null, before + spent]);
      expect(JSON.parse((await bot.update(['recover'])).stdout)).toMatchObject({ run: null });
      const next = await bot.update(['run']);
      expect(JSON.parse(next.stdout)).toMatchObject({ result: 'updated', resumes: 0 });
      expect(attempts()).toBe(before + spent + 1);
      await expectConverged(bot, commit);
    },
  );

  test('that is killed again and again gives up after five times, and stays off until somebody looked', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const { version } = world.release();
    const killAt = 'behind intent health';
    expect(await bot.update(['run'], { killAt })).toMatchObject({ exitCode: null });
    const told = await bot.update(['run', '--dry-run']);
    expect(JSON.parse(told.stdout)).toMatchObject({
      refusals: [
        {
          code: 'interrupted',
          message: `An update to ${version} was interrupted. Run lockkeeper update recover --profile live.`,
        },
      ],
    });
    for (let again = 0; again < 5; again += 1)
      expect(await bot.update(['recover'], { killAt })).toMatchObject({ exitCode: null });
    const last = await bot.update(['recover']);
    expect(last.exitCode).toBe(7);
    expect(JSON.parse(last.stdout)).toMatchObject({ result: 'given-up', level: 'critical', resumes: 5 });
    await expectConverged(bot, before);
    const off = await bot.update(['run']);
    expect(off.exitCode, 'a latch is no success').toBe(1);
    expect(JSON.parse(off.stdout)).toMatchObject({ result: 'skipped', codes: ['disabled', 'waiting'] });
    expect((await bot.update(['resume'])).exitCode).toBe(7);
    expect((await bot.update(['enable'])).exitCode).toBe(2);
    await bot.update(['enable', '--ack']);
    expect(JSON.parse((await bot.update(['run'])).stdout)).toMatchObject({ result: 'updated' });
  });
});
