import { createHash } from 'node:crypto';
import { readdirSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';

/**
 * Changes whenever a file of a program changes: from the names, sizes and times of all of them, which takes
 * no time. `undefined` where they cannot be seen.
 */
export function engineVersion(folders: readonly string[]): string | undefined {
  try {
    const hash = createHash('sha256');
    for (const folder of folders) {
      const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
      if (files.length === 0) return undefined;
      for (const { name } of files.toSorted((one, two) => (one.name < two.name ? -1 : 1))) {
        hash.update(`${name} ${stateOf(statSync(path.join(folder, name)))}\n`);
      }
    }
    return hash.digest('hex').slice(0, 16);
  } catch {
    return undefined;
  }
}

function stateOf({ size, mtimeMs }: Stats): string {
  return `${size} ${mtimeMs}`;
}
