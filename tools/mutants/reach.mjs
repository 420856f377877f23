import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { Lane } from './lanes.mjs';
import { KEPT } from './sources.mjs';

/** @typedef {import('./runner.mjs').ReachedFile} ReachedFile */

export const REACHED = path.join(KEPT, 'reached.jsonl');

/**
 * Runs the files once with all mutants asleep, and adds to what is kept which test reached which of them.
 *
 * @param {readonly import('./schemata.mjs').PlacedMutant[]} mutants
 * @param {{ files: readonly string[], projects: readonly string[], workers: number }} which
 */
export async function reach(mutants, { files, projects, workers }) {
  mkdirSync(KEPT, { recursive: true });
  const lane = new Lane({ mutants, workers, bail: 0, projects });
  await lane.run(
    {
      files,
      orders: { active: 0, limit: 0, count: highest(mutants), only: {}, without: [], running: '', reached: REACHED },
    },
    4 * 3_600_000,
  );
  lane.end();
}

/** @returns {readonly ReachedFile[]} the newest word on each file */
export function readReached() {
  if (!existsSync(REACHED)) return [];
  const lines = readFileSync(REACHED, 'utf8').trim().split('\n');
  return [...new Map(lines.map((line) => JSON.parse(line)).map((file) => [file.file, file])).values()];
}

/** @param {readonly { id: number }[]} mutants */
export function highest(mutants) {
  return Math.max(0, ...mutants.map(({ id }) => id));
}
