import type { Migrations } from '../analysis/migrations.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { databaseText, isOtherDatabase, type Database } from '../operations/lock-mode.ts';
import { isIndexAlreadyThere } from '../analysis/newness/index-already-there.ts';
import { allSteps, judgedUpgrades } from '../analysis/migration-step.ts';
import { schemaAround } from '../analysis/schema-around.ts';
import type { TextRange } from '../../model/text-range.ts';
import { fileTransaction, statementBlocks } from '../sql/file-transaction.ts';
import { effectsOf } from './effects-of.ts';
import { existingRelations } from './existing-relations.ts';
import type { RelationEffect, StepEffects } from './step-effects.ts';
import {
  afterStep,
  enteringBlock,
  leavingBlock,
  metBy,
  startOfUpgrade,
  type TransactionState,
} from './transaction-state.ts';
import { statementsOf } from './whole-statement.ts';
import { withoutRows } from './without-rows.ts';
import type { MigrationStep, JudgedUpgrade } from '../analysis/judged-upgrade.ts';

/** A step under judgement with what it does to others, and what it meets. */
export interface JudgedEffects {
  readonly step: MigrationStep;
  readonly effects: StepEffects;
  /** What of the effects meets relations that others may be using: see `existingRelations`. */
  readonly existing: readonly RelationEffect[];
  /** The same of the whole statement: of an ALTER TABLE with several commands, what each of them does. */
  readonly ofStatement: readonly RelationEffect[];
  readonly transaction: TransactionState;
}

/** Every operation of the upgrades under judgement, in the order of running. */
export const judgedEffects: (migrations: Migrations) => readonly JudgedEffects[] = memoizeByObject(
  (migrations) => [...effectsByUpgrade(migrations).values()].flat(),
);

/** The same, each upgrade by itself. */
export const effectsByUpgrade: (
  migrations: Migrations,
) => ReadonlyMap<JudgedUpgrade, readonly JudgedEffects[]> = memoizeByObject(
  (migrations) =>
    new Map(
      judgedUpgrades(migrations).map((upgrade) => [upgrade, effectsOfUpgrade(upgrade, migrations.pgVersion)]),
    ),
);

/** The effects of one of these operations; `undefined` for a step that is none of the upgrades under judgement. */
export function effectsOfStep(
  migrations: Migrations,
  { upgrade, index }: MigrationStep,
): JudgedEffects | undefined {
  const all = effectsByUpgrade(migrations).get(upgrade);
  return all && byIndex(all).get(index);
}

const byIndex = memoizeByObject(
  (all: readonly JudgedEffects[]): ReadonlyMap<number, JudgedEffects> =>
    new Map(all.map((judged) => [judged.step.index, judged])),
);

/** What each operation of one upgrade does and meets. */
export function effectsOfUpgrade(upgrade: JudgedUpgrade, pgVersion: number): readonly JudgedEffects[] {
  const { schema, revision } = schemaAround(upgrade);
  const found: Omit<JudgedEffects, 'ofStatement'>[] = [];
  const operations = allSteps(upgrade);
  let state = startOfUpgrade(startsInside(upgrade));
  const blockOf = blocksOutside(upgrade, state.isInside);
  let block: TextRange | undefined;
  upgrade.steps.forEach((step, index) => {
    const next = blockOf(step);
    if (block !== undefined && next !== block) state = leavingBlock(state);
    if (next !== undefined && next !== block) state = enteringBlock(state);
    block = next;
    const transaction = metBy(step, state);
    const judged = step.kind === 'operation' ? operations[found.length] : undefined;
    if (judged === undefined) {
      state = afterStep(step, transaction, { taken: [], index });
      return;
    }
    const timeZone = transaction.settings.get('timezone')?.value;
    const moment = { revision, step: index };
    const effects = isOtherDatabase(upgrade.database)
      ? effectsElsewhere(upgrade.database)
      : withoutRows(asFound(judged, effectsOf(judged.operation, { schema, moment, pgVersion, timeZone })), {
          step: judged,
          held: transaction.held,
        });
    const existing = existingRelations(judged, effects);
    found.push({ step: judged, effects, existing, transaction });
    state = afterStep(step, transaction, { taken: existing, index });
  });
  return statementsOf(found).flatMap((statement) => {
    const ofStatement = statement.flatMap(({ existing }) => existing);
    return statement.map((judged) => ({ ...judged, ofStatement }));
  });
}

/** What makes sure of an index that is there takes its lock all the same. */
function asFound({ operation, ...step }: MigrationStep, effects: StepEffects): StepEffects {
  if (operation.kind !== 'create-index' || !isIndexAlreadyThere({ ...step, operation })) return effects;
  const relations = effects.relations.map(({ relation, lock, cause }) => ({
    relation,
    lock,
    cause,
    work: 'catalog' as const,
  }));
  return { ...effects, relations, failures: [] };
}

function effectsElsewhere(database: Database): StepEffects {
  const unknown = [`locks are known of PostgreSQL only, and this runs on ${databaseText(database)}`];
  return { relations: [], failures: [], refusedInTransaction: false, unknown };
}

/** The block of statements that a step is handed over with, where the tool begins no transaction itself. */
function blocksOutside(
  { text, revision, history }: JudgedUpgrade,
  isInside: boolean | undefined,
): (step: TextRange) => TextRange | undefined {
  const isSql = revision === undefined && history === undefined;
  const blocks = isSql && isInside === false ? statementBlocks(text) : [];
  return (step) => blocks.find(({ start, end }) => start <= step.start && step.end <= end);
}

/** Alembic runs every revision in a transaction on PostgreSQL, unless env.py says otherwise. */
function startsInside(upgrade: JudgedUpgrade): boolean | undefined {
  return upgrade.revision !== undefined || upgrade.history !== undefined ? true : fileTransaction(upgrade);
}
