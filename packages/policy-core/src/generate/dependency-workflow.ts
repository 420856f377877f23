import { displayText } from '../model/display-text.ts';
import type { Policy } from '../policy/policy.ts';
import { BASE_INPUT, BASE_OF_EVENT, CALLER_JOB } from './check-name.ts';
import { guardedPatterns, judgedPushes } from './guarded-branches.ts';
import { judgeJob, UNBENDABLE } from './judge-job.ts';
import { newestRun, triggers } from './workflow-triggers.ts';

/** What the job may do: look. */
export const DEPENDENCY_PERMISSIONS = ['contents: read', 'pull-requests: read'];

/** Judges the dependencies of every pull request and push, in a check of its own. @param version of the CLI */
export function dependencyWorkflow(header: string, policy: Policy, version: string): string {
  const named = guardedPatterns(policy).filter(({ branch }) => branch !== undefined);
  return [
    header,
    comment(policy),
    `${triggers({ bases: { only: named.flatMap(({ bases }) => bases) }, pushes: judgedPushes(policy) })}  workflow_call:\n${BASE_INPUT}`,
    `permissions: {}\n`,
    newestRun('lockkeeper-dependencies'),
    judgeJob({
      id: 'dependencies',
      name: CHECK_NAME,
      permissions: DEPENDENCY_PERMISSIONS,
      version,
      only: 'dependencies',
    }),
  ].join('\n');
}

/** The same name whether it is called, by a job of that name, or starts by itself. */
const CHECK_NAME = `\${{ inputs.base && format('dependencies ({0})', inputs.base) || format('${CALLER_JOB} / dependencies ({0})', ${BASE_OF_EVENT}) }}`;

function comment({ dependencies, generated }: Policy): string {
  const pairs = dependencies.map(({ id, source, lock }) =>
    displayText(`# - ${id}: ${source} and ${lock}, with every file of the repository that they bring in`),
  );
  return `#
# Judges the dependencies of a change by the policy of its base: that what is required is pinned, that the lock
# is there and in sync, and that a pull request which touches them has the label the policy asks for. It stands
# beside ${generated.guardWorkflow} and not in its place: only that one guards the policy itself.
#
# What it looks at:
${pairs.join('\n')}
#
${UNBENDABLE}
# - It always reports. There is no filter by path, for pushes neither: GitHub compares a filter with the first
#   300 changed files only, no filter knows what the files bring in, and a required check that is filtered out
#   is waited for without end. A change that touches none of the files passes.
# - The job may read, and nothing else.
name: Lockkeeper dependencies
`;
}
