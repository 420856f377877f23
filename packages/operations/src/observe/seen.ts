import type { InvalidPolicy, Observations, Policy, Report } from '@lockkeeper/policy-core';

/** Everything one run needs: the policy that judges and what it judges. */
export interface Seen {
  readonly kind: 'seen';
  readonly policy: Policy;
  readonly policyText: string;
  readonly policyOrigin: Report['policy']['source'];
  readonly bootstrap: boolean;
  /** Nobody has written a policy: what needs none judges. */
  readonly isWithoutPolicy?: boolean;
  readonly baseline: string | undefined;
  readonly observations: Observations;
  /** Sentences about the run itself. */
  readonly notices: readonly string[];
}

/** Why there is nothing to judge, or nothing to judge by. A run that ends here has not passed. */
export type ObservationFailure =
  | { readonly kind: 'no-policy'; readonly where: string }
  | {
      readonly kind: 'invalid-policy';
      readonly policy: InvalidPolicy;
      readonly text: string;
      readonly where: string;
    }
  /** `problem` says what is wrong and what to do, in sentences. */
  | { readonly kind: 'failed'; readonly problem: string };
