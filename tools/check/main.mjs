// `pnpm check`: what `npm test` runs. `pnpm check ci`: what `.ci/run` adds to it as well. `pnpm check lint unit`
// runs only the steps so named.
import process from 'node:process';

import { countLine, exitCodeFor, runSteps } from './run-steps.mjs';
import { STEPS } from './steps.mjs';

const wanted = process.argv.slice(2);
const isCi = wanted.length === 1 && wanted[0] === 'ci';
const unknown = isCi ? [] : wanted.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no step "${unknown.join('", "')}". Steps: ${STEPS.map(({ name }) => `"${name}"`).join(', ')}.`,
  );
  process.exit(2);
}

const steps = STEPS.filter(({ name, only }) =>
  isCi || wanted.length === 0 ? only === undefined || (isCi && only === 'ci') : wanted.includes(name),
);
const total = await runSteps(steps, (line) => console.log(line));
console.log(countLine(total));
process.exitCode = exitCodeFor(total);
