import { displayText } from '../model/display-text.ts';
import type { Policy } from '../policy/policy.ts';
import { judgedPushes } from './guarded-branches.ts';
import { judgeJob, UNBENDABLE } from './judge-job.ts';
import { newestRun, triggers } from './workflow-triggers.ts';

/** Whoever reads the dependency policy looks for exactly this file. */
export const DEPENDENCY_GUARD_PATH = '.github/workflows/dependency_freeze_guard.yml';

/** What GitHub calls the check. */
export const DEPENDENCY_CHECK = 'lockkeeper / dependencies';

/** Judges the dependencies of every pull request and push, in a check of its own. @param version of the CLI */
export function dependencyWorkflow(header: string, policy: Policy, version: string): string {
  return [
    header,
    comment(policy),
    triggers(judgedPushes(policy)),
    `permissions: {}\n`,
    newestRun('lockkeeper-dependencies'),
    judgeJob({
      id: 'dependencies',
      name: DEPENDENCY_CHECK,
      permissions: ['contents: read', 'pull-requests: read'],
      version,
      only: 'dependencies',
    }),
  ].join('\n');
}

function comment({ dependencies }: Policy): string {
  const pairs = dependencies.map(({ id, source, lock }) =>
    displayText(`# - ${id}: ${source} and ${lock}, with every file of the repository that they bring in`),
  );
  return `#
# Judges the dependencies of a change by the policy of its base: that what is required is pinned, that the lock
# is there and in sync, and that a pull request which touches them has the label the policy asks for. It stands
# beside backend_integrity_guard.yml and not in its place: only that one guards the policy itself.
#
# What it looks at:
${pairs.join('\n')}
#
${UNBENDABLE}
# - It always reports. There is no filter by path, for pushes neither: GitHub compares a filter with the first
#   300 changed files only, no filter knows what the files bring in, and a required check that is filtered out
#   is waited for without end. A change that touches none of the files passes.
# - The job may read, and nothing else.
name: Dependency Freeze Guard
`;
}
