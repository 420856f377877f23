import type { UpgradeState } from './upgrade-state.ts';

/** 0 done or nothing to do; 1 the result is not good; 2 not agreed to; 3 it could not be carried out. */
export function upgradeExitCode({ end, plan }: Pick<UpgradeState, 'end' | 'plan'>): 0 | 1 | 2 | 3 {
  if (end === undefined) return 3;
  if (end.kind === 'committed') return 0;
  if (!end.restored && !plan.keep) return 3;
  switch (end.because) {
    case 'nothing-to-upgrade':
      return end.restored ? 0 : 3;
    case 'tests':
    case 'findings':
      return 1;
    case 'declined':
      return 2;
    case 'failed':
    case 'interrupted':
      return 3;
  }
}
