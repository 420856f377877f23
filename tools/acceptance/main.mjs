// `pnpm acceptance`: which requirements are shown by a test, and which are not yet.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { readTags } from './read-tags.mjs';

/** @type {readonly { row: string, requirement: string }[]} */
const rows = JSON.parse(readFileSync(new URL('./rows.json', import.meta.url), 'utf8'));
const tags = readTags(fileURLToPath(new URL('../..', import.meta.url)));

const counted = { shown: 0, 'in part': 0, 'not shown': 0 };
for (const { row, requirement } of rows) {
  const own = tags.filter((tag) => tag.row === row);
  const state = own.length === 0 ? 'not shown' : own.every(({ isPart }) => isPart) ? 'in part' : 'shown';
  counted[state] += 1;
  console.log(`${state.padEnd(9)}  ${row}  ${requirement}`);
  for (const file of new Set(own.map((tag) => tag.file))) console.log(`                 ${file}`);
}
const unknown = tags.filter((tag) => !rows.some(({ row }) => row === tag.row));
for (const { row, file } of unknown) console.log(`unknown    ${row}  ${file}`);
console.log(
  `${counted.shown} of ${rows.length} rows are shown by a test, and ${counted['in part']} in part.`,
);
process.exitCode = unknown.length === 0 ? 0 : 1;
