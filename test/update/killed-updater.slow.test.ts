import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  botWorld,
  expectedAt,
  killedAt,
  MOMENTS,
  STEPS,
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

  test.each(STEPS.flatMap((step) => MOMENTS.map((moment) => [step, moment] as const)))(
    'that is killed at %s, %s, leads to the old or the new version',
    async (step, moment) => {
      expect(await killedAt(world, `${moment} ${step}`)).toBe(expectedAt(step, moment));
    },
  );

  test.each(
    STEPS_BACK.flatMap(({ from, step, files }) =>
      MOMENTS.map((moment) => [from, step, moment, files] as const),
    ),
  )(
    'that is killed on the way back from %s, at %s, %s, leads to the old version',
    async (...[, step, moment, files]) => {
      expect(await killedAt(world, `${moment} ${step}`, files)).toBe('old');
    },
  );
});
