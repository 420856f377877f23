import type { ConstraintState } from '../../schema/schema-history.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import type { ConstraintDefinition } from '../../operations/column.ts';
import { operationTable } from '../../operations/covered-by.ts';
import { actionDifference } from '../../operations/foreign-key-difference.ts';
import { tableKey, type Name, type TableName } from '../../operations/name.ts';
import type { Operation, OperationStep, Step } from '../../operations/operation.ts';
import type { StateBefore } from '../step-undoing.ts';

/**
 * Steps of an upgrade that drop a constraint and make it again as it was, so that a type can be altered for instance:
 * afterwards it is there as before. What is not known to be the same does not count, nor one whose columns or tables
 * get other names on the way, or come anew, nor one that is dropped once more. Where both only may run, one condition
 * is taken to decide on both.
 */
export function constraintsMadeAgain(
  steps: readonly Step[],
  before: StateBefore,
): ReadonlySet<OperationStep> {
  const found = new Set<OperationStep>();
  steps.forEach((step, index) => {
    if (!isPlainDrop(step)) return;
    const again = madeAgainAs(step, steps.slice(index + 1));
    const was = before(step.operation, index)?.constraints.find(
      ({ name }) => name !== undefined && name === step.operation.name?.text,
    );
    if (again !== undefined && was !== undefined && isSame(was, again.operation.constraint)) {
      found.add(step).add(again);
    }
  });
  return found;
}

/** The step that makes a constraint of that name again, for good, where its names mean what they meant. */
function madeAgainAs({ operation, isCertain }: PlainDrop, later: readonly Step[]): Adding | undefined {
  const place = later.findIndex((one) => isMakingOf(operation, one));
  const again = later[place];
  if (again === undefined || !isAdding(again) || again.isCertain !== isCertain) return undefined;
  if (later.slice(0, place).some((one) => mayMean(one, again.operation))) return undefined;
  return later.slice(place).some((one) => isDropOf(operation, one)) ? undefined : again;
}

type Adding = OperationStep & { readonly operation: OperationOf<'add-constraint'> };

function isAdding(step: Step): step is Adding {
  return step.kind === 'operation' && step.operation.kind === 'add-constraint';
}

type PlainDrop = OperationStep & { readonly operation: OperationOf<'drop-constraint'> };

function isPlainDrop(step: Step): step is PlainDrop {
  if (step.kind !== 'operation' || step.operation.kind !== 'drop-constraint') return false;
  const { table, name, cascade } = step.operation;
  return !cascade && table.isKnown && name?.isKnown === true;
}

function isDropOf({ table, name }: OperationOf<'drop-constraint'>, step: Step): boolean {
  if (step.kind !== 'operation' || step.operation.kind !== 'drop-constraint') return false;
  const { operation } = step;
  return tableKey(operation.table) === tableKey(table) && operation.name?.text === name?.text;
}

function isMakingOf({ table, name }: OperationOf<'drop-constraint'>, step: Step): boolean {
  if (step.kind !== 'operation' || step.operation.kind !== 'add-constraint') return false;
  const { operation } = step;
  return tableKey(operation.table) === tableKey(table) && operation.constraint.name?.text === name?.text;
}

function isSame({ definition: was, isValidated }: ConstraintState, now: ConstraintDefinition): boolean {
  const isTold = !was.hasMore && !now.hasMore && now.notValid !== undefined;
  return isTold && now.notValid !== isValidated && isSameRule(was, now);
}

function isSameRule(was: ConstraintDefinition, now: ConstraintDefinition): boolean {
  if (was.kind !== now.kind || was.kind === 'exclude') return false;
  if (was.kind === 'check' || now.kind === 'check') return isSameCheck(was, now);
  if (!isSameList(was.columns, now.columns)) return false;
  return was.kind !== 'foreign-key' || now.kind !== 'foreign-key' || isSameAim(was, now);
}

type ForeignKey = Extract<ConstraintDefinition, { readonly kind: 'foreign-key' }>;

function isSameAim(was: ForeignKey, now: ForeignKey): boolean {
  return (
    was.target.table.isKnown &&
    tableKey(was.target.table) === tableKey(now.target.table) &&
    isSameList(was.target.columns, now.target.columns) &&
    actionDifference(was, now) === undefined
  );
}

function isSameCheck(was: ConstraintDefinition, now: ConstraintDefinition): boolean {
  if (was.kind !== 'check' || now.kind !== 'check') return false;
  return was.expression !== undefined && was.expression === now.expression;
}

function isSameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.join('\0') === b.join('\0');
}

/** Whether a name of the constraint may mean something else after that step. */
function mayMean(step: Step, made: MadeOn): boolean {
  if (step.kind === 'unclear') return true;
  const { operation, via } = step;
  // SET search_path, for one.
  if (operation.kind === 'other') return via === 'sql';
  if (!RENAMING.has(operation.kind)) return false;
  const { constraint, table } = made;
  const targets = constraint.kind === 'foreign-key' ? [constraint.target] : [];
  return [{ table, columns: constraint.columns }, ...targets].some((place) => isAt(operation, place));
}

interface MadeOn {
  readonly table: TableName;
  readonly constraint: ConstraintDefinition;
}

const RENAMING: ReadonlySet<Operation['kind']> = new Set([
  'create-table',
  'drop-table',
  'rename-table',
  'set-table-schema',
  'add-column',
  'drop-column',
  'rename-column',
]);

/** Whatever comes under a new name may take the name of another. */
function isAt(
  operation: Operation,
  { table, columns }: { readonly table: TableName; readonly columns: readonly string[] | undefined },
): boolean {
  const other = operationTable(operation);
  const names = columnsIn(operation);
  if (other?.isKnown !== true) return true;
  if (names === undefined) {
    const renamed = 'to' in operation || 'schema' in operation;
    return renamed || tableKey(other) === tableKey(table);
  }
  if (tableKey(other) !== tableKey(table)) return false;
  return columns === undefined || names.some((name) => !name.isKnown || columns.includes(name.text));
}

/** `undefined` where it is about a table. */
function columnsIn(operation: Operation): readonly Name[] | undefined {
  switch (operation.kind) {
    case 'add-column':
      return [operation.column.name];
    case 'drop-column':
      return [operation.column];
    case 'rename-column':
      return [operation.column, operation.to];
    default:
      return undefined;
  }
}
