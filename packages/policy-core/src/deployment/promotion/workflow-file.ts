import { z } from 'zod';

import { observed, unobserved, type Known } from '../../model/known.ts';
import { readYaml } from '../../policy/source/yaml-text.ts';

/** What a workflow of GitHub says of when it runs, and where its jobs deploy. */
export interface WorkflowFile {
  readonly path: string;
  /** Such as `push` and `workflow_dispatch`. */
  readonly events: readonly string[];
  readonly jobs: readonly WorkflowJob[];
}

export interface WorkflowJob {
  /** As written: a name, or an expression that GitHub works out; `undefined`: it runs in none. */
  readonly environment: string | undefined;
  /** The workflow that it calls. */
  readonly uses: string | undefined;
  /** Counts from 1. */
  readonly line: number;
}

const environmentShape = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

const workflowShape = z.object({
  on: z.union([
    z.string().transform((event) => [event]),
    z.array(z.string()),
    z.record(z.string(), z.unknown()).transform((events) => Object.keys(events)),
  ]),
  jobs: z.record(
    z.string(),
    z.object({ environment: environmentShape.optional(), uses: z.string().optional() }),
  ),
});

/** The parts of a workflow that say what it deploys by itself. */
export function readWorkflow(path: string, text: string): Known<WorkflowFile> {
  const yaml = readYaml(path, text);
  if (yaml.kind === 'malformed')
    return unobserved(`${path}:${yaml.at.start.line + 1} is not valid YAML: ${yaml.problem}`);
  const parsed = workflowShape.safeParse(yaml.value);
  if (!parsed.success) {
    const steps = parsed.error.issues[0]?.path.map(String) ?? [];
    return unobserved(`${path}:${yaml.spanOf(steps).start.line + 1} is not what GitHub calls a workflow`);
  }
  const jobs = Object.entries(parsed.data.jobs).map(([id, { environment, uses }]): WorkflowJob => {
    const line = yaml.spanOf(['jobs', id, environment === undefined ? 'uses' : 'environment']).start.line + 1;
    return { environment, uses, line };
  });
  return observed({ path, events: parsed.data.on, jobs });
}
