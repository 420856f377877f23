import { BASE_INPUT } from './check-name.ts';
import { judgeJob, UNBENDABLE } from './judge-job.ts';
import { sarifJob, sarifSteps } from './sarif-upload.ts';

/** Whoever reads the deployment policy looks for exactly this file. */
export const GUARD_PATH = '.github/workflows/backend_integrity_guard.yml';

/** What the guard may do: look. */
export const READ_PERMISSIONS = ['contents', 'pull-requests', 'checks', 'statuses'].map(
  (scope) => `${scope}: read`,
);

/** The job that judges, for others to call: pull requests, pushes, and a deploy as its first step. */
export function guardWorkflow(
  header: string,
  { version, sarif }: { readonly version: string; readonly sarif: boolean },
): string {
  const job = judgeJob({
    id: 'guard',
    name: 'guard (${{ inputs.base || github.ref }})',
    permissions: READ_PERMISSIONS,
    version,
  });
  return [header, WHY, TRIGGER, job, ...(sarif ? [sarifSteps(version), sarifJob()] : [])].join('\n');
}

const WHY = `#
# Judges a change by the policy of its base. lockkeeper.yml calls it for pull requests and pushes; a deploy
# pipeline calls it before it deploys (\`uses: ./${GUARD_PATH}\`).
#
${UNBENDABLE}
# - It always reports. There is no filter by path: what a path comes to is decided inside.
# - The job that judges may read, and nothing else.
`;

const TRIGGER = `name: Backend Integrity Guard

on:
  workflow_call:
${BASE_INPUT}
permissions: {}
`;
