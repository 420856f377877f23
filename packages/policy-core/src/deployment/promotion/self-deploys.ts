import { observed, unobserved, type Known } from '../../model/known.ts';
import type { EnvironmentProtection } from './environment-gate.ts';
import { jobsInEnvironment, type Workflows } from './environment-jobs.ts';
import { readWorkflow } from './workflow-file.ts';

/** What somebody starts on purpose. Everything else happens because something was pushed, or by the clock. */
const STARTED_ON_PURPOSE: readonly string[] = ['workflow_dispatch', 'repository_dispatch', 'workflow_call'];

/** What of its own accord deploys to an environment of the forge, as clauses; none: nothing does. */
export function selfDeploys(
  name: string,
  protection: Known<EnvironmentProtection>,
  /** Of each commit that has something to say there. */
  commits: Known<readonly Workflows[]>,
): Known<readonly string[]> {
  if (!commits.known) return commits;
  const found = commits.value.flatMap((workflows) =>
    [...workflows].map(([path, text]) => deploysOf(path, text, { name, workflows })),
  );
  const deploys = [...new Set(found.flatMap((one) => one.deploys))];
  if (deploys.length > 0) return observed(deploys);
  const unclear = [...new Set(found.flatMap((one) => one.unclear))];
  if (unclear.length > 0) return unobserved(unclear.join('; '));
  if (!protection.known) return protection;
  const { limitsBranches, reviewers } = protection.value;
  return limitsBranches || reviewers.length > 0
    ? observed([])
    : unobserved(
        `any branch may deploy to the environment ${name} by a workflow of its own; limit its branches on GitHub`,
      );
}

function deploysOf(
  path: string,
  text: Known<string>,
  { name, workflows }: { readonly name: string; readonly workflows: Workflows },
): { readonly deploys: readonly string[]; readonly unclear: readonly string[] } {
  const workflow = text.known ? readWorkflow(path, text.value) : text;
  if (!workflow.known) return { deploys: [], unclear: [workflow.reason] };
  const events = workflow.value.events.filter((event) => !STARTED_ON_PURPOSE.includes(event));
  if (events.length === 0) return { deploys: [], unclear: [] };
  const { places, unclear } = jobsInEnvironment(workflow.value, { name, isInput: false }, workflows);
  return { deploys: places.map((place) => `${place} deploys there on ${events.join(', ')}`), unclear };
}
