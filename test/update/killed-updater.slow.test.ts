import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  botWorld,
  expectedAt,
  killedAt,
  MOMENTS,
  STEPS,
  type BotWorld,
  type Strategy,
} from './killed-updater.ts';

describe.each<Strategy>(['releases', 'inplace'])('an updater of strategy %s', (strategy) => {
  let world: BotWorld;
  beforeAll(async () => {
    world = await botWorld(strategy);
  });
  afterAll(async () => await world.end());

  test.each(STEPS.flatMap((step) => MOMENTS.map((moment) => [step, moment] as const)))(
    'that is killed at %s, %s, leads to the old or the new version',
    async (step, moment) => {
      expect(await killedAt(world, `${moment} ${step}`)).toBe(expectedAt(step, moment));
    },
  );
});
