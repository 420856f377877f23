import type {
  ReadRevision,
  RevisionReading,
} from '../../packages/policy-core/src/migrations/alembic/revision-reading.ts';
import type { Operation, Step } from '../../packages/policy-core/src/migrations/operations/operation.ts';
import type { TextRange } from '../../packages/policy-core/src/model/text-range.ts';
import { placesOf, type PythonCall, type PythonCalls } from './python-calls.ts';

/** A call that Python finds and we do not, or not as what it is. */
export interface LostCall {
  readonly call: PythonCall;
  /** Its lines. */
  readonly source: string;
  /** What we found there instead, by kind. */
  readonly found: readonly string[];
}

/** None, when every call is read as what it is, or said to be unclear. */
export function lostCalls(
  text: string,
  reading: RevisionReading,
  { calls }: PythonCalls,
): readonly LostCall[] {
  if (reading.kind === 'unanalyzable' || isDecorated(reading)) return [];
  return calls.flatMap((call) => {
    const places = placesOf(text, call);
    const steps = reading.upgrade.steps.filter((step) => places.some((place) => touches(step, place)));
    if (steps.some((step) => isAnswer(call, step)) || isRead(call, reading, places)) return [];
    const [{ start, end }] = places;
    return [{ call, source: text.slice(start, end), found: steps.map(kindOf) }];
  });
}

/** Whatever a decorator has is said to be unknown in one place, at the decorator. */
function isDecorated({ upgrade }: ReadRevision): boolean {
  return upgrade.steps.some(
    (step) => step.kind === 'unclear' && step.problem.startsWith('what the decorator'),
  );
}

function touches(one: TextRange, other: TextRange): boolean {
  return one.start < other.end && other.start < one.end;
}

function isAnswer(call: PythonCall, step: Step): boolean {
  if (step.kind === 'unclear' || call.kind === 'execute') return true;
  return step.via !== 'sql' && KINDS[call.name]?.includes(step.operation.kind) === true;
}

/** SQL that does nothing to speak of is read all the same, and so is what does not run. Opening a batch does nothing yet. */
function isRead(call: PythonCall, { upgrade }: ReadRevision, places: readonly TextRange[]): boolean {
  if (call.name === 'batch_alter_table') return true;
  const isIn = (ranges: readonly TextRange[] = []) =>
    ranges.some((range) => places.some((place) => touches(range, place)));
  return isIn(upgrade.passedOver) || (call.kind === 'execute' && isIn(upgrade.sql));
}

function kindOf(step: Step): string {
  return step.kind === 'unclear' ? step.kind : step.operation.kind;
}

/** What each directive may be read as. */
const KINDS: Readonly<Record<string, readonly Operation['kind'][]>> = {
  add_column: ['add-column'],
  // With nothing but a comment it changes nothing else.
  alter_column: ['alter-column', 'rename-column', 'other'],
  bulk_insert: ['change-rows'],
  create_check_constraint: ['add-constraint'],
  // Of the library alembic_utils.
  create_entity: ['create-object'],
  create_exclude_constraint: ['add-constraint'],
  create_foreign_key: ['add-constraint'],
  create_index: ['create-index'],
  create_primary_key: ['add-constraint'],
  create_table: ['create-table'],
  create_table_comment: ['other'],
  create_unique_constraint: ['add-constraint'],
  drop_column: ['drop-column'],
  drop_constraint: ['drop-constraint'],
  drop_entity: ['drop-object'],
  drop_index: ['drop-index'],
  drop_table: ['drop-table'],
  drop_table_comment: ['other'],
  // Of a DropTableOp; any other operation is unclear.
  invoke: ['drop-table'],
  replace_entity: ['create-object'],
  rename_table: ['rename-table', 'set-table-schema'],
  // Of the library alembic-postgresql-enum.
  sync_enum_values: ['other'],
};
