import type { BothSides } from '../model/both-sides.ts';
import type { Observations } from '../model/observations.ts';

export function bothSidesOf({ files, filesBefore }: Pick<Observations, 'files' | 'filesBefore'>): BothSides {
  return {
    contentBefore: (path) => (Object.hasOwn(filesBefore, path) ? filesBefore[path] : undefined),
    contentAfter: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
  };
}
