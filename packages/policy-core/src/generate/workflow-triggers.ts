/**
 * What may change the verdict: a pull request, its labels and its base, the merge queue, and pushes.
 *
 * @param branches patterns of GitHub Actions; where there is none, no push starts a run
 */
export function triggers(branches: readonly string[]): string {
  return `on:
  pull_request_target:
    types: [opened, synchronize, reopened, labeled, unlabeled, ready_for_review, edited]
  merge_group:
    types: [checks_requested]
${branches.length === 0 ? '' : PUSH}${branches.map((branch) => `      - ${JSON.stringify(branch)}\n`).join('')}`;
}

const PUSH = `  push:
    branches:
`;

/** @param group what tells runs of this workflow from those of others */
export function newestRun(group: string): string {
  return `concurrency:
  # One run a pull request: the newest knows all labels. Of pushes each is judged.
  group: ${group}-\${{ github.event.pull_request.number || github.sha }}
  cancel-in-progress: \${{ github.event_name == 'pull_request_target' }}
`;
}
