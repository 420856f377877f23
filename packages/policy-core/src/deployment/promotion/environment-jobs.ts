import type { Known } from '../../model/known.ts';
import { readWorkflow, type WorkflowFile, type WorkflowJob } from './workflow-file.ts';

/** The workflows of one commit, by path. */
export type Workflows = ReadonlyMap<string, Known<string>>;

/** An environment of the forge. */
export interface WantedEnvironment {
  readonly name: string;
  /** Whether `inputs.environment` is its name: Lockkeeper hands that over where it asks for a run itself. */
  readonly isInput: boolean;
}

/** Where jobs of a workflow run in an environment, and why that is not clear of others. Both are clauses. */
export interface EnvironmentJobs {
  /** Such as `.github/workflows/deploy.yml:12`. */
  readonly places: readonly string[];
  readonly unclear: readonly string[];
}

/** Jobs of a workflow, and of those that it calls, that run in an environment. */
export function jobsInEnvironment(
  workflow: WorkflowFile,
  environment: WantedEnvironment,
  workflows: Workflows,
): EnvironmentJobs {
  return search([workflow.path], workflow, { environment, workflows });
}

interface Search {
  readonly environment: WantedEnvironment;
  readonly workflows: Workflows;
}

function search(callers: readonly string[], { path, jobs }: WorkflowFile, within: Search): EnvironmentJobs {
  const found = jobs.map((job): EnvironmentJobs => {
    const place = `${path}:${job.line}`;
    if (job.uses !== undefined) return called(job.uses, { place, callers }, within);
    switch (runsIn(job, within.environment)) {
      case 'there':
        return { places: [place], unclear: [] };
      case 'elsewhere':
        return NOWHERE;
      case 'unclear':
        return { places: [], unclear: [`${place} works out in which environment it runs`] };
    }
  });
  return {
    places: found.flatMap(({ places }) => places),
    unclear: found.flatMap(({ unclear }) => unclear),
  };
}

const NOWHERE: EnvironmentJobs = { places: [], unclear: [] };

/** One workflow may call another of the same commit; what others publish is not here. */
function called(
  uses: string,
  { place, callers }: { readonly place: string; readonly callers: readonly string[] },
  within: Search,
): EnvironmentJobs {
  const path = uses.startsWith('./') ? uses.slice(2) : undefined;
  if (path === undefined) return unclear(`${place} calls a workflow of another repository`);
  // GitHub refuses a circle.
  if (callers.includes(path)) return NOWHERE;
  const text = within.workflows.get(path);
  if (text === undefined) return NOWHERE;
  const workflow = text.known ? readWorkflow(path, text.value) : text;
  if (!workflow.known) return unclear(workflow.reason);
  // What the caller hands over as inputs is not followed.
  const environment = { ...within.environment, isInput: false };
  return search([...callers, path], workflow.value, { ...within, environment });
}

function unclear(reason: string): EnvironmentJobs {
  return { places: [], unclear: [reason] };
}

function runsIn(
  { environment }: WorkflowJob,
  { name, isInput }: WantedEnvironment,
): 'there' | 'elsewhere' | 'unclear' {
  if (environment === undefined) return 'elsewhere';
  if (isInput && INPUT.test(environment)) return 'there';
  if (environment.includes('${{')) return 'unclear';
  // GitHub takes names in any case for the same.
  return environment.toLowerCase() === name.toLowerCase() ? 'there' : 'elsewhere';
}

const INPUT = /^\$\{\{\s*(?:github\.event\.)?inputs\.environment\s*\}\}$/;
