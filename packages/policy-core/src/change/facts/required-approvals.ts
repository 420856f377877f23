import type { Policy } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { Approval } from './approval.ts';
import type { Approvals } from './approvals.ts';

/** A label that something in this change needs, with what needs it. */
export interface AskedApproval {
  readonly label: string;
  readonly approval: Approval;
  readonly paths: readonly string[];
  /** Where the policy says what the label must be like; `undefined` where it leaves the defaults. */
  readonly at: SourceSpan | undefined;
}

export interface ApprovalRequest {
  readonly label: string;
  readonly path: string;
}

/** One entry a label, however many paths need it. */
export function findAskedApprovals(
  requests: readonly ApprovalRequest[],
  { policy, approvals }: { readonly policy: Policy; readonly approvals: Approvals },
): readonly AskedApproval[] {
  return [...new Set(requests.map(({ label }) => label))].flatMap((label) => {
    const approval = approvals.get(label);
    const asking = requests.filter((asked) => asked.label === label).map(({ path }) => path);
    const paths = [...new Set(asking)].toSorted();
    return approval === undefined ? [] : [{ label, approval, paths, at: policy.labels.get(label)?.at }];
  });
}
