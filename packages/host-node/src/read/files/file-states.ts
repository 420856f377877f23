import { lstatSync, type BigIntStats } from 'node:fs';

import type { FileState, ReadFileState } from '@lockkeeper/operations/ports';

import { isNotFound, createPathResolver } from '../../system/path-resolution.ts';

/**
 * What the disk tells of files below `root`. The time of a change cannot be set as that of the last writing can, so
 * that another text of the same length shows. To be asked in one turn, as folders may become links.
 */
export function fileStates(root: string): ReadFileState {
  let placeOf: ReturnType<typeof createPathResolver> | undefined;
  return (path) => {
    if (placeOf === undefined) {
      placeOf = createPathResolver(root);
      queueMicrotask(() => {
        placeOf = undefined;
      });
    }
    try {
      const place = placeOf(path);
      if (place.kind !== 'inside') return { state: JSON.stringify(place), changedAt: 0 };
      return stateIn(lstatSync(place.location, { bigint: true }));
    } catch (error) {
      return isNotFound(error) ? ABSENT : undefined;
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
