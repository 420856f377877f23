import { forcingCalls, someCalls, type Calls, type FaultAt } from './faulty-calls.ts';
import { describeFaultySteps } from './faulty-steps.ts';

const SEED = Number(process.env['LOCKKEEPER_SEED'] ?? 20_261_126);

/** Git takes no file away, and ends as if it had: that is no change of somebody's. */
function leftFile(calls: Calls): readonly FaultAt[] {
  const at = (calls['switch'] ?? []).findIndex(
    ({ call, file }) => call === 'unlink' && file.endsWith('part-11.txt'),
  );
  const says = /^switch: git did not write all of service: part-11\.txt; .*Input\/output error/;
  return at === -1 ? [] : [{ step: 'switch', nth: at + 1, fault: 'EIO', says }];
}

/** What is written down of a version is not on the disk, or is more than anybody may have. */
function ofVersion(calls: Calls): readonly FaultAt[] {
  const [forced = 0] = forcingCalls(calls, 'confirm');
  const written = (calls['confirm'] ?? []).findIndex(
    ({ call, file }) => call === 'write' && file.includes('/meta/.'),
  );
  return [
    { step: 'confirm', nth: forced, fault: 'EIO' },
    { step: 'confirm', nth: written + 1, fault: 'EDQUOT' },
  ];
}

for (const strategy of ['releases', 'inplace'] as const)
  describeFaultySteps({
    strategy,
    title: 'that meets a disk which fails at a system call',
    ends: () => ['old', 'new'],
    chosen: (calls, step) => [
      ...someCalls(calls, step, { own: 2, others: step === 'switch' ? 1 : 0, seed: SEED }).map(
        (nth) => ({ step, nth, fault: 'EIO' }) as const,
      ),
      ...(step === 'switch' ? leftFile(calls) : []),
      ...(step === 'confirm' ? ofVersion(calls) : []),
    ],
  });
