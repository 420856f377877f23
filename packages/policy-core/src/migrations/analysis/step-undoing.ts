import type { OperationStep, Step } from '../operations/operation.ts';

/** What a downgrade does about a step of the upgrade. */
export type Undoing =
  /** There is nothing to undo: a comment, a check, or the upgrade undoes it itself. */
  | { readonly kind: 'nothing' }
  /** By steps of the downgrade that take it back, or take away what it was done to. */
  | { readonly kind: 'undone'; readonly by: readonly OperationStep[] }
  /** The schema comes back, if it changed at all; what the rows held does not. */
  | { readonly kind: 'data-lost'; readonly by: readonly OperationStep[] }
  /** Something comes back, and it is not what was there; `why` is a clause. */
  | { readonly kind: 'differs'; readonly by: readonly OperationStep[]; readonly why: string }
  /** The downgrade leaves it as the upgrade made it; of an altered column, `parts` of it. */
  | { readonly kind: 'left'; readonly parts: readonly string[] }
  /** `why` is a clause that reads well after "because"; `by`: what the downgrade does about it all the same. */
  | { readonly kind: 'unknown'; readonly why: string; readonly by?: readonly OperationStep[] };

export interface StepUndoing {
  readonly step: Step;
  readonly undoing: Undoing;
}
