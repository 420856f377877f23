import type { MachineEnd } from '@lockkeeper/operations';
import type { RunState } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';

/** How a run that was carried on as far as it goes is told to the caller. */
export function exitOfRun({ kind, state }: MachineEnd<RunState>): ExitCode {
  if (kind === 'stopped') return EXIT.technical;
  if (kind === 'unknown' || state.kind !== 'ended') return EXIT.needsPerson;
  switch (state.outcome) {
    case 'done':
      return EXIT.ok;
    case 'refused':
    case 'expired':
    case 'abandoned':
    case 'failed':
      return EXIT.findings;
    case 'stuck':
      return EXIT.needsPerson;
    case 'rolled-back':
      return EXIT.rolledBack;
    case 'rollback-failed':
      return EXIT.rollbackFailed;
  }
}
