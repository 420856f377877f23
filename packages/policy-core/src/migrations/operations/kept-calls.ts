import type { CalledRoutine } from './called-routine.ts';

/** What later statements may do to a relation that makes it run what it keeps. */
export type RelationUse =
  | 'insert'
  | 'update'
  | 'delete'
  | 'truncate'
  | 'read'
  | 'refresh'
  | 'analyze'
  /** Expressions are worked out anew for the rows that are there: REINDEX, VALIDATE, another type. */
  | 'rebuild';

/** Functions that later statements run by what a step makes: its defaults, checks, triggers, queries. */
export interface KeptCalls {
  readonly calls: readonly CalledRoutine[];
  readonly on: readonly RelationUse[];
  /** Run by others than the owner; only functions of the history count. */
  readonly later?: readonly CalledRoutine[];
  /** The name of a rule that does something else beside these uses, or instead of them. */
  readonly ruled?: string;
}
