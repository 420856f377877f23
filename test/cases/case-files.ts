import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The text of one file of the shared case sets, `undefined` where they are not installed. */
export function caseFile(name: string): string | undefined {
  const folder = process.env['LOCKKEEPER_CASES'] ?? join(ROOT, '../shared/cases');
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
