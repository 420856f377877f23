import type { CalledRoutine } from './called-routine.ts';

/** What later statements may do to a relation that makes it run what it keeps. */
export type RelationUse = 'insert' | 'update' | 'delete' | 'truncate' | 'read' | 'refresh' | 'analyze';

/** Functions that later statements run by what a step makes: its defaults, checks, triggers, queries. */
export interface KeptCalls {
  readonly calls: readonly CalledRoutine[];
  readonly on: readonly RelationUse[];
}
