import type { Direction } from '../../operations/direction.ts';
import { lazily } from '../../../model/lazy.ts';
import type { SchemaHistory, TableState } from '../../schema/schema-history.ts';
import { undoingOfAlteration } from './altered-back.ts';
import { constraintsMadeAgain } from './constraint-made-again.ts';
import { coveredBy, operationTable } from '../../operations/covered-by.ts';
import { isNoOpStep } from './no-op-step.ts';
import type { Operation, OperationStep, Step } from '../../operations/operation.ts';
import { indexOperations, type OperationIndex } from '../../operations/operation-index.ts';
import { isComparable, restoredDifference } from './restored-difference.ts';
import { namesAcross, type SameNames } from '../../operations/same-names.ts';
import { revertedIn, TAKES_AWAY } from '../../operations/reverted-within-upgrade.ts';
import { isUndoneBy, undoersOf } from '../../operations/undone-by.ts';
import type { Undoing, StepUndoing, StateBefore } from '../step-undoing.ts';

/** Asks the folded schema of a history. */
export function stateBeforeIn(schema: SchemaHistory, revision: string): StateBefore {
  return (operation, step) => {
    const moment = { revision, step };
    const table = operationTable(operation);
    if (table !== undefined) return schema.tableAt(table, moment);
    return operation.kind === 'drop-index' && operation.name.isKnown
      ? schema.tableOfIndex(operation.name.text, moment)
      : undefined;
  };
}

/** For each step of an upgrade what the downgrade does about it, in whatever order. */
export function undoes(
  upgrade: Direction,
  downgrade: Direction,
  before: StateBefore = () => undefined,
): readonly StepUndoing[] {
  const undoings = allOf(upgrade, downgrade, before);
  return upgrade.steps.map((step, index) => ({
    step,
    undoing:
      step.kind === 'unclear'
        ? { kind: 'unknown', why: step.problem }
        : undoingOf(step, undoings, () => before(step.operation, index)),
  }));
}

interface BothWays {
  readonly downgrade: OperationIndex;
  readonly upgrade: () => OperationIndex;
  readonly names: SameNames;
  /** Steps of the downgrade that take back something of the upgrade. */
  readonly counterparts: () => ReadonlySet<OperationStep>;
  /** Steps whose names are only known when it runs. */
  readonly nameless: () => readonly OperationStep[];
  /** Why the downgrade may do more than is read of it. */
  readonly unclear: string | undefined;
  /** Whether the upgrade itself takes a step back. */
  readonly isTakenBack: (step: OperationStep) => boolean;
  /** Steps of the upgrade that drop a constraint and make it again as it was. */
  readonly madeAgain: () => ReadonlySet<OperationStep>;
}

function allOf(upgrade: Direction, downgrade: Direction, before: StateBefore): BothWays {
  // What a downgrade that raises does before is rolled back.
  const steps = downgrade.kind === 'raises' ? [] : downgrade.steps;
  const up = operationSteps(upgrade.steps);
  const down = operationSteps(steps);
  const unclear = steps.find((step) => step.kind === 'unclear');
  const names = namesAcross([...up, ...down].map(({ operation }) => operation));
  const made = lazily(() => indexOperations(up, names));
  return {
    upgrade: made,
    downgrade: indexOperations(down, names),
    names,
    counterparts: lazily(() => {
      const takesBack = ({ operation: by }: OperationStep) =>
        made()
          .near(by)
          .some(({ operation }) => isUndoneBy(operation, { by, names }));
      return new Set(down.filter(takesBack));
    }),
    nameless: lazily(() => down.filter(({ operation }) => isNameless(operation))),
    unclear: downgrade.kind === 'elsewhere' ? 'downgrade() is not defined in this file' : unclear?.problem,
    isTakenBack: revertedIn(up),
    madeAgain: lazily(() => constraintsMadeAgain(upgrade.steps, before)),
  };
}

function operationSteps(steps: readonly Step[]): readonly OperationStep[] {
  return steps.filter((step) => step.kind === 'operation');
}

/** The table that a step is about; most steps need not know of it. */
type Before = () => TableState | undefined;

function undoingOf(step: OperationStep, ways: BothWays, before: Before): Undoing {
  const { operation } = step;
  if (isNoOpStep(step, before) || ways.isTakenBack(step)) return { kind: 'nothing' };
  if (operation.kind === 'create-all' || operation.kind === 'drop-all') {
    return { kind: 'unknown', why: 'which tables the metadata holds is only known when it runs' };
  }
  const back = directly(step, ways, before);
  const isWhole = back !== undefined && back.kind !== 'left';
  return isWhole ? back : (covering(step, ways) ?? back ?? untouched(step, ways));
}

function directly(
  step: OperationStep,
  { downgrade, names, unclear }: BothWays,
  before: Before,
): Undoing | undefined {
  const { operation } = step;
  const near = downgrade.near(operation);
  if (operation.kind === 'alter-column') {
    return undoingOfAlteration(operation, { downgrade: near, names, before: before(), unclear });
  }
  const by = near.filter((one) => isUndoneBy(operation, { by: one.operation, names }));
  if (by.length === 0) return undefined;
  return underCondition(step, by) ?? undoneBy(operation, { by, before });
}

/** By what the downgrade takes away or makes anew around it. */
function covering(step: OperationStep, ways: BothWays): Undoing | undefined {
  const { operation } = step;
  const near = ways.downgrade.near(operation);
  if (near.length === 0) return undefined;
  const upgrade = ways
    .upgrade()
    .near(operation)
    .map((one) => one.operation);
  const asked = near.map((one) => ({
    by: one,
    answer: coveredBy(operation, {
      by: one.operation,
      isCounterpart: ways.counterparts().has(one),
      upgrade,
      names: ways.names,
    }),
  }));
  const sure = asked.filter(({ answer }) => answer === 'yes').map(({ by }) => by);
  if (sure.length > 0) return underCondition(step, sure) ?? { kind: 'undone', by: sure };
  if (!asked.some(({ answer }) => answer === 'maybe')) return undefined;
  return { kind: 'unknown', why: 'it is not known whether it goes with what downgrade() drops' };
}

function underCondition({ isCertain }: OperationStep, by: readonly OperationStep[]): Undoing | undefined {
  if (!isCertain || by.some((one) => one.isCertain)) return undefined;
  return { kind: 'unknown', why: 'it is undone under a condition only' };
}

interface Match {
  readonly by: readonly OperationStep[];
  readonly before: Before;
}

function undoneBy(operation: Operation, { by, before }: Match): Undoing {
  const made = () => ({ by: by.map((one) => one.operation), before: before() });
  const why = isComparable(operation) ? restoredDifference(operation, made()) : undefined;
  if (why !== undefined) return { kind: 'differs', by, why };
  return { kind: losesData(operation) ? 'data-lost' : 'undone', by };
}

function untouched(step: OperationStep, ways: BothWays): Undoing {
  const isConstraint = step.operation.kind === 'drop-constraint' || step.operation.kind === 'add-constraint';
  return isConstraint && ways.madeAgain().has(step) ? { kind: 'nothing' } : unseen(step, ways);
}

/** Nothing that was read undoes it. */
function unseen(step: OperationStep, { nameless, unclear }: BothWays): Undoing {
  const { operation } = step;
  if (operation.kind === 'truncate') return { kind: 'data-lost', by: [] };
  if (operation.kind === 'change-rows' && ['delete', 'update'].includes(operation.verb)) {
    return { kind: 'data-lost', by: [] };
  }
  if (unclear !== undefined) return { kind: 'unknown', why: unclear };
  const mayUndo = nameless().some(
    ({ operation: { kind } }) => TAKES_AWAY.has(kind) || undoersOf(operation.kind).includes(kind),
  );
  if (mayUndo) return { kind: 'unknown', why: 'names in downgrade() are only known when it runs' };
  return { kind: 'left', parts: [] };
}

function isNameless(operation: Operation): boolean {
  const column = 'column' in operation ? operation.column : undefined;
  const names = [
    operationTable(operation),
    'name' in operation ? operation.name : undefined,
    column !== undefined && 'isKnown' in column ? column : column?.name,
  ];
  return names.some((name) => name?.isKnown === false);
}

function losesData(operation: Operation): boolean {
  if (operation.kind === 'drop-table' || operation.kind === 'drop-column') return true;
  return operation.kind === 'drop-object' && KEEPERS_OF_DATA.has(operation.object);
}

const KEEPERS_OF_DATA: ReadonlySet<string> = new Set(['database', 'schema', 'sequence', 'owned']);
