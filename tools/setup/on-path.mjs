import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * The first of these programs that a folder of PATH has.
 *
 * @param {readonly string[]} names
 * @returns {string | undefined} Absolute path.
 */
export function findOnPath(names) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // Absent or not executable; either way not usable.
  }
}
