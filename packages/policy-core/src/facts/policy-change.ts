import type { PolicyProblem } from '../policy/policy.ts';

/** What the change does to the policy file itself. The verdict comes from the base's policy. */
export type PolicyChange =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'sound' }
  | { readonly kind: 'deleted'; readonly path: string }
  | { readonly kind: 'broken'; readonly problems: readonly PolicyProblem[] }
  /** The new text was not seen. */
  | { readonly kind: 'unseen'; readonly path: string; readonly reason: string };
