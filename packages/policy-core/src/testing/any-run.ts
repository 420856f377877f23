import fc from 'fast-check';

import type { RunEvent } from '../deployment/run/run-machine.ts';
import type { RunPlan, RunStep } from '../deployment/run/run-plan.ts';

export const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)];

const STEPS: readonly RunStep[] = [
  { kind: 'advance', remote: 'origin', branch: 'main', from: OLD, to: NEW },
  { kind: 'deploy', commit: NEW },
  { kind: 'verify', commit: NEW },
  { kind: 'record', commit: NEW, correction: null },
];

const BACK: readonly RunStep[] = [
  { kind: 'deploy', commit: OLD },
  { kind: 'verify', commit: OLD },
  { kind: 'record', commit: OLD, correction: { kind: 'rollback', from: NEW, reason: 'it answered 503' } },
  { kind: 'hold', commit: NEW, reason: 'it answered 503' },
];

/** A promotion, with what a test wants of it. */
export function runPlan(more: Partial<RunPlan> = {}): RunPlan {
  return {
    kind: 'promote',
    environment: 'production',
    service: 'api',
    commit: NEW,
    tree: 'c'.repeat(40),
    previous: OLD,
    policy: `sha256:${'0'.repeat(64)}`,
    equality: 'sha',
    tried: NEW,
    approvals: 1,
    accepted: [],
    reason: null,
    steps: STEPS,
    back: BACK,
    ...more,
  };
}

export function anyRunPlan(): fc.Arbitrary<RunPlan> {
  return fc
    .record({
      kind: fc.constantFrom('deploy' as const, 'promote' as const, 'rollback' as const),
      steps: fc.subarray([...STEPS], { minLength: 1 }),
      back: fc.option(fc.subarray([...BACK], { minLength: 1 })),
      approvals: fc.nat({ max: 2 }),
    })
    .map(runPlan);
}

export function anyRunEvent(): fc.Arbitrary<RunEvent> {
  return fc.oneof(
    fc.constantFrom<RunEvent>({ kind: 'started' }, { kind: 'done' }),
    fc.string({ minLength: 1 }).map((why) => ({ kind: 'failed', why }) as const),
    fc
      .constantFrom('refused' as const, 'expired' as const, 'abandoned' as const)
      .map((outcome) => ({ kind: 'ended', outcome, why: 'somebody said so' }) as const),
  );
}
