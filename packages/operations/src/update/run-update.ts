import { planUpdate, updateMachine } from '@lockkeeper/policy-core/update';

import { runMachine } from '../run/run-machine.ts';
import { profileOf } from './profile-files.ts';
import {
  loggedUpdates,
  unfinishedUpdate,
  updateLog,
  type DueStep,
  type LoggedUpdate,
  type RunState,
  type UpdateEvent,
  type UpdateLog,
} from './update-log.ts';
import { restartOf, updatePerformer } from './update-performer.ts';
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
  const running = await runningVersion(tools.offers, await tools.offers.tree.describe(), version);
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

/** What was found, and done, before a service is started. */
export type BeforeStart =
  | { readonly kind: 'nothing' }
  /** One version is installed whole; the next run asks the service about it. */
  | { readonly kind: 'left' }
  /** A database has to come back first, which may not run yet: the next run does that, and starts the service. */
  | { readonly kind: 'unsafe' }
  | { readonly kind: 'ended'; readonly run: EndedUpdate }
  /** The old version did not come back whole, and nobody has said since that they looked. */
  | { readonly kind: 'broken'; readonly run: EndedUpdate }
  /** Another updater of the profile is at work, which starts the service itself; nothing was done. */
  | { readonly kind: 'busy' }
  /** What is installed may be a part of each version, and one of another profile is at work there; nothing was done. */
  | { readonly kind: 'occupied' };

/** Does something while nobody else is at work there; `undefined`, with nothing done, where somebody is. */
type Alone = <T>(work: () => Promise<T>) => Promise<{ readonly value: T } | undefined>;

/** What is needed only where something was left. */
interface LeftPlace {
  /** At the profile. */
  readonly alone: Alone;
  readonly open: () => Promise<{
    readonly tools: UpdateTools;
    /** At what is installed, for whatever profile. */
    readonly aloneThere: Alone;
  }>;
}

/**
 * The same before the service is started, as after a power cut: what is installed is whole then, or it is told. Whatever
 * the service has to be asked for is left to the next run. Who finds nothing left keeps no updater waiting.
 *
 * Rejects where the journal is not believed.
 */
export async function recoverBeforeStart(
  trail: UpdateTools['trail'],
  place: LeftPlace,
): Promise<BeforeStart> {
  if ((await unfinishedUpdate(trail)) === undefined) return await brokenBefore(trail, place);
  const done = await place.alone(async () => await leftBeforeStart(trail, place));
  return done?.value ?? { kind: 'busy' };
}

async function leftBeforeStart(trail: UpdateTools['trail'], place: LeftPlace): Promise<BeforeStart> {
  const left = await unfinishedUpdate(trail);
  // Who was at work a moment ago ended it.
  if (left === undefined) return await brokenBefore(trail, place);
  const due = dueOnce(left, { kind: 'resumed' });
  // Nothing is to be done before that: then the interruption is not counted here.
  if (due !== undefined && ASK_SERVICE.has(due.step)) return { kind: 'left' };
  const { tools, aloneThere } = await place.open();
  if (needsDatabase(left, due, tools)) return { kind: 'unsafe' };
  const done = await aloneThere(async () => await wholeBeforeStart(left, tools));
  return done?.value ?? { kind: due?.step === 'switch-back' ? 'occupied' : 'left' };
}

async function wholeBeforeStart(left: LoggedUpdate, tools: UpdateTools): Promise<BeforeStart> {
  await tools.service.forget();
  const log = updateLog(tools.trail, left, false);
  await log.write({ kind: 'resumed' });
  const nothing = async () => await Promise.resolve(NOT_RUNNING);
  const service = { ...tools.service, stop: nothing, letGo: nothing };
  await carryOn(log, { ...tools, service }, (due) => {
    if (needsDatabase(log.now(), due, tools)) return 'the database may not run yet';
    return ASK_SERVICE.has(due.step) ? 'the service does not run yet' : undefined;
  });
  const run = log.now();
  if (hasEnded(run)) return { kind: isBroken(run) ? 'broken' : 'ended', run };
  const { plan, state } = run;
  return { kind: needsDatabase(run, updateMachine(plan).effectOf(state), tools) ? 'unsafe' : 'left' };
}

function dueOnce({ plan, state }: LoggedUpdate, event: UpdateEvent): DueStep | undefined {
  const machine = updateMachine(plan);
  return machine.effectOf(machine.step(state, event));
}

function needsDatabase(
  run: LoggedUpdate,
  due: Pick<DueStep, 'step'> | undefined,
  { settings }: Pick<UpdateTools, 'settings'>,
): boolean {
  return due?.step === 'switch-back' && settings.database !== undefined && restartOf(run) !== 'none';
}

/** It stays broken, however often the machine starts, until a person has looked. */
async function brokenBefore(
  trail: UpdateTools['trail'],
  { open }: Pick<LeftPlace, 'open'>,
): Promise<BeforeStart> {
  const run = (await loggedUpdates(trail)).at(-1);
  if (run === undefined || !hasEnded(run) || !isBroken(run)) return { kind: 'nothing' };
  const { state } = await profileOf((await open()).tools);
  return state.disabled?.reason === 'rollback-failed' ? { kind: 'broken', run } : { kind: 'nothing' };
}

function isBroken({ state: { result, faults } }: EndedUpdate): boolean {
  return result === 'rollback-failed' && faults.some(({ step }) => step === 'switch-back');
}

function hasEnded(run: LoggedUpdate): run is EndedUpdate {
  return run.state.kind === 'ended';
}

const NOT_RUNNING = { kind: 'done' } as const;

const ASK_SERVICE: ReadonlySet<DueStep['step']> = new Set([
  'save',
  'quiesce',
  'restart',
  'health',
  'restart-old',
  'health-old',
]);

async function carryOn(
  log: UpdateLog,
  tools: UpdateTools,
  mayNotGoOn: (due: DueStep) => string | undefined,
): Promise<void> {
  const machine = updateMachine(log.now().plan);
  await runMachine({ machine, performer: updatePerformer(log, tools), journal: log, mayNotGoOn });
}

async function carriedOn(log: UpdateLog, tools: UpdateTools): Promise<EndedUpdate> {
  const { plan } = log.now();
  await carryOn(log, tools, () => undefined);
  const run = log.now();
  if (!hasEnded(run)) throw new Error(`${plan.id} did not come to its end.`);
  return run;
}
