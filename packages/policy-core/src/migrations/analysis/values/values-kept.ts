import type { OperationOf } from '../../operations/by-kind.ts';
import { successorOf, type Successor } from '../column-successor.ts';
import {
  fillsByKey,
  fillsFromElsewhere,
  fillsWhatHasValues,
  namesBoth,
  statementWords,
} from './filled-column.ts';
import type { StepOf } from '../judged-upgrade.ts';
import { keyAmong } from '../key-of-column.ts';
import { tableKey } from '../../operations/name.ts';
import type { OperationStep, Step } from '../../operations/operation.ts';
import { mayRestoreColumnValues } from './column-values-restored.ts';
import { schemaAround } from '../schema-around.ts';
import { isStableName } from '../stable-name.ts';

/**
 * What becomes of the values of a column that is dropped. The column that takes its place has them all; or may have
 * them, row by row; or nobody sees that it has any.
 */
export type Kept = 'all' | 'perhaps' | 'none';

export function valuesKept(drop: StepOf<'drop-column'>): Kept {
  const { upgrade, operation, index } = drop;
  const successor = successorOf(drop);
  if (successor === undefined) return mayRestoreColumnValues(drop) ? 'perhaps' : 'none';
  const before = upgrade.steps.slice(0, index);
  const isSettled = isStableName(drop, operation.table);
  if (isSettled && before.some((step) => fillsAll(step, drop, successor))) return 'all';
  const isWritten = before.some((step) => mayFill(step, drop, successor));
  return isWritten && before.some((step) => mayRead(step, drop, successor)) ? 'perhaps' : 'none';
}

function fillsAll(step: Step, drop: StepOf<'drop-column'>, successor: Successor): boolean {
  if (!isUpdate(step, drop)) return false;
  if (!step.operation.isFiltered) return true;
  if (!step.isCertain) return false;
  const statement = statementOf(step, drop);
  return (
    fillsWhatHasValues(statement, successor) || (fillsByKey(statement, successor) && wasKey(drop, successor))
  );
}

/** A value without a row that it leads to is then not possible. */
function wasKey({ upgrade, operation }: StepOf<'drop-column'>, { oldNames }: Successor): boolean {
  const { schema, revision } = schemaAround(upgrade);
  const constraints = schema.tableAt(operation.table, { revision, step: 0 })?.constraints ?? [];
  const definitions = constraints.map(({ definition }) => definition);
  return oldNames.some((name) => keyAmong(definitions, name).leads);
}

function mayFill(step: Step, drop: StepOf<'drop-column'>, successor: Successor): boolean {
  if (isUpdate(step, drop)) return fillsFromElsewhere(statementOf(step, drop), successor);
  // Of an unreadable one the text tells as much.
  return step.kind === 'unclear' && /\bupdate\b/i.test(statementOf(step, drop)) && namesTable(step, drop);
}

function mayRead(step: Step, drop: StepOf<'drop-column'>, successor: Successor): boolean {
  if (isUpdate(step, drop)) return namesBoth(statementOf(step, drop), successor);
  if (step.kind !== 'operation' || step.operation.kind !== 'other') return false;
  // Of a query that SQLAlchemy puts together nobody knows the table here.
  return step.operation.what === 'a query' || (step.operation.what === 'SELECT' && namesTable(step, drop));
}

function isUpdate(step: Step, drop: StepOf<'drop-column'>): step is UpdateStep {
  if (step.kind !== 'operation' || step.operation.kind !== 'change-rows') return false;
  const { verb, table } = step.operation;
  return verb === 'update' && tableKey(table) === tableKey(drop.operation.table);
}

type UpdateStep = OperationStep & { readonly operation: OperationOf<'change-rows'> };

function namesTable(step: Step, drop: StepOf<'drop-column'>): boolean {
  return statementWords(statementOf(step, drop).toLowerCase()).has(drop.operation.table.text.toLowerCase());
}

function statementOf({ start, end }: Step, { upgrade }: StepOf<'drop-column'>): string {
  return upgrade.text.slice(start, end);
}
