import { alterableBefore } from '../../migrations/analysis/reversibility/inverse-column.ts';
import { stateBeforeIn } from '../../migrations/analysis/state-before.ts';
import { stepText } from '../../migrations/analysis/reasons.ts';
import { isAddition } from '../../migrations/operations/additions.ts';
import {
  isCreatedColumn,
  isCreatedTable,
  noteCreated,
  type CreatedObjects,
} from '../../migrations/operations/created-objects.ts';
import { asTable, type Name, type TableName } from '../../migrations/operations/name.ts';
import type { Operation, OperationStep, Step } from '../../migrations/operations/operation.ts';
import { mayAssignColumn } from '../../migrations/operations/rows-changed.ts';
import { typeChange } from '../../migrations/schema/type-change.ts';
import type { TableState } from '../../migrations/schema/schema-history.ts';
import { fileOfRevision, type RevisionHistory } from '../../migrations/history/revision-history.ts';

/** What the upgrade of a revision changes for code that was written before it. */
export type Taking =
  /** Something about a table or a column is no more as it was: code that does not name it does not notice. */
  | {
      readonly kind: 'name';
      readonly revision: string;
      readonly table: TableName;
      /** `undefined`: the table as a whole. */
      readonly column: Name | undefined;
      /** A clause: "drops the column orders.note". */
      readonly what: string;
    }
  /** Nobody can tell whom it concerns. */
  | { readonly kind: 'unclear'; readonly revision: string; readonly what: string };

/** Of these revisions in the order in which they ran; none where they only add. */
export function namesTaken(history: RevisionHistory, ids: readonly string[]): readonly Taking[] {
  const made = new Set<string>();
  return ids.flatMap((id) => takingsOf(history, id, made));
}

interface Place {
  readonly text: string;
  /** What the same revision made, or one of the others before it. */
  readonly made: CreatedObjects;
  readonly before: (operation: Operation) => TableState | undefined;
}

function takingsOf(history: RevisionHistory, id: string, made: Set<string>): readonly Taking[] {
  const file = fileOfRevision(history, id);
  if (file?.reading.kind !== 'revision')
    return [{ kind: 'unclear', revision: id, what: file?.reading.problem ?? 'its file is not there' }];
  const { upgrade } = file.reading;
  if (upgrade.kind !== 'runs' && upgrade.kind !== 'empty')
    return [{ kind: 'unclear', revision: id, what: 'what its upgrade does is not in its file' }];
  const before = stateBeforeIn(history.schema, id);
  return upgrade.steps.flatMap((step, index) => {
    const place = { text: file.text, made, before: (operation: Operation) => before(operation, index) };
    const found = takenBy(step, place);
    if (step.kind === 'operation') noteCreated(step.operation, made);
    const told = { revision: id, what: stepText(step) };
    return found.map((one): Taking =>
      one === 'unclear' ? { kind: 'unclear', ...told } : { kind: 'name', ...one, ...told },
    );
  });
}

type Taken = { readonly table: TableName; readonly column: Name | undefined } | 'unclear';

function takenBy(step: Step, place: Place): readonly Taken[] {
  if (step.kind === 'unclear') return step.reach?.kind === 'settings' ? [] : ['unclear'];
  const { operation } = step;
  if (isAboutMade(operation, place.made)) return [];
  const found = TAKES[operation.kind];
  if (found !== undefined) return found(step, place).map(known);
  if (isAddition(operation)) return [];
  return tablesOf(operation).map(known);
}

type Takes = (step: OperationStep, place: Place) => readonly Taken[];

/** Those of which it takes more than the kind to tell. */
const TAKES: Partial<Readonly<Record<Operation['kind'], Takes>>> = {
  'add-column': ({ operation }) => takenByColumn(operation),
  'alter-column': ({ operation }, { before }) => takenByAlteration(operation, before(operation)),
  'change-rows': takenByRows,
  'create-index': ({ operation }) =>
    operation.kind === 'create-index' && operation.unique !== false
      ? [{ table: operation.table, column: undefined }]
      : [],
  'drop-index': ({ operation }, { before }) => takenByIndex(operation, before(operation)),
};

/** Code that does not know the column writes rows without it. */
function takenByColumn(operation: Operation): readonly Taken[] {
  if (operation.kind !== 'add-column') return [];
  const { nullable, default: preset, constraints } = operation.column;
  const isFilled = preset.kind !== 'none' && preset.kind !== 'unknown';
  const isFree = nullable === true ? constraints.every(({ kind }) => kind !== 'check') : isFilled;
  const isPlain = isFree && !(isFilled && constraints.some(({ kind }) => kind !== 'check'));
  return isPlain ? [] : [{ table: operation.table, column: undefined }];
}

function takenByAlteration(operation: Operation, before: TableState | undefined): readonly Taken[] {
  if (operation.kind !== 'alter-column') return [];
  const { table, column, type, nullable, default: preset } = operation;
  const was = alterableBefore(operation, before).type;
  const isWider =
    type === undefined ||
    (was !== undefined && ['same', 'widening'].includes(typeChange(was, type).kind) && !operation.using);
  const isGiven = preset === undefined || preset.kind === 'sql';
  return isWider && isGiven && nullable === undefined ? [] : [{ table, column }];
}

/** Rows that are added, and values in columns that the code does not know, are noticed by nobody. */
function takenByRows(step: OperationStep, { text, made, before }: Place): readonly Taken[] {
  const { operation } = step;
  if (operation.kind !== 'change-rows') return [];
  const { verb, table } = operation;
  if (verb === 'insert' || verb === 'copy') return [];
  const state = verb === 'update' ? before(operation) : undefined;
  if (state?.isWhole !== true) return [{ table, column: undefined }];
  return [...state.columns.keys()].flatMap((column): readonly Taken[] => {
    const name = { text: column, isKnown: true };
    const isOld = !isCreatedColumn(made, table, name);
    return isOld && mayAssignColumn(step, { table, column, text }) ? [{ table, column: name }] : [];
  });
}

/** A unique index also says what `ON CONFLICT` means. */
function takenByIndex(operation: Operation, before: TableState | undefined): readonly Taken[] {
  if (operation.kind !== 'drop-index') return [];
  const index = before?.indexes.find(({ name }) => name === operation.name.text);
  if (index?.unique === false && !operation.cascade) return [];
  const table = operation.table ?? before?.table;
  return table === undefined ? ['unclear'] : [{ table, column: undefined }];
}

function isAboutMade(operation: Operation, made: CreatedObjects): boolean {
  if (operation.kind === 'truncate')
    return !operation.cascade && operation.tables.every((table) => isCreatedTable(made, table));
  if (!('table' in operation) || operation.table === undefined) return false;
  const column = columnOf(operation);
  return column === undefined
    ? isCreatedTable(made, operation.table)
    : isCreatedColumn(made, operation.table, column);
}

function tablesOf(operation: Operation): readonly Taken[] {
  if ('cascade' in operation && operation.cascade !== false) return ['unclear'];
  if (operation.kind === 'truncate') return operation.tables.map((table) => ({ table, column: undefined }));
  if (operation.kind === 'drop-object' && VIEWS.has(operation.object))
    return [{ table: asTable(operation.name), column: undefined }];
  const table = ('table' in operation ? operation.table : undefined) ?? tableBelow(operation);
  return [table === undefined ? 'unclear' : { table, column: columnOf(operation) }];
}

const VIEWS: ReadonlySet<string> = new Set(['view', 'materialized-view']);

/** Of a trigger or a policy. */
function tableBelow(operation: Operation): TableName | undefined {
  return 'on' in operation ? operation.on : undefined;
}

function columnOf(operation: Operation): Name | undefined {
  return 'column' in operation && 'text' in operation.column ? operation.column : undefined;
}

/** A name that only shows when it runs may be any. */
function known(taken: Taken): Taken {
  if (taken === 'unclear') return taken;
  return taken.table.isKnown && taken.column?.isKnown !== false ? taken : 'unclear';
}
