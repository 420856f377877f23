import type { Step } from '../operations/operation.ts';
import { followedUpgrades, type Following } from '../routines/followed-upgrades.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { RevisionGraph } from './revision-graph.ts';
import type { RevisionFile } from './revision-history.ts';

/** The same files, with what functions of earlier revisions make the upgrades of later ones do. */
export function followedFiles(
  files: ReadonlyMap<string, RevisionFile>,
  { order, revisions }: Pick<RevisionGraph, 'order' | 'revisions'>,
  following: Following,
): ReadonlyMap<string, RevisionFile> {
  const ordered = order.flatMap((id) => {
    const file = files.get(revisions.get(id)?.path ?? '');
    return file?.reading.kind === 'revision' ? [{ file, steps: file.reading.upgrade.steps }] : [];
  });
  const followed = followedUpgrades(
    ordered.map(({ steps }) => steps),
    following,
  );
  const changed = ordered.flatMap(({ file, steps }, index) => {
    const now = followed[index] ?? steps;
    return now === steps ? [] : [[file.path, withSteps(file, now)] as const];
  });
  return changed.length === 0 ? files : new Map([...files, ...changed]);
}

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
