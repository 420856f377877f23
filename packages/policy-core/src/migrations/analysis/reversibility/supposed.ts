import type { OperationOf } from '../../operations/by-kind.ts';
import type { Flag } from '../../operations/flag.ts';
import type { Operation } from '../../operations/operation.ts';
import { isSameByConvention } from '../../operations/index-by-convention.ts';
import { compareColumnTypes } from '../../operations/column-type-sameness.ts';
import { isView } from '../../operations/is-view.ts';
import { asTable, knownName, tableKey, type TableName } from '../../operations/name.ts';
import { nameText } from '../../operations/same-names.ts';
import { foldedView } from '../../schema/apply-view.ts';
import { addLine, type Fold } from '../../schema/fold.ts';
import type { ColumnState, ConstraintState, IndexState } from '../../schema/schema-history.ts';
import { headNow, lineNow, ownerAt, ownName } from '../../schema/schema-timelines.ts';
import { unknownColumnState, type Parts, type TableTimeline } from '../../schema/table-timeline.ts';
import { suppose } from './beside-tables.ts';
import { ON_TRIP, type Supposed } from './on-trip.ts';
import { allNow, heldAt, latest, setFrom, type Versioned } from '../../../model/versioned.ts';

interface On {
  readonly supposed: Supposed;
  readonly refused: Set<number>;
}

/**
 * Sees to it that what a step changes is there: nobody drops or alters what is not, so a thing that nothing told of was
 * there all along. Gives back the operation with the names that its own lead to.
 */
export function supposeBefore(operation: Operation, fold: Fold, { supposed, refused }: On): Operation {
  const on = { fold, supposed, refused };
  switch (operation.kind) {
    case 'create-table':
      supposeNoTable(operation, on);
      return operation;
    case 'drop-index':
      return dropOfIndex(operation, on);
    case 'drop-object':
      supposeView(operation, on);
      return operation;
    case 'other':
      supposeEnum(operation, on);
      return operation;
    default:
      return 'table' in operation ? onTable(operation, on) : operation;
  }
}

interface Where extends On {
  readonly fold: Fold;
}

type OnTable = Exclude<Extract<Operation, { readonly table: TableName }>, { readonly kind: 'create-table' }>;

function onTable(operation: OnTable, on: Where): Operation {
  const { fold } = on;
  const isElse = foldedView(fold, operation.table) !== undefined || renamesIndex(operation, fold);
  const line = isElse ? undefined : supposedLine(operation.table, on);
  if (line === undefined) return operation;
  if (operation.kind === 'drop-constraint') return dropOfConstraint(line, operation, on);
  supposePartOf(line, operation, on);
  return operation;
}

function supposePartOf(line: TableTimeline, operation: OnTable, on: Where): void {
  switch (operation.kind) {
    case 'create-index':
    case 'add-column':
    case 'add-constraint':
      supposeNew(line, operation, on);
      break;
    case 'drop-column':
      if (mayBeThere(operation, on)) supposeColumn(line, operation.column.text, on);
      break;
    case 'rename-column':
      supposeColumn(line, operation.column.text, on);
      break;
    case 'alter-column':
      supposeAltered(line, operation, on);
      break;
    case 'rename-constraint':
      supposeConstraint(line, { name: operation.name.text, kind: undefined }, on);
      break;
    default:
  }
}

function supposeNew(
  line: TableTimeline,
  operation: OperationOf<'create-index' | 'add-column' | 'add-constraint'>,
  on: Where,
): void {
  if (operation.kind === 'create-index') supposeIndexHere(line, operation, on);
  if ('ifNotExists' in operation && operation.ifNotExists !== false) return;
  if (operation.kind === 'create-index') supposeNone(line.indexes, operation.name?.text, on);
  if (operation.kind === 'add-column') supposeNone(line.columns, operation.column.name.text, on);
  if (operation.kind === 'add-constraint') supposeNone(line.constraints, operation.constraint.name?.text, on);
}

/** Nobody makes what is there: the history is not that of this database. */
function supposeNone<Value>(
  all: Versioned<string, Value | undefined>,
  key: string | undefined,
  { fold, supposed }: Where,
): void {
  const there = key === undefined ? undefined : all.newest.get(key);
  if (fold.isCertain && there?.from === 0 && there.value !== undefined)
    suppose(supposed, { map: all.newest, key, value: undefined });
}

function supposeNoTable({ table, ifNotExists, isTemporary }: OperationOf<'create-table'>, on: Where): void {
  if (ifNotExists === false && !isTemporary) supposeNone(on.fold.lines.tables, tableKey(table), on);
}

/** ALTER TABLE renames indexes as well. */
function renamesIndex({ kind, table }: OnTable, { lines, at }: Fold): boolean {
  return kind === 'rename-table' && ownerAt(lines, table.text, at) !== undefined;
}

/** IF EXISTS finds something on the way up, as far as one can tell, and need find nothing more on the way back. */
function mayBeThere({ ifExists }: { readonly ifExists: Flag }, { fold }: Where): boolean {
  return ifExists === false || fold.upgrade.revision === ON_TRIP.up;
}

function supposedLine(table: TableName, { fold, supposed }: Where): TableTimeline | undefined {
  const key = tableKey(table);
  if (key === undefined) return undefined;
  const { tables } = fold.lines;
  const now = lineNow(fold.lines, key);
  if (now !== undefined || tables.newest.has(key)) return now;
  const line = addLine(fold, table, { createdIn: undefined, isWhole: false, isClear: true });
  suppose(supposed, { map: tables.newest, key, value: line });
  suppose(supposed, { map: fold.lines.heads.newest, key: line, value: true });
  return line;
}

/** Of a table that was there before; what the trip itself made has no more than it was given. */
function supposePart<State>(
  line: TableTimeline,
  part: Part<State>,
  { fold, supposed, refused }: Where,
): void {
  const { parts } = part;
  if (parts.newest.has(part.key)) return;
  if (isOwn(line, fold)) refused.add(fold.at - 1);
  setFrom(parts, { key: part.key, at: fold.at }, part.state);
  suppose(supposed, { map: parts.newest, key: part.key, value: part.state });
}

/** The trip itself made it, with all that it has. */
function isOwn(line: TableTimeline, { lines, upgrade, isCertain }: Fold): boolean {
  return (
    isCertain &&
    line.createdIn === ON_TRIP.up &&
    upgrade.revision === ON_TRIP.down &&
    headNow(lines, line)?.isWhole === true
  );
}

interface Part<State> {
  readonly parts: Parts<State>;
  readonly key: string;
  readonly state: State;
}

function supposeColumn(line: TableTimeline, name: string, on: Where): void {
  supposePart(line, { parts: line.columns, key: name, state: unknownColumnState(name) }, on);
}

/** Of what it was, the alteration itself may tell. */
function supposeAltered(line: TableTimeline, operation: OperationOf<'alter-column'>, on: Where): void {
  const key = operation.column.text;
  supposeColumn(line, key, on);
  const { newest } = line.columns;
  const version = newest.get(key);
  const isUntouched = version?.before === undefined && (version?.from === 0 || version?.from === on.fold.at);
  if (version?.value === undefined || !isUntouched) return;
  const state = stateBefore(version.value, operation);
  setFrom(line.columns, { key, at: on.fold.at }, state);
  const known = on.supposed.get(newest) ?? new Map<unknown, unknown>();
  known.set(key, state);
  on.supposed.set(newest, known);
}

function stateBefore(was: ColumnState, operation: OperationOf<'alter-column'>): ColumnState {
  const { existingType, existingNullable, existingDefault } = operation;
  const known = {
    ...was,
    type: was.type ?? existingType,
    nullable: was.nullable ?? existingNullable ?? otherThan(operation.nullable),
    default: was.default ?? existingDefault,
  };
  if (!isSaidToChange(operation)) return known;
  return { ...known, type: existingType ?? known.type, nullable: existingNullable ?? known.nullable };
}

/** The migration knows better than its history what it changes. */
function isSaidToChange(operation: OperationOf<'alter-column'>): boolean {
  const { type, existingType, nullable, existingNullable } = operation;
  const isOtherType =
    type !== undefined && existingType !== undefined && compareColumnTypes(existingType, type) === 'other';
  return (
    isOtherType || (nullable !== undefined && existingNullable !== undefined && nullable !== existingNullable)
  );
}

/** Nobody alters what is so already. */
function otherThan(nullable: OperationOf<'alter-column'>['nullable']): boolean | undefined {
  return typeof nullable === 'boolean' ? !nullable : undefined;
}

function supposeConstraint(
  line: TableTimeline,
  { name, kind }: { readonly name: string; readonly kind: ConstraintState['definition']['kind'] | undefined },
  on: Where,
): void {
  const state: ConstraintState = {
    name,
    isValidated: true,
    addedIn: undefined,
    definition: isKey(kind)
      ? { ...UNKNOWN, kind, usingIndex: false }
      : { ...UNKNOWN, kind: 'check', expression: undefined },
  };
  supposePart(line, { parts: line.constraints, key: name, state }, on);
}

function isKey(kind: ConstraintState['definition']['kind'] | undefined): kind is 'unique' | 'primary-key' {
  return kind === 'unique' || kind === 'primary-key';
}

const UNKNOWN = {
  name: undefined,
  columns: undefined,
  notValid: false,
  hasMore: true,
  start: 0,
  end: 0,
} as const;

/** What has no name got one by a convention that is not known: it is the one that is meant. */
function dropOfConstraint(
  line: TableTimeline,
  operation: OperationOf<'drop-constraint'>,
  on: Where,
): Operation {
  const { name, type, ifExists } = operation;
  if (name !== undefined && latest(line.constraints, name.text) !== undefined) return operation;
  const meant = allNow(line.constraints).findLast(([, { definition }]) => {
    if (definition.name !== undefined) return name !== undefined && isConventional(definition, name.text);
    return type === undefined || type === definition.kind;
  });
  if (meant !== undefined) return { ...operation, name: knownName(meant[0]) };
  if (name !== undefined && mayBeThere({ ifExists }, on))
    supposeConstraint(line, { name: name.text, kind: type }, on);
  return operation;
}

/** The metadata may put `ck_orders_` before the name of a check. */
function isConventional({ kind, name }: ConstraintState['definition'], dropped: string): boolean {
  return kind === 'check' && name?.isKnown === true && dropped.endsWith(`_${name.text}`);
}

function dropOfIndex(operation: OperationOf<'drop-index'>, on: Where): Operation {
  const { fold } = on;
  const { name, table, ifExists } = operation;
  const owner = ownerAt(fold.lines, name.text, fold.at);
  if (owner !== undefined && latest(owner.indexes, name.text) !== undefined)
    return { ...operation, table: undefined };
  const line = table === undefined ? undefined : supposedLine(table, on);
  const meant = line && conventional(line, operation);
  if (meant !== undefined) return { ...operation, name: knownName(meant) };
  if (!mayBeThere({ ifExists }, on)) return operation;
  const state: IndexState = {
    name: name.text,
    columns: undefined,
    unique: undefined,
    isPartial: false,
    hasMore: true,
    addedIn: undefined,
  };
  const place = line ?? nowhere(on);
  if (place === undefined) return operation;
  supposePart(place, { parts: place.indexes, key: name.text, state }, on);
  ownName(fold.lines, { name: name.text, line: place }, fold.at);
  return operation;
}

/** The table of indexes of which nobody told whose they are. */
function nowhere(on: Where): TableTimeline | undefined {
  return supposedLine(NOWHERE, on);
}

const NOWHERE: TableName = { text: '\0', isKnown: true, schema: undefined };

/** An index that was dropped without a word about its table was one of the table that gets it again. */
function supposeIndexHere(
  line: TableTimeline,
  { name }: OperationOf<'create-index'>,
  { fold, supposed }: Where,
): void {
  const key = name?.text ?? '';
  const elsewhere = latest(fold.lines.tables, NOWHERE.text)?.indexes.newest;
  const told = supposed.get(elsewhere);
  const state = told?.get(key);
  if (state === undefined || line.indexes.newest.has(key)) return;
  told?.set(key, undefined);
  suppose(supposed, { map: line.indexes.newest, key, value: state });
}

function conventional(line: TableTimeline, drop: OperationOf<'drop-index'>): string | undefined {
  const { table } = drop;
  if (table === undefined) return undefined;
  return allNow(line.indexes).findLast(([, { name, columns, unique }]) => {
    if (name === undefined || columns === undefined) return false;
    const made = {
      kind: 'create-index',
      name: knownName(name),
      table,
      columns,
      unique: unique ?? false,
      concurrently: false,
      ifNotExists: false,
      isPartial: false,
    } as const;
    return isSameByConvention(made, drop);
  })?.[0];
}

function supposeView({ object, name, ifExists }: OperationOf<'drop-object'>, on: Where): void {
  const { fold, supposed } = on;
  const view = asTable(name);
  const key = tableKey(view);
  const { views } = fold.lines;
  if (!isView(object) || key === undefined || !mayBeThere({ ifExists }, on) || views.newest.has(key)) return;
  const state = { view, isMaterialized: object === 'materialized-view', reads: [] };
  setFrom(views, { key, at: fold.at }, state);
  suppose(supposed, { map: views.newest, key, value: state });
}

/** An enum that nothing told of has some values. */
function supposeEnum({ deed }: OperationOf<'other'>, { fold, supposed }: Where): void {
  if (deed?.kind !== 'add-enum-value' && deed?.kind !== 'rename-enum-value') return;
  const { enums } = fold.lines;
  const key = nameText(deed.type);
  if (enums.newest.has(key) || (deed.kind === 'add-enum-value' && deed.ifNotExists)) return;
  const values = deed.kind === 'rename-enum-value' ? [deed.value, SOME] : [SOME];
  setFrom(enums, { key, at: fold.at }, values);
  suppose(supposed, { map: enums.newest, key, value: values });
}

/** Stands for the values of an enum that are not known. */
const SOME = '\0';

export function beforeTrip<Key, Value>(
  supposed: Supposed,
  versioned: Parameters<typeof heldAt<Key, Value>>[0],
  key: Key,
): Value | undefined {
  const told = supposed.get(versioned.newest);
  // What was supposed has the type of what stands in the map that it is supposed for.
  return told?.has(key) === true ? (told.get(key) as Value) : heldAt(versioned, key, 0);
}
