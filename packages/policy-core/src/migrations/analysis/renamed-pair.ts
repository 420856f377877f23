import type { Direction } from '../operations/direction.ts';
import type { Migrations } from './migrations.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { judgedRevisions } from './judged-revisions.ts';
import type { ColumnState, TableState } from '../schema/schema-history.ts';
import type { ColumnType } from '../operations/column-type.ts';
import { unambiguousMatches, type LikelyMatch } from '../operations/unambiguous-matches.ts';
import { isEmptied } from './values/emptied-table.ts';
import { isNewColumn, judgedUpgrades, stepsOf, tableBefore } from './migration-step.ts';
import { constraintsMade, keyAmong, mayLeadAlike, type KeyOfColumn } from './key-of-column.ts';
import { tableKey, type Name, type TableName } from '../operations/name.ts';
import { nameCloseness } from '../operations/name-closeness.ts';
import { nameLikeness } from '../operations/name-likeness.ts';
import type { Step } from '../operations/operation.ts';
import { mayChangeRows } from '../operations/rows-changed.ts';
import { schemaAround } from './schema-around.ts';
import type { JudgedUpgrade, StepOf } from './judged-upgrade.ts';

/** A column that goes and one that comes, which may be one column under a new name. */
export interface RenamedColumn {
  readonly drop: StepOf<'drop-column'>;
  readonly add: StepOf<'add-column'>;
}

/**
 * Autogenerate writes a rename as a drop and an add. Of names that share a word, and of one type where both are
 * known; not where the new column comes with values of its own; not where the migration touches the rows of the table, since then somebody thought of them, and not where one
 * column may be several others. What PostgreSQL computes holds nothing of its own, on either side.
 */
function renamedColumns(upgrade: JudgedUpgrade, downgrade: Direction | undefined): readonly RenamedColumn[] {
  const { drops, adds } = goneAndNew(upgrade);
  if (drops.length === 0 || adds.length === 0) return [];
  const pairs = drops.flatMap((drop): readonly LikelyMatch<RenamedColumn['drop'], RenamedColumn['add']>[] => {
    const { table, column } = drop.operation;
    const key = tableKey(table);
    if (key === undefined || !column.isKnown || isEmptied(drop) || isNewColumn(drop, table, column))
      return [];
    if (upgrade.steps.some((step) => mayChangeRows(step, table))) return [];
    const gone = { drop, was: columnThen(drop, downgrade), leadsTo: keyBefore(drop, downgrade) };
    if (gone.was?.default?.kind === 'computed') return [];
    return adds
      .filter((add) => tableKey(add.operation.table) === key && mayBeSame(gone, add))
      .map((add) => ({
        from: drop,
        to: add,
        closeness: nameCloseness(column.text, add.operation.column.name.text),
      }));
  });
  return unambiguousMatches(pairs).map(({ from, to }) => ({ drop: from, add: to }));
}

/** Without what is dropped and added under one name: it is made anew, and nothing is called otherwise. */
function goneAndNew(upgrade: JudgedUpgrade): {
  readonly drops: readonly StepOf<'drop-column'>[];
  readonly adds: readonly StepOf<'add-column'>[];
} {
  const drops = stepsOf(upgrade, 'drop-column');
  const adds = stepsOf(upgrade, 'add-column');
  const gone = new Set(drops.map(({ operation: { table, column } }) => keyOf(table, column)));
  const made = new Set(adds.map(({ operation: { table, column } }) => keyOf(table, column.name)));
  return {
    drops: drops.filter(({ operation: { table, column } }) => !made.has(keyOf(table, column))),
    adds: adds.filter(({ operation: { table, column } }) => !gone.has(keyOf(table, column.name))),
  };
}

function keyOf(table: TableName, column: Name): string {
  return `${tableKey(table) ?? ''}\n${column.text}`;
}

/** Those of everything under judgement, by where the upgrade lies: several rules ask. */
export const renamedPairs: (migrations: Migrations) => ReadonlyMap<string, readonly RenamedColumn[]> =
  memoizeByObject((migrations) => {
    const downgrades = new Map(
      judgedRevisions(migrations).map(({ path, revision }) => [path, revision.downgrade] as const),
    );
    return new Map(
      judgedUpgrades(migrations).map(
        (upgrade) => [upgrade.path, renamedColumns(upgrade, downgrades.get(upgrade.path))] as const,
      ),
    );
  });

/** From the schema, else from the downgrade, which adds the column again. */
function columnThen(drop: StepOf<'drop-column'>, downgrade: Direction | undefined): ColumnThen | undefined {
  const { table, column } = drop.operation;
  const known = tableBefore(drop, table)?.columns.get(column.text);
  if (known?.type?.isKnown || known?.default?.kind === 'computed') return known;
  return downgrade?.steps.flatMap((step) => addedAgain(step, column.text, tableKey(table)))[0];
}

type ColumnThen = Pick<ColumnState, 'default' | 'type'>;

function addedAgain(step: Step, name: string, table: string | undefined): readonly ColumnThen[] {
  if (step.kind !== 'operation' || step.operation.kind !== 'add-column') return [];
  const { column, table: of } = step.operation;
  return column.name.text === name && tableKey(of) === table ? [column] : [];
}

function mayBeSame({ drop, was, leadsTo }: Gone, add: StepOf<'add-column'>): boolean {
  const { column: added } = add.operation;
  const name = drop.operation.column.text;
  if (!added.name.isKnown || added.name.text === name || added.default.kind === 'computed') return false;
  if (isFilled(added) && !isFilled(was)) return false;
  if (isOfOtherType(was?.type, added.type) || !mayLeadAlike(leadsTo, keyMade(add), add.upgrade.steps))
    return false;
  return nameLikeness(name, added.name.text, columnsAtStart(drop)) > 0;
}

/** With a default every row has a value at once. Who gives one that the old column had not makes a column of its own. */
function isFilled(column: Pick<ColumnState, 'default'> | undefined): boolean {
  return column?.default !== undefined && column.default.kind !== 'none';
}

function isOfOtherType(old: ColumnType | undefined, added: ColumnType): boolean {
  if (old?.isKnown !== true || !added.isKnown) return false;
  return old.name !== added.name || old.dimensions !== added.dimensions;
}

interface Gone {
  readonly drop: StepOf<'drop-column'>;
  readonly was: ColumnThen | undefined;
  readonly leadsTo: KeyOfColumn | undefined;
}

/** Before its constraints are dropped, which goes first. */
function tableAtStart({ upgrade, operation }: StepOf<'drop-column'>): TableState | undefined {
  const { schema, revision } = schemaAround(upgrade);
  return schema.tableAt(operation.table, { revision, step: 0 });
}

function columnsAtStart(drop: StepOf<'drop-column'>): readonly string[] {
  return [...(tableAtStart(drop)?.columns.keys() ?? [])];
}

/** From the schema, else from the downgrade, which makes the key again. */
function keyBefore(drop: StepOf<'drop-column'>, downgrade: Direction | undefined): KeyOfColumn | undefined {
  const { table, column } = drop.operation;
  const state = tableAtStart(drop);
  const known = keyAmong(state?.constraints.map(({ definition }) => definition) ?? [], column.text);
  if (known.leads) return known;
  if (state?.isWhole === true) return known;
  const again = keyAmong(constraintsMade(downgrade?.steps ?? [], table, column.text), column.text);
  return again.leads ? again : undefined;
}

function keyMade({ upgrade, operation: { table, column } }: StepOf<'add-column'>): KeyOfColumn {
  return keyAmong(constraintsMade(upgrade.steps, table, column.name.text), column.name.text);
}
