import { memoizeByObject } from '../../../model/memoize.ts';
import { valueAt, versionFrom, type ValueVersion } from '../../../model/value-version.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import type { ColumnDefinition } from '../../operations/column.ts';
import { spelling, type TableName } from '../../operations/name.ts';
import type { OperationStep, Step } from '../../operations/operation.ts';
import { renamedTable } from '../../operations/same-names.ts';
import { searchPathChanges } from '../../operations/search-path-changes.ts';
import type { UtilityStatement } from '../../operations/utility-statement.ts';
import type { JudgedUpgrade, MigrationStep } from '../judged-upgrade.ts';
import { schemaAround } from '../schema-around.ts';

/**
 * Whether a table that was there before surely has no row when a step runs: an earlier step of the same migration fails
 * where it has one, or takes all of them away, and nothing behind that step may have put one in. What other sessions
 * put in is not looked at: a lock has to keep them off.
 */
export function isSurelyEmpty({ upgrade, index }: MigrationStep, table: TableName): boolean {
  const seen = valueAt(emptyTables(upgrade).get(spelling(table)), index);
  return seen !== undefined && searchPathChanges(upgrade.steps).before(table, index) <= seen;
}

/** Whether a column that comes to a table is refused where the table has any row: it takes no NULL, and has no value. */
export function isRefusedOnAnyRow({ nullable, default: preset }: ColumnDefinition): boolean {
  return nullable === false && preset.kind === 'none';
}

interface EmptyTables {
  /** By its spelling, the step at which a table was last seen to be empty; `undefined` once it may have rows. */
  readonly seen: Map<string, ValueVersion<number | undefined>>;
  /** Those that are empty by now: their spellings, by their names without schemas. */
  readonly open: Map<string, Set<string>>;
}

/** Looked for once: every step asks for each table. */
const emptyTables = memoizeByObject((upgrade: JudgedUpgrade): EmptyTables['seen'] => {
  const tables: EmptyTables = { seen: new Map(), open: new Map() };
  for (const [index, step] of upgrade.steps.entries()) {
    const filled = filledBy(step);
    for (const text of filled === 'any' ? tables.open.keys() : filled) fill(tables, text, index);
    const emptied = step.kind === 'operation' ? emptiedBy(upgrade, { step, index }) : [];
    for (const table of emptied) empty(tables, table, index);
  }
  return tables.seen;
});

function empty({ seen, open }: EmptyTables, table: TableName, index: number): void {
  const key = spelling(table);
  seen.set(key, versionFrom(seen.get(key), index + 1, index));
  open.set(table.text, (open.get(table.text) ?? new Set()).add(key));
}

function fill({ seen, open }: EmptyTables, text: string, index: number): void {
  for (const key of open.get(text) ?? []) seen.set(key, versionFrom(seen.get(key), index + 1, undefined));
  open.delete(text);
}

interface PlacedStep {
  readonly step: OperationStep;
  readonly index: number;
}

function emptiedBy(upgrade: JudgedUpgrade, { step, index }: PlacedStep): readonly TableName[] {
  const { operation } = step;
  // What is undone, or does not run, leaves the rows where they are.
  if (!step.isCertain || step.shift === 'undone') return [];
  if (operation.kind === 'truncate') return operation.tables.filter(({ isKnown }) => isKnown);
  if (operation.kind !== 'add-column' || operation.ifNotExists !== false) return [];
  const { table, column } = operation;
  const isEmpty =
    table.isKnown && isRefusedOnAnyRow(column) && !mayHaveOwnDefault(upgrade, { column, index });
  return isEmpty ? [table] : [];
}

/** A domain may give a column its own default. */
function mayHaveOwnDefault(
  upgrade: JudgedUpgrade,
  { column: { type }, index }: { readonly column: ColumnDefinition; readonly index: number },
): boolean {
  const { schema, revision } = schemaAround(upgrade);
  return type.isKnown && schema.domainAt(type.name, { revision, step: index }) !== undefined;
}

/**
 * The tables, without schemas, into which rows may come by a step; those as well whose name may mean another table, with
 * rows, from then on.
 */
function filledBy(step: Step): readonly string[] | 'any' {
  if (step.kind === 'unclear') return 'any';
  const { operation } = step;
  switch (operation.kind) {
    case 'change-rows':
      // Through a view or a partition rows come to a table that is not named.
      return ADDING.has(operation.verb) ? 'any' : [];
    case 'create-table':
    case 'drop-table':
      return [operation.table.text];
    case 'rename-table':
    case 'set-table-schema':
      return [operation.table.text, renamedTable(operation).text];
    case 'other':
      return bringsRows(operation.deed) ? 'any' : [];
    default:
      return [];
  }
}

const ADDING: ReadonlySet<OperationOf<'change-rows'>['verb']> = new Set(['insert', 'merge', 'copy']);

/** Whether it may make a table with rows a part of another one, or bring back what was there before. */
function bringsRows(deed: UtilityStatement | undefined): boolean {
  if (deed?.kind === 'transaction') return ENDING.has(deed.what);
  return (
    deed?.kind === 'attach-partition' || (deed?.kind === 'set-table-option' && deed.option === 'inherit')
  );
}

const ENDING: ReadonlySet<Extract<UtilityStatement, { kind: 'transaction' }>['what']> = new Set([
  'commit',
  'rollback',
  'rollback-to',
  'prepare',
]);
