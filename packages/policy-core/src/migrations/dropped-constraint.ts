import type { OperationOf } from './by-kind.ts';
import type { ConstraintDefinition } from './column.ts';
import { tableOf } from './covered-by.ts';
import { tableBefore, type StepOf } from './judged-steps.ts';
import { tableKey, type Name, type TableName } from './name.ts';
import type { Operation, Step } from './operation.ts';
import { columnsAfter, namesWithin } from './renames-within.ts';
import { schemaAround } from './schema-around.ts';

/** What is known of a constraint that a step drops. */
export interface DroppedConstraint {
  /** `undefined`: not known. */
  readonly kind: ConstraintDefinition['kind'] | undefined;
  /** The same migration added it. */
  readonly isNew: boolean;
  /** The same migration adds one of its kind on its columns. */
  readonly isReplaced: boolean;
  /** The same migration drops its table, or a column it is on. */
  readonly goesWithColumn: boolean;
}

export function droppedConstraint(step: StepOf<'drop-constraint'>, name: Name): DroppedConstraint {
  const { operation, upgrade, index } = step;
  const state = tableBefore(step, operation.table)?.constraints.find((one) => one.name === name.text);
  const kind = operation.type ?? state?.definition.kind;
  const tables = namesWithin(upgrade.steps, operation.table);
  const columns = state?.definition.columns;
  const later = columns && columnsAfter(upgrade.steps, { columns, tables, from: index });
  const known: KnownConstraint = { name, kind, lists: [columns, later].filter((list) => list !== undefined) };
  const others = operationsOn(upgrade.steps, tables);
  return {
    kind,
    isNew: state?.addedIn !== undefined && state.addedIn === schemaAround(upgrade).revision,
    isReplaced: others.some((other) => replaces(other, known)) || isMadeAnew(upgrade.steps, name),
    goesWithColumn: others.some((other) => takesAlong(other, known)),
  };
}

function operationsOn(steps: readonly Step[], tables: readonly TableName[]): readonly Operation[] {
  const keys = new Set(tables.map(tableKey));
  return steps.flatMap((step) => {
    const other = step.kind === 'operation' ? tableOf(step.operation) : undefined;
    return step.kind === 'operation' && other && keys.has(tableKey(other)) ? [step.operation] : [];
  });
}

interface KnownConstraint {
  readonly name: Name;
  readonly kind: ConstraintDefinition['kind'] | undefined;
  /** Its columns, as they are called before and after the migration; empty where they are not known. */
  readonly lists: readonly (readonly string[])[];
}

/** Where its columns are not known, one of its kind is taken for the one in its place. A table has one key only. */
function replaces(operation: Operation, known: KnownConstraint): boolean {
  const { kind, lists } = known;
  if (operation.kind === 'alter-column') return checksNull(operation, known);
  const other = constraintIn(operation);
  if (other === undefined) return false;
  if (kind !== undefined && kind !== other.kind) return false;
  return (
    lists.length === 0 || kind === 'primary-key' || lists.some((list) => isSameList(list, other.columns))
  );
}

/** Under its name, which tells it from all others also where the name of a table is not known. */
function isMadeAnew(steps: readonly Step[], { text }: Name): boolean {
  return steps.some((step) => {
    const other = step.kind === 'operation' ? constraintIn(step.operation) : undefined;
    return other?.name === text;
  });
}

/** A check whose work NOT NULL takes over. */
function checksNull(
  { nullable, column }: OperationOf<'alter-column'>,
  { name, kind }: KnownConstraint,
): boolean {
  return nullable === false && (kind ?? 'check') === 'check' && names(name, column.text);
}

/** Also where those of the other are not known. */
function isSameList(columns: readonly string[], others: readonly string[] | undefined): boolean {
  return others === undefined || columns.join('\0') === others.join('\0');
}

interface AddedConstraint {
  readonly name: string | undefined;
  readonly kind: ConstraintDefinition['kind'];
  readonly columns: readonly string[] | undefined;
}

/** A unique index does what a constraint does, and a column may bring its key along. */
function constraintIn(operation: Operation): AddedConstraint | undefined {
  if (operation.kind === 'create-index' && operation.unique) {
    return { name: operation.name?.text, kind: 'unique', columns: operation.columns };
  }
  if (operation.kind === 'add-column' && operation.column.primaryKey) {
    return { name: undefined, kind: 'primary-key', columns: [operation.column.name.text] };
  }
  if (operation.kind !== 'add-constraint') return undefined;
  const { name, kind, columns } = operation.constraint;
  return { name: name?.text, kind, columns };
}

/** Where its columns are not known, its name may tell one. */
function takesAlong(operation: Operation, { name, lists }: KnownConstraint): boolean {
  if (operation.kind === 'drop-table') return true;
  if (operation.kind !== 'drop-column') return false;
  const { text } = operation.column;
  return lists.length === 0 ? names(name, text) : lists.some((list) => list.includes(text));
}

function names(constraint: Name, column: string): boolean {
  return `_${constraint.text}_`.includes(`_${column}_`);
}
