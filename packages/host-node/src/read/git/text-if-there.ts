import { readFile } from 'node:fs/promises';

import { isNotFound } from '../../system/path-resolution.ts';

/** The text of a file of git; '' where there is none. */
export async function textIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isNotFound(error)) return '';
    throw error;
  }
}
