import type { Policy } from '../policy/policy.ts';
import { USUAL_NAMES } from '../policy/presets/usual-names.ts';
import { callerWorkflows } from './caller-workflow.ts';
import { baseInName, requiredCheck } from './check-name.ts';
import { DEPENDENCY_PERMISSIONS, dependencyWorkflow } from './dependency-workflow.ts';
import { headerLine, writtenOnce, type Generation } from './generated-file.ts';
import { guardWorkflow, READ_PERMISSIONS } from './guard-workflow.ts';
import { guardedPatterns, type GuardedPattern } from './guarded-branches.ts';
import { RECORD_PATH, recordWorkflow } from './record-workflow.ts';
import { releaseWorkflows } from './release-workflows.ts';
import { SARIF_PERMISSIONS } from './sarif-upload.ts';

export interface WorkflowOptions {
  /** The exact version of the CLI that judges, as npm knows it. */
  readonly version: string;
  /** Whether findings also go to GitHub's code scanning; that job alone may write. */
  readonly sarif: boolean;
}

/**
 * The guard of pull requests and pushes: what judges, and what starts it. Where the policy names dependencies,
 * they also have a guard of their own; where it describes services, workflows release those.
 */
export function generateWorkflows(policy: Policy, options: WorkflowOptions): Generation {
  const { version, sarif } = options;
  if (!EXACT_VERSION.test(version)) {
    return {
      kind: 'problem',
      problem: `${JSON.stringify(version)} is not an exact version, so the guard could change without anybody changing it. Name one such as 1.2.3.`,
    };
  }
  const { guardWorkflow: guardPath, dependencyWorkflow: dependencyPath } = policy.generated;
  const header = headerLine(`lockkeeper generate workflows${sarif ? ' --sarif' : ''}`, policy.path);
  const guarded = guardedPatterns(policy);
  const hasDependencies = policy.dependencies.length > 0;
  const permissions = [...READ_PERMISSIONS, ...(sarif ? SARIF_PERMISSIONS : [])];
  const callers = callerWorkflows(guarded, {
    header,
    guard: { id: 'lockkeeper', path: guardPath, permissions },
    dependencies: hasDependencies
      ? { id: 'dependencies', path: dependencyPath, permissions: DEPENDENCY_PERMISSIONS }
      : undefined,
  });
  const guard = { path: guardPath, text: guardWorkflow(header, policy, options) };
  const dependencies = hasDependencies
    ? { path: dependencyPath, text: dependencyWorkflow(header, policy, version) }
    : undefined;
  // Only a branch can be written to by a workflow: files of a protected main change by pull request.
  const record =
    policy.recordsBranch === undefined
      ? undefined
      : { path: RECORD_PATH, text: recordWorkflow(header, options) };
  const releases = releaseWorkflows(header, policy, options);
  const files = [guard, ...callers, dependencies, record, ...releases.files].filter(
    (file) => file !== undefined,
  );
  const unwanted = [
    ...USUAL_NAMES.guardWorkflow,
    ...USUAL_NAMES.dependencyWorkflow,
    RECORD_PATH,
    ...releases.paths,
  ].filter((path) => !files.some((file) => file.path === path));
  return writtenOnce('generate.guard_workflow or generate.dependency_workflow', {
    kind: 'files',
    files,
    ...(unwanted.length > 0 && { unwanted }),
    next: [
      ...nextSteps(guarded, hasDependencies),
      ...(record === undefined || releases.files.length > 0 ? [] : [CALL_RECORD]),
      ...releases.next,
    ],
  });
}

const CALL_RECORD = `Call ${RECORD_PATH} as the last job of what deploys, so that the deploy is recorded.`;

function nextSteps(guarded: readonly GuardedPattern[], hasDependencies: boolean): readonly string[] {
  const checks = guarded
    .map(baseInName)
    .flatMap((base) => [
      `"${requiredCheck('guard', base)}"`,
      ...(hasDependencies ? [`"${requiredCheck('dependencies', base)}"`] : []),
    ]);
  return [
    'Commit these files to the default branch: its version judges pull requests.',
    `Make the check of each guarded branch required, in its own ruleset: ${checks.join(', ')}. \`lockkeeper generate rulesets\` writes them.`,
  ];
}

const EXACT_VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
