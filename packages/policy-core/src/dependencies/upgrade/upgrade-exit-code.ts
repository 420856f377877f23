import type { UpgradeState, UpgradeStop } from './upgrade-state.ts';

type ExitCode = 0 | 1 | 2 | 3;

/** 0 done or nothing to do; 1 the result is not good; 2 not agreed to; 3 it could not be carried out. */
export function upgradeExitCode({ end, plan }: Pick<UpgradeState, 'end' | 'plan'>): ExitCode {
  if (end?.kind === 'committed') return 0;
  const isAsWanted = end !== undefined && (end.restored || plan.keep);
  return isAsWanted ? EXIT_CODES[end.because] : 3;
}

const EXIT_CODES: Readonly<Record<UpgradeStop, ExitCode>> = {
  'nothing-to-upgrade': 0,
  tests: 1,
  findings: 1,
  declined: 2,
  failed: 3,
  interrupted: 3,
};
