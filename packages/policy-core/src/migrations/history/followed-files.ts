import type { Step } from '../operations/operation.ts';
import { followedUpgrades, type Following } from '../routines/followed-upgrades.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { withValues } from '../../model/patched-map.ts';
import { madeInOrder, pathsInOrder, type OrderedRevisions } from '../schema/revision-order.ts';
import type { RevisionFile } from './revision-history.ts';

/** The same files, with what functions of earlier revisions make the upgrades of later ones do. */
export function followedFiles(
  files: ReadonlyMap<string, RevisionFile>,
  graph: OrderedRevisions,
  following: Following,
): ReadonlyMap<string, RevisionFile> {
  const upgrades = stepsInOrder(graph, files);
  const followed = followedUpgrades(upgrades, following);
  if (followed === upgrades) return files;
  const paths = pathsInOrder(graph);
  const changed: (readonly [string, RevisionFile])[] = [];
  for (const [place, steps] of followed.entries()) {
    if (steps === upgrades[place]) continue;
    const file = files.get(paths[place] ?? '');
    if (file !== undefined) changed.push([file.path, withSteps(file, steps)]);
  }
  return withValues(files, changed);
}

const stepsInOrder = madeInOrder((file: RevisionFile | undefined) =>
  file?.reading.kind === 'revision' ? file.reading.upgrade.steps : NO_STEPS,
);

const NO_STEPS: readonly Step[] = [];

/** The one made before from the same, so that what is worked out of it stays. */
function withSteps(file: RevisionFile, steps: readonly Step[]): RevisionFile {
  const made = madeFrom(steps);
  if (made.file !== file) [made.file, made.followed] = [file, fileWith(file, steps)];
  return made.followed ?? file;
}

function fileWith(file: RevisionFile, steps: readonly Step[]): RevisionFile {
  const { reading } = file;
  if (reading.kind !== 'revision') return file;
  return { ...file, reading: { ...reading, upgrade: { ...reading.upgrade, steps } } };
}

const madeFrom = memoizeByObject(
  (_steps: readonly Step[]): { file?: RevisionFile; followed?: RevisionFile } => ({}),
);
