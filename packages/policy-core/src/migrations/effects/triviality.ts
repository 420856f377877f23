import type { Direction } from '../operations/direction.ts';
import { blockingLock } from './blocking-locks.ts';
import { effectText } from './effect-words.ts';
import { effectsOfUpgrade, type JudgedEffects } from './judged-effects.ts';
import type { RelationEffect, Work } from './step-effects.ts';
import { PG_VERSIONS } from '../../policy/schema/migrations-schema.ts';
import { startOf } from '../../model/source-span.ts';
import { isAddition } from '../operations/additions.ts';
import { operationTable } from '../operations/operation-table.ts';
import type { Judgement } from '../operations/judgement.ts';
import { isNewTable } from '../analysis/migration-step.ts';
import { whoWaits, type LockMode } from '../operations/lock-mode.ts';
import type { TableName } from '../operations/name.ts';
import type { Operation, Step } from '../operations/operation.ts';
import { stepReason } from '../analysis/reasons.ts';
import { formatTable } from '../operations/format-name.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';

/** Where an upgrade runs. */
export interface UpgradePlace {
  readonly upgrade: JudgedUpgrade;
  /** Major version of PostgreSQL. */
  readonly pgVersion: number;
}

/**
 * Whether nobody notices an upgrade: every step only adds, takes no long work while readers or writers wait, loses
 * nothing, and cannot fail on rows. The reasons are the steps of which that is not so.
 *
 * @param place left out, only what the steps themselves tell of the schema
 */
export function triviality(
  direction: Pick<Direction, 'kind' | 'steps'>,
  place: UpgradePlace = alone(direction),
): Judgement<'yes' | 'no' | 'unknown'> {
  const { kind, steps } = direction;
  if (kind !== 'runs' && kind !== 'empty') {
    const text =
      kind === 'raises' ? 'The upgrade refuses to run.' : 'This file does not show what the upgrade does.';
    return { answer: 'unknown', reasons: [{ text, direction: 'upgrade', at: undefined }] };
  }
  const effects = new Map(
    effectsOfUpgrade(place.upgrade, place.pgVersion).map((judged) => [judged.step.index, judged]),
  );
  let isFilled = false;
  const heavy = steps.flatMap((step, index) => {
    const judged = effects.get(index);
    const weight = judged === undefined ? UNCLEAR : weigh(judged, isFilled);
    isFilled ||= judged?.effects.relations.some(({ work }) => work === 'rows' || work === 'scan') === true;
    return weight === undefined ? [] : [{ step, ...weight }];
  });
  if (heavy.length === 0) return { answer: 'yes', reasons: [] };
  return {
    answer: heavy.some(({ isSure }) => isSure) ? 'no' : 'unknown',
    reasons: heavy.map(({ step, why }) => stepReason(step, why)),
  };
}

/** As if it were all that there is. */
function alone({ steps }: { readonly steps: readonly Step[] }): UpgradePlace {
  const span = () => startOf('');
  const upgrade = { path: '', text: '', steps, span, revision: '', history: undefined };
  return { upgrade, pgVersion: PG_VERSIONS[0] };
}

/** Why a step is more than an addition nobody notices; `undefined` for one that is not. */
interface Weight {
  readonly isSure: boolean;
  /** Reads well behind the step and a comma; may be empty. */
  readonly why: string;
}

const UNCLEAR: Weight = { isSure: false, why: '' };

/** @param isFilled whether a table that the upgrade made may have many rows by now */
function weigh(judged: JudgedEffects, isFilled: boolean): Weight | undefined {
  const { operation } = judged.step;
  if (operation.kind === 'create-all') return UNCLEAR;
  if (!isAddition(operation) && !isAboutNew(judged)) return { isSure: true, why: '' };
  return refusal(judged) ?? standstill(judged, isFilled) ?? failure(judged, isFilled) ?? doubt(judged);
}

function isAboutNew({ step }: JudgedEffects): boolean {
  const { operation } = step;
  if (operation.kind === 'truncate') {
    return !operation.cascade && operation.tables.every((table) => isNewTable(step, table));
  }
  const table = operationTable(operation);
  return table !== undefined && isNewTable(step, table);
}

function refusal({ effects, transaction }: JudgedEffects): Weight | undefined {
  const { refusedInTransaction } = effects;
  if (refusedInTransaction === false || transaction.isInside === false) return undefined;
  const isSure = refusedInTransaction === true && transaction.isInside === true;
  return { isSure, why: isSure ? REFUSED : `${REFUSED}, and it may run in one` };
}

const REFUSED = 'which PostgreSQL refuses in a transaction';
const LONG: ReadonlySet<Work> = new Set(['sample', 'rows', 'unknown', 'scan', 'index', 'rewrite']);

/** Long work, while a lock is held that readers or writers wait for. */
function standstill({ step, effects, transaction }: JudgedEffects, isFilled: boolean): Weight | undefined {
  const isOld = ({ relation }: { readonly relation: TableName }) => !isNewTable(step, relation);
  const long = effects.relations.filter((one) => LONG.has(one.work) && (isFilled || isOld(one)));
  const isHeld = (one: { readonly relation: TableName; readonly lock: LockMode }) =>
    whoWaits(one.lock) !== 'nobody' && isOld(one);
  const [first] = long;
  if (first === undefined) return undefined;
  const both = long.find(isHeld);
  if (both !== undefined) return { isSure: isTold(both), why: `and ${effectText(both, CERTAIN)}` };
  const held = effects.relations.find(isHeld) ?? blockingLock({ transaction });
  if (held === undefined) return undefined;
  return {
    isSure: isTold(first),
    why: `and works through rows while the transaction keeps ${formatTable(held.relation)} locked`,
  };
}

const CERTAIN = { isCertain: true };

function isTold({ work }: RelationEffect): boolean {
  return work !== 'unknown';
}

function failure({ step, effects }: JudgedEffects, isFilled: boolean): Weight | undefined {
  const fails = effects.failures.some(({ relation }) => isFilled || !isNewTable(step, relation));
  return fails ? { isSure: true, why: 'which fails on rows that may be there' } : undefined;
}

function doubt({ step, effects }: JudgedEffects): Weight | undefined {
  const [problem] = effects.unknown;
  if (problem !== undefined)
    return { isSure: false, why: `and what that costs is not known, because ${problem}` };
  const { operation, upgrade, index } = step;
  if (
    operation.kind === 'create-index' &&
    operation.columns === undefined &&
    !isNewTable(step, operation.table)
  ) {
    return { isSure: false, why: 'which fails where a row has no value for it' };
  }
  const isEarly = isNewValue(operation) && upgrade.steps.slice(index + 1).some((later) => !isAside(later));
  return isEarly ? { isSure: false, why: 'which nothing may use before the transaction ends' } : undefined;
}

function isNewValue(operation: Operation): boolean {
  return operation.kind === 'other' && operation.deed?.kind === 'add-enum-value';
}

function isAside(step: Step): boolean {
  return step.kind === 'operation' && step.operation.kind === 'other';
}
