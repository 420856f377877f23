import { drawnAgain, someCalls } from './faulty-calls.ts';
import { describeFaultySteps } from './faulty-steps.ts';

const SEED = Number(process.env['LOCKKEEPER_SEED'] ?? 20_261_125);

for (const strategy of ['releases', 'inplace'] as const)
  describeFaultySteps({
    strategy,
    title: 'that is killed at a system call',
    ends: (step) => [step === 'confirm' ? 'new' : 'old'],
    chosen: (calls, step) => {
      const [own = 0, ofChild = 0, kept] = someCalls(calls, step, {
        own: 2,
        others: step === 'switch' ? 1 : 0,
        seed: SEED,
      });
      return [
        { step, nth: own, fault: 'kill' },
        { step, nth: ofChild, fault: 'child' },
        ...(kept === undefined ? [] : [{ step, nth: kept, fault: 'kill', again: drawnAgain(SEED) } as const]),
      ];
    },
  });
