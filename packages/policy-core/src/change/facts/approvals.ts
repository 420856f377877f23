import { isSameValue } from '../../model/same-value.ts';
import type { Observations } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Stage } from '../../model/stage.ts';
import { approvalBy, type Approval } from './approval.ts';
import { ANSWERING, approvalInRelease, type AnsweringSections } from './release-approval.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { stageInput } from '../../engine/run-inputs.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** The answer for every label that the policy asks for anywhere. */
export type Approvals = ReadonlyMap<string, Approval>;

/** The sections of a policy that ask for labels. */
const ASKING = ['protected', 'integrity', 'changeScope', 'dependencies'] as const;

type AskingSections = Pick<Policy, (typeof ASKING)[number]>;

type Seen = Pick<Observations, 'focus' | 'change' | 'merged' | 'labels' | 'pullRequest' | 'author'>;

/** What is given for each label, whether or not it counts. */
export const givenApprovals = defineFact<Approvals>({
  name: 'given-approvals',
  isSame: isSameValue,
  compute: (get) =>
    approvalsFor(policySections(get, ...ASKING, ...ANSWERING), seenOfApprovals(get), get(stageInput)),
});

/** Of a change of the policy, or of what enforces it. */
export const policyApproval = defineFact<Approval>({
  name: 'policy-approval',
  compute: (get) =>
    findPolicyApproval(policySections(get, ...ANSWERING), seenOfApprovals(get), get(stageInput)),
});

function seenOfApprovals(get: Get): Seen {
  return seenParts(get, 'focus', 'change', 'merged', 'labels', 'pullRequest', 'author');
}

export function approvalsFor(
  policy: AskingSections & AnsweringSections,
  seen: Seen,
  stage: Stage,
): Approvals {
  return new Map(labelsAskedBy(policy).map((label) => [label, answerFor(label, { policy, seen, stage })]));
}

/** Of a change of the policy, or of what enforces it. */
function findPolicyApproval(policy: AnsweringSections, seen: Seen, stage: Stage): Approval {
  return answerFor(policy.integrity.selfProtect.label, { policy, seen, stage });
}

interface Context {
  readonly policy: AnsweringSections;
  readonly seen: Seen;
  readonly stage: Stage;
}

function answerFor(label: string, { policy, seen, stage }: Context): Approval {
  const { focus, merged } = seen;
  return focus.kind === 'release' && merged !== undefined
    ? approvalInRelease(label, { policy, merged, stage })
    : approvalBy(label, { policy, seen, stage });
}

function labelsAskedBy({
  protected: sections,
  integrity,
  changeScope,
  dependencies,
}: AskingSections): readonly string[] {
  const labels = [
    ...sections.map(({ label }) => label),
    integrity.selfProtect.label,
    changeScope?.denyUnlessLabel,
    ...(changeScope?.alsoAllow ?? []).map(({ unlessMissingLabel }) => unlessMissingLabel),
    ...dependencies.map(({ label }) => label),
  ];
  return [...new Set(labels.filter((label) => label !== undefined))];
}
