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
  const give = `Give it up with \`lockkeeper abandon ${run.id} --reason TEXT\`, and look what runs there.`;
  if (!hasKnownShape(run.plan))
    throw new CliError('not-judged', `The plan of ${run.id} is none that Lockkeeper makes (R21). ${give}`);
  if (run.plan.policy !== opened.digest)
    throw new CliError(
      'not-judged',
      `${run.id} was begun by another policy than that of the main branch (R12). ${give}`,
    );
  const isApproved =
    run.plan.kind === 'rollback'
      ? await ranThereBefore(run.plan.steps.flatMap(codeOf), opened, at)
      : await isApprovedRun(run, opened, at);
  if (!isApproved) throw new CliError('not-judged', `Nobody who may has approved ${run.id} (R09). ${give}`);
}

/** Whether commits were brought to a place by runs that were approved as the policy asks: their code may run there again. */
export async function ranThereBefore(
  commits: readonly string[],
  opened: OpenReleases,
  at: ServiceAt,
): Promise<boolean> {
  if (at.environment.approval?.by !== 'ssh-signature') return true;
  for (const commit of new Set(commits)) if (!(await wasBrought(commit, opened, at))) return false;
  return true;
}

/** What is deployed, and what takes migrations back: that gets the address of the database. */
function codeOf(step: RunStep): readonly string[] {
  if (step.kind === 'downgrade') return [step.tree];
  return step.kind === 'deploy' ? [step.commit] : [];
}

async function wasBrought(commit: string, opened: OpenReleases, at: ServiceAt): Promise<boolean> {
  const { runs } = placeState(opened.entries, { environment: at.environment.name, service: at.service.name });
  for (const run of runs.filter((one) => hasBrought(one, commit)))
    if (await isApprovedRun(run, opened, at)) return true;
  return false;
}

function hasBrought({ plan, state }: LoggedRun, commit: string): boolean {
  if (plan.kind !== 'promote' || plan.commit !== commit) return false;
  return state.kind === 'ended' && state.outcome === 'done';
}

async function isApprovedRun(run: LoggedRun, opened: OpenReleases, at: ServiceAt): Promise<boolean> {
  if (!isGenuine(run) || !hasKnownShape(run.plan)) return false;
  return (await unapprovedRun(run, { opened, at, signers: await signersOf(opened) })).length === 0;
}
