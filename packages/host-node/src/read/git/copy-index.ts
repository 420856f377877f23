import { copyFile, stat, utimes } from 'node:fs/promises';

/**
 * A copy of an index that is no younger than it. Git compares the contents of files that are as young as their index,
 * to the second; a younger copy would hide a change that was made in that second and left the size as it was.
 */
export async function copyIndex(original: string, copy: string): Promise<void> {
  const { mtimeMs } = await stat(original);
  await copyFile(original, copy);
  const time = Math.floor(mtimeMs) / 1000;
  await utimes(copy, time, time);
}
