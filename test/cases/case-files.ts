import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The text of one file of the shared case sets, unpacked; `undefined` where they are not installed. */
export function caseFile(name: string): string | undefined {
  const folder = process.env['LOCKKEEPER_CASES'] ?? join(ROOT, '../shared/cases');
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** One row a line. `undefined` where the case sets are not installed: skip then, visibly. */
export function caseRows<Row>(name: string): readonly Row[] | undefined {
  return caseFile(name)
    ?.split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line));
}
