import type { NameShift, Operation } from '../operations/operation.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { StatementText } from './script-parts.ts';

/** Offsets are those of the text that was parsed. */
export interface PlacedOperation extends TextRange {
  readonly operation: Operation;
  /** As in a step. */
  readonly shift?: NameShift;
  /** As in a step. */
  readonly shiftBesideCalls?: NameShift | 'none';
}

/** Reads the statements of one kind of node; `node` is what stands under its name. */
export type StatementReader = (statement: StatementText, node: SqlNode) => readonly PlacedOperation[];

export function placed({ start, end }: TextRange, operation: Operation): PlacedOperation {
  return { start, end, operation };
}

/** The UTF-16 offset at which a node begins; `undefined` for nodes that do not tell. */
export function nodeStart({ offsets }: StatementText, node: SqlNode | undefined): number | undefined {
  const location = node?.['location'];
  return typeof location === 'number' && location >= 0 ? offsets.utf16(location) : undefined;
}
