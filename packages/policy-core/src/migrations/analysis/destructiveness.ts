import { typeChange } from '../schema/type-change.ts';
import { operationTable } from '../operations/operation-table.ts';
import type { Judgement, Reason } from '../operations/judgement.ts';
import { alterableBefore } from './reversibility/inverse-column.ts';
import {
  isCreatedColumn,
  isCreatedSchema,
  isCreatedTable,
  noteCreated,
  type CreatedObjects,
} from '../operations/created-objects.ts';
import type { AlterColumn, Operation, Step } from '../operations/operation.ts';
import { stepReason } from './reasons.ts';
import { typeText } from '../operations/type-text.ts';
import type { StateBefore } from './state-before.ts';
import type { StepUndoing } from './step-undoing.ts';

interface Loss {
  readonly answer: 'yes' | 'unknown';
  readonly reason: Reason;
}

/** What may be lost, and by which step. What the upgrade itself makes holds nothing that could be. */
export function destructiveness(
  undoings: readonly StepUndoing[],
  before: StateBefore,
): Judgement<'yes' | 'no' | 'unknown'> {
  const made = new Set<string>();
  const losses = undoings.flatMap(({ step, undoing }, index): readonly Loss[] => {
    const lost = undoing.kind === 'nothing' ? [] : lossesOf(step, { made, before, index });
    if (step.kind === 'operation') noteCreated(step.operation, made);
    return lost;
  });
  const isSure = losses.some(({ answer }) => answer === 'yes');
  const answer = isSure ? 'yes' : losses.length === 0 ? 'no' : 'unknown';
  return { answer, reasons: losses.map(({ reason }) => reason) };
}

interface Place {
  readonly made: CreatedObjects;
  readonly before: StateBefore;
  readonly index: number;
}

function lossesOf(step: Step, { made, before, index }: Place): readonly Loss[] {
  if (step.kind === 'unclear') return [{ answer: 'unknown', reason: stepReason(step) }];
  const { operation } = step;
  if (isAboutMade(operation, made)) return [];
  if (operation.kind === 'alter-column') {
    return alterationLoss(step, operation, alterableBefore(operation, before(operation, index)));
  }
  if (loses(operation)) return [{ answer: step.isCertain ? 'yes' : 'unknown', reason: stepReason(step) }];
  return mayLose(operation) ? [{ answer: 'unknown', reason: stepReason(step) }] : [];
}

function isAboutMade(operation: Operation, made: CreatedObjects): boolean {
  switch (operation.kind) {
    case 'truncate':
      return !operation.cascade && operation.tables.every((table) => isCreatedTable(made, table));
    case 'drop-column':
      return isCreatedColumn(made, operation.table, operation.column);
    case 'drop-object':
      return operation.object === 'schema' && isCreatedSchema(made, operation.name);
    default: {
      const table = operationTable(operation);
      return table !== undefined && isCreatedTable(made, table);
    }
  }
}

/** Whether it takes rows, values or what they need away, wherever it runs. */
export function loses(operation: Operation): boolean {
  switch (operation.kind) {
    case 'drop-table':
    case 'drop-column':
    case 'truncate':
    case 'drop-all':
      return true;
    case 'change-rows':
      return operation.verb === 'delete';
    case 'drop-object':
      return losesObject(operation);
    default:
      return false;
  }
}

function losesObject({ object, cascade }: Extract<Operation, { readonly kind: 'drop-object' }>): boolean {
  if (object === 'database' || object === 'owned' || object === 'sequence') return true;
  // Without CASCADE nothing is dropped that a table still needs.
  return cascade === true && TAKES_ALONG.has(object);
}

const TAKES_ALONG: ReadonlySet<string> = new Set(['schema', 'type', 'domain', 'extension']);

/** Old values of an UPDATE may be gone, or be NULL in a column that is new. */
function mayLose(operation: Operation): boolean {
  if (operation.kind === 'drop-object') {
    return operation.cascade === undefined && TAKES_ALONG.has(operation.object);
  }
  return operation.kind === 'change-rows' && operation.verb === 'update';
}

function alterationLoss(
  step: Step,
  { type }: AlterColumn,
  { type: was }: Pick<AlterColumn, 'type'>,
): readonly Loss[] {
  if (type === undefined) return [];
  if (was === undefined) {
    return [{ answer: 'unknown', reason: stepReason(step, 'and which type it had is not known') }];
  }
  const { kind } = typeChange(was, type);
  if (kind === 'same' || kind === 'widening') return [];
  const isNarrower = kind === 'narrowing';
  const why = isNarrower
    ? 'which may not hold every value of'
    : 'and not every value may be one, coming from';
  return [{ answer: isNarrower ? 'yes' : 'unknown', reason: stepReason(step, `${why} ${typeText(was)}`) }];
}
