import type { Policy } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { Approval } from './approval.ts';
import { givenApprovals, type Approvals } from './approvals.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { contributed, defineContributions } from '../../engine/contributions.ts';

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

/** What needs an approval, and for which path. */
export const approvalRequests = defineContributions<ApprovalRequest>('requests of approvals');

export const askedApprovals = defineSubjects<AskedApproval>({
  name: 'asked-approvals',
  words: 'the change, labels of the pull request',
  of: 'change',
  compute: (get) =>
    findAskedApprovals(contributed(get, approvalRequests), {
      policy: policySections(get, 'labels'),
      approvals: get(givenApprovals),
    }).map((judged) => ({ paths: judged.paths, judged })),
});

/** One entry a label, however many paths need it. */
export function findAskedApprovals(
  requests: readonly ApprovalRequest[],
  { policy, approvals }: { readonly policy: Pick<Policy, 'labels'>; readonly approvals: Approvals },
): readonly AskedApproval[] {
  return [...new Set(requests.map(({ label }) => label))].flatMap((label) => {
    const approval = approvals.get(label);
    const asking = requests.filter((asked) => asked.label === label).map(({ path }) => path);
    const paths = [...new Set(asking)].toSorted();
    return approval === undefined ? [] : [{ label, approval, paths, at: policy.labels.get(label)?.at }];
  });
}
