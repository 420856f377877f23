import type { ColumnState, SchemaHistory } from '../schema/schema-history.ts';
import type { Name } from '../operations/name.ts';
import type { OperationStep, Step } from '../operations/operation.ts';
import { nameText } from '../operations/same-names.ts';

/** An upgrade with the schema around it. */
interface Around {
  readonly schema: SchemaHistory;
  readonly revision: string;
  readonly steps: readonly Step[];
}

/**
 * Whether a type that a directive makes along with a column was there before, and still is what a column of before is
 * of: SQLAlchemy looks whether it is there, and a downgrade could not drop it.
 */
export function isTypeInUse({ operation, via }: OperationStep, { schema, revision, steps }: Around): boolean {
  if (operation.kind !== 'create-object' || operation.object !== 'type' || via === 'sql') return false;
  const { name } = operation;
  if (!name.isKnown || steps.some((step) => takesAway(step, name))) return false;
  const isOfType = ({ type, addedIn }: ColumnState) =>
    addedIn !== revision && type?.isKnown === true && type.name === nameText(name);
  return [0, steps.length].every((step) =>
    schema.tablesAt({ revision, step }).some(({ columns }) => [...columns.values()].some(isOfType)),
  );
}

/** Then it is another one, under its name. */
function takesAway(step: Step, type: Name): boolean {
  if (step.kind === 'unclear') return false;
  const { operation } = step;
  if (operation.kind !== 'drop-object' && operation.kind !== 'rename-object') return false;
  return operation.object === 'type' && nameText(operation.name) === nameText(type);
}
