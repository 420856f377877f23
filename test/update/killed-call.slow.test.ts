import { drawnAgain, someCalls } from './faulty-calls.ts';
import { describeFaultySteps } from './faulty-steps.ts';

const SEED = Number(process.env['LOCKKEEPER_SEED'] ?? 20_261_125);
const EXHAUSTIVE = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1';

/**
 * Each call of a step itself. Those for the journal and its locks are the same in each step: of them some, unless all
 * are asked for.
 */
for (const strategy of ['releases', 'inplace'] as const)
  describeFaultySteps({
    strategy,
    title: 'that is killed at a system call',
    ends: (step) => [step === 'confirm' ? 'new' : 'old'],
    chosen: (calls, step) => {
      const every = someCalls(calls, step, { own: Infinity, others: EXHAUSTIVE ? Infinity : 6, seed: SEED });
      const some = EXHAUSTIVE ? every : someCalls(calls, step, { own: 6, others: 0, seed: SEED });
      return [
        ...every.map((nth) => ({ step, nth, fault: 'kill' }) as const),
        ...some.map((nth) => ({ step, nth, fault: 'child' }) as const),
        ...some.map((nth) => ({ step, nth, fault: 'kill', again: drawnAgain(nth) }) as const),
      ];
    },
  });
