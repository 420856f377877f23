// `node tools/mutants/main.mjs`: how many of the chosen mutants the tests kill.
import { reach, readReached } from './reach.mjs';
import { placeMutants, readMutants } from './place.mjs';
import { testFiles } from './test-files.mjs';
import { kill, readFates, stagesFor } from './kill.mjs';
import process from 'node:process';

const [command, ...rest] = process.argv.slice(2);
const placed = placeMutants(readMutants());
console.log(placed.length);
if (command === 'reach') {
  await reach(placed, { files: testFiles().filter((f) => rest.some((r) => f.startsWith(r))), projects: [], workers: 2 });
}
if (command === 'kill') {
  const reached = readReached();
  const without = reached.flatMap((f) => f.tests.filter((t) => t.failed).map((t) => `${f.file} > ${t.title}`));
  const done = new Set(readFates().map((f) => f.id));
  const tasks = placed.filter((m) => !done.has(m.id) && rest.some((r) => m.file.startsWith(r))).map((mutant) => ({ mutant, stages: stagesFor(mutant, reached) }));
  await kill(tasks, { lanes: 2, projects: [], mutants: placed, without });
}
