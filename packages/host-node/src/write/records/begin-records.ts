import { readingFile } from '../../read/audit-log/log-part.ts';
import { writablePlace } from '../files/writable-place.ts';
import { publishRecords } from './publish-records.ts';
import { rewritten } from './records-store.ts';
import { recordsName, seeRecords, type RecordsPlace } from './records-branch.ts';

/**
 * Makes the branch of what the tree holds.
 *
 * @param paths What may lie in the tree.
 * @returns Those that do, which the branch now begins with; `undefined`: there is such a branch, and nothing was written.
 */
export async function beginRecords(
  place: RecordsPlace,
  paths: readonly string[],
): Promise<readonly string[] | undefined> {
  const { commit, lost, witness } = await seeRecords(place);
  if (lost !== undefined) throw new Error(rewritten(place, lost));
  if (commit !== undefined) return undefined;
  const files = new Map<string, Buffer>();
  for (const path of paths) {
    const { location } = await writablePlace(place.root, path);
    const bytes = await readingFile(location, async (file) => await file.readFile());
    if (bytes !== undefined) files.set(path, bytes);
  }
  if (files.size === 0) return [];
  const isThere = await publishRecords(place, { parent: undefined, files, witness });
  if (!isThere) throw new Error(`Somebody else has begun ${recordsName(place)} meanwhile.`);
  return [...files.keys()];
}
