// `pnpm check`: exactly what CI runs. `pnpm check lint tests` runs only the steps so named.
import process from 'node:process';

import { countLine, exitCodeFor, runSteps } from './run-steps.mjs';
import { STEPS } from './steps.mjs';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no step "${unknown.join('", "')}". Steps: ${STEPS.map(({ name }) => `"${name}"`).join(', ')}.`,
  );
  process.exit(2);
}

const steps = wanted.length === 0 ? STEPS : STEPS.filter(({ name }) => wanted.includes(name));
const total = await runSteps(steps, (line) => console.log(line));
console.log(countLine(total));
process.exitCode = exitCodeFor(total);
