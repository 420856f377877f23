import { GUARD_PATH, READ_PERMISSIONS } from './guard-workflow.ts';
import { SARIF_PERMISSIONS } from './sarif-upload.ts';
import { newestRun, triggers } from './workflow-triggers.ts';

interface CallerOptions {
  /** Patterns of GitHub Actions. */
  readonly branches: readonly string[];
  readonly sarif: boolean;
}

/** What starts the guard: every pull request, every merge queue, every push to a branch that is guarded. */
export function callerWorkflow(header: string, { branches, sarif }: CallerOptions): string {
  const permissions = [...READ_PERMISSIONS, ...(sarif ? SARIF_PERMISSIONS : [])];
  return `${header}
#
# Starts the guard. Of the three events only the first cannot be bent by what it judges, so it is the one
# that keeps a change out:
# - pull_request_target takes this file from the default branch. A new label, another base and a draft that
#   becomes ready ask again, because each may change the verdict.
# - merge_group takes this file from the queue, which a pull request enters only after the first.
# - push takes this file from the commit that was pushed. It finds what came past the pull request: it looks
#   up the pull request of the commit, and fails where there is none. Rulesets keep such pushes out.
name: Lockkeeper

${triggers(branches)}
permissions: {}

${newestRun('lockkeeper')}
jobs:
  lockkeeper:
    name: lockkeeper
    permissions:
${permissions.map((permission) => `      ${permission}`).join('\n')}
    uses: ./${GUARD_PATH}
`;
}
