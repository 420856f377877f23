import { Lane } from './lanes.mjs';

/**
 * Runs the files once with all mutants asleep, and adds to what is kept which test reached which of them.
 *
 * @param {readonly import('./schemata.mjs').PlacedMutant[]} mutants
 * @param {{ files: readonly string[], workers: number, reached: string }} how
 */
export async function reach(mutants, { files, workers, reached }) {
  const lane = new Lane({ mutants, workers, bail: 0 });
  await lane.run(
    {
      files,
      orders: {
        active: 0,
        limit: 0,
        count: highest(mutants),
        only: {},
        without: [],
        running: '',
        reached,
        heard: `${reached}-heard`,
      },
    },
    4 * 3_600_000,
  );
  lane.end();
}

/** @param {readonly { id: number }[]} mutants */
export function highest(mutants) {
  return Math.max(0, ...mutants.map(({ id }) => id));
}
