import type { ColumnDefinition } from '../operations/column.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';

/** `sa.Column(...)` as a migration writes it. */
export interface ColumnCall {
  readonly text: string;
  /** What stands before `Column`: `sa.`, or nothing. */
  readonly prefix: string;
}

/** `undefined` for SQL, and where a comment may hide what stands behind it. */
export function columnCall(
  { text }: JudgedUpgrade,
  { start, end }: ColumnDefinition,
): ColumnCall | undefined {
  const call = text.slice(start, end);
  const prefix = CALL.exec(call)?.[1];
  return prefix === undefined || call.includes('#') ? undefined : { text: call, prefix };
}

const CALL = /^((?:\w+\.)*)Column\s*\([^]*\)$/;
