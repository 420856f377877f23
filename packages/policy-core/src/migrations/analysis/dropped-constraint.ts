import type { OperationOf } from '../operations/by-kind.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import { operationTable } from '../operations/operation-table.ts';
import { isCoveredBy } from './index-reach.ts';
import { momentBefore } from './migration-step.ts';
import { tableKey, type Name, type TableName } from '../operations/name.ts';
import type { Operation, Step } from '../operations/operation.ts';
import { columnsAfter, namesWithin } from './renames-within.ts';
import { searchPathChanges } from '../operations/search-path-changes.ts';
import { schemaAround } from './schema-around.ts';
import { isSameName } from '../operations/same-names.ts';
import { isStableName } from './stable-name.ts';
import { isReferencedTableDropped } from './referenced-table-dropped.ts';
import type { StepOf } from './judged-upgrade.ts';

/** What is known of a constraint that a step drops. */
export interface DroppedConstraint {
  /** `undefined`: not known. */
  readonly kind: ConstraintDefinition['kind'] | undefined;
  /**
   * `false` where the same migration added it, adds one of its kind on its columns, or drops its table, a column
   * it is on, or the table that it leads to; and where no more than its columns stay unique by another key.
   */
  readonly isMissed: boolean;
}

/** `downgrade`: the way back, which may tell of a reference that nobody saw made where it leads. */
export function droppedConstraint(
  step: StepOf<'drop-constraint'>,
  name: Name,
  downgrade?: readonly Step[],
): DroppedConstraint {
  const { operation, upgrade, index } = step;
  const { schema, revision } = schemaAround(upgrade);
  const state = schema.constraintAt(operation.table, name, momentBefore(step, operation.table));
  const kind = operation.type ?? state?.definition.kind;
  const isNew = state?.addedIn !== undefined && state.addedIn === revision;
  const tables = namesWithin(upgrade.steps, operation.table);
  const lists = listsOf(state?.definition.columns, (columns) =>
    columnsAfter(upgrade.steps, { columns, tables, from: index }),
  );
  const isOfAny = state === undefined && mayBeOnAny(step, name, kind);
  const isGone = !isNew && !isMadeUp(step, { name, kind, lists, isOfAny }, tables);
  const reference = () => state?.definition ?? restoredIn(downgrade, step, name);
  return {
    kind,
    isMissed: isGone && !isMadeAgainSomehow(step, name) && !isReferencedTableDropped(step, reference()),
  };
}

function restoredIn(
  downgrade: readonly Step[] | undefined,
  { operation: { table } }: StepOf<'drop-constraint'>,
  name: Name,
): ConstraintDefinition | undefined {
  const [restored] = (downgrade ?? []).flatMap((step) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'add-constraint') return [];
    const { constraint, table: of } = step.operation;
    const isSame = constraint.name !== undefined && isSameName(constraint.name, name);
    return isSame && tableKey(of) === tableKey(table) ? [constraint] : [];
  });
  return restored;
}

function listsOf(
  columns: readonly string[] | undefined,
  after: (columns: readonly string[]) => readonly string[],
): KnownConstraint['lists'] {
  return columns === undefined ? [] : [columns, after(columns)];
}

function isMadeUp(
  step: StepOf<'drop-constraint'>,
  known: KnownConstraint,
  tables: readonly TableName[],
): boolean {
  const { operation, upgrade } = step;
  if (isMadeAgain(step, known.name)) return true;
  if (isStableName(step, operation.table) && isMadeUpFor(known, upgrade.steps, tables)) return true;
  return known.kind === 'unique' && staysUnique(step, known.lists.at(-1), tables);
}

/** Under its own name, before anything may give the name of its table to another one. */
function isMadeAgain(
  { upgrade, operation, index, isCertain }: StepOf<'drop-constraint'>,
  name: Name,
): boolean {
  const { table } = operation;
  return upgrade.steps.some((step, at) => {
    if (at < index || step.kind !== 'operation' || step.operation.kind !== 'add-constraint') return false;
    const { table: of, constraint } = step.operation;
    const isSame = constraint.name !== undefined && isSameName(constraint.name, name);
    // What the drop itself does to names lies right behind it.
    const isSteady = () => searchPathChanges(upgrade.steps).statedBefore(table, at) < index + 1;
    return isSame && tableKey(of) === tableKey(table) && (step.isCertain || !isCertain) && isSteady();
  });
}

/** After the migration, by what nothing in it drops only perhaps. */
function staysUnique(
  { upgrade }: StepOf<'drop-constraint'>,
  columns: readonly string[] | undefined,
  tables: readonly TableName[],
): boolean {
  const { schema, revision } = schemaAround(upgrade);
  const mayDropMore = upgrade.steps.some((step) => step.kind === 'unclear' || !step.isCertain);
  if (columns === undefined || mayDropMore) return false;
  const end = { revision, step: upgrade.steps.length };
  return tables.some((name) => {
    const indexes = schema.tableAt(name, end)?.indexes ?? [];
    const lost = { columns, isPartial: false };
    return indexes.some((index) => index.unique === true && isCoveredBy(lost, index));
  });
}

/** What has no name before it runs may be made again by SQL that has none either. */
function isMadeAgainSomehow({ upgrade, index }: StepOf<'drop-constraint'>, name: Name): boolean {
  return (
    !name.isKnown &&
    upgrade.steps
      .slice(index)
      .some(
        ({ kind, start, end }) =>
          kind === 'unclear' && /\badd\s+constraint\b/i.test(upgrade.text.slice(start, end)),
      )
  );
}

function isMadeUpFor(known: KnownConstraint, steps: readonly Step[], tables: readonly TableName[]): boolean {
  const { byTable, made, renamed, types } = counterpartsIn(steps);
  // Under its name it is known also where the name of a table is not.
  if (made.has(known.name.text)) return true;
  const names = [...tables, ...tables.flatMap((table) => renamed.get(table.text) ?? [])];
  return names.some((table) =>
    byTable
      .get(table.text)
      ?.some(
        (other) =>
          isPerhapsOf(other, table) &&
          (replaces(other, known) || takesAlong(other, known) || takesOver(other, known, types)),
      ),
  );
}

/**
 * A name without a schema may be that of a table in any: the search path decides. Names that are not known are the
 * same where the same source gives them.
 */
function isPerhapsOf(operation: Operation, table: TableName): boolean {
  const other = operationTable(operation);
  if (other === undefined || other.isKnown !== table.isKnown) return false;
  const isOpen = other.schema === undefined || table.schema === undefined;
  return isOpen || tableKey(other) === tableKey(table);
}

/** What a migration does that a constraint may go with, or give way to. */
interface Counterparts {
  /** By the name without its schema. */
  readonly byTable: ReadonlyMap<string | undefined, readonly Operation[]>;
  /** Names of constraints and unique indexes that it makes. */
  readonly made: ReadonlySet<string>;
  /** New names of tables whose schema only shows when it runs, by the old ones. */
  readonly renamed: ReadonlyMap<string, TableName>;
  /** Names of types that it makes, or drops to make them anew. */
  readonly types: ReadonlySet<string>;
}

const counterparts = new WeakMap<readonly Step[], Counterparts>();

/** Each drop asks. */
function counterpartsIn(steps: readonly Step[]): Counterparts {
  const before = counterparts.get(steps);
  if (before !== undefined) return before;
  const operations = steps.flatMap((step) =>
    step.kind === 'operation' && COUNTERPARTS.has(step.operation.kind) ? [step.operation] : [],
  );
  const byTable = new Map<string | undefined, Operation[]>();
  for (const operation of operations) {
    const name = operationTable(operation)?.text;
    const others = byTable.get(name) ?? [];
    others.push(operation);
    byTable.set(name, others);
  }
  const made = new Set(operations.flatMap((operation) => constraintIn(operation)?.name ?? []));
  const renamed = new Map(steps.flatMap(renamedSomewhere));
  const types = new Set(steps.flatMap(typeIn));
  const found = { byTable, made, renamed, types };
  counterparts.set(steps, found);
  return found;
}

function typeIn(step: Step): readonly string[] {
  if (step.kind !== 'operation') return [];
  const { operation } = step;
  const isType =
    (operation.kind === 'create-object' || operation.kind === 'drop-object') && operation.object === 'type';
  return isType ? [operation.name.text] : [];
}

/** The source of a name has its schema before it: `schema().orders`. */
function renamedSomewhere(step: Step): readonly (readonly [string, TableName])[] {
  if (step.kind !== 'operation' || step.operation.kind !== 'rename-table') return [];
  const { table, to } = step.operation;
  if (table.isKnown) return [];
  return [[table.text.slice(table.text.lastIndexOf('.') + 1), { ...to, schema: undefined }]];
}

const COUNTERPARTS: ReadonlySet<Operation['kind']> = new Set([
  'add-constraint',
  'create-index',
  'add-column',
  'alter-column',
  'drop-column',
  'drop-table',
]);

interface KnownConstraint {
  readonly name: Name;
  readonly kind: ConstraintDefinition['kind'] | undefined;
  /** Its columns, as they are called before and after the migration; empty where they are not known. */
  readonly lists: readonly (readonly string[])[];
  /** A reference of which the history knows nothing, and whose name tells no column. */
  readonly isOfAny: boolean;
}

/** Where its columns are not known, one of its kind is taken for the one in its place. A table has one key only. */
function replaces(operation: Operation, known: KnownConstraint): boolean {
  const { kind, lists } = known;
  if (operation.kind === 'alter-column') return checksNull(operation, known);
  const other = constraintIn(operation);
  if (other === undefined) return false;
  if (kind !== undefined && kind !== other.kind) return false;
  return (
    lists.length === 0 ||
    kind === 'primary-key' ||
    lists.some(
      (list) =>
        isSameList(inOrder(list, kind), other.columns && inOrder(other.columns, kind)) ||
        // Another key over more columns still asks for what these hold.
        (kind === 'foreign-key' && list.every((column) => other.columns?.includes(column))),
    )
  );
}

/** An enum that has the name of the check, as SQLAlchemy calls both, refuses what the check refused. */
function takesOver(
  operation: Operation,
  { name, kind }: KnownConstraint,
  types: ReadonlySet<string>,
): boolean {
  if (operation.kind !== 'alter-column' || (kind ?? 'check') !== 'check' || !types.has(name.text))
    return false;
  return operation.type?.isKnown === true && operation.type.name === name.text;
}

/** A check whose work NOT NULL takes over. */
function checksNull(
  { nullable, column }: OperationOf<'alter-column'>,
  { name, kind }: KnownConstraint,
): boolean {
  return nullable === false && (kind ?? 'check') === 'check' && names(name, column.text);
}

/** What is unique is so in any order. */
function inOrder(
  columns: readonly string[],
  kind: ConstraintDefinition['kind'] | undefined,
): readonly string[] {
  return kind === 'unique' ? columns.toSorted() : columns;
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

/** Where its columns are not known, its name may tell one; else it may be on any. */
function takesAlong(operation: Operation, { name, lists, isOfAny }: KnownConstraint): boolean {
  if (operation.kind === 'drop-table') return true;
  if (operation.kind !== 'drop-column') return false;
  const { text } = operation.column;
  if (lists.length > 0) return lists.some((list) => list.includes(text));
  return isOfAny || !name.isKnown || names(name, text);
}

/** A reference whose name tells no column. */
function mayBeOnAny(
  step: StepOf<'drop-constraint'>,
  { text }: Name,
  kind: ConstraintDefinition['kind'] | undefined,
): boolean {
  const isReference =
    kind === 'foreign-key' || (kind === undefined && /(?:^|_)(?:fk|fkey|ibfk)(?:_|$)/i.test(text));
  return isReference && !tellsColumn(step, text);
}

/** By the name that PostgreSQL makes up, `orders_shop_fkey`, or that of a column that is known. */
function tellsColumn(step: StepOf<'drop-constraint'>, constraint: string): boolean {
  const { table } = step.operation;
  const isMadeUpName = constraint.startsWith(`${table.text}_`) && /_.+_fkey\d*$/.test(constraint);
  const state = schemaAround(step.upgrade).schema.tableAt(table, momentBefore(step, table));
  const columns = [...(state?.columns.keys() ?? [])];
  return isMadeUpName || columns.some((column) => names({ text: constraint, isKnown: true }, column));
}

function names(constraint: Name, column: string): boolean {
  return `_${constraint.text}_`.includes(`_${column}_`);
}
