import { closedWindow, reasonsAt, toldEvent, updateMachine } from '@lockkeeper/policy-core/update';

import type { HostOutcome, HostVersion } from '../ports/index.ts';
import { awaitHealth } from '../run/await-health.ts';
import type { EffectResult, Performer } from '../run/run-machine.ts';
import { lookForVersion, refused } from './look-for-version.ts';
import { confirmVersion, reportRun, unconfirmVersion } from './report-run.ts';
import type { DueStep, LoggedUpdate, RunState, UpdateEvent, UpdateLog } from './update-log.ts';
import type { UpdateTools } from './update-tools.ts';
import { mustStayPaused, pauseService, resumeService } from './quiesce-handshake.ts';
import { steadyProbe } from './steady-probe.ts';

/**
 * Carries out the steps of an update. Each may be done again: what was cut off before is simply done once more, so that
 * nobody has to find out how far it came.
 */
export function updatePerformer(
  log: UpdateLog,
  tools: UpdateTools,
): Performer<RunState, UpdateEvent, DueStep> {
  const look = lookForVersion(log, tools);
  const perform = async (due: DueStep): Promise<EffectResult<UpdateEvent>> => {
    const { plan } = log.now();
    tools.tell?.(due);
    if (due.way === 'there' && (await tools.mayBegin?.(due)) === false)
      return { kind: 'ended', event: { kind: 'refused', reasons: [stoppedBefore(due)] } };
    const run = log.now();
    const event = (await look(due)) ?? (await performed(due, { run, tools }));
    if (event === undefined) throw new Error(`Nobody carries out ${due.step} of ${plan.id}.`);
    return { kind: 'ended', event: toldEvent(event, tools.profile) };
  };
  return { perform, adopt: perform };
}

function stoppedBefore({ step }: DueStep) {
  return { code: 'stopped', message: `Somebody stopped it before the step ${step}. Run it again.` };
}

interface At {
  readonly run: LoggedUpdate;
  readonly tools: UpdateTools;
}

type Step = (at: At) => Promise<HostOutcome | UpdateEvent>;

const DONE = { kind: 'done' } as const;

/** What each step does to the host; those that only look for a version are elsewhere. */
const STEPS: Readonly<Partial<Record<DueStep['step'], Step>>> = {
  // Whoever carries out steps has the lock already, and gives it back behind the last one.
  lock: async () => await Promise.resolve(DONE),
  unlock: async () => await Promise.resolve(DONE),
  save: async ({ tools }) => await saved(tools),
  snapshot: async ({ run, tools }) => {
    const { snapshots, settings } = tools;
    // Those of runs that were rolled back would stay for ever.
    const removed = await snapshots.removeOld(run.plan.id, settings.keep_releases);
    return removed.kind === 'failed' ? removed : await snapshots.take(run.plan.id);
  },
  'drop-snapshot': async ({ run, tools }) => await tools.snapshots.drop(run.plan.id),
  stage: async ({ run, tools }) =>
    await tools.installation.stage(targetOf(run), await tools.refOf(targetOf(run))),
  unstage: async ({ run, tools }) => {
    if (run.target === undefined) return DONE;
    await tools.meta.remove(STAGED);
    return await tools.installation.unstage(run.target);
  },
  test: async (at) => await tested(at),
  quiesce: async (at) => await paused(at),
  resume: async ({ tools }) => await resumeService(tools),
  switch: async (at) => await switched(at),
  'switch-back': async (at) => await switchedBack(at),
  restart: async ({ tools }) => await tools.service.restart(),
  'restart-old': async ({ tools }) => await tools.service.restart(),
  health: async ({ run, tools }) => await healthy(targetOf(run), tools, tools.settings.bake_seconds),
  'health-old': async ({ run, tools }) => await healthy(fromOf(run), tools, 0),
  confirm: async ({ run, tools }) =>
    await confirmVersion({ from: fromOf(run), target: targetOf(run) }, tools),
  unconfirm: async ({ run, tools }) => await unconfirmVersion(targetOf(run), tools),
  report: async ({ run, tools }) => await reportRun(run, tools),
  gc: async (at) => await tidied(at),
};

const STAGED = 'staged.json';

async function performed({ step }: DueStep, at: At): Promise<UpdateEvent | undefined> {
  return await settled(async () => await STEPS[step]?.(at));
}

/** Such as on a disk that is full: who throws has failed, and what was begun is taken back. */
async function settled<T>(act: () => Promise<T>): Promise<T | Failure> {
  try {
    return await act();
  } catch (error) {
    return { kind: 'failed', why: whyOf(error) };
  }
}

type Failure = Extract<HostOutcome, { kind: 'failed' }>;

function whyOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.\s*$/, '');
}

function targetOf({ target, plan }: LoggedUpdate): HostVersion {
  if (target === undefined) throw new Error(`${plan.id} has no version yet.`);
  return target;
}

function fromOf({ from, plan }: LoggedUpdate): HostVersion {
  if (from === null) throw new Error(`${plan.id} does not know what runs.`);
  return from;
}

/** A save that the service was asked for counts once its mark is newer. */
async function saved({ commands, settings, folder, meta, metaPath }: UpdateTools): Promise<HostOutcome> {
  const words = settings.save_command;
  if (words === undefined) return DONE;
  const before = await meta.savedAt();
  const asked = await commands.run(words, { folder });
  if (asked.kind === 'failed') return asked;
  const after = await meta.savedAt();
  const isNew = before.known && after.known && after.value !== undefined && after.value !== before.value;
  return isNew
    ? DONE
    : { kind: 'failed', why: `save_command ended, and ${metaPath}/last_save was not touched` };
}

async function tested({ run, tools }: At): Promise<HostOutcome> {
  const { installation, commands, settings, meta } = tools;
  const target = targetOf(run);
  const { install_commands: install = [], test_commands: test = [] } = settings;
  const all = [...install.map((words) => ({ words, env: ONLY_HASHED })), ...test.map((words) => ({ words }))];
  for (const { words, ...more } of all) {
    const ran = await commands.run(words, { folder: installation.stagedFolder(target), ...more });
    if (ran.kind === 'failed') return { kind: 'failed', why: `${words[0] ?? ''}: ${ran.why}` };
  }
  const tidy = await installation.tidyStaged(target);
  if (tidy.kind === 'failed' || run.plan.parts !== 'acquire') return tidy;
  const { ref, id } = await tools.offerOf(target);
  await meta.write(STAGED, JSON.stringify({ schema_version: 1, ...target, ref, id }));
  return DONE;
}

/** Whoever cannot be restarted is not asked to pause: a version would be installed that nobody starts, or brings back. */
async function paused({ run, tools }: At): Promise<HostOutcome | UpdateEvent> {
  const { id, onQuiesceTimeout } = run.plan;
  const closed = closedWindow({ settings: tools.settings, now: await tools.now() });
  if (closed.length > 0) return refused(closed);
  const managed = await tools.service.ready();
  if (managed.kind === 'failed')
    return refused(reasonsAt('quiesce', [{ id: 'unmanaged', data: { why: managed.why } }]));
  const event = await pauseService(run, tools);
  const isPaused = event.kind === 'done';
  if (!isPaused && onQuiesceTimeout === 'abort') return event;
  // What it wrote since the snapshot must not be lost where the old version comes back.
  const packed = await tools.snapshots.takeData(id, { isPaused });
  return packed.kind === 'failed' ? packed : event;
}

/** pip and uv take nothing then that the lock does not name by hash. */
const ONLY_HASHED = { PIP_REQUIRE_HASHES: '1', UV_REQUIRE_HASHES: '1' };

async function switched({ run, tools }: At): Promise<HostOutcome> {
  const pause = await mustStayPaused(tools);
  if (pause.kind === 'failed') return pause;
  return await tools.installation.install(targetOf(run), fromOf(run), async () => await tools.service.hold());
}

/**
 * Code, data and database come back together, or not at all: only a version that was started can have changed the last two.
 * Nobody starts a version on a database of which nobody knows what it holds.
 */
async function switchedBack({ run, tools }: At): Promise<HostOutcome> {
  const { service, snapshots, installation } = tools;
  const { id } = run.plan;
  const back = async (letGo: () => Promise<HostOutcome>) =>
    await installation.bringBack(fromOf(run), targetOf(run), letGo);
  const restart = restartOf(run);
  if (restart === 'none') return await back(async () => await service.letGo());
  const prepared = await settled(async () => await snapshots.prepare(id));
  if (prepared.kind === 'failed')
    return failedWith(prepared, 'the new version goes on with its data and database');
  const stopped = await service.stop();
  if (stopped.kind === 'failed') {
    if (restart === 'done') return stopped;
    // Who can neither restart nor stop the service has started nothing: the old version runs, with its data.
    const returned = await back(async () => await service.letGo());
    return returned.kind === 'failed' ? returned : stopped;
  }
  const restored = await settled(async () => {
    const data = await snapshots.restore(id);
    return data.kind === 'failed' ? data : await back(async () => await Promise.resolve(DONE));
  });
  if (restored.kind === 'done') return restored;
  const byHand = `bring back by hand what lies in ${snapshots.folder(id)}, and start it`;
  return failedWith(restored, `the service stays stopped: ${byHand}`);
}

function failedWith({ why }: Failure, what: string): Failure {
  return { kind: 'failed', why: `${why}; ${what}` };
}

/** How far the restart ever came, as far as the journal knows. */
export function restartOf({ plan, events }: LoggedUpdate): 'none' | 'begun' | 'done' {
  const machine = updateMachine(plan);
  let state = machine.start;
  for (const event of events) {
    const due = machine.effectOf(state);
    if (due?.step === 'restart') return event.kind === 'done' ? 'done' : 'begun';
    state = machine.step(state, event);
  }
  return 'none';
}

async function healthy(version: HostVersion, tools: UpdateTools, bakeSeconds: number): Promise<HostOutcome> {
  const { probe, timer, settings, signal } = tools;
  if (probe === undefined) return { kind: 'failed', why: 'update.health_url is not set' };
  const schedule = {
    deadlineMs: settings.health_seconds * 1000,
    intervalMs: HEALTH_INTERVAL_MS,
    successes: HEALTH_SUCCESSES,
    bakeMs: bakeSeconds * 1000,
  };
  const { commit } = version;
  const steady = steadyProbe(probe, tools.service, commit);
  const outcome = await awaitHealth({ commit, probes: [{ probe: steady, schedule }], timer, signal });
  return outcome.kind === 'healthy' ? DONE : { kind: 'failed', why: outcome.why };
}

const HEALTH_INTERVAL_MS = 500;
const HEALTH_SUCCESSES = 3;

async function tidied({ run, tools }: At): Promise<HostOutcome> {
  const { installation, snapshots, settings, meta } = tools;
  const { plan } = run;
  if (plan.parts !== 'acquire') await meta.remove(STAGED);
  await meta.removeRemains();
  const others = settings.keep_releases;
  const snapshot = await snapshots.removeOld(plan.id, others);
  const releases = await installation.removeOld([targetOf(run), fromOf(run)], others);
  return snapshot.kind === 'failed' ? snapshot : releases;
}
