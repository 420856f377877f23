import type { ChangeEntry } from '../observations.ts';
import { folderOf, type HeadTree } from './head-tree.ts';
import { newPathsOf } from './new-names.ts';
import { suspiciousName } from './suspicious-name.ts';

/** An added path whose name hides something; `how` is a clause. */
export interface SuspiciousName {
  readonly path: string;
  readonly how: string;
}

/** Folders that were there before are not judged again. */
export function suspiciousNames(entries: readonly ChangeEntry[], tree: HeadTree): readonly SuspiciousName[] {
  return entries.flatMap((entry): readonly SuspiciousName[] => {
    const { path, status } = entry;
    if (status !== 'added' || suspiciousName(path) === undefined) return [];
    const above = folderOf(newPathsOf(entry, tree)[0] ?? path);
    const how = suspiciousName(above === '' ? path : path.slice(above.length + 1));
    return how === undefined ? [] : [{ path, how }];
  });
}
