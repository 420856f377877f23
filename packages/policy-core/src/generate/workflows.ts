import type { Policy } from '../policy/policy.ts';
import { DEPENDENCY_CHECK, DEPENDENCY_GUARD_PATH, dependencyWorkflow } from './dependency-workflow.ts';
import { headerLine, type Generation } from './generated-file.ts';
import { GUARD_CHECK, GUARD_PATH, guardWorkflow, READ_PERMISSIONS } from './guard-workflow.ts';
import { guardedBranches } from './guarded-branches.ts';
import { RECORD_PATH, recordWorkflow } from './record-workflow.ts';
import { SARIF_PERMISSIONS } from './sarif-upload.ts';
import { triggers, newestRun } from './workflow-triggers.ts';

export interface WorkflowOptions {
  /** The exact version of the CLI that judges, as npm knows it. */
  readonly version: string;
  /** Whether findings also go to GitHub's code scanning; that job alone may write. */
  readonly sarif: boolean;
}

/**
 * The guard of pull requests and pushes, in two files: what judges, and what starts it. Where the policy
 * names dependencies, they also have a guard of their own.
 */
export function generateWorkflows(policy: Policy, options: WorkflowOptions): Generation {
  if (!EXACT_VERSION.test(options.version)) {
    return {
      kind: 'problem',
      problem: `${JSON.stringify(options.version)} is not an exact version, so the guard could change without anybody changing it. Name one such as 1.2.3.`,
    };
  }
  const header = headerLine(`lockkeeper generate workflows${options.sarif ? ' --sarif' : ''}`, policy.path);
  const guard = { path: GUARD_PATH, text: guardWorkflow(header, options) };
  const branches = guardedBranches(policy);
  const caller = {
    path: '.github/workflows/lockkeeper.yml',
    text: callerWorkflow(header, { ...options, branches }),
  };
  const dependencies =
    policy.dependencies.length === 0
      ? undefined
      : { path: DEPENDENCY_GUARD_PATH, text: dependencyWorkflow(header, policy, options.version) };
  // Only a branch can be written to by a workflow: files of a protected main change by pull request.
  const record =
    policy.recordsBranch === undefined
      ? undefined
      : { path: RECORD_PATH, text: recordWorkflow(header, options) };
  const files = [guard, caller, dependencies, record].filter((file) => file !== undefined);
  const unwanted = [DEPENDENCY_GUARD_PATH, RECORD_PATH].filter(
    (path) => !files.some((file) => file.path === path),
  );
  const checks = [GUARD_CHECK, ...(dependencies === undefined ? [] : [DEPENDENCY_CHECK])];
  return {
    kind: 'files',
    files,
    ...(unwanted.length > 0 && { unwanted }),
    next: [
      ...nextSteps(files.length, checks),
      ...(record === undefined
        ? []
        : [`Call ${RECORD_PATH} as the last job of what deploys, so that the deploy is recorded.`]),
    ],
  };
}

const COUNTS: readonly string[] = ['', 'the file', 'both files', 'the three files', 'the four files'];

function nextSteps(count: number, checks: readonly string[]): readonly string[] {
  const named = checks.map((check) => `"${check}"`).join(' and ');
  return [
    `Commit ${COUNTS[count] ?? 'the files'} to the default branch: pull requests are judged by what stands there.`,
    `Make the ${checks.length === 1 ? 'check' : 'checks'} ${named} required, in the ruleset of each guarded branch. \`lockkeeper generate rulesets\` writes one.`,
  ];
}

const EXACT_VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

interface CallerOptions {
  /** Patterns of GitHub Actions. */
  readonly branches: readonly string[];
  readonly sarif: boolean;
}

/** What starts the guard: every pull request, every merge queue, every push to a branch that is guarded. */
function callerWorkflow(header: string, { branches, sarif }: CallerOptions): string {
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
