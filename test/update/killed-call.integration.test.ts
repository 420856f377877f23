import { drawnAgain, someCalls, type Calls, type FaultAt } from './faulty-calls.ts';
import { describeFaultySteps } from './faulty-steps.ts';

const SEED = Number(process.env['LOCKKEEPER_SEED'] ?? 20_261_125);

/** Git holds a lock then, which nobody takes away for it. */
function whileLocked(calls: Calls, step: string): readonly FaultAt[] {
  const names = { switch: 'HEAD.lock', stage: 'refs/lockkeeper/staged.lock' };
  return Object.entries(names).flatMap(([of, name]) => {
    const at = (calls[step] ?? []).findIndex(
      ({ call, file }) => call === 'write' && file.endsWith(`.git/${name}`),
    );
    return of === step && at !== -1 ? [{ step, nth: at + 1, fault: 'kill' } as const] : [];
  });
}

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
        ...whileLocked(calls, step),
        { step, nth: own, fault: 'kill' },
        { step, nth: ofChild, fault: 'child' },
        ...(kept === undefined ? [] : [{ step, nth: kept, fault: 'kill', again: drawnAgain(SEED) } as const]),
      ];
    },
  });
