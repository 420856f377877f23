import { planUpdate, updateMachine } from '@lockkeeper/policy-core/update';

import { runMachine } from '../run/run-machine.ts';
import { profileOf } from './profile-files.ts';
import {
  unfinishedUpdate,
  updateLog,
  type LoggedUpdate,
  type RunState,
  type UpdateEvent,
  type UpdateLog,
} from './update-log.ts';
import { updatePerformer } from './update-performer.ts';
import { runningVersion } from './update-sight.ts';
import type { UpdateTools } from './update-tools.ts';

/** How a run ended. */
export type EndedUpdate = LoggedUpdate & { readonly state: Extract<RunState, { kind: 'ended' }> };

/**
 * Updates a service, or first of all ends what a killed updater left: then nothing new is begun. Only one process may do
 * this at a time. Rejects where the journal cannot be written or is not believed; then nothing more was begun.
 */
export async function runUpdate(
  { id, asked }: { readonly id: string; readonly asked: Parameters<typeof planUpdate>[1] },
  tools: UpdateTools,
): Promise<EndedUpdate> {
  const left = await recoverUpdate(tools);
  if (left !== undefined) return left;
  const plan = planUpdate(id, asked, tools.settings);
  const { version } = await profileOf(tools);
  const running = await runningVersion(tools.offers, version);
  const from = running.known ? { version: running.value.version, commit: running.value.commit } : null;
  const { wall: begunAt } = await tools.now();
  const { start: state } = updateMachine(plan);
  const begun = { plan, begunAt, at: begunAt, from, target: undefined, events: [], state, open: undefined };
  return await carriedOn(updateLog(tools.trail, begun, true), tools);
}

/** Ends what a killed updater left; `undefined`: nothing was left. */
export async function recoverUpdate(tools: UpdateTools): Promise<EndedUpdate | undefined> {
  const left = await unfinishedUpdate(tools.trail);
  if (left === undefined) return undefined;
  const log = updateLog(tools.trail, left, false);
  const resumed: UpdateEvent = { kind: 'resumed' };
  await log.write(resumed);
  return await carriedOn(log, tools);
}

async function carriedOn(log: UpdateLog, tools: UpdateTools): Promise<EndedUpdate> {
  const { plan } = log.now();
  await runMachine({
    machine: updateMachine(plan),
    performer: updatePerformer(log, tools),
    journal: log,
    mayNotGoOn: () => undefined,
  });
  const run = log.now();
  if (run.state.kind !== 'ended') throw new Error(`${plan.id} did not come to its end.`);
  return { ...run, state: run.state };
}
