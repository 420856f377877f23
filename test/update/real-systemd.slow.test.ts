import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { expectThousandTrades } from './many-updates.ts';
import { whyNoSystemd } from './real-systemd.ts';
import { SETUPS, startPaths, systemdWorld, UPDATED, type SystemdWorld } from './systemd-world.ts';

const why = whyNoSystemd();
const where = why === undefined ? 'a real systemd' : `a real systemd: skipped, ${why}`;

describe.skipIf(why !== undefined).each(SETUPS)(
  `${where}, strategy $strategy, restarted by $restart_by`,
  (setup) => {
    let world: SystemdWorld;
    beforeAll(async () => {
      world = await systemdWorld(setup);
      startPaths(world);
    });
    afterAll(async () => await world.end());

    test('updates cut off none of a thousand trades between them [row 3.47]', async () => {
      await expectThousandTrades(world.bot, async () => {
        const { commit } = world.release();
        expect(world.update()).toEqual(UPDATED);
        await world.converged(commit);
      });
    });
  },
);
