import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import { startOf } from '../../model/source-span.ts';
import { dependencyImpact, dependencyProblem } from './dependency-impact.ts';
import type { DependencyFile } from './rollback-sight.ts';

const [OLD, NEW] = ['0'.repeat(64), '1'.repeat(64)];

function lock(there: Known<string | null>, recorded: DependencyFile['recorded']): DependencyFile {
  return { path: 'requirements.lock', side: 'lock', now: observed(NEW), target: there, recorded };
}

const written = (there: Known<string | null>): DependencyFile['recorded'] =>
  observed({
    path: 'requirements.lock',
    commit: 'a'.repeat(40),
    written: { value: OLD, at: startOf('record') },
    there,
  });

describe('the lock of the dependencies at the target [row 2.06]', () => {
  test.each([
    ['same', lock(observed(OLD), written(observed(OLD))), undefined],
    ['not-recorded', lock(observed(OLD), observed(undefined)), undefined],
    ['differs', lock(observed(NEW), written(observed(NEW))), 'R17 refused lock-differs'],
    ['gone', lock(observed(null), written(observed(null))), 'R17 refused lock-differs'],
    ['unknown', lock(observed(OLD), written(unobserved('no copy'))), 'R17 unknown lock-unknown'],
    ['unknown', lock(observed(OLD), unobserved('a shallow clone')), 'R17 unknown lock-unknown'],
  ] as const)('that is %s', (...[recorded, file, told]) => {
    expect(dependencyImpact(file).recorded).toBe(recorded);
    const problem = dependencyProblem(file);
    expect(problem && `${problem.code} ${problem.kind} ${problem.id}`).toBe(told);
  });

  test.each([
    [observed(NEW), 'same'],
    [observed(OLD), 'other'],
    [observed(null), 'goes'],
    [unobserved('no copy'), 'unknown'],
  ] as const)('tells what the rollback changes', (there, change) => {
    expect(dependencyImpact(lock(there, observed(undefined))).change).toBe(change);
  });
});
