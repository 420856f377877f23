import type { TableState } from '../../schema/schema-history.ts';
import { typeChange } from '../../schema/type-change.ts';
import { compareColumnTypes } from '../../operations/column-type-sameness.ts';
import type { ColumnDefault } from '../../operations/column.ts';
import { ALTERED, alterableBefore, type AlteredPart } from './inverse-column.ts';
import type { AlterColumn, OperationStep } from '../../operations/operation.ts';
import type { SameNames } from '../../operations/same-names.ts';
import type { Undoing } from '../step-undoing.ts';

interface Around {
  readonly downgrade: readonly OperationStep[];
  readonly names: SameNames;
  readonly before: TableState | undefined;
  /** Why the downgrade may do more than is read of it. */
  readonly unclear: string | undefined;
}

/** What a downgrade does about an altered column; `undefined` where it does not alter that column at all. */
export function undoingOfAlteration(operation: AlterColumn, around: Around): Undoing | undefined {
  const was = alterableBefore(operation, around.before);
  const changed = ALTERED.filter(
    (part) => operation[part] !== undefined && !isUnchanged(operation, was, part),
  );
  if (changed.length === 0) return { kind: 'nothing' };
  const found = changed.map((part) => ({ part, by: setBack(operation, part, around) }));
  const by = found.flatMap((one) => one.by ?? []);
  if (by.length === 0) return undefined;
  const missing = found.filter((one) => one.by === undefined).map(({ part }) => part);
  if (missing.length > 0) {
    return around.unclear === undefined
      ? { kind: 'left', parts: missing }
      : { kind: 'unknown', why: around.unclear };
  }
  const other = found.find((one) => isOther(one.by?.operation, was, one.part));
  if (other !== undefined) return { kind: 'differs', by: [...new Set(by)], why: OTHER[other.part] };
  return { kind: cutsValues(operation, was) ? 'data-lost' : 'undone', by: [...new Set(by)] };
}

/** Whether values are cut or rounded on the way. By itself PostgreSQL refuses to alter where one does not fit. */
function cutsValues({ type, using }: AlterColumn, was: Parts): boolean {
  if (type === undefined || was.type === undefined) return false;
  const change = typeChange(was.type, type);
  return change.kind === 'narrowing' && (using !== undefined || !change.reason.endsWith('do not fit'));
}

type AlterStep = OperationStep & { readonly operation: AlterColumn };

/** The last step of the downgrade that sets this part of the column. */
function setBack(
  { table, column }: AlterColumn,
  part: AlteredPart,
  { downgrade, names }: Around,
): AlterStep | undefined {
  return downgrade.findLast(
    (step): step is AlterStep =>
      step.operation.kind === 'alter-column' &&
      step.operation[part] !== undefined &&
      names.isSameColumn(column, step.operation.column) &&
      names.isSameTable(table, step.operation.table),
  );
}

type Parts = Pick<AlterColumn, AlteredPart>;

function isUnchanged(operation: Parts, was: Parts, part: AlteredPart): boolean {
  return was[part] !== undefined && compared(operation, was, part) === 'same';
}

function isOther(operation: Parts | undefined, was: Parts, part: AlteredPart): boolean {
  return operation !== undefined && was[part] !== undefined && compared(operation, was, part) === 'other';
}

const OTHER: Readonly<Record<AlteredPart, string>> = {
  type: 'the column had another type',
  nullable: 'NULL was allowed before, or was not',
  default: 'the column had another default',
};

/** `unknown` where the text does not tell. */
function compared(a: Parts, b: Parts, part: AlteredPart): 'same' | 'other' | 'unknown' {
  switch (part) {
    case 'type':
      return a.type === undefined || b.type === undefined ? 'unknown' : compareColumnTypes(a.type, b.type);
    case 'nullable':
      if (a.nullable === 'unknown' || b.nullable === 'unknown') return 'unknown';
      return a.nullable === b.nullable ? 'same' : 'other';
    case 'default':
      return comparedDefaults(a.default, b.default);
  }
}

function comparedDefaults(
  a: ColumnDefault | undefined,
  b: ColumnDefault | undefined,
): 'same' | 'other' | 'unknown' {
  if (a === undefined || b === undefined || a.kind === 'unknown' || b.kind === 'unknown') return 'unknown';
  if (a.kind !== b.kind) return 'other';
  // Two spellings of one value are told apart by PostgreSQL only.
  return a.kind !== 'sql' || b.kind !== 'sql' || a.text === b.text ? 'same' : 'unknown';
}
