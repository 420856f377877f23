import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { isNewByHistory } from '../analysis/newness/claimed-table.ts';
import { additionOf } from '../analysis/added-default.ts';
import { isOfChosenRows } from '../analysis/values/chosen-rows.ts';
import { isSurelyEmpty } from '../analysis/newness/empty-tables.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { columnBefore, isNewColumn, migrationSteps } from '../analysis/migration-step.ts';
import { isMadeInSomeSchema } from '../analysis/made-in-some-schema.ts';
import { knownName, tableKey, type TableName } from '../operations/name.ts';
import { isIndexAlreadyThere } from '../analysis/newness/index-already-there.ts';
import { makingOfView } from '../analysis/new-view.ts';
import type { Operation, Step } from '../operations/operation.ts';
import { columnWritesWithin } from '../operations/row-steps.ts';
import { schemaAround } from '../analysis/schema-around.ts';
import { formatTable } from '../operations/format-name.ts';
import { areRowsDeduplicatedBefore } from '../analysis/values/deduplicated-rows.ts';
import {
  isEmptyColumn,
  isKeptUnique,
  isUniqueAlready,
  mayTakePlaceOfUnique,
  wasUniqueBeforeDowngrade,
} from '../analysis/values/unique-already.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { namesSpoken } from '../sql/one-spelling.ts';
import { quotedName, quotedTable } from '../sql/quoted-name.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

type UniqueStep = StepOf<'add-constraint' | 'create-index'>;

export const newUniqueOnExisting = defineRule({
  id: 'migrations/new-unique-on-existing',
  summary: 'Check for duplicates before you make existing columns unique.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['add-constraint', 'create-index'],

  options: NO_OPTIONS,

  messages: {
    unique: 'This {makes} {columns} of {table} unique, and fails on duplicates. Check first: {query}.',
    open: 'This {makes} {columns} of {table} unique, and fails on duplicates. Check for duplicates first.',
    some: 'This {makes} {columns} unique in some rows of {table}. Check for duplicates first among the rows that its WHERE selects, or it fails.',
    filled:
      'This fills {written} of {table}, {makes} {columns} unique, and fails on duplicates. Try it with production data first.',
    changed:
      'This changes {written} of {table}, {makes} {columns} unique, and fails on duplicates. Try it with production data first.',
    empty:
      'This {makes} a new, empty column of {table} part of its key. Fill it first, because no column of the primary key ({columns}) takes NULL.',
    unread:
      'This {makes} unknown columns of {table} unique, and fails on duplicates. Check for duplicates first.',
    expression:
      'This {makes} an expression over {table} unique, and fails on duplicates. Check for duplicates first.',
  },

  *check(_get, migration) {
    const downgrades = new Map(
      judgedRevisions(migration).map(({ path, revision }) => [path, revision.downgrade.steps]),
    );
    for (const step of migrationSteps(migration, 'add-constraint', 'create-index')) {
      const columns = uniqueColumns(step);
      const { table } = step.operation;
      if (columns === undefined || isPassedOver(step)) continue;
      if (isUnique(step, columns, downgrades.get(step.upgrade.path))) continue;
      if (isDeduplicated(step) || isOfMarkedRows(step, columns) || areRowsDeduplicatedBefore(step, columns))
        continue;
      const data = { makes: makes(step), table: formatTable(table) };
      yield columns === 'unknown'
        ? { kind: 'violation', ...unknownColumns(step, data), at: step.at }
        : {
            kind: 'violation',
            ...messageFor(step, columns, {
              ...data,
              columns: columns.join(', '),
              query: duplicatesIn(step, columns),
            }),
            at: step.at,
          };
    }
  },
});

function isPassedOver(step: UniqueStep): boolean {
  const { table } = step.operation;
  const isNew =
    isNewByHistory(step, table) || isMadeInSomeSchema(step, table) || makingOfView(step, table) !== undefined;
  const isThere = isIndex(step) && isIndexAlreadyThere(step);
  return tableKey(table) === VERSION_TABLE || isNew || isThere || isSurelyEmpty(step, table);
}

function isIndex(step: UniqueStep): step is StepOf<'create-index'> {
  return step.operation.kind === 'create-index';
}

/** Of Alembic itself: a row for each head, and no head twice. */
const VERSION_TABLE = 'alembic_version';

function isUnique(
  step: UniqueStep,
  columns: readonly string[] | 'unknown',
  downgrade: readonly Step[] | undefined,
): boolean {
  const { operation } = step;
  if (columns === 'unknown') {
    if (operation.kind === 'create-index' && isKeptUnique(step, operation)) return true;
    return !isExpression(step) && mayTakePlaceOfUnique(step);
  }
  if (isUniqueAlready(step, columns)) return true;
  return downgrade !== undefined && wasUniqueBeforeDowngrade(step, columns, downgrade);
}

/** Columns beside an expression are told with it. */
function unknownColumns(
  step: UniqueStep,
  data: { readonly makes: string; readonly table: string },
): { readonly messageId: 'expression' | 'open' | 'unread'; readonly data: Readonly<Record<string, string>> } {
  const { operation } = step;
  const keys = operation.kind === 'create-index' ? (operation.keys ?? []) : [];
  if (keys.length > 1) return { messageId: 'open', data: { ...data, columns: keys.join(', ') } };
  return { messageId: isExpression(step) ? 'expression' : 'unread', data };
}

/** Which rows have the same values as another. */
function duplicatesIn(step: UniqueStep, columns: readonly string[]): string {
  const { table } = step.operation;
  const names = columns.map(quotedName).join(', ');
  const filled = nullableAmong(step, columns).map((name) => `${quotedName(name)} IS NOT NULL`);
  const where = filled.length === 0 ? '' : ` WHERE ${filled.join(' AND ')}`;
  return `SELECT ${names}, count(*) FROM ${quotedTable(table)}${where} GROUP BY ${names} HAVING count(*) > 1`;
}

/** Columns that may be NULL in a row, which is then the same as no other, unless NULLS NOT DISTINCT is said. */
function nullableAmong(step: UniqueStep, columns: readonly string[]): readonly string[] {
  const { operation } = step;
  const { hasMore } = operation.kind === 'create-index' ? operation : operation.constraint;
  if (hasMore === true || isPrimaryKey(step)) return [];
  return columns.filter((name) => columnBefore(step, operation.table, knownName(name))?.nullable !== false);
}

/** Of SQL, and of what is written out as an expression. */
function isExpression({ upgrade, index, operation }: UniqueStep): boolean {
  const step = upgrade.steps[index];
  if (operation.kind !== 'create-index' || step?.kind !== 'operation') return false;
  return operation.keys !== undefined || step.via === 'sql';
}

/** `unique=FLAG` only shows when it runs. */
function makes({ operation, isCertain }: UniqueStep): string {
  const isOpen = operation.kind === 'create-index' && operation.unique === undefined;
  return verbForm({ isCertain: isCertain && !isOpen }, 'make');
}

type Data = Readonly<Record<string, string>>;

/** What to look at: rows that are there, or that the migration is about to make. */
function messageFor(
  step: UniqueStep,
  columns: readonly string[],
  data: Data,
): {
  readonly messageId: 'unique' | 'open' | 'some' | 'filled' | 'changed' | 'empty';
  readonly data: Data;
} {
  if (isPrimaryKey(step) && isEmptyColumn(step, columns)) return { messageId: 'empty', data };
  const added = columns.filter((name) => isAdded(step, name));
  if (added.length > 0) return { messageId: 'filled', data: { ...data, written: added.join(', ') } };
  const updated = updatedAmong(step, columns);
  if (updated.length > 0) return { messageId: 'changed', data: { ...data, written: updated.join(', ') } };
  if (isOnPartial(step)) return { messageId: 'some', data };
  return { messageId: step.operation.table.isKnown ? 'unique' : 'open', data };
}

/** Also what its WHERE demands. */
function updatedAmong(
  { upgrade, index, operation }: UniqueStep,
  columns: readonly string[],
): readonly string[] {
  const { table } = operation;
  const first = firstChange('update', upgrade.steps, table);
  if (first >= index) return [];
  const where = operation.kind === 'create-index' ? operation.where : undefined;
  const asked = new Set([...columns, ...(where === undefined ? [] : namesSpoken(where))]);
  const stretch = { from: first, to: index };
  return [...asked].filter((column) => columnWritesWithin(upgrade, { table, column, stretch }).length > 0);
}

function isPrimaryKey({ operation }: UniqueStep): boolean {
  return operation.kind === 'add-constraint' && operation.constraint.kind === 'primary-key';
}

/** Also where nobody can tell whether it is the same column by then. */
function isAdded(step: UniqueStep, name: string): boolean {
  const { revision } = schemaAround(step.upgrade);
  return columnBefore(step, step.operation.table, knownName(name))?.addedIn === revision;
}

function isOnNew(step: UniqueStep, columns: readonly string[]): boolean {
  return columns.some((column) => isNewColumn(step, step.operation.table, knownName(column)));
}

function isOnPartial(step: UniqueStep): step is StepOf<'create-index'> {
  return step.operation.kind === 'create-index' && step.operation.isPartial;
}

/** The migration itself marks the rows for which a new column counts. */
function isOfMarkedRows(step: UniqueStep, columns: readonly string[] | 'unknown'): boolean {
  if (!isOnPartial(step)) return false;
  if (isOfChosenRows(step)) return true;
  return columns === 'unknown' ? mentionsAdded(step) : isOnNew(step, columns);
}

/** An expression, or its WHERE, of a column that the migration adds. */
function mentionsAdded(step: UniqueStep): boolean {
  const { steps, text } = step.upgrade;
  const own = steps[step.index];
  const words = new Set(own === undefined ? [] : text.slice(own.start, own.end).match(/\w+/g));
  return [...words].some((word) => additionOf(step, word) !== undefined);
}

/** Rows that the same migration deletes before: somebody thought of the duplicates. */
function isDeduplicated({ upgrade: { steps }, index, operation }: UniqueStep): boolean {
  return firstChange('delete', steps, operation.table) < index;
}

type Verb = 'delete' | 'update';

/** Where rows of a table are first changed so; past the end where they are not. */
function firstChange(verb: Verb, steps: readonly Step[], table: TableName): number {
  const first = firstChanges.get(steps) ?? firstChangesIn(steps);
  firstChanges.set(steps, first);
  const places = [tableKey(table), verb === 'delete' ? ANY : undefined].flatMap(
    (key) => (key === undefined ? undefined : first.get(`${verb} ${key}`)) ?? [],
  );
  return Math.min(steps.length, ...places);
}

/** For rows of a table that is only known when it runs. */
const ANY = '\n';

/** By verb and table. Every step that makes something unique asks. */
type FirstChanges = ReadonlyMap<string, number>;

const firstChanges = new WeakMap<readonly Step[], FirstChanges>();

function firstChangesIn(steps: readonly Step[]): FirstChanges {
  const first = new Map<string, number>();
  for (const [index, step] of steps.entries()) {
    for (const key of step.kind === 'operation' ? changesOf(step.operation) : []) {
      if (!first.has(key)) first.set(key, index);
    }
  }
  return first;
}

/** TRUNCATE leaves no duplicates, either. */
function changesOf(operation: Operation): readonly string[] {
  if (operation.kind === 'truncate')
    return operation.tables.map((table) => `delete ${tableKey(table) ?? ANY}`);
  if (operation.kind !== 'change-rows') return [];
  return [`${operation.verb} ${tableKey(operation.table) ?? ANY}`];
}

/** `undefined` for what makes nothing unique, and for a constraint whose index is there and was built before. */
function uniqueColumns({ operation }: UniqueStep): readonly string[] | 'unknown' | undefined {
  if (operation.kind === 'create-index')
    return operation.unique === false ? undefined : (operation.columns ?? 'unknown');
  const { constraint } = operation;
  if (constraint.kind !== 'unique' && constraint.kind !== 'primary-key') return undefined;
  return constraint.usingIndex ? undefined : (constraint.columns ?? 'unknown');
}
