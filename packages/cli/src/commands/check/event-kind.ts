/**
 * Of which kind a payload is: payloads do not say it themselves. `undefined` when nothing tells.
 * Only the first three tell of a change.
 */
export function kindOfEvent(payload: object): string | undefined {
  return KINDS.find(([, keys]) => keys.every((key) => Object.hasOwn(payload, key)))?.[0];
}

/** The keys that tell them apart, in this order. */
const KINDS: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ['pull_request', ['pull_request']],
  ['merge_group', ['merge_group']],
  ['push', ['before', 'after']],
  ['workflow_run', ['workflow_run']],
  ['workflow_dispatch', ['inputs', 'workflow']],
  ['schedule', ['schedule']],
  ['release', ['release']],
  ['deployment_status', ['deployment_status']],
  ['deployment', ['deployment']],
  ['repository_dispatch', ['client_payload']],
  ['check_run', ['check_run']],
  ['check_suite', ['check_suite']],
  ['issue_comment', ['comment', 'issue']],
  ['issues', ['issue']],
  ['create or delete', ['ref_type']],
];
