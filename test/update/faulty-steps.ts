import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { callsOf, CHANGING_STEPS, faultedAt, TRACED, type Calls, type FaultAt } from './faulty-calls.ts';
import { botWorld, type BotWorld, type Strategy } from './killed-updater.ts';

/** Every run is told with its end. */
async function expectHistory({ bot }: BotWorld): Promise<void> {
  const { runs }: { runs: readonly { result: string | null }[] } = JSON.parse(
    (await bot.update(['history'])).stdout,
  );
  expect(runs.filter(({ result }) => !['updated', 'failed', 'rolled-back'].includes(result ?? ''))).toEqual(
    [],
  );
}

const WHY = TRACED ? '' : 'skipped: no process can be followed here: ';

interface FaultySteps {
  readonly strategy: Strategy;
  readonly title: string;
  readonly chosen: (calls: Calls, step: string) => readonly FaultAt[];
  /** What may come of it. */
  readonly ends: (step: string) => readonly ('old' | 'new')[];
}

/** Under what an updater may try in a day. */
const RUNS_OF_WORLD = 90;

/** Faults at system calls of each step that changes files: it leads to the old or the new version, whole. */
export function describeFaultySteps({ strategy, title, chosen, ends }: FaultySteps): void {
  describe.skipIf(!TRACED)(`${WHY}an updater of strategy ${strategy} ${title}`, () => {
    let world: BotWorld;
    let runs = 0;
    let calls: Calls;
    const makeWorld = async () => {
      world = await botWorld(strategy, { health_seconds: 10 });
      runs = 0;
      return await callsOf(world);
    };
    beforeAll(async () => {
      calls = await makeWorld();
    });
    afterAll(async () => await world.end());

    test.each(CHANGING_STEPS)(
      'of %s leads to the old or the new version, whole [row 3.02] [row 3.17]',
      async (step) => {
        const faults = chosen(calls, step);
        expect(faults).not.toEqual([]);
        for (const at of faults) {
          if (runs === RUNS_OF_WORLD) {
            await world.end();
            await makeWorld();
          }
          runs += 1;
          expect(ends(step), JSON.stringify(at)).toContain(await faultedAt(world, at));
        }
        await expectHistory(world);
      },
      7_200_000,
    );
  });
}
