// `pnpm acceptance`: which requirements are shown by a test, and which are not yet.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { readTags } from './read-tags.mjs';

/** @type {readonly { row: string, requirement: string }[]} */
const rows = JSON.parse(readFileSync(new URL('./rows.json', import.meta.url), 'utf8'));
const tags = readTags(fileURLToPath(new URL('../..', import.meta.url)));

let shown = 0;
for (const { row, requirement } of rows) {
  const files = [...new Set(tags.filter((tag) => tag.row === row).map(({ file }) => file))];
  if (files.length > 0) shown += 1;
  console.log(`${files.length > 0 ? 'shown    ' : 'not shown'}  ${row}  ${requirement}`);
  for (const file of files) console.log(`                 ${file}`);
}
const unknown = tags.filter((tag) => !rows.some(({ row }) => row === tag.row));
for (const { row, file } of unknown) console.log(`unknown    ${row}  ${file}`);
console.log(`${shown} of ${rows.length} rows are shown by a test.`);
process.exitCode = unknown.length === 0 ? 0 : 1;
