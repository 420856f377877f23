import type { Report } from '../../engine/report.ts';
import type { GuardCheck } from './guard-check.ts';

export interface GuardInput {
  /** Of a run at stage `deploy`. */
  readonly report: Report;
  /** Whether there is a deploy record; `unreadable` also when it could not be looked for. */
  readonly record: 'present' | 'absent' | 'unreadable';
  /** The policy says where deploys are recorded, and nobody said that this is the first; left out: it is not so. */
  readonly isRecordWanted?: boolean | undefined;
  /** The commits that were judged; `undefined` when only the tree was. */
  readonly range: { readonly from: string; readonly to: string } | undefined;
  /** Where the commit is about to be deployed; left out where nobody named it. */
  readonly environment?: string | undefined;
  /** What was asked besides the policy; left out: nothing. */
  readonly others?: readonly GuardCheck[];
}
