import { observed } from '@lockkeeper/policy-core';
import type { HealthyDeploy } from '@lockkeeper/policy-core/deployment/record';
import {
  stepKey,
  type DoneStep,
  type DueStep,
  type LoggedRun,
  type RunEvent,
  type RunState,
  type RunStep,
} from '@lockkeeper/policy-core/deployment/run';

import type {
  BranchMover,
  DatabaseDowngrades,
  DeployOrder,
  DeployResult,
  StopSignal,
  Timer,
} from '../ports/index.ts';
import { writeInto } from '../records/audit-trail.ts';
import { entriesIn } from '../records/log-entries.ts';
import { recordDeploy } from '../records/record-deploy.ts';
import { awaitHealth, type ScheduledProbe } from './await-health.ts';
import { heedApprovals, type ApprovalTools } from './heed-approvals.ts';
import { currentRun, JournalError, runNow, runUnder, type JournalledUnder } from './log-journal.ts';
import type { EffectResult, Performer } from './run-machine.ts';

/** All that a release may do, each through the one port for it. */
export interface ReleaseTools extends ApprovalTools {
  /** Path of the record of the place. */
  readonly record: string;
  readonly probes: readonly ScheduledProbe[];
  readonly branches: BranchMover;
  readonly downgrades: DatabaseDowngrades;
  readonly timer: Timer;
  /** Of a lost lock, or of a user who wants it to stop at once. */
  readonly signal: StopSignal;
  /** Also of a user who wants nothing more to be begun: what only looks ends. */
  readonly wanted: StopSignal;
  /** What the record says of the deploy besides commit, place and time, from the run as the log has it. */
  readonly saying: (run: LoggedRun, due: DueStep) => Promise<Partial<HealthyDeploy>>;
  /** A step begins, or is asked about once more. */
  readonly tell?: ((due: DueStep) => void) | undefined;
}

type Result = EffectResult<RunEvent>;

/** Carries out the steps of a release. */
export function releasePerformer(
  under: JournalledUnder,
  tools: ReleaseTools,
): Performer<RunState, RunEvent, DueStep> {
  return {
    perform: async (due) => {
      tools.tell?.(due);
      return await perform(due, under, tools);
    },
    adopt: async (due) => {
      tools.tell?.(due);
      return await adopt(due, under, tools);
    },
  };
}

async function perform(due: DueStep, under: JournalledUnder, tools: ReleaseTools): Promise<Result> {
  const { step } = due;
  switch (step.kind) {
    case 'advance':
      return await advanced(step, tools);
    case 'downgrade':
      return asEvent(await tools.downgrades.run(step));
    case 'deploy':
      return await deployed(await tools.driver.deploy(await orderOf(due, under, tools)), due, {
        under,
        tools,
      });
    case 'verify':
      return await verify(step.commit, tools);
    case 'record':
      return await record({ due, step }, under, tools);
    case 'ready':
    case 'hold':
      return await note(step, under, tools);
  }
}

/** Nothing is done again that the world can tell of. What only looks, or what the log itself tells of, is simply done. */
async function adopt(
  due: DueStep,
  under: JournalledUnder,
  tools: ReleaseTools,
): Promise<Result | { readonly kind: 'not-begun' }> {
  const { step } = due;
  switch (step.kind) {
    case 'advance':
      return await adoptMove(step, tools);
    case 'downgrade': {
      const found = await tools.downgrades.find(step);
      return found.kind === 'not-begun' ? found : asEvent(found);
    }
    case 'deploy': {
      const found = await tools.driver.find(await orderOf(due, under, tools));
      return found.kind === 'not-begun' ? found : await deployed(found, due, { under, tools });
    }
    default:
      return await perform(due, under, tools);
  }
}

async function orderOf(due: DueStep, under: JournalledUnder, tools: ReleaseTools): Promise<DeployOrder> {
  const { id, token } = under;
  const { plan, begunAt, open } = await runNow(tools.trail, under);
  const { environment, service } = plan;
  const commit = due.step.kind === 'deploy' ? due.step.commit : plan.commit;
  const since = open?.at ?? begunAt;
  return { commit, environment, service, key: stepKey(id, due), token, since, signal: tools.signal };
}

/** A branch that others have moved past the commit meanwhile is where it was to be, whoever moved it. */
async function advanced(step: Extract<RunStep, { kind: 'advance' }>, tools: ReleaseTools): Promise<Result> {
  const outcome = await tools.branches.advance(step);
  switch (outcome.kind) {
    case 'moved':
      return ended({ kind: 'done' });
    case 'refused': {
      const found = await adoptMove(step, tools);
      return found.kind === 'not-begun' ? ended({ kind: 'failed', why: outcome.why }) : found;
    }
    case 'unknown':
      return outcome;
  }
}

async function adoptMove(
  { branch, from, to }: Extract<RunStep, { kind: 'advance' }>,
  { branches }: ReleaseTools,
): Promise<Result | { readonly kind: 'not-begun' }> {
  const tip = await branches.tip(branch);
  if (!tip.known) return { kind: 'unknown', why: tip.reason };
  if (tip.value === from) return { kind: 'not-begun' };
  // Others may have moved it on since: what it was moved to is behind that.
  const has = tip.value === null ? observed(false) : await branches.has(tip.value, to);
  if (!has.known) return { kind: 'unknown', why: has.reason };
  if (has.value) return ended({ kind: 'done' });
  return ended({ kind: 'failed', why: `${branch} is at ${tip.value ?? 'no commit'} by now` });
}

function asEvent(
  outcome:
    | { readonly kind: 'done' }
    | { readonly kind: 'failed'; readonly why: string }
    | { readonly kind: 'unknown'; readonly why: string },
): Result {
  return outcome.kind === 'unknown' ? outcome : ended(outcome);
}

/** A deploy that the platform made counts once those have approved it who had to. */
async function deployed(
  made: DeployResult,
  due: DueStep,
  by: { readonly under: JournalledUnder; readonly tools: ReleaseTools },
): Promise<Result> {
  const result = await heedApprovals(made, due, by);
  if (result.kind !== 'done') return asEvent(result);
  return ended({ kind: 'done', of: { ...result.deploy, health: [] } });
}

/** That the right commit runs is said by a probe, or else by the platform; a deploy that nobody names proves nothing. */
async function verify(
  commit: string,
  { probes, timer, wanted: signal, driver }: ReleaseTools,
): Promise<Result> {
  const outcome = await awaitHealth({ commit, probes, timer, signal });
  if (outcome.kind === 'unknown') return outcome;
  if (outcome.kind === 'unhealthy') return ended({ kind: 'failed', why: outcome.why });
  const of: DoneStep = { id: null, url: null, health: outcome.health };
  if (outcome.health.some(({ identity }) => identity === commit)) return ended({ kind: 'done', of });
  const current = await driver.current();
  if (!current.known) return { kind: 'unknown', why: `which commit runs is not known: ${current.reason}` };
  const runs = current.value?.commit;
  if (runs === commit) return ended({ kind: 'done', of });
  return runs === undefined || runs === null
    ? { kind: 'unknown', why: 'neither a probe nor the platform says which commit runs' }
    : ended({ kind: 'failed', why: `the platform says that ${runs} runs there` });
}

async function record(
  { due, step }: { readonly due: DueStep; readonly step: Extract<RunStep, { kind: 'record' }> },
  under: JournalledUnder,
  tools: ReleaseTools,
): Promise<Result> {
  const { commit, correction } = step;
  const run = await runNow(tools.trail, under);
  const { environment, service } = run.plan;
  const deploy: HealthyDeploy = {
    ...(await tools.saying(run, due)),
    last_good_sha: commit,
    // The same whenever it is written: when the step was begun.
    deployed_at: run.open?.at ?? run.at,
    environment,
    service,
    correction: correction && {
      event_id: stepKey(run.id, due),
      kind: correction.kind,
      reason: correction.reason,
      from_sha: correction.from,
      to_sha: commit,
    },
  };
  const recorded = await recordDeploy(tools.trail, {
    record: tools.record,
    deploy,
    run: { id: under.id, objection: (entries) => runUnder(entries, under).problem },
  });
  switch (recorded.kind) {
    case 'recorded':
      return ended({ kind: 'done' });
    case 'refused':
      throw new JournalError(recorded.problem);
    case 'not-believed':
      throw new JournalError(recorded.problems[0]?.problem ?? 'The audit log cannot be believed.');
  }
}

/** An entry of the log is all that it does: it is written once, whoever goes on, and by nobody whose lock is lost. */
async function note(
  step: Extract<RunStep, { kind: 'ready' | 'hold' }>,
  under: JournalledUnder,
  { trail }: ReleaseTools,
): Promise<Result> {
  await trail.logs.exclusively(trail.path, async (log) => {
    const { plan } = await currentRun(log, under);
    const { environment: env, service } = plan;
    const event =
      step.kind === 'ready'
        ? ({ event: 'commit.ready', data: { service, sha: step.commit, tree: step.tree } } as const)
        : ({ event: 'environment.held', data: { service, sha: step.commit, reason: step.reason } } as const);
    const entries = await entriesIn(log);
    if (entries.some((entry) => entry.promotion_id === under.id && entry.event === event.event)) return;
    const written = await writeInto(log, trail, { ...event, env, promotion_id: under.id });
    if (written.kind === 'not-believed')
      throw new JournalError(written.problems[0]?.problem ?? 'The audit log cannot be believed.');
  });
  return ended({ kind: 'done' });
}

function ended(event: RunEvent): Result {
  return { kind: 'ended', event };
}
