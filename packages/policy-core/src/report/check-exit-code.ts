import type { Report } from '../engine/report.ts';
import { mustBeProved } from '../model/stage.ts';

/** 0: nothing stands against it. 1: findings. 2: not proved where it must be. 3: a rule crashed. */
export type CheckExitCode = 0 | 1 | 2 | 3;

export function exitCodeOf({ crashed, findings, verdict, stage }: Report): CheckExitCode {
  if (crashed.length > 0) return 3;
  if (findings.some(({ severity }) => severity === 'error')) return 1;
  return verdict === 'undetermined' && mustBeProved(stage) ? 2 : 0;
}
