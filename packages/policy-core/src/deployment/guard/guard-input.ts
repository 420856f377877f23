import type { Report } from '../../engine/report.ts';
import type { Policy } from '../../policy/policy.ts';
import type { GuardCheck } from './guard-check.ts';

export interface GuardInput {
  /** Of a run at stage `deploy`. */
  readonly report: Report;
  /** Whether there is a deploy record; `unreadable` also when it could not be looked for. */
  readonly record: 'present' | 'absent' | 'unreadable';
  /** The policy of the release; left out: it does not say how deploys are recorded. */
  readonly policy?: Pick<Policy, 'record' | 'recordsBranch'> | undefined;
  /** Somebody says that nothing was deployed before; left out: nobody does. */
  readonly isFirstDeploy?: boolean | undefined;
  /** The commits that were judged; `undefined` when only the tree was. */
  readonly range: { readonly from: string; readonly to: string } | undefined;
  /** Where the commit is about to be deployed; left out where nobody named it. */
  readonly environment?: string | undefined;
  /** What was asked besides the policy; left out: nothing. */
  readonly others?: readonly GuardCheck[];
}
