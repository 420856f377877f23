/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {import('./steps.mjs').StepResult} StepResult */

/**
 * Runs every step, also after one failed, so that one run shows everything that is wrong.
 *
 * @param {readonly Step[]} steps
 * @param {(line: string) => void} print
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runSteps(steps, print) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failedSteps = new Set();

  for (const step of steps) {
    const started = performance.now();
    const result = failedSteps.has(step.needs) ? notRun(step) : await attempt(step);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (isFailure(result)) failedSteps.add(step.name);

    print(`${isFailure(result) ? '✗' : '✓'} ${step.name} (${seconds} s)${counts(result)}`);
    if (isFailure(result)) print(indent(result.output));
    total.passed += result.passed;
    total.failed += isFailure(result) ? Math.max(1, result.failed) : 0;
    total.skipped += result.skipped;
  }
  return total;
}

/** The line that ends every run; CI reads it. */
export function countLine(/** @type {{ passed: number, failed: number, skipped: number }} */ total) {
  return `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`;
}

/** A run that passed nothing has shown nothing. */
export function exitCodeFor(/** @type {{ passed: number, failed: number }} */ { passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** @param {Step} step */
async function attempt(step) {
  try {
    return await step.run();
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, skipped: 0, output };
  }
}

/**
 * Counted as failed: what was not shown did not pass.
 *
 * @param {Step} step
 */
function notRun({ needs }) {
  return { passed: 0, failed: 1, skipped: 0, output: `Not run, because "${needs}" failed.` };
}

/** @param {StepResult} result */
function isFailure({ passed, failed }) {
  return failed > 0 || passed === 0;
}

/** @param {StepResult} result */
function counts({ passed, failed, skipped }) {
  return passed + failed + skipped > 1 ? `: ${countLine({ passed, failed, skipped })}` : '';
}

/** @param {string} text */
function indent(text) {
  return text.trimEnd().replace(/^/gm, '    ');
}
