export interface TriggerBranches {
  /** Of pull requests and of the merge queue, by the branch they ask to be merged into. */
  readonly bases: BaseFilter;
  /** Patterns of GitHub Actions; where there is none, no push starts a run. */
  readonly pushes: readonly string[];
}

export type BaseFilter =
  | { readonly only: readonly string[] }
  /** Every base but these. */
  | { readonly but: readonly string[] };

/** What may change the verdict: a pull request, its labels and its base, the merge queue, and pushes. */
export function triggers({ bases, pushes }: TriggerBranches): string {
  return `on:\n${eventsOf(bases)}${pushes.length === 0 ? '' : `  push:\n${listed('branches', pushes)}`}`;
}

function eventsOf(bases: BaseFilter): string {
  if ('only' in bases && bases.only.length === 0) return '';
  const filter = 'only' in bases ? listed('branches', bases.only) : listed('branches-ignore', bases.but);
  return `  pull_request_target:
    types: [opened, synchronize, reopened, labeled, unlabeled, ready_for_review, edited]
${filter}  merge_group:
    types: [checks_requested]
${filter}`;
}

function listed(key: string, patterns: readonly string[]): string {
  return `    ${key}:\n${patterns.map((pattern) => `      - ${JSON.stringify(pattern)}\n`).join('')}`;
}

/** @param group what tells runs of this workflow from those of others */
export function newestRun(group: string): string {
  return `concurrency:
  # One run a pull request: the newest knows all labels. Of pushes each is judged, of the same commit as well.
  group: ${group}-\${{ github.event.pull_request.number || github.run_id }}
  cancel-in-progress: \${{ github.event_name == 'pull_request_target' }}
`;
}
