import type { Migrations } from '../facts/migrations.ts';
import { onceFor } from '../facts/once-for.ts';
import { idOf } from '../history/judged-revisions.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import type { ColumnState, TableState } from '../schema/schema-history.ts';
import { valueAt, versionFrom, type Version } from '../schema/version.ts';
import type { SourceSpan } from '../source-span.ts';
import type { TextRange } from '../text-range.ts';
import { tableKey, type Name, type TableName } from './name.ts';
import type { Operation, OperationStep, Step } from './operation.ts';
import { schemaAround } from './schema-around.ts';

/** What one migration under judgement does when it is applied: the upgrade of a revision, or a SQL file. */
export interface JudgedUpgrade {
  readonly path: string;
  readonly text: string;
  readonly steps: readonly Step[];
  readonly span: (range: TextRange) => SourceSpan;
  /** `undefined` for SQL, and for a revision without an id. */
  readonly revision: string | undefined;
  /** `undefined` for SQL, and where the environment cannot be seen. */
  readonly history: RevisionHistory | undefined;
}

/** One operation of it, in its place. */
export interface JudgedStep<Op extends Operation = Operation> {
  readonly upgrade: JudgedUpgrade;
  readonly operation: Op;
  /** Among the steps of the upgrade. */
  readonly index: number;
  readonly isCertain: boolean;
  readonly at: SourceSpan;
}

/** One of that kind: `StepOf<'drop-table'>`. */
export type StepOf<Kind extends Operation['kind']> = JudgedStep<Extract<Operation, { kind: Kind }>>;

/** Scripts that cannot be read are for migrations/unreadable-revision and migrations/drop-table to report. */
export const judgedUpgrades: (migrations: Migrations) => readonly JudgedUpgrade[] = onceFor(({ scripts }) =>
  scripts.flatMap(({ path, history, reading }): readonly JudgedUpgrade[] => {
    if (!reading.known || reading.value.kind !== 'read') return [];
    const { text, upgrade, revision, span } = reading.value;
    return [{ path, text, steps: upgrade.steps, span, revision: revision && idOf(revision), history }];
  }),
);

/** Every operation of these kinds in the upgrades under judgement, in the order of running. */
export function judgedSteps<const Kind extends Operation['kind']>(
  migrations: Migrations,
  ...kinds: readonly Kind[]
): readonly StepOf<Kind>[] {
  const known = stepsKnown(migrations);
  const key = kinds.join();
  const before = known.get(key);
  // Sound: under these kinds only steps of them are put away.
  if (before !== undefined) return before as readonly StepOf<Kind>[];
  const steps = judgedUpgrades(migrations).flatMap((upgrade) => stepsOf(upgrade, ...kinds));
  known.set(key, steps);
  return steps;
}

/** By the kinds that were asked for: several rules ask for the same ones. */
const stepsKnown = onceFor((_migrations: Migrations) => new Map<string, readonly JudgedStep[]>());

/** The same for one upgrade. */
export function stepsOf<const Kind extends Operation['kind']>(
  upgrade: JudgedUpgrade,
  ...kinds: readonly Kind[]
): readonly StepOf<Kind>[] {
  const found: StepOf<Kind>[] = [];
  upgrade.steps.forEach((step, index) => {
    if (step.kind !== 'operation' || !isOneOf(step.operation, kinds)) return;
    const { operation, isCertain } = step;
    found.push({ upgrade, operation, index, isCertain, at: upgrade.span(step) });
  });
  return found;
}

function isOneOf<Kind extends Operation['kind']>(
  operation: Operation,
  kinds: readonly Kind[],
): operation is Extract<Operation, { kind: Kind }> {
  const wanted: readonly Operation['kind'][] = kinds;
  return wanted.includes(operation.kind);
}

/** The table just before the step; `undefined` where nothing is known of it. */
export function tableBefore({ upgrade, index }: JudgedStep, table: TableName): TableState | undefined {
  const { schema, revision } = schemaAround(upgrade);
  return schema.tableAt(table, { revision, step: index });
}

/** A column just before the step; `undefined` where nothing is known of it. */
export function columnBefore(step: JudgedStep, table: TableName, column: Name): ColumnState | undefined {
  const { schema, revision } = schemaAround(step.upgrade);
  return schema.columnAt(table, column, { revision, step: step.index });
}

/**
 * Whether an earlier step of the same migration made the table, so that no row is in it and no running code
 * knows it. What may have been there before (IF NOT EXISTS) does not count, and what is made under a
 * condition only counts for what is done under one as well.
 */
export function isNewTable({ upgrade, index, isCertain }: JudgedStep, table: TableName): boolean {
  const tables = newTables(upgrade.steps);
  const keys = table.isKnown ? [tableKey(table), ofUnknownSchema(table)] : [ofAnySchema(table)];
  return keys.some((key) => {
    const newness = valueAt(tables.get(key ?? ''), index);
    return newness === 'new' || (newness === 'perhaps' && !isCertain);
  });
}

/** The same where there is no doubt: it is made in any case, and its name and schema are known. */
export function isSurelyNewTable({ upgrade, index }: JudgedStep, table: TableName): boolean {
  const key = tableKey(table);
  return key !== undefined && valueAt(newTables(upgrade.steps).get(key), index) === 'new';
}

/** For names of which a part only shows when it runs: the same source is taken for the same table. */
function ofUnknownSchema(table: TableName): string {
  return `?.${bareName(table)}`;
}

function ofAnySchema(table: TableName): string {
  return `*.${bareName(table)}`;
}

/** The source of a name has its schema before it: `schema().orders`. */
function bareName({ text, isKnown }: TableName): string {
  return isKnown ? text : text.slice(text.lastIndexOf('.') + 1);
}

/** Whether the same migration made the column, or its table. */
export function isNewColumn(step: JudgedStep, table: TableName, column: Name): boolean {
  if (isNewTable(step, table)) return true;
  const addedIn = columnBefore(step, table, column)?.addedIn;
  return addedIn !== undefined && addedIn === schemaAround(step.upgrade).revision;
}

type Newness = 'new' | 'perhaps' | 'old';

/** For each table whether it is new, from which step on. */
type NewTables = ReadonlyMap<string, Version<Newness>>;

const newTables = onceFor((steps: readonly Step[]): NewTables => {
  const tables = new Map<string, Version<Newness>>();
  steps.forEach((step, index) => {
    if (step.kind === 'operation') noteTable(tables, step, index + 1);
  });
  return tables;
});

function noteTable(
  tables: Map<string, Version<Newness>>,
  { operation, isCertain }: OperationStep,
  at: number,
): void {
  if (operation.kind === 'create-table' && operation.ifNotExists === false) {
    note(tables, { table: operation.table, newness: isCertain ? 'new' : 'perhaps' }, at);
  } else if (operation.kind === 'drop-table') {
    note(tables, { table: operation.table, newness: 'old' }, at);
  } else if (operation.kind === 'rename-table') {
    const { table, to } = operation;
    const newness = tables.get(tableKey(table) ?? ofUnknownSchema(table))?.value ?? 'old';
    note(tables, { table, newness: 'old' }, at);
    note(tables, { table: { ...table, ...to }, newness }, at);
  }
}

function note(
  tables: Map<string, Version<Newness>>,
  { table, newness }: { readonly table: TableName; readonly newness: Newness },
  at: number,
): void {
  for (const key of [tableKey(table) ?? ofUnknownSchema(table), ofAnySchema(table)]) {
    tables.set(key, versionFrom(tables.get(key), at, newness));
  }
}
