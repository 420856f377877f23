// `node tools/mutants/main.mjs`: how many of the chosen mutants the tests kill.
import { reach } from './reach.mjs';
import { placeMutants, readMutants } from './place.mjs';
import { testFiles } from './test-files.mjs';
import process from 'node:process';

const [command, ...rest] = process.argv.slice(2);
const placed = placeMutants(readMutants());
console.log(placed.length);
if (command === 'reach') {
  await reach(placed, { files: testFiles().filter((f) => rest.some((r) => f.startsWith(r))), projects: [], workers: 2 });
}
