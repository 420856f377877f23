import type { Operation } from '../../operations/operation.ts';

/** What makes the schema what it was before an operation. */
export type Inverse =
  /** In this order; none where there is nothing to undo. */
  | { readonly kind: 'operations'; readonly operations: readonly Operation[] }
  /** The schema comes back with these, and what the rows held does not. */
  | { readonly kind: 'loses-data'; readonly operations: readonly Operation[] }
  /** `why` is a clause that reads well after "because". */
  | { readonly kind: 'unknown'; readonly why: string };

export const UNKNOWN_TABLE: Inverse = {
  kind: 'unknown',
  why: 'which table it changes is only known when it runs',
};
