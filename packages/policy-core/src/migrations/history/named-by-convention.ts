import { memoizeByObject } from '../../model/memoize.ts';
import type { ReadRevision, RevisionReading } from '../alembic/revision-reading.ts';
import type { Direction } from '../operations/direction.ts';
import type { ColumnDefinition, ConstraintDefinition } from '../operations/column.ts';
import type { TableName } from '../operations/name.ts';
import { nameByConvention, type NamingConvention } from '../operations/naming-template.ts';
import type { Operation, Step } from '../operations/operation.ts';

/** The reading with the names that the environment gives to constraints that the revision leaves without one. */
export function namedByConvention(
  reading: RevisionReading,
  convention: NamingConvention | undefined,
): RevisionReading {
  if (convention === undefined || reading.kind !== 'revision') return reading;
  const known = readingsOf(reading);
  const key = JSON.stringify(convention);
  const before = known.get(key);
  if (before !== undefined) return before;
  const named = namedReading(reading, convention);
  known.set(key, named);
  return named;
}

/** The same as long as nothing is another, so that what was worked out from it holds on. */
const readingsOf = memoizeByObject((_reading: RevisionReading) => new Map<string, RevisionReading>());

function namedReading(reading: ReadRevision, convention: NamingConvention): ReadRevision {
  const upgrade = namedDirection(reading.upgrade, convention);
  const downgrade = namedDirection(reading.downgrade, convention);
  const isSame = upgrade === reading.upgrade && downgrade === reading.downgrade;
  return isSame ? reading : { ...reading, upgrade, downgrade };
}

function namedDirection(direction: Direction, convention: NamingConvention): Direction {
  const steps = namedEach(direction.steps, (step) => namedStep(step, convention));
  return steps === direction.steps ? direction : { ...direction, steps };
}

/** SQL is sent as it is. */
function namedStep(step: Step, convention: NamingConvention): Step {
  if (step.kind !== 'operation' || step.via === 'sql') return step;
  const operation = namedOperation(step.operation, convention);
  return operation === step.operation ? step : { ...step, operation };
}

/** What SQLAlchemy does to it when Alembic makes it. */
export function namedOperation(operation: Operation, convention: NamingConvention): Operation {
  const { kind } = operation;
  if (kind === 'add-constraint') {
    const { table } = operation;
    const constraint = namedConstraint(operation.constraint, { table, convention });
    return constraint === operation.constraint ? operation : { ...operation, constraint };
  }
  if (kind === 'add-column') {
    const column = namedColumn(operation.column, { table: operation.table, convention });
    return column === operation.column ? operation : { ...operation, column };
  }
  if (kind !== 'create-table') return operation;
  const place = { table: operation.table, convention };
  const columns = namedEach(operation.columns, (column) => namedColumn(column, place));
  const constraints = namedEach(operation.constraints, (constraint) => namedConstraint(constraint, place));
  const isSame = columns === operation.columns && constraints === operation.constraints;
  return isSame ? operation : { ...operation, columns, constraints };
}

interface Place {
  readonly table: TableName;
  readonly convention: NamingConvention;
}

function namedColumn(column: ColumnDefinition, place: Place): ColumnDefinition {
  const constraints = namedEach(column.constraints, (constraint) => namedConstraint(constraint, place));
  return constraints === column.constraints ? column : { ...column, constraints };
}

function namedConstraint(
  constraint: ConstraintDefinition,
  { table, convention }: Place,
): ConstraintDefinition {
  if (constraint.name !== undefined) return constraint;
  const name = nameByConvention(convention, table, constraint);
  if (name === undefined) return constraint;
  return name.isKnown ? { ...constraint, name } : { ...constraint, mayBeNamed: true };
}

/** The list itself where nothing in it is named. */
function namedEach<Part>(parts: readonly Part[], name: (part: Part) => Part): readonly Part[] {
  const named = parts.map((part) => name(part));
  return named.every((part, index) => part === parts[index]) ? parts : named;
}
