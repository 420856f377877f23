import type { ConstraintState } from '../schema/schema-history.ts';
import type { ConstraintDefinition } from './column.ts';
import { tableOf } from './covered-by.ts';
import { tableBefore, type StepOf } from './judged-steps.ts';
import { tableKey, type Name, type TableName } from './name.ts';
import type { Operation, Step } from './operation.ts';
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
  const { operation, upgrade } = step;
  const state = tableBefore(step, operation.table)?.constraints.find((one) => one.name === name.text);
  const kind = operation.type ?? state?.definition.kind;
  const known: KnownConstraint = { name, kind, state };
  const others = operationsOn(upgrade.steps, operation.table);
  return {
    kind,
    isNew: state?.addedIn !== undefined && state.addedIn === schemaAround(upgrade).revision,
    isReplaced: others.some((other) => replaces(other, known)),
    goesWithColumn: others.some((other) => takesAlong(other, known)),
  };
}

function operationsOn(steps: readonly Step[], table: TableName): readonly Operation[] {
  const key = tableKey(table);
  return steps.flatMap((step) => {
    const other = step.kind === 'operation' ? tableOf(step.operation) : undefined;
    return step.kind === 'operation' && other && tableKey(other) === key ? [step.operation] : [];
  });
}

interface KnownConstraint {
  readonly name: Name;
  readonly kind: ConstraintDefinition['kind'] | undefined;
  readonly state: ConstraintState | undefined;
}

/** Where its columns are not known, one of its kind is taken for the one in its place. */
function replaces(operation: Operation, { name, kind, state }: KnownConstraint): boolean {
  const other = constraintIn(operation);
  if (other === undefined) return false;
  if (other.name === name.text) return true;
  const columns = state?.definition.columns;
  const isAlike = kind === undefined || kind === other.kind;
  return isAlike && (columns === undefined || isSameList(columns, other.columns));
}

/** Also where one of them is not known. */
function isSameList(columns: readonly string[], others: readonly string[] | undefined): boolean {
  return others === undefined || columns.join('\0') === others.join('\0');
}

interface AddedConstraint {
  readonly name: string | undefined;
  readonly kind: ConstraintDefinition['kind'];
  readonly columns: readonly string[] | undefined;
}

/** A unique index does what a constraint does. */
function constraintIn(operation: Operation): AddedConstraint | undefined {
  if (operation.kind === 'create-index' && operation.unique) {
    return { name: operation.name?.text, kind: 'unique', columns: operation.columns };
  }
  if (operation.kind !== 'add-constraint') return undefined;
  const { name, kind, columns } = operation.constraint;
  return { name: name?.text, kind, columns };
}

/** Where its columns are not known, its name may tell one. */
function takesAlong(operation: Operation, { name, state }: KnownConstraint): boolean {
  if (operation.kind === 'drop-table') return true;
  if (operation.kind !== 'drop-column') return false;
  const { text } = operation.column;
  return state?.definition.columns?.includes(text) ?? `_${name.text}_`.includes(`_${text}_`);
}
