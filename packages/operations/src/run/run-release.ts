import type { DueStep, LoggedRun, RunEvent, RunState } from '@lockkeeper/policy-core/deployment/run';
import { BEGUN, dueStep, stepRun } from '@lockkeeper/policy-core/deployment/run';

import { logJournal, type JournalledUnder } from './log-journal.ts';
import { releasePerformer, type ReleaseTools } from './release-performer.ts';
import { runMachine, type Machine, type MachineEnd } from './run-machine.ts';

/**
 * Carries a release on from where the log says that it is: one that was started just now, or one that a killed process
 * left. Rejects where the log cannot be written or says that another one went on; then nothing more was begun.
 */
export async function runRelease(
  run: Pick<LoggedRun, 'id' | 'plan'>,
  { token, mayNotGoOn }: Pick<JournalledUnder, 'token'> & { readonly mayNotGoOn: () => string | undefined },
  tools: ReleaseTools,
): Promise<MachineEnd<RunState>> {
  const under = { id: run.id, token };
  return await runMachine({
    machine: releaseMachine(run),
    performer: releasePerformer(under, tools),
    journal: logJournal(tools.trail, under),
    mayNotGoOn,
  });
}

function releaseMachine({ plan }: Pick<LoggedRun, 'plan'>): Machine<RunState, RunEvent, DueStep> {
  return {
    start: BEGUN,
    step: (state, event) => stepRun(plan, state, event),
    effectOf: (state) => dueStep(plan, state),
  };
}
