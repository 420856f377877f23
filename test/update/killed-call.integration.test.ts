import { drawnAgain, someCalls, type Calls, type FaultAt } from './faulty-calls.ts';
import { describeFaultySteps } from './faulty-steps.ts';

const SEED = Number(process.env['LOCKKEEPER_SEED'] ?? 20_261_125);

/** Where git holds a lock that nobody takes away for it: of the checkout, or of a worktree that it is making. */
const WHILE_LOCKED = [
  { step: 'switch', file: /\.git\/HEAD\.lock$/ },
  { step: 'stage', file: /\.git\/refs\/lockkeeper\/staged\.lock$/ },
  { step: 'stage', file: /\.git\/worktrees\/[^/]+\/commondir$/ },
];

function whileLocked(calls: Calls, step: string): readonly FaultAt[] {
  const made = calls[step] ?? [];
  return WHILE_LOCKED.filter((lock) => lock.step === step).flatMap((lock) => {
    const at = made.findIndex(({ call, file }) => call === 'write' && lock.file.test(file));
    return at === -1 ? [] : [{ step, nth: at + 1, fault: 'kill' } as const];
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
