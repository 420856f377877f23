import { someCalls } from './faulty-calls.ts';
import { describeFaultySteps } from './faulty-steps.ts';

const SEED = Number(process.env['LOCKKEEPER_SEED'] ?? 20_261_126);

/** Each call of a step itself, those among them that force what was written on the disk. */
for (const strategy of ['releases', 'inplace'] as const)
  describeFaultySteps({
    strategy,
    title: 'that meets a disk which fails at a system call',
    ends: () => ['old', 'new'],
    chosen: (calls, step) => {
      const some = (seed: number) => someCalls(calls, step, { own: 6, others: 1, seed });
      return [
        ...someCalls(calls, step, { own: Infinity, others: 6, seed: SEED }).map(
          (nth) => ({ step, nth, fault: 'EIO' }) as const,
        ),
        ...some(SEED + 1).map((nth) => ({ step, nth, fault: 'ENOSPC' }) as const),
        ...some(SEED + 2).map((nth) => ({ step, nth, fault: 'EDQUOT' }) as const),
      ];
    },
  });
