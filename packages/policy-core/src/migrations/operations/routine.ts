import type { CalledRoutine } from './called-routine.ts';
import type { Name } from './name.ts';

/** A function or procedure as a migration makes it. */
export interface Routine {
  readonly name: string;
  /** Left out where none is written. */
  readonly schema?: string;
  /** In lower case. */
  readonly language: string;
  /** The types of the arguments that a call gives it: by name and types, one replaces another. */
  readonly types: readonly Name[];
  /** Their names, empty for one that has none; left out where none has, or they are not known. */
  readonly names?: readonly string[] | undefined;
  /** How many of them a call may leave out. */
  readonly optional: number;
  /** What is run for those; left out where nothing unknown is. */
  readonly defaults?: readonly CalledRoutine[];
  /** It takes as many as are given: VARIADIC. */
  readonly isVariadic?: true;
  /** Left out where it is not in the statement. */
  readonly body?: string;
  /** `false` where a part of the text is only known when the migration runs. */
  readonly isKnown: boolean;
}
