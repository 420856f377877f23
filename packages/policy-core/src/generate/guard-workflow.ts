import type { Policy } from '../policy/policy.ts';
import { BASE_INPUT } from './check-name.ts';
import { judgeJob, UNBENDABLE } from './judge-job.ts';
import { sarifJob, sarifSteps } from './sarif-upload.ts';

/** What the guard may do: look. */
export const READ_PERMISSIONS = ['contents', 'pull-requests', 'checks', 'statuses'].map(
  (scope) => `${scope}: read`,
);

/** The job that judges, for others to call: pull requests, pushes, and a deploy as its first step. */
export function guardWorkflow(
  header: string,
  { generated }: Pick<Policy, 'generated'>,
  { version, sarif }: { readonly version: string; readonly sarif: boolean },
): string {
  const job = judgeJob({
    id: 'guard',
    name: 'guard (${{ inputs.base || github.ref }})',
    permissions: READ_PERMISSIONS,
    version,
  });
  return [
    header,
    why(generated.guardWorkflow),
    TRIGGER,
    job,
    ...(sarif ? [sarifSteps(version), sarifJob()] : []),
  ].join('\n');
}

function why(path: string): string {
  return `#
# Judges a change by the policy of its base. lockkeeper.yml calls it for pull requests and pushes; a deploy
# pipeline calls it before it deploys (\`uses: ./${path}\`).
#
${UNBENDABLE}
# - It always reports. There is no filter by path: what a path comes to is decided inside.
# - The job that judges may read, and nothing else.
`;
}

const TRIGGER = `name: Lockkeeper Guard

on:
  workflow_call:
${BASE_INPUT}
permissions: {}
`;
