import type { Direction } from '../alembic/revision-reading.ts';
import type { Migrations } from '../facts/migrations.ts';
import { onceFor } from '../facts/once-for.ts';
import { judgedRevisions } from '../history/judged-revisions.ts';
import type { TableState } from '../schema/schema-history.ts';
import type { ColumnType } from './column-type.ts';
import type { ConstraintDefinition } from './column.ts';
import {
  judgedUpgrades,
  stepsOf,
  tableBefore,
  type JudgedStep,
  type JudgedUpgrade,
  type StepOf,
} from './judged-steps.ts';
import { tableKey, type Name, type TableName } from './name.ts';
import { nameLikeness } from './name-likeness.ts';
import type { Step } from './operation.ts';
import { mayChangeRows } from './rows-changed.ts';
import { schemaAround } from './schema-around.ts';

/** A column that goes and one that comes, which may be one column under a new name. */
export interface RenamedColumn {
  readonly drop: StepOf<'drop-column'>;
  readonly add: StepOf<'add-column'>;
}

/**
 * Autogenerate writes a rename as a drop and an add. Of names that share a word, and of one type where both are
 * known; not where the migration touches the rows of the table, since then somebody thought of them.
 */
function renamedColumns(upgrade: JudgedUpgrade, downgrade: Direction | undefined): readonly RenamedColumn[] {
  const { drops, adds } = goneAndNew(upgrade);
  if (drops.length === 0 || adds.length === 0) return [];
  const taken = new Set<JudgedStep>();
  return drops.flatMap((drop): readonly RenamedColumn[] => {
    const key = tableKey(drop.operation.table);
    if (key === undefined || !drop.operation.column.isKnown) return [];
    if (upgrade.steps.some((step) => mayChangeRows(step, drop.operation.table))) return [];
    const gone = { drop, type: typeBefore(drop, downgrade), isKey: wasForeignKey(drop) };
    const ranked = adds
      .filter((add) => !taken.has(add) && tableKey(add.operation.table) === key)
      .map((add) => ({ add, likeness: likeness(gone, add) }))
      .filter((pair) => pair.likeness > 0)
      .toSorted((a, b) => b.likeness - a.likeness);
    const [best] = ranked;
    if (best === undefined) return [];
    taken.add(best.add);
    return [{ drop, add: best.add }];
  });
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
  onceFor((migrations) => {
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
function typeBefore(drop: StepOf<'drop-column'>, downgrade: Direction | undefined): ColumnType | undefined {
  const { table, column } = drop.operation;
  const known = tableBefore(drop, table)?.columns.get(column.text)?.type;
  if (known?.isKnown) return known;
  return downgrade?.steps.flatMap((step) => addedType(step, column.text, tableKey(table)))[0];
}

function addedType(step: Step, name: string, table: string | undefined): readonly ColumnType[] {
  if (step.kind !== 'operation' || step.operation.kind !== 'add-column') return [];
  const { column, table: of } = step.operation;
  return column.name.text === name && tableKey(of) === table ? [column.type] : [];
}

/** 0: surely another column. */
function likeness({ drop, type, isKey }: Gone, add: StepOf<'add-column'>): number {
  const { column: added } = add.operation;
  const name = drop.operation.column.text;
  if (!added.name.isKnown || added.name.text === name) return 0;
  if (isKey !== undefined && isKey !== isMadeForeignKey(add)) return 0;
  const words = nameLikeness(name, added.name.text, columnsAtStart(drop));
  const types = typeLikeness(type, added.type);
  return words === 0 || types === undefined ? 0 : words + types;
}

/** `undefined`: surely another type. */
function typeLikeness(old: ColumnType | undefined, added: ColumnType): number | undefined {
  if (old?.isKnown !== true || !added.isKnown) return 0;
  if (old.name !== added.name || old.dimensions !== added.dimensions) return undefined;
  return old.size === added.size ? 2 : 1;
}

interface Gone {
  readonly drop: StepOf<'drop-column'>;
  readonly type: ColumnType | undefined;
  /** Whether it leads to another table; `undefined` where that is not known. */
  readonly isKey: boolean | undefined;
}

function columnsAtStart(drop: StepOf<'drop-column'>): readonly string[] {
  return [...(tableAtStart(drop)?.columns.keys() ?? [])];
}

/** Before its constraints are dropped, which goes first. */
function tableAtStart({ upgrade, operation }: StepOf<'drop-column'>): TableState | undefined {
  const { schema, revision } = schemaAround(upgrade);
  return schema.tableAt(operation.table, { revision, step: 0 });
}

function wasForeignKey(drop: StepOf<'drop-column'>): boolean | undefined {
  const table = tableAtStart(drop);
  const name = drop.operation.column.text;
  if (table?.constraints.some(({ definition }) => isForeignKeyOf(definition, name))) return true;
  return table?.isWhole === true ? false : undefined;
}

function isMadeForeignKey({ upgrade, operation: { table, column } }: StepOf<'add-column'>): boolean {
  const { text } = column.name;
  return (
    column.constraints.some(({ kind }) => kind === 'foreign-key') ||
    stepsOf(upgrade, 'add-constraint').some(
      ({ operation }) =>
        tableKey(operation.table) === tableKey(table) && isForeignKeyOf(operation.constraint, text),
    )
  );
}

/** Also where it is not known which columns those are. */
function isForeignKeyOf({ kind, columns }: ConstraintDefinition, name: string): boolean {
  return kind === 'foreign-key' && columns?.includes(name) !== false;
}
