import type { Migrations, MigrationScript } from './migrations.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { idOf } from './judged-revisions.ts';
import type { ColumnState, SchemaMoment, TableState } from '../schema/schema-history.ts';
import { isFirstMention } from './first-mention-of-table.ts';
import type { Name, TableName } from '../operations/name.ts';
import { countsAsNew, newObjectsIn } from './new-objects.ts';
import type { Operation } from '../operations/operation.ts';
import { schemaAround } from './schema-around.ts';
import { isStableName } from './stable-name.ts';
import type { JudgedUpgrade, MigrationStep, StepOf } from './judged-upgrade.ts';

/** Scripts that cannot be read are for migrations/unreadable-revision and migrations/drop-table to report. */
export const judgedUpgrades: (migrations: Migrations) => readonly JudgedUpgrade[] = memoizeByObject(
  ({ scripts }) => scripts.flatMap((script) => judgedUpgrade(script) ?? []),
);

/** One and the same of a script, whichever others are judged beside it. */
const judgedUpgrade = memoizeByObject((script: MigrationScript): JudgedUpgrade | undefined => {
  const { path, history, reading, database, environmentSets, environmentRuns, sqlHistory } = script;
  if (!reading.known || reading.value.kind !== 'read') return undefined;
  const { text, upgrade, revision, span } = reading.value;
  const { steps, body } = upgrade;
  const id = revision && idOf(revision);
  const around = {
    ...(body && { body }),
    ...(database && { database }),
    ...(environmentSets && { environmentSets }),
    ...(environmentRuns && { environmentRuns }),
    ...(sqlHistory && { sqlHistory }),
  };
  return { path, text, steps, span, revision: id, history, ...around };
});

/** Every operation of these kinds in the upgrades under judgement, in the order of running. */
export function migrationSteps<const Kind extends Operation['kind']>(
  migrations: Migrations,
  ...kinds: readonly Kind[]
): readonly StepOf<Kind>[] {
  const known = stepsKnown(migrations);
  const key = kinds.join();
  const before = known.get(key);
  const steps = before ?? judgedByKind(migrations, kinds);
  if (before === undefined) known.set(key, steps);
  // Sound: under these kinds only steps of them are put away.
  return steps as readonly StepOf<Kind>[];
}

function judgedByKind(migrations: Migrations, kinds: readonly Operation['kind'][]): readonly MigrationStep[] {
  const [only, ...more] = kinds;
  if (only !== undefined && more.length === 0) return stepsByKind(migrations).get(only) ?? [];
  return judgedUpgrades(migrations).flatMap((upgrade) => stepsOf(upgrade, ...kinds));
}

/** Most rules ask for one kind, of which there are few. */
const stepsByKind = memoizeByObject((migrations: Migrations) => {
  const found = new Map<Operation['kind'], MigrationStep[]>();
  for (const upgrade of judgedUpgrades(migrations)) {
    for (const step of allSteps(upgrade)) {
      const before = found.get(step.operation.kind);
      if (before === undefined) found.set(step.operation.kind, [step]);
      else before.push(step);
    }
  }
  return found;
});

/** By the kinds that were asked for: several rules ask for the same ones. */
const stepsKnown = memoizeByObject((_migrations: Migrations) => new Map<string, readonly MigrationStep[]>());

/** The same for one upgrade. */
export function stepsOf<const Kind extends Operation['kind']>(
  upgrade: JudgedUpgrade,
  ...kinds: readonly Kind[]
): readonly StepOf<Kind>[] {
  return allSteps(upgrade).filter((step): step is StepOf<Kind> => isOneOf(step.operation, kinds));
}

/** Every operation of the upgrade, in the order of running: dozens of rules ask for some of them. */
export const allSteps: (upgrade: JudgedUpgrade) => readonly MigrationStep[] = memoizeByObject((upgrade) => {
  const found: MigrationStep[] = [];
  for (const [index, step] of upgrade.steps.entries()) {
    if (step.kind !== 'operation') continue;
    const { operation, isCertain } = step;
    found.push({ upgrade, operation, index, isCertain, at: upgrade.span(step) });
  }
  return found;
});

function isOneOf(operation: Operation, kinds: readonly Operation['kind'][]): boolean {
  return kinds.includes(operation.kind);
}

/** The table just before the step; `undefined` where nothing is known of it. */
export function tableBefore(step: MigrationStep, table: TableName): TableState | undefined {
  return schemaAround(step.upgrade).schema.tableAt(table, momentBefore(step, table));
}

/** A column just before the step; `undefined` where nothing is known of it. */
export function columnBefore(step: MigrationStep, table: TableName, column: Name): ColumnState | undefined {
  return schemaAround(step.upgrade).schema.columnAt(table, column, momentBefore(step, table));
}

/** A moment of the schema around it. Where the name may mean several tables, it is the one of before the migration. */
export function momentBefore(step: MigrationStep, table: TableName): SchemaMoment {
  const { revision } = schemaAround(step.upgrade);
  return { revision, step: isStableName(step, table) ? step.index : 0 };
}

/**
 * Whether an earlier step of the same migration made the table, so that no row is in it and no running code
 * knows it. What is made under a condition only counts for what is done under one as well.
 */
export function isNewTable(step: MigrationStep, table: TableName): boolean {
  const { upgrade, index, isCertain } = step;
  return (
    countsAsNew(newObjectsIn(upgrade.steps).table(table, index), isCertain) || isFirstMention(step, table)
  );
}

/** The same where there is no doubt: it is made in any case, and its name and schema are known. */
export function isSurelyNewTable({ upgrade, index }: MigrationStep, table: TableName): boolean {
  return table.isKnown && newObjectsIn(upgrade.steps).table(table, index) === 'new';
}

/** Whether the same migration made the column, or its table. */
export function isNewColumn(
  { upgrade, index, isCertain }: MigrationStep,
  table: TableName,
  column: Name,
): boolean {
  return countsAsNew(newObjectsIn(upgrade.steps).column(table, column, index), isCertain);
}
