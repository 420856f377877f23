import type { CalledRoutine } from '../operations/called-routine.ts';
import type { KeptCalls } from '../operations/kept-calls.ts';
import type { NameShift, Operation, UnclearReach } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';
import { relocated } from './relocated.ts';

/**
 * One thing that SQL does. A statement that does one thing is underlined whole; one that does several
 * is underlined where each of them stands. Offsets are UTF-16.
 */
export type SqlOperation = TextRange & {
  /** `false` under a condition, in a loop or in a handler of errors of a DO block. */
  readonly isCertain: boolean;
} & (
    | {
        readonly kind: 'operation';
        readonly operation: Operation;
        /** As in a step. */
        readonly refused?: string;
        readonly shift?: NameShift;
        /** As in a step. */
        readonly shiftBesideCalls?: NameShift | 'none';
        readonly keeps?: KeptCalls;
      }
    /** `problem` is a clause that reads well after "because". */
    | {
        readonly kind: 'unclear';
        readonly problem: string;
        /** PostgreSQL's grammar refuses it; else left out. */
        readonly isRefused?: true;
        readonly reach?: UnclearReach;
        /** As in a step. */
        readonly keepsTables?: true;
        /** As in a step. */
        readonly isRead?: true;
        /** As in a step. */
        readonly calls?: CalledRoutine;
      }
  );

/** The same, with offsets counted from `by` characters earlier. */
export function movedBy(one: SqlOperation, by: number): SqlOperation {
  if (by === 0) return one;
  return placedBy(one, ({ start, end }) => ({ start: start + by, end: end + by }));
}

/** The same at one place: for text whose characters do not stand in the file as such. */
export function pinnedTo(one: SqlOperation, { start, end }: TextRange): SqlOperation {
  return placedBy(one, () => ({ start, end }));
}

function placedBy(one: SqlOperation, move: (range: TextRange) => TextRange): SqlOperation {
  const place = move({ start: one.start, end: one.end });
  if (one.kind === 'unclear') return { ...one, ...place };
  return { ...one, ...place, operation: relocated(one.operation, move) };
}
