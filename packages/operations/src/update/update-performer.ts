import { toldEvent, updateMachine } from '@lockkeeper/policy-core/update';

import type { HostOutcome, HostVersion } from '../ports/index.ts';
import { awaitHealth } from '../run/await-health.ts';
import type { EffectResult, Performer } from '../run/run-machine.ts';
import { lookForVersion } from './look-for-version.ts';
import { confirmVersion, reportRun, unconfirmVersion } from './report-run.ts';
import type { DueStep, LoggedUpdate, RunState, UpdateEvent, UpdateLog } from './update-log.ts';
import type { UpdateTools } from './update-tools.ts';
import { pauseService, resumeService } from './quiesce-handshake.ts';

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
    return { kind: 'ended', event: toldEvent(event) };
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
  lock: async ({ run, tools }) => {
    const { wall: since } = await tools.now();
    await tools.meta.write(RUNNING, JSON.stringify({ schema_version: 1, run: run.plan.id, since }));
    return DONE;
  },
  unlock: async ({ tools }) => {
    await tools.meta.remove(RUNNING);
    return DONE;
  },
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
  quiesce: async ({ run, tools }) => {
    const paused = await pauseService(run.plan.id, tools);
    // What it wrote since the snapshot must not be lost where the old version comes back.
    return paused.kind === 'done' ? await tools.snapshots.takeData(run.plan.id) : paused;
  },
  resume: async ({ tools }) => await resumeService(tools),
  switch: async ({ run, tools }) => await tools.installation.install(targetOf(run), fromOf(run)),
  'switch-back': async (at) => await switchedBack(at),
  restart: async ({ tools }) => await tools.service.restart(),
  'restart-old': async ({ tools }) => await tools.service.restart(),
  health: async ({ run, tools }) => await healthy(targetOf(run), tools, tools.settings.bake_seconds),
  'health-old': async ({ run, tools }) => await healthy(fromOf(run), tools, 0),
  confirm: async ({ run, tools }) => await confirmVersion(targetOf(run), tools),
  unconfirm: async ({ run, tools }) => await unconfirmVersion(targetOf(run), tools),
  report: async ({ run, tools }) => await reportRun(run, tools),
  gc: async (at) => await tidied(at),
};

/** Whether an update is under way, for who looks. */
const RUNNING = 'update_running.json';
const STAGED = 'staged.json';

async function performed({ step }: DueStep, at: At): Promise<UpdateEvent | undefined> {
  try {
    return await STEPS[step]?.(at);
  } catch (error) {
    // Such as a disk that is full: a step that throws has failed, and what was begun is taken back.
    return { kind: 'failed', why: whyOf(error) };
  }
}

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
async function saved({ commands, settings, folder, meta }: UpdateTools): Promise<HostOutcome> {
  const words = settings.save_command;
  if (words === undefined) return DONE;
  const before = await meta.savedAt();
  const asked = await commands.run(words, { folder });
  if (asked.kind === 'failed') return asked;
  const after = await meta.savedAt();
  const isNew = before.known && after.known && after.value !== undefined && after.value !== before.value;
  return isNew ? DONE : { kind: 'failed', why: 'save_command ended, and the service did not save' };
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

/** pip and uv take nothing then that the lock does not name by hash. */
const ONLY_HASHED = { PIP_REQUIRE_HASHES: '1', UV_REQUIRE_HASHES: '1' };

/** Data and database come back with the code, or not at all: only a version that was started can have changed them. */
async function switchedBack({ run, tools }: At): Promise<HostOutcome> {
  const { service, snapshots, installation } = tools;
  const back = async () => await installation.bringBack(fromOf(run), targetOf(run));
  if (!wasStarted(run)) return await back();
  const stopped = await service.stop();
  if (stopped.kind === 'failed') return stopped;
  const restored = await snapshots.restore(run.plan.id);
  return restored.kind === 'failed' ? restored : await back();
}

/** Whether the restart was ever begun. */
function wasStarted({ plan, events }: LoggedUpdate): boolean {
  const machine = updateMachine(plan);
  let state = machine.start;
  for (const event of events) {
    const due = machine.effectOf(state);
    if (due?.step === 'restart') return true;
    state = machine.step(state, event);
  }
  return false;
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
  const outcome = await awaitHealth({ commit, probes: [{ probe, schedule }], timer, signal });
  return outcome.kind === 'healthy' ? DONE : { kind: 'failed', why: outcome.why };
}

const HEALTH_INTERVAL_MS = 500;
const HEALTH_SUCCESSES = 3;

async function tidied({ run, tools }: At): Promise<HostOutcome> {
  const { installation, snapshots, settings, meta } = tools;
  const { plan } = run;
  if (plan.parts !== 'acquire') await meta.remove(STAGED);
  const others = settings.keep_releases;
  const snapshot = await snapshots.removeOld(plan.id, others);
  const releases = await installation.removeOld([targetOf(run), fromOf(run)], others);
  return snapshot.kind === 'failed' ? snapshot : releases;
}
