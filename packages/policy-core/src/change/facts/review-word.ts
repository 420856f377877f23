import { ROLES, type PullRequest, type Review } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import { isSameAccount } from './accounts.ts';
import { classOf } from './authorship.ts';

/** What the last word of one reviewer comes to. `why` is a clause. */
export type ReviewWord =
  | { readonly kind: 'approves' }
  | { readonly kind: 'blocks'; readonly why: string }
  | { readonly kind: 'does-not-count'; readonly why: string }
  /** Nobody knows whether the reviewer may approve. */
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Reviewed {
  readonly policy: Pick<Policy, 'actors'>;
  readonly pullRequest: PullRequest & { readonly head: string };
}

export function wordOf(review: Review, reviewed: Reviewed): ReviewWord {
  const { by, role } = review;
  const why = whyNoApproval(review, reviewed);
  if (why !== undefined && !mayBlock(review, reviewed)) return { kind: 'does-not-count', why };
  if (!role.known) return { kind: 'unknown', reason: role.reason };
  if (ROLES.indexOf(role.value) < ROLES.indexOf('write'))
    return { kind: 'does-not-count', why: `${by.login}, whose role is ${role.value}, has no say in it` };
  return why === undefined ? { kind: 'approves' } : { kind: 'blocks', why };
}

/** A person other than the author who asks for changes, until they take that back. */
function mayBlock({ by, state }: Review, { policy, pullRequest }: Reviewed): boolean {
  return (
    state === 'changes-requested' && !isSameAccount(by, pullRequest.author) && classOf(policy, by) === 'human'
  );
}

function whyNoApproval({ by, state, commit }: Review, { policy, pullRequest }: Reviewed): string | undefined {
  if (state !== 'approved') return `${by.login} ${STATE_WORDS[state]}`;
  if (isSameAccount(by, pullRequest.author)) return `${by.login} approved their own pull request`;
  const kind = classOf(policy, by);
  if (kind !== 'human') return `${by.login}, who approved it, is ${CLASS_WORDS[kind]}`;
  return commit === pullRequest.head
    ? undefined
    : `${by.login} approved ${named(commit)}, and ${named(pullRequest.head)} was merged`;
}

function named(commit: string): string {
  return commit === '' ? 'a commit that is gone' : commit.slice(0, 10);
}

const STATE_WORDS = {
  'changes-requested': 'asked for changes',
  commented: 'only commented',
  dismissed: 'approved or objected, and that was taken back',
} as const;

const CLASS_WORDS = { ai: 'an AI agent', automation: 'a bot' } as const;
