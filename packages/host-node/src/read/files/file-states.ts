import { lstatSync, type BigIntStats } from 'node:fs';

import type { FileState, StateOf } from '@lockkeeper/operations/ports';

import { isAbsence, placeFinder } from '../../system/place-in-repository.ts';

/**
 * What the disk tells of files below `root`. The time of a change cannot be set as that of the last writing can, so
 * that another text of the same length shows. To be asked in one turn, as folders may become links.
 */
export function fileStates(root: string): StateOf {
  let placeOf: ReturnType<typeof placeFinder> | undefined;
  return (path) => {
    if (placeOf === undefined) {
      placeOf = placeFinder(root);
      queueMicrotask(() => {
        placeOf = undefined;
      });
    }
    try {
      const place = placeOf(path);
      if (place.kind !== 'inside') return { state: JSON.stringify(place), changedAt: 0 };
      return stateIn(lstatSync(place.location, { bigint: true }));
    } catch (error) {
      return isAbsence(error) ? ABSENT : undefined;
    }
  };
}

const ABSENT: FileState = { state: 'absent', changedAt: 0 };

function stateIn({ dev, ino, mode, size, mtimeNs, ctimeNs }: BigIntStats): FileState {
  const newest = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  return {
    state: `${dev} ${ino} ${mode} ${size} ${mtimeNs} ${ctimeNs}`,
    changedAt: Number(newest / 1_000_000n),
  };
}
