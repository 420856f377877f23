import type { Direction } from '../../operations/direction.ts';
import { operationTable } from '../../operations/covered-by.ts';
import { indexOperations, type OperationIndex } from '../../operations/operation-index.ts';
import type { Operation, OperationStep } from '../../operations/operation.ts';
import { namesAcross, type SameNames } from '../../operations/same-names.ts';
import { revertedIn } from '../../operations/reverted-within-upgrade.ts';
import { isUndoneBy, madeConstraints } from '../../operations/undone-by.ts';
import type { StepUndoing } from '../step-undoing.ts';

/**
 * Steps of a downgrade that undo nothing of the upgrade, and so leave something else than what was there. What
 * is done on the way to a table or column that the downgrade drops or makes anew is none of them.
 */
export function extraSteps(
  upgrade: Direction,
  downgrade: Direction,
  undoings: readonly StepUndoing[],
): readonly OperationStep[] {
  if (downgrade.kind === 'raises') return [];
  const [up, down] = [operationSteps(upgrade), operationSteps(downgrade)];
  const names = namesAcross([...up, ...down].map(({ operation }) => operation));
  const used = new Set(undoings.flatMap(({ undoing }) => ('by' in undoing ? undoing.by : [])));
  const around = { names, made: indexOperations(up, names), back: indexOperations(down, names), used };
  const isTakenBack = revertedIn(down);
  return down.filter(
    (step) =>
      step.isCertain &&
      !used.has(step) &&
      COUNTED.has(step.operation.kind) &&
      !isTakenBack(step) &&
      !isExcused(step.operation, around),
  );
}

/** What leaves the schema or the rows otherwise; rows that are written may be the old ones. */
const COUNTED: ReadonlySet<Operation['kind']> = new Set([
  'create-table',
  'drop-table',
  'rename-table',
  'set-table-schema',
  'add-column',
  'drop-column',
  'rename-column',
  'alter-column',
  'create-index',
  'drop-index',
  'add-constraint',
  'drop-constraint',
  'drop-object',
  'truncate',
  'change-rows',
]);

interface Around {
  readonly names: SameNames;
  readonly made: OperationIndex;
  readonly back: OperationIndex;
  readonly used: ReadonlySet<OperationStep>;
}

function operationSteps({ steps }: Direction): readonly OperationStep[] {
  return steps.filter((step) => step.kind === 'operation');
}

function isExcused(by: Operation, { names, made, back, used }: Around): boolean {
  if (by.kind === 'change-rows' && by.verb !== 'delete') return true;
  const near = made.near(by).map(({ operation }) => operation);
  return (
    near.some((operation) => isUndoneBy(operation, { by, names }) || isOfSameColumn(operation, by, names)) ||
    // A constraint of a column or a table goes by a name that PostgreSQL may have made up.
    (by.kind === 'drop-constraint' && near.some((operation) => madeConstraints(operation).length > 0)) ||
    // A type may come with a column.
    (by.kind === 'drop-object' && by.object === 'type') ||
    back.near(by).some((step) => used.has(step) && holds(step.operation, by, names)) ||
    (isOfAnyTable(by) && [...used].some(({ operation }) => HOLDERS.has(operation.kind)))
  );
}

/** SQL drops an index without naming its table. */
function isOfAnyTable(by: Operation): boolean {
  return by.kind === 'drop-index' && by.table === undefined;
}

const HOLDERS: ReadonlySet<Operation['kind']> = new Set([
  'create-table',
  'drop-table',
  'add-column',
  'drop-column',
]);

function isOfSameColumn(operation: Operation, by: Operation, names: SameNames): boolean {
  return (
    operation.kind === 'alter-column' &&
    by.kind === 'alter-column' &&
    names.isSameTable(operation.table, by.table) &&
    names.isSameColumn(operation.column, by.column)
  );
}

/** Whether one step of the downgrade drops or makes what another one is about. */
function holds(holder: Operation, by: Operation, names: SameNames): boolean {
  const table = operationTable(by);
  if (table === undefined) return false;
  if (holder.kind === 'drop-table' || holder.kind === 'create-table')
    return names.isSameTable(holder.table, table);
  if (holder.kind !== 'drop-column' && holder.kind !== 'add-column') return false;
  if (!names.isSameTable(holder.table, table)) return false;
  const column = holder.kind === 'drop-column' ? holder.column : holder.column.name;
  if (by.kind === 'alter-column' || by.kind === 'rename-column') return names.isSameColumn(by.column, column);
  // What an index or a constraint that is dropped covered is not held here.
  return ['create-index', 'drop-index', 'add-constraint', 'drop-constraint'].includes(by.kind);
}
