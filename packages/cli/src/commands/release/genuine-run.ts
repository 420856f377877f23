import {
  hasKnownShape,
  isGenuine,
  placeState,
  type LoggedRun,
  type RunStep,
} from '@lockkeeper/policy-core/deployment/run';

import { CliError } from '../../errors/cli-error.ts';
import { unapprovedRun } from './judged-release.ts';
import { signersOf, type OpenReleases, type ServiceAt } from './open-place.ts';

/**
 * Stops where the log says of a run that it has begun to act, and it is none that was judged: whoever can write into the log
 * gets nothing done by that which nobody approved.
 */
export async function mustBeJudged(run: LoggedRun, opened: OpenReleases, at: ServiceAt): Promise<void> {
  mustBeOurs(run, opened);
  const isApproved =
    run.plan.kind === 'rollback'
      ? await ranThereBefore(codeIn(run.plan.steps), opened, at)
      : await isApprovedRun(run, opened, at);
  if (!isApproved)
    throw new CliError('not-judged', `Nobody who may has approved ${run.id} (R09). ${giveUp(run)}`);
}

/** Stops where a plan is none that Lockkeeper makes, or was made by another policy: nobody goes on with it, or approves it. */
export function mustBeOurs(run: LoggedRun, { digest }: Pick<OpenReleases, 'digest'>): void {
  if (!hasKnownShape(run.plan))
    throw new CliError(
      'not-judged',
      `The plan of ${run.id} is none that Lockkeeper makes (R21). ${giveUp(run)}`,
    );
  if (run.plan.policy !== digest)
    throw new CliError(
      'not-judged',
      `${run.id} was begun by another policy than that of the main branch (R12). ${giveUp(run)}`,
    );
}

function giveUp({ id }: LoggedRun): string {
  return `Give it up with \`lockkeeper abandon ${id} --reason TEXT\`, and look what runs there.`;
}

/** Commits whose code a way back runs. */
export interface CodeOnTheWay {
  readonly deployed: readonly string[];
  /** Whose trees take migrations back: they get the address of the database. */
  readonly trees: readonly string[];
}

function codeIn(steps: readonly RunStep[]): CodeOnTheWay {
  return {
    deployed: steps.flatMap((step) => (step.kind === 'deploy' ? [step.commit] : [])),
    trees: steps.flatMap((step) => (step.kind === 'downgrade' ? [step.tree] : [])),
  };
}

/**
 * Whether runs that were approved as the policy asks brought commits to a place: their code may run there again. What shall
 * run has to have been well; a commit that takes its own migrations back need not.
 */
export async function ranThereBefore(
  { deployed, trees }: CodeOnTheWay,
  opened: OpenReleases,
  at: ServiceAt,
): Promise<boolean> {
  const { environment, service } = at;
  if (environment.approval?.by !== 'ssh-signature') return true;
  const { runs } = placeState(opened.entries, { environment: environment.name, service: service.name });
  const wasBrought = async (commit: string, isEnough: (run: LoggedRun) => boolean): Promise<boolean> => {
    for (const run of runs.filter((one) => isOf(one, commit) && isEnough(one)))
      if (await isApprovedRun(run, opened, at)) return true;
    return false;
  };
  for (const commit of new Set(deployed)) if (!(await wasBrought(commit, isDone))) return false;
  for (const commit of new Set(trees)) if (!(await wasBrought(commit, hasBegun))) return false;
  return true;
}

function isOf({ plan }: LoggedRun, commit: string): boolean {
  return plan.kind !== 'rollback' && plan.commit === commit;
}

function isDone({ state }: LoggedRun): boolean {
  return state.kind === 'ended' && state.outcome === 'done';
}

function hasBegun({ startedAt }: LoggedRun): boolean {
  return startedAt !== undefined;
}

async function isApprovedRun(run: LoggedRun, opened: OpenReleases, at: ServiceAt): Promise<boolean> {
  if (!isGenuine(run) || !hasKnownShape(run.plan)) return false;
  return (await unapprovedRun(run, { opened, at, signers: await signersOf(opened) })).length === 0;
}
