import type { MachineEnd } from '@lockkeeper/operations';
import type { RunState } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';

const EXITS = {
  done: EXIT.ok,
  refused: EXIT.findings,
  expired: EXIT.findings,
  abandoned: EXIT.findings,
  failed: EXIT.findings,
  stuck: EXIT.needsPerson,
  'rolled-back': EXIT.rolledBack,
  'rollback-failed': EXIT.rollbackFailed,
} as const;

/** How a run that was carried on as far as it goes is told to the caller. */
export function exitOfRun({ kind, state }: MachineEnd<RunState>): ExitCode {
  if (kind === 'stopped') return EXIT.technical;
  return kind === 'unknown' || state.kind !== 'ended' ? EXIT.needsPerson : EXITS[state.outcome];
}
