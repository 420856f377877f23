import { describe, expect, test } from 'vitest';

import { countLine, exitCodeFor, runSteps } from '../../tools/check/run-steps.mjs';
import { STEPS } from '../../tools/check/steps.mjs';

const ok = async () => ({ passed: 1, failed: 0, skipped: 0, output: 'quiet' });
const broken = async () => ({ passed: 0, failed: 1, skipped: 0, output: 'one reason\nand another\n' });

describe('pnpm check', () => {
  test('adds up tests and steps', async () => {
    const tests = async () => ({ passed: 40, failed: 0, skipped: 2, output: '' });
    const { total, lines } = await run([
      { name: 'format', run: ok },
      { name: 'tests', run: tests },
    ]);
    expect(total).toEqual({ passed: 41, failed: 0, skipped: 2 });
    expect(lines).toEqual(['✓ format (0 s)', '✓ tests (0 s): 40 passed, 0 failed, 2 skipped']);
  });

  test('goes on after a failed step and shows what it said', async () => {
    const { total, lines } = await run([
      { name: 'lint', run: broken },
      { name: 'tests', run: ok },
    ]);
    expect(total).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(lines).toEqual(['✗ lint (0 s)', '    one reason\n    and another', '✓ tests (0 s)']);
  });

  test('counts a step as failed when the one it needs failed', async () => {
    const { total, lines } = await run([
      { name: 'build', run: broken },
      { name: 'pages', run: ok, needs: 'build' },
    ]);
    expect(total).toEqual({ passed: 0, failed: 2, skipped: 0 });
    expect(lines.at(-1)).toBe('    Not run, because "build" failed.');
  });

  test('counts a step that crashed or showed nothing as failed', async () => {
    const crashes = async () => {
      throw new Error('no such program');
    };
    const nothing = async () => ({ passed: 0, failed: 0, skipped: 3, output: 'nothing ran' });
    const { total } = await run([
      { name: 'a', run: crashes },
      { name: 'b', run: nothing },
    ]);
    expect(total).toEqual({ passed: 0, failed: 2, skipped: 3 });
  });

  test('ends with the line that CI reads', () => {
    expect(countLine({ passed: 41, failed: 1, skipped: 2 })).toBe('41 passed, 1 failed, 2 skipped');
  });

  test('is red when something failed and when nothing passed', () => {
    expect(exitCodeFor({ passed: 1, failed: 0 })).toBe(0);
    expect(exitCodeFor({ passed: 1, failed: 1 })).toBe(1);
    expect(exitCodeFor({ passed: 0, failed: 0 })).toBe(1);
  });

  test('names every step once and needs only steps that come before', () => {
    const names = STEPS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, needs } of STEPS) {
      if (needs !== undefined)
        expect(names.slice(0, names.indexOf(name)), `${name} needs ${needs}`).toContain(needs);
    }
  });
});

async function run(steps: Parameters<typeof runSteps>[0]) {
  const lines: string[] = [];
  const total = await runSteps(steps, (line) => lines.push(line.replace(/\(\d+\.\d s\)/, '(0 s)')));
  return { total, lines };
}
